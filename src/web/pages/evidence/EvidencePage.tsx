/** Being built. */
export function EvidencePage() {
  return null;
}
