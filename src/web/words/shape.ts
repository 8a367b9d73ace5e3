/** The same keys with any wording: what the English file owes to the Chinese one. */
export type Shape<T> = { readonly [K in keyof T]: T[K] extends string ? string : Shape<T[K]> };
