/** So many values are still taken in, or put back, within the request. */
export const inlineValues = 2000;
