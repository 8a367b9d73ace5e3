import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Role } from '../../src/contract/roles.ts';
import { Refusal } from '../../src/kernel/refusal.ts';
import type { Field, Register } from '../../src/kernel/system/register.ts';
import { moveRecord } from '../../src/server/modules/system/registers/move-record.ts';
import { readRecord } from '../../src/server/modules/system/registers/read-records.ts';
import { addRecord, changeRecord } from '../../src/server/modules/system/registers/write-record.ts';
import type { Actor } from '../../src/server/work/actor.ts';
import { chanceOf } from '../support/chance.ts';
import { openPlant, type Persona, type Plant } from '../support/plant.ts';
import { inOrganization, writeLeaf } from '../support/tenants.ts';

/** No record is approved by its author: whatever people with every right do to a record of every register, in any order, and past the product at the database. */
let plant: Plant;
let evidenceId = '';
let people: Actor[] = [];
const everyRight: readonly Role[] = ['group_carbon_manager', 'internal_auditor', 'top_management', 'plant_manager'];
beforeAll(async () => {
  plant = await openPlant();
  evidenceId = (await plant.evidence('statistician', 'paper')).id;
  const mighty = (who: Persona): Actor => ({ ...plant.actors[who], grants: everyRight.map((role) => ({ role, entityId: null })) });
  people = [mighty('group'), mighty('top'), mighty('manager')];
});
afterAll(() => plant?.close());

const chance = chanceOf(20250120);
const frameworks = () => plant.shelf.frameworks;
const deedsEach = 24;

/** A parameter's formula is held against its symbols; everything else may say anything. */
const special: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  performance_parameter: { formula: 'E', unit: 'tCO2', symbols: [{ symbol: 'E', meaning: 'e', unit: 'tCO2', source: 'by_hand' }] },
};

/** Somebody who acts in nothing here, so that no field stands against a move. */
const bystander = (nth = 0) => plant.actors[nth === 0 ? 'lab' : 'trader'].personId;

async function valueFor(field: Field, nth: number): Promise<unknown> {
  switch (field.type) {
    case 'text':
      return 'as said';
    case 'number':
      return field.min ?? '1';
    case 'flag':
      return false;
    case 'day':
      return '2024-06-28';
    case 'choice': {
      const code = field.options[0]?.code;
      return field.many ? [code] : code;
    }
    case 'clause':
      return ['7.1'];
    case 'person':
      return field.many ? [bystander(nth)] : bystander(nth);
    case 'entity':
      return field.many ? [plant.ids.plant] : plant.ids.plant;
    case 'record': {
      if (!field.required) return undefined;
      const id = (await open(field.of[0] ?? '')).id;
      return field.many ? [id] : id;
    }
    case 'rows':
      return [await contentOf(field.columns)];
    case 'score':
      return undefined;
  }
}

/** Every field filled; people of two fields differ, where a register asks for that. */
async function contentOf(fields: readonly Field[]): Promise<Record<string, unknown>> {
  const content: Record<string, unknown> = {};
  let persons = 0;
  for (const field of fields) {
    const value = field.kept ? undefined : await valueFor(field, persons);
    if (field.type === 'person') persons += 1;
    if (value !== undefined) content[field.id] = value;
  }
  return content;
}

async function open(id: string, who: Actor = chance.pick(people)) {
  const register = frameworks().register(id);
  if (!register) throw new Error(`no register ${id}`);
  const content = { ...(await contentOf(register.fields)), ...special[id] };
  return await plant.run(who, addRecord(frameworks()), { register: id, entityId: plant.ids.plant, content, evidenceIds: [evidenceId] });
}

const read = (recordId: string) => plant.ask('auditor', readRecord(frameworks()), { recordId });

/** The promise, looked up in what was kept: nobody who wrote a version since the approval before. */
async function selfApprovals(recordId: string): Promise<number> {
  const { versions, moves } = await read(recordId);
  const approvals = [...moves].filter((one) => one.approves).sort((a, b) => a.no - b.no);
  return approvals.filter((approval) => {
    const before = Math.max(0, ...approvals.filter((one) => one.version < approval.version).map((one) => one.version));
    const own = versions.filter((one) => one.version > before && one.version <= approval.version);
    return own.some((one) => one.writtenBy.id === approval.movedBy.id);
  }).length;
}

const counted = { approved: 0, refused: 0 };

async function live(register: Register): Promise<string> {
  const { id: recordId } = await open(register.id);
  for (let deed = 0; deed < deedsEach; deed += 1) {
    const who = chance.pick(people);
    const { state, version, content } = await read(recordId);
    // What is ended is not approved any more: seldom enough to be tried, too.
    const ends = (code: string) => register.cycle.states.some((one) => one.code === code && one.stands === 'ended');
    const moves = register.cycle.moves.filter((one) => one.from.includes(state) && (!ends(one.to) || chance.happens(0.15)));
    const move = moves.length > 0 && !chance.happens(0.25) ? chance.pick(moves) : null;
    try {
      if (move === null) {
        const kept = register.fields.filter((one) => one.kept).map((one) => one.id);
        const given = Object.fromEntries(Object.entries(content).filter(([key]) => !kept.includes(key)));
        await plant.run(who, changeRecord(frameworks()), { recordId, content: given, seenVersion: version, reason: 'again' });
      } else {
        await plant.run(who, moveRecord(frameworks()), { recordId, move: move.code, seenVersion: version, seenState: state, reason: 'so' });
        if (move.approves) counted.approved += 1;
      }
    } catch (fault) {
      if (!(fault instanceof Refusal)) throw fault;
      if (fault.code === 'same_person_proposes_and_approves') counted.refused += 1;
    }
  }
  return recordId;
}

test('no record of any register is approved by its author', { timeout: 120_000 }, async () => {
  const found: [string, number][] = [];
  for (const register of frameworks().registers) found.push([register.id, await selfApprovals(await live(register))]);
  expect(found.filter(([, wrong]) => wrong > 0)).toEqual([]);
  // What was tried would have told: records were approved, and their authors tried to.
  expect(counted.approved).toBeGreaterThan(30);
  expect(counted.refused).toBeGreaterThan(30);
});

test('past the product, the database keeps the same promise', async () => {
  const written = new Map<string, string>();
  for (const [nth, author] of people.entries()) {
    const { id } = await open('process', author);
    for (const mover of people) {
      const outcome = await inOrganization(plant.database.appPool, plant.organizationId, async (client) => {
        await writeLeaf(client);
        await client.query(
          `insert into register_move (organization_id, record_id, no, move, from_state, to_state, version, approves, reason, content_sha256, moved_at, moved_by,
             moved_by_name, moved_as)
           select organization_id, record_id, $3, 'approve', 'review', 'in_force', version, true, '', content_sha256, now(), $4, 'x', 'x'
             from register_version where organization_id = $1 and record_id = $2`,
          [plant.organizationId, id, 1, mover.personId],
        );
        throw new Error('accepted');
      }).catch((fault: { constraint?: string; message: string }) => fault.constraint ?? fault.message);
      written.set(`${nth} by ${people.indexOf(mover)}`, outcome);
    }
  }
  const expected = people.flatMap((_, nth) =>
    people.map((__, by) => [`${nth} by ${by}`, nth === by ? 'register_four_eyes' : 'accepted'] as const),
  );
  expect([...written]).toEqual(expected);
});
