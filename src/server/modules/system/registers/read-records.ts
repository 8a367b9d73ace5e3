import { z } from 'zod';
import { can } from '../../../../contract/permission.ts';
import { systemEndpoints as e, type registerRecord } from '../../../../contract/system.ts';
import { todayOf } from '../../../../kernel/calendar/today.ts';
import { Refusal } from '../../../../kernel/refusal.ts';
import { type MoveFacts, objectionsTo, stateAfterChange } from '../../../../kernel/system/life-cycle.ts';
import type { Register } from '../../../../kernel/system/register.ts';
import { query, type Work } from '../../../work/command.ts';
import * as document from '../../document/index.ts';
import * as identity from '../../identity/index.ts';
import type { Frameworks } from '../../library/index.ts';
import * as organization from '../../organization/index.ts';
import { numberOf, recordObject } from './content-of.ts';
import { authorsOf, furtherObjections, objectionText } from './move-record.ts';
import { lineOf, namesIn, viewOfRegister } from './record-view.ts';
import { movesOf, namingRecords, type RecordHead, recordById, versionsOf } from './store.ts';
import { countRegisters, countStates, findRecords, tallyOf } from './store-lists.ts';
import { registerNamed } from './write-record.ts';

const none = { drafted: 0, open: 0, inForce: 0, done: 0, ended: 0, overdue: 0, toReview: 0 };

/** Every register with what it is, and how its records stand. */
export function listRegisters(frameworks: Frameworks) {
  return query({
    name: 'system.list-registers',
    action: 'system.read',
    input: z.strictObject({}),
    run: async (work) => {
      const reach = await work.reach('system.read');
      const today = todayOf(work.now);
      const counted = await countRegisters(work.tx, work.actor.organizationId, reach === null ? null : [...reach], today);
      const counts = new Map(counted.map(({ register, ...numbers }) => [register, numbers]));
      return {
        today,
        items: frameworks.registers.map((one) => ({ register: viewOfRegister(one), counts: counts.get(one.id) ?? none })),
      };
    },
  });
}

/** The entities that are asked for and may be seen; null: everywhere. @throws Refusal `not_found`. */
async function placesOf(work: Work, entityId: string | undefined): Promise<readonly string[] | null> {
  const reach = await work.reach('system.read');
  if (entityId === undefined) return reach === null ? null : [...reach];
  await organization.findEntity(work, entityId);
  const below = (await organization.entitiesBelow(work, entityId)).map((one) => one.id);
  return reach === null ? below : below.filter((id) => reach.has(id));
}

/** A page of a register. */
export function listRecords(frameworks: Frameworks) {
  return query({
    name: 'system.list-records',
    action: 'system.read',
    input: z.strictObject({ ...e.listRecords.params.shape, ...e.listRecords.query.shape }),
    run: async (work, { register: id, offset, limit, order, search, state, entityId, ownerId, clause, only }) => {
      const register = registerNamed(frameworks, id);
      const { organizationId } = work.actor;
      const today = todayOf(work.now);
      const filter = { register: id, entityIds: await placesOf(work, entityId), search, state, ownerId, clause, only, today };
      const heads = await findRecords(work.tx, organizationId, filter, { offset, limit, order });
      const states = await countStates(work.tx, organizationId, filter);
      const ids = heads.map((one) => one.id);
      const evidence = await document.evidenceCounts(work, recordObject, ids);
      const owners = await identity.peopleNamed(work, [...new Set(heads.flatMap((one) => one.owner_id ?? []))]);
      const total = state === undefined ? Object.values(states).reduce((sum, n) => sum + n, 0) : (states[state] ?? 0);
      return {
        ...{ today, total, states },
        names: await namesIn(
          work,
          frameworks,
          heads.map((one) => [register, one.content] as const),
        ),
        items: heads.map((one) =>
          lineOf(register, one, today, evidence.get(one.id) ?? 0, owners.find((owner) => owner.id === one.owner_id) ?? null),
        ),
      };
    },
  });
}

/** A field of choices of a register. @throws Refusal `not_found`. */
function choiceField(register: Register, id: string): string {
  if (!register.fields.some((field) => field.id === id && field.type === 'choice' && !field.many))
    throw new Refusal('not_found', { values: { what: 'field', id } });
  return id;
}

/** Records counted by two fields of choices: the matrix of risks, findings by grade and clause. */
export function tallyRecords(frameworks: Frameworks) {
  return query({
    name: 'system.tally-records',
    action: 'system.read',
    input: z.strictObject({ ...e.tallyRecords.params.shape, ...e.tallyRecords.query.shape }),
    run: async (work, { register: id, across, down, entityId, only, onlyIs }) => {
      const register = registerNamed(frameworks, id);
      const rows = await tallyOf(work.tx, work.actor.organizationId, {
        ...{ register: id, across: choiceField(register, across), down: choiceField(register, down) },
        entityIds: await placesOf(work, entityId),
        only: only === undefined ? null : { field: choiceField(register, only), is: onlyIs },
      });
      return {
        cells: rows.flatMap(({ across: x, down: y, count, first }) =>
          x === null || y === null
            ? []
            : [{ across: x, down: y, count, first: first.map((one) => ({ ...one, no: numberOf(register, one.no) })) }],
        ),
        unplaced: rows.reduce((sum, one) => sum + (one.across === null || one.down === null ? one.count : 0), 0),
      };
    },
  });
}

/** Moves out of a record's state, with what stands against each for whoever asks. */
async function nextMoves(work: Work, frameworks: Frameworks, register: Register, head: RecordHead, facts: MoveFacts) {
  const next = [];
  for (const move of register.cycle.moves.filter((one) => one.from.includes(head.state))) {
    const objections = [...objectionsTo(register, move, facts), ...(await furtherObjections(work, frameworks, head, move))];
    next.push({
      ...{ move: move.code, permitted: can(work.actor.grants, `system.${move.right}`) },
      objections: objections.map((one) => ({ code: one.code, text: objectionText(one, register, head.state) })),
    });
  }
  return next;
}

/** One record with everything that was written, decided and shown about it. */
export function readRecord(frameworks: Frameworks) {
  return query({
    name: 'system.read-record',
    action: 'system.read',
    input: z.strictObject(e.readRecord.params.shape),
    run: async (work, { recordId }): Promise<z.input<typeof registerRecord>> => {
      const { organizationId, personId } = work.actor;
      const head = await recordById(work.tx, organizationId, recordId);
      if (!head) throw new Refusal('not_found', { values: { what: recordObject, id: recordId } });
      await work.permit('system.read', head.entity_id);
      const register = registerNamed(frameworks, head.register);
      const versions = await versionsOf(work.tx, organizationId, recordId);
      const moves = await movesOf(work.tx, organizationId, recordId);
      const used = (await document.evidenceOf(work, recordObject, [recordId])).get(recordId) ?? [];
      const owner = head.owner_id === null ? [] : await identity.peopleNamed(work, [head.owner_id]);
      const facts = { state: head.state, content: head.content, authorIds: await authorsOf(work, head, moves), actorId: personId };
      const next = await nextMoves(work, frameworks, register, head, { ...facts, evidenceCount: used.length });
      return {
        ...lineOf(register, head, todayOf(work.now), used.length, owner[0] ?? null),
        ...{
          clauses: head.clauses,
          next,
          names: await namesIn(
            work,
            frameworks,
            versions.map((one) => [register, one.content] as const),
          ),
        },
        mayChange: stateAfterChange(register, head.state) !== null && can(work.actor.grants, `system.${register.keeper}`),
        versions: versions.map((one) => ({
          ...{ version: one.version, writtenAt: one.written_at, writtenBy: { id: one.written_by, name: one.written_by_name } },
          ...{ reason: one.reason, sha256: one.content_sha256.toString('hex'), content: one.content },
        })),
        moves: moves.map((one) => ({
          ...{ no: one.no, move: one.move, from: one.from_state, to: one.to_state, version: one.version, approves: one.approves },
          ...{ reason: one.reason, sha256: one.content_sha256.toString('hex') },
          ...{ movedAt: one.moved_at, movedBy: { id: one.moved_by, name: one.moved_by_name } },
        })),
        evidenceItems: [...used],
        namedBy: (await namingRecords(work.tx, organizationId, recordId)).flatMap((one) => {
          const from = frameworks.register(one.register);
          if (!from) return [];
          return [{ id: one.id, register: one.register, no: numberOf(from, one.no), title: one.title, field: one.field, state: one.state }];
        }),
      };
    },
  });
}
