/** Being built. */
export function MethodPage() {
  return null;
}
