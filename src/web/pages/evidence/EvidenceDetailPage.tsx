/** Being built. */
export function EvidenceDetailPage() {
  return null;
}
