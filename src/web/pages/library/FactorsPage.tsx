/** Being built. */
export function FactorsPage() {
  return null;
}
