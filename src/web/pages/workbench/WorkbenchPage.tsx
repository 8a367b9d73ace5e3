/** Being built. */
export function WorkbenchPage() {
  return null;
}
