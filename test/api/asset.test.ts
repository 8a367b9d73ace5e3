import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as asset from '../../src/server/modules/asset/index.ts';
import { explainAllocation, readAllocation } from '../../src/server/modules/asset/read-allocation.ts';
import { readGap } from '../../src/server/modules/asset/read-gap.ts';
import * as emission from '../../src/server/modules/emission/index.ts';
import { c03Months, openPlant, type Persona, type Plant, refusalOf } from '../support/plant.ts';
import { inOrganization } from '../support/tenants.ts';

const year = 2024;
let plant: Plant;

/** Generation and heat of C14 (3,012,450.123 MWh, 1,250,000 GJ) in twelve parts, coal of C03. */
beforeAll(async () => {
  plant = await openPlant();
  await plant.record(
    'statistician',
    c03Months().flatMap((m, i) => [
      plant.cell(m.month, 'FC', m.FC),
      plant.cell(m.month, 'C_ar', m.C_ar),
      plant.cell(m.month, 'NCV_ar', '20.5'),
      plant.cell(m.month, 'generation_mwh', '251037.51025'),
      plant.cell(m.month, 'heat_gj', i === 11 ? '104168.5' : '104166.5'),
      plant.cell(m.month, 'boiler_heat_gj', '2900000'),
      plant.cell(m.month, 'operating_hours', '600'),
      plant.cell(m.month, 'auxiliary_mwh', '15000'),
      plant.cell(m.month, 'auxiliary_heat_mwh', '1000'),
      plant.cell(m.month, 'purchased_mwh', '0'),
    ]),
  );
});
afterAll(() => plant?.close());

const place = (more: object = {}) => ({ entityId: plant.ids.plant, year, ...more });
const read = (who: Persona = 'auditor', more: object = {}) => plant.ask(who, readAllocation(plant.shelf), place(more));
const gap = (more: object = {}, who: Persona = 'auditor') => plant.ask(who, readGap(plant.shelf), place(more));
const unitId = () => plant.units[0].id;
const say = (who: Persona, more: object) =>
  plant.run(who, asset.recordAllocationInput(plant.shelf), { unitId: unitId(), year, reason: 'as filed', seenVersion: 0, ...more });
const decide = (who: Persona, more: object) =>
  plant.run(who, asset.recordAllocationDecision, { unitId: unitId(), year, decidedOn: '2025-09-20', seenVersion: 0, ...more });
const confirm = (who: Persona, decisionId: string) => plant.run(who, asset.confirmAllocationDecision, { decisionId });
const decideByTwo = async (more: object) => confirm('manager', (await decide('group', more)).id);
const together = (who: Persona, more: object) =>
  plant.run(who, asset.recordAllocationTogether, { unitId: unitId(), year, parts: [], reason: 'one meter', seenVersion: 0, ...more });
const first = (view: Awaited<ReturnType<typeof read>>) => view.units.find((u) => u.unitId === unitId());

describe('allocation of a year', () => {
  test('takes its inputs from the annual result; a unit without data has none', async () => {
    const view = await read();
    const own = first(view);
    const input = (symbol: string) => own?.inputs.find((one) => one.symbol === symbol);
    expect([input('generation_mwh')?.used, input('heat_gj')?.used, input('verified_emission')?.from]).toEqual([
      '3012450.123',
      '1250000',
      'calculated',
    ]);
    // 3,012,450.123 MWh in 7,200 h at 630 MW is 66.41 %: no correction, floor(3012450.123 × 0.7910) + 129,125.
    expect(own?.numbers.A_unit?.value).toBe(String(2_382_848 + 129_125));
    expect([view.plan, view.emissionFrom, view.monthsComplete, view.monthsAll]).toEqual(['final', 'calculated', 12, 24]);
    expect(view.units.find((u) => u.unitId !== unitId())?.numbers.A_unit?.value ?? null).toBeNull();
  });

  test('C14: what the owner says with a reason takes the place of the computed value, in versions', async () => {
    expect((await refusalOf(say('statistician', { symbol: 'load_factor', value: '54.63' }))).code).toBe('not_permitted');
    expect((await refusalOf(say('group', { symbol: 'load_factor', value: '154' }))).code).toBe('invalid_input');
    expect((await refusalOf(say('group', { symbol: 'treatment', value: 'free' }))).code).toBe('invalid_input');
    expect((await refusalOf(say('group', { symbol: 'load_factor', value: '54.63', seenVersion: 2 }))).code).toBe('conflict');
    await say('group', { symbol: 'load_factor', value: '54.63' });
    const own = first(await read());
    expect(own?.numbers.A_unit?.value).toBe('2698959');
    const factor = own?.inputs.find((one) => one.symbol === 'load_factor');
    expect([factor?.from, factor?.used, factor?.owner?.reason, factor?.version]).toEqual(['owner', '54.63', 'as filed', 1]);
    expect(Number(factor?.computed)).toBeCloseTo(66.41, 2);
    await say('group', { symbol: 'load_factor', value: null, reason: 'the plant meter was right', seenVersion: 1 });
    expect(first(await read())?.numbers.A_unit?.value).toBe('2511973');
    await say('group', { symbol: 'load_factor', value: '54.63', seenVersion: 2 });
  });

  test('each figure opens its derivation down to the benchmark with its source', async () => {
    const node = first(await read())?.numbers.A_electricity?.nodeId ?? '';
    const { derivation } = await plant.ask('auditor', explainAllocation(plant.shelf), place({ node }));
    const benchmark = derivation.nodes.find((one) => one.kind === 'lookup' && one.table === 'cn-power-benchmarks');
    expect([benchmark?.value, benchmark?.kind === 'lookup' && benchmark.source]).toEqual(['0.791', '国环规气候〔2024〕1号 附2']);
    expect((await refusalOf(plant.ask('auditor', explainAllocation(plant.shelf), place({ node: 'nothing' })))).code).toBe('not_found');
  });

  test('a year without a plan is said so', async () => {
    expect((await refusalOf(read('auditor', { year: 2018 }))).findings.map((f) => f.code)).toEqual(['no_plan']);
    expect((await refusalOf(read('stranger'))).code).toBe('not_permitted');
  });
});

describe('units reported together', () => {
  const parts = [
    { name: '1A', unitClass: 'conventional_coal_up_to_300mw', capacityMw: '330' },
    { name: '1B', unitClass: 'non_conventional_coal' },
  ];

  test('take the least favourable class, in versions, with a reason; an empty list ends it', async () => {
    expect((await refusalOf(together('statistician', { parts }))).code).toBe('not_permitted');
    expect((await refusalOf(together('group', { parts: parts.slice(0, 1) }))).findings.map((f) => f.code)).toEqual(['too_few_parts']);
    expect((await refusalOf(together('group', { parts: [parts[0], parts[0]] }))).findings.map((f) => f.code)).toEqual(['named_twice']);
    expect(
      (await refusalOf(together('group', { parts: [parts[0], { ...parts[1], capacityMw: '0' }] }))).findings.map((f) => f.code),
    ).toEqual(['not_positive']);
    expect((await refusalOf(together('group', { parts, seenVersion: 1 }))).code).toBe('conflict');
    // The unit itself is above 300 MW, with the lowest benchmark of 2024 for coal: it stays the least favourable.
    await together('group', { parts });
    const own = first(await read());
    expect([own?.numbers.class_used?.value, own?.together.version, own?.together.parts.map((p) => p.capacityMw)]).toEqual([
      'conventional_coal_above_300mw',
      1,
      ['330', null],
    ]);
    // Gas has 0.3288 tCO2/MWh: floor(3012450.123 × 0.3288) = 990493 and floor(1250000 × 0.0533) = 66625, topped up to the emission.
    await together('group', { parts: [parts[0], { name: '1C', unitClass: 'gas' }], seenVersion: 1 });
    const view = await read();
    expect([first(view)?.numbers.class_used?.value, first(view)?.numbers.A_initial?.value]).toEqual(['gas', String(990_493 + 66_625)]);
    expect(view.findings.map((f) => f.code)).toContain('gas_merged_with_coal');
    const node = first(view)?.numbers.B_e?.nodeId ?? '';
    const { derivation } = await plant.ask('auditor', explainAllocation(plant.shelf), place({ node }));
    expect(derivation.nodes.find((one) => one.symbol === 'class_used')).toMatchObject({ value: 'gas', choice: { number: 2 } });
    await together('group', { reason: 'measured apart again', seenVersion: 2 });
    const after = first(await read());
    expect([after?.together.version, after?.together.parts, after?.numbers.A_unit?.value]).toEqual([3, [], '2698959']);
  });

  test('a part whose capacity does not fit its class is told', async () => {
    const odd = [
      { name: '1A', unitClass: 'conventional_coal_up_to_300mw', capacityMw: '600' },
      { name: '1B', unitClass: 'conventional_coal_up_to_300mw', capacityMw: '330' },
    ];
    await together('group', { parts: odd, seenVersion: 3 });
    const found = (await read()).findings.filter((f) => f.code === 'class_capacity_mismatch');
    expect(found.map((f) => f.place.at)).toEqual([{ unit: '1', part: '1A' }]);
    await together('group', { seenVersion: 4 });
  });
});

describe('decisions of the authority', () => {
  test('count when a second person has confirmed them; until then the version before does', async () => {
    const kind = 'final_allocation';
    const proposed = await decide('group', { kind, tonnes: '2500000' });
    expect(first(await read())?.decisions.map((d) => [d.state, d.counts, d.confirmedByName])).toEqual([['proposed', false, null]]);
    expect(first(await read())?.numbers.A_unit?.value).toBe('2698959');
    expect((await refusalOf(confirm('group', proposed.id))).code).toBe('same_person_enters_and_confirms');
    expect((await refusalOf(confirm('statistician', proposed.id))).code).toBe('not_permitted');
    expect((await refusalOf(confirm('group', plant.ids.plant))).code).toBe('not_found');
    await confirm('manager', proposed.id);
    expect((await refusalOf(confirm('manager', proposed.id))).code).toBe('wrong_state');
    expect(first(await read())?.numbers.A_unit?.value).toBe('2500000');
    const higher = await decide('group', { kind, tonnes: '2600000', seenVersion: 1 });
    expect(first(await read())?.numbers.A_unit?.value).toBe('2500000');
    const withdrawal = await decide('group', { kind, tonnes: null, note: 'trial', seenVersion: 2 });
    expect((await refusalOf(confirm('manager', higher.id))).code).toBe('wrong_state');
    await confirm('manager', withdrawal.id);
    const own = first(await read());
    expect(own?.decisions.map((d) => [d.version, d.state, d.confirmedByName])).toEqual([
      [3, 'withdrawn', 'manager'],
      [2, 'replaced', null],
      [1, 'replaced', 'manager'],
    ]);
    expect(own?.numbers.A_unit?.value).toBe('2698959');
  });

  test('are told apart by the table itself', async () => {
    const { id } = await decide('group', { kind: 'deduction', tonnes: '1' });
    const actor = plant.actors.group;
    const personId = actor.kind === 'person' ? actor.personId : '';
    const insert = inOrganization(plant.database.appPool, plant.organizationId, (client) =>
      client.query('insert into app.allocation_confirmation values ($1, $2, $3, now(), $3, $4)', [plant.organizationId, id, personId, 'x']),
    );
    await expect(insert).rejects.toThrow(/check constraint/);
    await decideByTwo({ kind: 'deduction', tonnes: null, note: 'trial', seenVersion: 1 });
  });

  test('are whole tonnes, in versions, with evidence; a decided allocation counts', async () => {
    const { id } = await plant.evidence('group', 'notice');
    expect((await refusalOf(decide('statistician', { kind: 'pre_allocation', tonnes: '1' }))).code).toBe('not_permitted');
    expect((await refusalOf(decide('group', { kind: 'pre_allocation', tonnes: '1.5' }))).code).toBe('invalid_input');
    await decideByTwo({ kind: 'pre_allocation', tonnes: '2000000', documentNo: 'No. 7', evidenceIds: [id] });
    await decideByTwo({ kind: 'deduction', tonnes: '100000', seenVersion: 2 });
    await decideByTwo({ kind: 'final_allocation', tonnes: '2700000', seenVersion: 3 });
    const own = first(await read());
    // 2,000,000 − 100,000 first; 2,700,000 − 100,000 due; 700,000 more.
    expect([own?.pre.pre_issued?.value, own?.pre.issued?.value, own?.pre.true_up?.value]).toEqual(['1900000', '2600000', '700000']);
    expect(own?.numbers.A_unit?.value).toBe('2700000');
    expect(own?.numbers.A_electricity?.value).toBe('2569834');
    expect(own?.decisions.find((d) => d.kind === 'pre_allocation')?.evidence.map((e) => e.title)).toEqual(['notice']);
    expect((await refusalOf(decide('group', { kind: 'final_allocation', tonnes: null, seenVersion: 4 }))).code).toBe('reason_required');
    await decideByTwo({ kind: 'final_allocation', tonnes: null, note: 'annulled', seenVersion: 4 });
    const after = first(await read());
    expect(after?.numbers.A_unit?.value).toBe('2698959');
    expect(after?.decisions.filter((d) => d.kind === 'final_allocation' && d.counts)).toEqual([]);
  });
});

describe('the gap', () => {
  test('of a finished year is obligation less allocation, limited to 20 %, with cost at the published or the given price', async () => {
    const found = await gap();
    // 80 % of 3,523,581.13 t is 2,818,864 t, more than the unit's 2,698,959 t.
    expect([found.emissionFrom, found.obligation, found.allocation.value, found.gap.value]).toEqual([
      'calculated',
      '3523581.13',
      '2818864',
      '704717.13',
    ]);
    expect([found.gap.p10, found.gap.p90]).toEqual([found.gap.value, found.gap.value]);
    expect([found.withoutForecast, found.forecast.obligationShare, found.forecast.allocationShare]).toEqual([null, '0', '0']);
    expect([found.price?.value, found.price?.day, found.cost?.value]).toEqual(['97.49', '2024-12-31', '68702872.83']);
    expect((await gap({ price: '100' })).cost?.value).toBe('70471712.82');
    expect((await refusalOf(gap({ price: '-1' }))).code).toBe('invalid_input');
    expect((await refusalOf(gap({ loadFactor: '101' }))).code).toBe('invalid_input');
  });

  test('what-if: at a load factor of 70 % the correction is gone', async () => {
    const { whatIf } = await gap({ loadFactor: '70' });
    // Both lie below 80 % of the emission, so the entity's allocation stays.
    expect([whatIf?.allocation, whatIf?.change]).toEqual(['2818864', '0']);
  });

  test('of a year not over is forecast with a range', async () => {
    await plant.record('statistician', [plant.cell('2024-12', 'FC', null)]);
    const found = await gap();
    expect(found.emissionFrom).toBe('forecast');
    expect(found.months.at(-1)).toMatchObject({ month: '2024-12', from: 'forecast', lastYear: null });
    expect(Number(found.emission.p10)).toBeLessThan(Number(found.emission.value));
    expect(Number(found.gap.p10)).toBeLessThan(Number(found.gap.p90));
    expect(found.emission.soFar).toBe('3180325.78');
    // Eleven months measured; December is the mean of the months so far, 3180325.78 / 11 = 289120.53 of 3469446.30 t: 8.3 %.
    expect([found.forecast.measured.length, found.forecast.mixed, found.forecast.forecast]).toEqual([11, [], ['2024-12']]);
    expect([found.forecast.obligationShare, found.months.at(-1)?.basis, found.months.at(-1)?.measured]).toEqual(['8.3', ['so_far'], '0']);
    expect([found.units[0]?.measuredMonths, found.units[0]?.forecastMonths, found.units[0]?.shares.electricity]).toEqual([11, 1, '8.3']);
    // The allocation page says the same gap without the forecast: eleven months' coal, twelve months' generation.
    const { A_entity, gap: difference } = (await read()).totals;
    expect(found.withoutForecast).toEqual({
      ...{ obligation: '3180325.78', allocation: A_entity?.value, gap: Number(difference?.value).toFixed(2) },
    });
    await plant.record('statistician', [plant.cell('2024-12', 'FC', c03Months().at(-1)?.FC ?? '')]);
  });

  test('a verified figure is the obligation, less purchased power that the year counts in its total only', async () => {
    // 2024: 10,000 MWh at 0.5366 tCO2/MWh are in the reported and verified total, and not in the obligation.
    await plant.record('statistician', [plant.cell('2024-01', 'purchased_mwh', '10000')]);
    const { versions } = await plant.run('group', emission.enterVerificationRecord(plant.shelf), {
      ...{
        ...place(),
        verifiedT: '3000000',
        units: [],
        opinion: 'unqualified',
        statement: '',
        verifier: 'V',
        verifiedOn: '2025-05-20',
        seenVersion: 0,
      },
    });
    await plant.run('manager', emission.confirmVerificationRecord(plant.shelf), { recordId: versions[0]?.id });
    const found = await gap();
    expect([found.emissionFrom, found.obligation, found.gap.value]).toEqual(['verified', '2994634', '295675']);
    expect(found.verified).toEqual({ verifiedT: '3000000', purchasedT: '5366', obligationT: '2994634' });
    expect((await read()).verified).toEqual(found.verified);
  });

  test('is not another organization’s', async () => {
    const other = await openPlant({ n: 2, beside: plant });
    expect((await refusalOf(other.ask('auditor', readGap(plant.shelf), place()))).code).toBe('not_found');
    expect((await refusalOf(other.ask('auditor', readAllocation(plant.shelf), place()))).code).toBe('not_found');
    const theirs = { unitId: unitId(), year, kind: 'deduction', tonnes: '1', decidedOn: '2025-09-20', seenVersion: 1 };
    expect((await refusalOf(other.run('group', asset.recordAllocationDecision, theirs))).code).toBe('not_found');
  });
});
