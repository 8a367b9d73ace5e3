/** Being built. */
export function AnnualResultPage() {
  return null;
}
