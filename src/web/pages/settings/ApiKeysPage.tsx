/** Being built. */
export function ApiKeysPage() {
  return null;
}
