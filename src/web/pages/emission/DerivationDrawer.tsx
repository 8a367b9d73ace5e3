/** Being built. */
export function UnitDerivationDrawer() {
  return null;
}
/** Being built. */
export function EntityDerivationDrawer() {
  return null;
}
