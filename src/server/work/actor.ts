import type { Role } from '../../contract/roles.ts';

/** A role and the entity from which it holds downwards; null: the whole organization. */
export interface Grant {
  readonly role: Role;
  readonly entityId: string | null;
}

/** Who does a piece of work, in which organization. */
export interface Actor {
  readonly kind: 'person' | 'system' | 'apikey';
  readonly organizationId: string;
  /** The person; for the system a fixed id of its own. */
  readonly personId: string;
  readonly name: string;
  readonly grants: readonly Grant[];
}
