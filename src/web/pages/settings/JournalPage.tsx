/** Being built. */
export function JournalPage() {
  return null;
}
