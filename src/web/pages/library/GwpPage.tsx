/** Being built. */
export function GwpPage() {
  return null;
}
