import { sql } from 'kysely';
import type { Action } from '../../contract/actions.ts';
import { rolesFor } from '../../contract/actions.ts';
import { can, isForPrograms } from '../../contract/permission.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { Tx } from '../db/tx.ts';
import type { Actor } from './actor.ts';
import type { WorkAction } from './command.ts';

function notPermitted(action: Action): Refusal {
  return new Refusal('not_permitted', { values: { action } });
}

function holders(actor: Actor, action: Action) {
  if (actor.kind === 'apikey' && !isForPrograms(action)) return [];
  return actor.grants.filter((grant) => rolesFor(action).includes(grant.role));
}

/** The first gate: does the actor hold the right anywhere at all? Returns the role under which it acts, for the journal. */
export function actingRole(actor: Actor, action: WorkAction): string {
  if (actor.kind === 'system') return 'system';
  if (action === 'system') throw new Refusal('not_permitted');
  if (action === 'calculation') return actor.grants[0]?.role ?? actor.kind;
  if (actor.kind === 'anonymous') throw new Refusal('not_signed_in');
  if (action === 'person') {
    if (actor.kind !== 'person') throw new Refusal('not_permitted');
    return actor.grants[0]?.role ?? 'person';
  }
  if (!can(actor.grants, action)) throw notPermitted(action);
  const role = holders(actor, action)[0]?.role;
  if (!role) throw notPermitted(action);
  return role;
}

/** The entity and everything above it, nearest first. */
export async function upwards(tx: Tx, entityId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    with recursive up as (
      select id, parent_id, 0 as step from app.entity where organization_id = app.current_organization() and id = ${entityId}
      union all
      select e.id, e.parent_id, up.step + 1 from app.entity e join up on e.id = up.parent_id
        where e.organization_id = app.current_organization() and up.step < 64
    ) select id from up order by step`.execute(tx);
  return rows.map((row) => row.id);
}

export async function entityExists(tx: Tx, entityId: string): Promise<boolean> {
  return (await upwards(tx, entityId)).length > 0;
}

/** The exact gate: a role for `action` at this entity or above it (without one: for the whole organization). Returns the role. */
export async function permitAt(tx: Tx, actor: Actor, action: Action, entityId: string | undefined): Promise<string> {
  if (actor.kind === 'system') return 'system';
  const held = holders(actor, action);
  const everywhere = held.find((grant) => grant.entityId === null);
  if (everywhere) {
    // A right that holds everywhere holds in this organization only: what is not an entity of it cannot be named.
    if (entityId !== undefined && !(await entityExists(tx, entityId))) throw new Refusal('not_found', { values: { entityId } });
    return everywhere.role;
  }
  if (held.length === 0 || entityId === undefined) throw notPermitted(action);
  const above = new Set(await upwards(tx, entityId));
  const local = held.find((grant) => grant.entityId !== null && above.has(grant.entityId));
  if (!local) throw notPermitted(action);
  return local.role;
}

/** Which of these actions the actor may do at this entity: one statement for all of them, none where every right holds everywhere or nowhere. */
export async function allowedAt(tx: Tx, actor: Actor, actions: readonly Action[], entityId: string): Promise<ReadonlySet<Action>> {
  if (actor.kind === 'system') return new Set(actions);
  const held = actions.map((action) => ({ action, at: holders(actor, action).map((grant) => grant.entityId) }));
  const local = held.some(({ at }) => at.length > 0 && !at.includes(null));
  const above = new Set<string | null>(local ? [null, ...(await upwards(tx, entityId))] : [null]);
  return new Set(held.filter(({ at }) => at.some((one) => above.has(one))).map(({ action }) => action));
}

/** All entities at or below those for which the actor holds a role for `action`; null: every entity. */
export async function reachOf(tx: Tx, actor: Actor, action: Action): Promise<ReadonlySet<string> | null> {
  if (actor.kind === 'system') return null;
  const held = holders(actor, action);
  if (held.some((grant) => grant.entityId === null)) return null;
  const roots = held.flatMap((grant) => (grant.entityId === null ? [] : [grant.entityId]));
  if (roots.length === 0) return new Set();
  const { rows } = await sql<{ id: string }>`
    with recursive down as (
      select id, 0 as step from app.entity where organization_id = app.current_organization() and id = any(${roots}::uuid[])
      union
      select e.id, down.step + 1 from app.entity e join down on e.parent_id = down.id
        where e.organization_id = app.current_organization() and down.step < 64
    ) select distinct id from down`.execute(tx);
  return new Set(rows.map((row) => row.id));
}
