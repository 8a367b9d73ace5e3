import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { identificationStepCodes } from '../../src/contract/asset-inventory-kinds.ts';
import { decideIdentification, reviewInventoryEntry } from '../../src/server/modules/asset/inventory/decide-inventory.ts';
import { openIdentification } from '../../src/server/modules/asset/inventory/open-identification.ts';
import { readAssetInventory } from '../../src/server/modules/asset/inventory/read-inventory.ts';
import { recordInventoryEntry } from '../../src/server/modules/asset/inventory/record-entry.ts';
import { takeIdentificationStep } from '../../src/server/modules/asset/inventory/take-step.ts';
import { readAssetStatement } from '../../src/server/modules/asset/statement/read-asset-statement.ts';
import { recordValuationPrice } from '../../src/server/modules/asset/statement/valuation-price.ts';
import { posterOf } from '../support/ledger-posting.ts';
import { openPlant, type Persona, type Plant, refusalOf } from '../support/plant.ts';

/** Identification of carbon assets and the inventory (Annex G): steps, lines in versions, review and approval by different people. */
let plant: Plant;
beforeAll(async () => {
  plant = await openPlant();
  await posterOf(plant)({ kind: 'buy', day: '2024-06-01', from: 'external', to: 'registry', quantity: 900n });
});
afterAll(() => plant?.close());

const read = (more: object = {}, who: Persona = 'auditor') =>
  plant.ask(who, readAssetInventory, { entityId: plant.ids.plant, year: 2024, ...more });
const open = (who: Persona = 'assets', seenVersion = 0, more: object = {}) =>
  plant.run(who, openIdentification, { entityId: plant.ids.plant, year: 2024, asOf: '2024-12-31', seenVersion, ...more });
const take = (identificationId: string, step: string, who: Persona = 'assets') =>
  plant.run(who, takeIdentificationStep, { identificationId, step, note: `${step} found` });
const wind = {
  ...{ kind: 'ccer_project', name: '海上风电 offshore wind', quantity: '80000', low: '60000', high: '100000', probability: '0.5' },
  ...{ expectedYear: 2026, basis: 'design 400,000 MWh · 0.6', responsible: 'C', nextStep: 'design document', dueOn: '2025-06-30' },
};
const record = (identificationId: string, more: object = {}, who: Persona = 'assets') =>
  plant.run(who, recordInventoryEntry, { identificationId, ...wind, ...more });
const review = (entryId: string, verdict = 'accepted', who: Persona = 'finance', reason = '') =>
  plant.run(who, reviewInventoryEntry, { entryId, verdict, reason });
const decide = (identificationId: string, who: Persona = 'top', decision = 'approve', reason = '') =>
  plant.run(who, decideIdentification, { identificationId, decision, reason });

let first = '';
describe('an identification', () => {
  test('is opened once at a time; its steps are taken once, by somebody', async () => {
    first = (await open()).id;
    expect((await refusalOf(open('assets', 1))).code).toBe('wrong_state');
    expect((await refusalOf(open('assets', 0))).code).toBe('conflict');
    expect((await refusalOf(open('finance', 1))).code).toBe('not_permitted');
    for (const step of identificationStepCodes) await take(first, step);
    expect((await refusalOf(take(first, 'scope'))).code).toBe('already_exists');
    const { shown, versions } = await read();
    expect([versions.map((one) => one.state), shown?.steps.every((one) => one.doneByName === 'assets')]).toEqual([['open'], true]);
  });

  test('takes existing assets from the ledger, and potential ones with what they rest on', async () => {
    await record(first);
    const { shown } = await read();
    expect(shown?.entries.map((one) => [one.standing, one.name, Number(one.quantity), one.class?.programme ?? null])).toEqual([
      ['existing', 'CEA 2024', 900, 'CEA'],
      ['potential', '海上风电 offshore wind', 80000, null],
    ]);
    // 80,000 · 0.5
    expect(shown?.result.outputs.find((one) => one.symbol === 'weighted')?.value).toBe('40000');
    const faults = await refusalOf(record(first, { kind: undefined, probability: null, low: '90000' }));
    expect(faults.findings.map((one) => one.place.path)).toEqual(['/kind', '/probability', '/low']);
  });

  test('is not approved before every line is reviewed by somebody else than its author', async () => {
    const early = await refusalOf(decide(first));
    expect([early.code, early.detail?.en]).toEqual(['wrong_state', expect.stringContaining('“CEA 2024” is not reviewed')]);
    const [held, potential] = (await read()).shown?.entries ?? [];
    expect((await refusalOf(review(held?.id ?? '', 'accepted', 'assets'))).code).toBe('same_person_enters_and_reviews');
    expect((await refusalOf(review(potential?.id ?? '', 'returned'))).code).toBe('reason_required');
    await review(held?.id ?? '');
    await review(potential?.id ?? '', 'returned', 'finance', 'half of it is the neighbour’s');
    expect((await read()).shown?.missing).toEqual([
      { zh: '“海上风电 offshore wind”已退回，须更正', en: expect.stringContaining('was returned') },
    ]);
    const changed = { lineId: potential?.lineId, seenVersion: 1, quantity: '40000', low: '30000', high: '50000' };
    expect((await refusalOf(record(first, changed))).code).toBe('reason_required');
    const again = await record(first, { ...changed, reason: 'our half only' });
    expect((await refusalOf(review(potential?.id ?? ''))).code).toBe('wrong_state');
    await review(again.id);
    expect((await read()).shown?.missing).toEqual([]);
  });

  test('counts once approved, in the statement apart from its sums; then nothing is added', async () => {
    const asked = { entityId: plant.ids.plant, day: '2024-12-31' };
    expect((await plant.ask('auditor', readAssetStatement(plant.shelf), asked)).potentials).toEqual([]);
    expect((await refusalOf(decide(first, 'assets'))).code).toBe('not_permitted');
    await decide(first);
    await plant.run('finance', recordValuationPrice, { programme: 'CCER', day: '2024-12-01', price: '90', source: 'offer' });
    const view = await plant.ask('auditor', readAssetStatement(plant.shelf), asked);
    const figure = (symbol: string) => view.result.outputs.find((one) => one.symbol === symbol)?.value;
    expect(view.potentials.map((one) => [one.name, one.expectedYear, one.price?.price])).toEqual([['海上风电 offshore wind', 2026, '90']]);
    // 40,000 · 0.5 · 90, and the 900 allowances at 97.49 alone are the positive asset
    expect([figure('potential_sum'), figure('positive')]).toEqual(['1800000', '87741']);
    expect((await refusalOf(record(first))).code).toBe('wrong_state');
    expect((await refusalOf(decide(first))).code).toBe('wrong_state');
  });

  test('a further version begins with the potential assets of the one before, to be reviewed again; both stay readable', async () => {
    const { id, version } = await open('assets', 1);
    const view = await read();
    expect([version, view.versions.map((one) => [one.version, one.state])]).toEqual([
      2,
      [
        [2, 'open'],
        [1, 'approved'],
      ],
    ]);
    expect(view.shown?.entries.map((one) => [one.name, one.version, one.review])).toEqual([['海上风电 offshore wind', 1, null]]);
    expect((await read({ identificationId: first })).shown?.entries).toHaveLength(2);
    expect((await refusalOf(decide(id, 'top', 'reject'))).code).toBe('reason_required');
    await decide(id, 'top', 'reject', 'too early');
    expect((await read()).versions.map((one) => one.state)).toEqual(['rejected', 'approved']);
  });
});

describe('the database itself', () => {
  const sql = async (text: string, values: readonly unknown[] = []) => {
    const client = new pg.Client({ connectionString: plant.database.url });
    await client.connect();
    try {
      await client.query('begin');
      await client.query(`select set_config('app.organization', $1, true)`, [plant.organizationId]);
      return await client.query(text, [...values]);
    } finally {
      await client.query('rollback');
      await client.end();
    }
  };

  test('keeps author and reviewer apart, and lines as they were written', async () => {
    const { shown } = await read({ identificationId: first });
    const line = shown?.entries[0];
    await expect(sql('update app.asset_inventory_entry set quantity = 1')).rejects.toThrow(/append-only|permission denied/);
    await expect(
      sql(`insert into app.asset_inventory_review values ($1, $2, $3, 'accepted', '', now(), $3, 'x')`, [
        plant.organizationId,
        line?.id,
        line?.recordedBy.id,
      ]),
    ).rejects.toThrow(/inventory_review_four_eyes/);
  });

  test('another organization reaches none of it', async () => {
    const other = await openPlant({ n: 2, beside: plant });
    const asked = { entityId: plant.ids.plant, year: 2024 };
    expect((await refusalOf(other.ask('auditor', readAssetInventory, asked))).code).toBe('not_found');
    expect((await refusalOf(other.run('assets', takeIdentificationStep, { identificationId: first, step: 'scope', note: 'x' }))).code).toBe(
      'not_found',
    );
  });
});
