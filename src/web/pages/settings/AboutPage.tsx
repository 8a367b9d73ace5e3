/** Being built. */
export function AboutPage() {
  return null;
}
