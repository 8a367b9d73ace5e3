/** Being built. */
export function PublicationsPage() {
  return null;
}
