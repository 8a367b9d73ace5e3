/** Being built. */
export function ScopePage() {
  return null;
}
