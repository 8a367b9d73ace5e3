/** Being built. */
export function OrganizationPage() {
  return null;
}
