import type { Role } from '../../contract/roles.ts';

/** A role and the entity from which it holds downwards; null: the whole organization. */
export interface Grant {
  readonly role: Role;
  readonly entityId: string | null;
}

/**
 * Who does a piece of work, in which organization. `apikey`: a program with the rights of the key's owner, reading and calculating only.
 * `anonymous`: a calculation in demo mode by somebody who is not signed in; holds no grants.
 */
export interface Actor {
  readonly kind: 'person' | 'system' | 'apikey' | 'anonymous';
  readonly organizationId: string;
  /** The person; for the system a fixed id of its own. */
  readonly personId: string;
  readonly name: string;
  readonly grants: readonly Grant[];
}

/** The system's own id in histories: set-up, demo loading, background work nobody asked for. */
export const systemPersonId = '00000000-0000-7000-8000-000000000001';
const nobodyId = '00000000-0000-7000-8000-000000000000';

export function systemActor(organizationId: string): Actor {
  return { kind: 'system', organizationId, personId: systemPersonId, name: 'Tanheng', grants: [] };
}

export function anonymousActor(organizationId: string): Actor {
  return { kind: 'anonymous', organizationId, personId: nobodyId, name: 'anonymous', grants: [] };
}

/** The demonstration enterprise has one fixed id, so that it can be found before any organization is known. */
export const demoOrganizationId = '0197a000-0000-7000-8000-00000000de00';
