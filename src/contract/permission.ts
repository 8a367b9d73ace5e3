import type { Action } from './actions.ts';
import { actionCodes, rolesFor } from './actions.ts';
import type { Role } from './roles.ts';

export interface RoleGrant {
  readonly role: Role;
  /** From this entity downwards; null: the whole organization. */
  readonly entityId: string | null;
}

/**
 * Whether these grants allow `action` at all or, when `lineage` is given, at an entity whose own id and whose ancestors' ids are the lineage.
 * Used by the server's funnel and by the web to tell why a button is disabled; the server's answer is the one that counts.
 */
export function can(grants: readonly RoleGrant[], action: Action, lineage?: readonly string[]): boolean {
  const allowed = rolesFor(action);
  return grants.some(
    (grant) => allowed.includes(grant.role) && (lineage === undefined || grant.entityId === null || lineage.includes(grant.entityId)),
  );
}

/** All actions these grants allow somewhere. */
export function permittedActions(grants: readonly RoleGrant[]): Action[] {
  return actionCodes.filter((action) => can(grants, action));
}

/** Actions that only look. */
export function isReading(action: Action): boolean {
  return action.endsWith('.read');
}

/** All that an API key may do besides calculating: look, push activity data into draft months, push meter readings, and push movements that nobody else must approve. */
export function isForPrograms(action: Action): boolean {
  return isReading(action) || action === 'emission.push' || action === 'asset.push' || action === 'metering.push';
}
