/** Being built. */
export function OwnFactorsPage() {
  return null;
}
