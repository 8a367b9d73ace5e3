/**
 * All tables the typed SQL knows: the intersection of what each module declares in its own `tables.ts`. A module's store may name only its own
 * tables (test/checks/rooms.test.ts).
 */
// biome-ignore lint/suspicious/noEmptyInterface: modules join below as they land
export interface Tables {}
