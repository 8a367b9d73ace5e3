/** Being built. */
export function JobsPage() {
  return null;
}
