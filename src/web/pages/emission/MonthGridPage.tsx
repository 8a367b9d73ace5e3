/** Being built. */
export function MonthGridPage() {
  return null;
}
