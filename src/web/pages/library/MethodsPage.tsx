/** Being built. */
export function MethodsPage() {
  return null;
}
