import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as asset from '../../src/server/modules/asset/index.ts';
import { explainAllocation, readAllocation } from '../../src/server/modules/asset/read-allocation.ts';
import { readGap } from '../../src/server/modules/asset/read-gap.ts';
import * as emission from '../../src/server/modules/emission/index.ts';
import { c03Months, openPlant, type Persona, type Plant, refusalOf } from '../support/plant.ts';

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

describe('decisions of the authority', () => {
  test('are whole tonnes, in versions, with evidence; a decided allocation counts', async () => {
    const { id } = await plant.evidence('group', 'notice');
    expect((await refusalOf(decide('statistician', { kind: 'pre_allocation', tonnes: '1' }))).code).toBe('not_permitted');
    expect((await refusalOf(decide('group', { kind: 'pre_allocation', tonnes: '1.5' }))).code).toBe('invalid_input');
    await decide('group', { kind: 'pre_allocation', tonnes: '2000000', documentNo: 'No. 7', evidenceIds: [id] });
    await decide('group', { kind: 'deduction', tonnes: '100000' });
    await decide('group', { kind: 'final_allocation', tonnes: '2700000' });
    const own = first(await read());
    // 2,000,000 − 100,000 first; 2,700,000 − 100,000 due; 700,000 more.
    expect([own?.pre.pre_issued?.value, own?.pre.issued?.value, own?.pre.true_up?.value]).toEqual(['1900000', '2600000', '700000']);
    expect(own?.numbers.A_unit?.value).toBe('2700000');
    expect(own?.numbers.A_electricity?.value).toBe('2569834');
    expect(own?.decisions.find((d) => d.kind === 'pre_allocation')?.evidence.map((e) => e.title)).toEqual(['notice']);
    expect((await refusalOf(decide('group', { kind: 'final_allocation', tonnes: null, seenVersion: 1 }))).code).toBe('reason_required');
    await decide('group', { kind: 'final_allocation', tonnes: null, note: 'annulled', seenVersion: 1 });
    const after = first(await read());
    expect(after?.numbers.A_unit?.value).toBe('2698959');
    expect(after?.decisions.filter((d) => d.kind === 'final_allocation').map((d) => [d.version, d.counts])).toEqual([
      [2, false],
      [1, false],
    ]);
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
    await plant.record('statistician', [plant.cell('2024-12', 'FC', c03Months().at(-1)?.FC ?? '')]);
  });

  test('a verified figure is the obligation', async () => {
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
    expect([found.emissionFrom, found.obligation, found.gap.value]).toEqual(['verified', '3000000', '301041']);
  });

  test('is not another organization’s', async () => {
    const other = await openPlant({ n: 2, beside: plant });
    expect((await refusalOf(other.ask('auditor', readGap(plant.shelf), place()))).code).toBe('not_found');
    expect((await refusalOf(other.ask('auditor', readAllocation(plant.shelf), place()))).code).toBe('not_found');
    const theirs = { unitId: unitId(), year, kind: 'deduction', tonnes: '1', decidedOn: '2025-09-20', seenVersion: 1 };
    expect((await refusalOf(other.run('group', asset.recordAllocationDecision, theirs))).code).toBe('not_found');
  });
});
