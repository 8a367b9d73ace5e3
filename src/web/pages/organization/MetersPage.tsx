/** Being built. */
export function MetersPage() {
  return null;
}
