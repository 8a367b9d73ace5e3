import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { recordTransactionCost } from '../../src/server/modules/asset/accounting/record-transaction-cost.ts';
import { listAppraisals, readAppraisal } from '../../src/server/modules/asset/appraisals/read-appraisals.ts';
import { readAppraisalStart } from '../../src/server/modules/asset/appraisals/read-start.ts';
import { recordAppraisal } from '../../src/server/modules/asset/appraisals/record-appraisal.ts';
import { addAssetProject, reviseAssetProject } from '../../src/server/modules/asset/projects/keep-project.ts';
import { listAssetProjects } from '../../src/server/modules/asset/projects/list-projects.ts';
import { recordProjectStep } from '../../src/server/modules/asset/projects/record-step.ts';
import { posterOf } from '../support/ledger-posting.ts';
import { openPlant, type Persona, type Plant, refusalOf } from '../support/plant.ts';

/** Reduction projects through the CCER cycle, their expected credits, and stored appraisals that can be opened again. */
let plant: Plant;
let projectId = '';
beforeAll(async () => {
  plant = await openPlant();
});
afterAll(() => plant?.close());

const place = () => ({ entityId: plant.ids.plant });
const list = async (who: Persona = 'auditor') => (await plant.ask(who, listAssetProjects(plant.shelf), place())).items;
const one = async () => (await list()).find((found) => found.id === projectId);
const facts = {
  ...{ name: 'offshore wind', methodology: 'CCER-01-002', constructionOn: '2021-05-10' },
  ...{ creditingFrom: '2023-01-01', creditingTo: '2032-12-31' },
};
const add = (more: object = {}, who: Persona = 'assets') => plant.run(who, addAssetProject, { ...place(), code: 'W-1', ...facts, ...more });
const step = (name: string, happenedOn: string, more: object = {}) =>
  plant.run('assets', recordProjectStep, { projectId, round: 0, step: name, happenedOn, ...more });
const appraise = (more: object, who: Persona = 'assets') =>
  plant.run(who, recordAppraisal(plant.shelf), { ...place(), year: 2024, ...more });

describe('a project', () => {
  test('is added once by its code; the check says what stands against it', async () => {
    projectId = (await add()).id;
    expect((await refusalOf(add())).code).toBe('already_exists');
    expect((await refusalOf(add({ code: 'W-2' }, 'trader'))).code).toBe('not_permitted');
    const found = await one();
    expect([found?.state, found?.next]).toEqual([null, [{ round: 0, step: 'design', expectedOn: null }]]);
    expect(found?.check?.outputs.find((output) => output.symbol === 'eligible')?.value).toBe('yes');
  });

  test('goes through its cycle in order; working days of notice and registry are told', async () => {
    expect((await refusalOf(step('registered', '2024-01-05'))).detail?.en).toContain('Out of order');
    expect((await refusalOf(step('design', '2025-02-01'))).detail?.en).toContain('ahead');
    await step('design', '2024-01-02');
    await step('public_notice', '2024-03-04');
    // Twenty trading days after Monday 4 March 2024: no holiday lies between (Qingming begins on 4 April).
    expect((await one())?.next[0]).toEqual({ round: 0, step: 'validated', expectedOn: '2024-04-01' });
    expect((await refusalOf(step('validated', '2024-04-02'))).detail?.en).toContain('Name the body');
    await step('validated', '2024-04-02', { body: 'A', documentNo: 'V-1' });
    await step('applied', '2024-04-08');
    await step('registered', '2024-05-06', { documentNo: 'R-1' });
    const round = { round: 1 };
    await step('monitored', '2024-07-10', { ...round, periodFrom: '2023-01-01', periodTo: '2023-12-31', quantity: '559568' });
    await step('published', '2024-07-11', round);
    expect((await refusalOf(step('verified', '2024-09-02', { ...round, body: 'A' }))).detail?.en).toContain('different bodies');
    await step('verified', '2024-09-02', { ...round, body: 'B', quantity: '559000' });
    await step('issue_applied', '2024-09-10', round);
    await step('reduction_registered', '2024-10-08', { ...round, quantity: '559000' });
    await step('issued', '2024-10-15', { ...round, quantity: '559000' });
    const found = await one();
    expect([found?.state, found?.issuedBySteps, found?.issuedInLedger]).toEqual(['issued', '559000', '0']);
    expect(found?.next.map((next) => `${next.round} ${next.step}`)).toEqual(['2 monitored', '1 ended']);
  });

  test('a step is corrected by a further version with its reason, unless what follows would no longer hold', async () => {
    const again = { round: 1, body: 'C', quantity: '559000', seenVersion: 1 };
    expect((await refusalOf(step('verified', '2024-09-02', again))).code).toBe('reason_required');
    expect((await refusalOf(step('verified', '2024-09-20', { ...again, note: 'date' }))).detail?.en).toContain('would no longer hold');
    expect((await step('verified', '2024-09-02', { ...again, note: 'renamed' })).version).toBe(2);
    expect((await refusalOf(step('monitored', '2024-07-10', { round: 1, withdrawn: true, note: 'x', seenVersion: 1 }))).code).toBe(
      'wrong_state',
    );
    await step('issued', '2024-10-15', { round: 1, withdrawn: true, note: 'not yet', seenVersion: 1 });
    expect((await one())?.state).toBe('reduction_registered');
    await step('issued', '2024-10-16', { round: 1, quantity: '559000', note: 'now', seenVersion: 2 });
  });

  test('what the ledger issued of it stands beside; facts are revised by versions', async () => {
    const held = { programme: 'CCER', vintage: 2023, project: 'W-1', registeredOn: '2024-05-06' };
    await posterOf(plant)({ kind: 'issue', day: '2024-10-16', from: 'issuance', to: 'registry', quantity: 559_000n, held });
    expect((await one())?.issuedInLedger).toBe('559000');
    const revised = { projectId, ...facts, insideMarket: true, reason: 'taken into the market', seenVersion: 1 };
    expect((await plant.run('group', reviseAssetProject, revised)).version).toBe(2);
    expect((await refusalOf(plant.run('group', reviseAssetProject, revised))).code).toBe('conflict');
    expect((await one())?.check?.findings.map((finding) => finding.code)).toContain('project_inside_market');
  });

  test('its expected credits come from the methodology’s calculation (C26: floor 559,568)', async () => {
    const meters = [
      { meter: 'main', direction: 'export', reading: '812345.678' },
      { meter: 'back-up', direction: 'import', reading: '2345.678' },
    ];
    const input = { project: 'offshore_wind', grid_region: 'east', distance_km: '45', meters };
    await appraise({ kind: 'credits', name: '2026', year: 2026, projectId, input });
    expect((await one())?.expected.map((found) => [found.year, found.quantity])).toEqual([[2026, '559568']]);
    expect((await refusalOf(appraise({ kind: 'credits', name: 'x', input }))).code).toBe('not_found');
    expect((await refusalOf(appraise({ kind: 'credits', name: 'x', projectId, input, calculation: 'asset-valuation' }))).code).toBe(
      'unknown_calculation',
    );
  });
});

describe('an appraisal', () => {
  // −1,000,000 today and 600,000 a year later at 10 %; 5,000 t at 100 in year 1: (600,000 + 500,000) / 1.1 − 1,000,000 = 0.
  const input = {
    rate: '0.1',
    years: [
      { year: 0, cash: '-1000000' },
      { year: 1, cash: '600000', reduction: '5000', price: '100' },
    ],
  };

  test('is kept with its input and opens again with the same bytes; a further version says why', async () => {
    const { appraisalId, version } = await appraise({ kind: 'investment', name: 'turbine retrofit', input });
    const view = await plant.ask('auditor', readAppraisal(plant.shelf), { appraisalId });
    const figure = (symbol: string) => view.result.outputs.find((output) => output.symbol === symbol)?.value;
    expect([version, view.recomputes, Number(figure('npv')).toFixed(6), Number(figure('break_even_price'))]).toEqual([
      1,
      'identical',
      '0.000000',
      100,
    ]);
    const dearer = { ...input, years: [input.years[0], { ...input.years[1], price: '120' }] };
    const again = { kind: 'investment', name: 'turbine retrofit', input: dearer, appraisalId, seenVersion: 1 };
    expect((await refusalOf(appraise(again))).code).toBe('reason_required');
    expect((await refusalOf(appraise({ ...again, seenVersion: 0 }))).code).toBe('conflict');
    expect((await appraise({ ...again, note: 'dearer carbon' })).version).toBe(2);
    const { items } = await plant.ask('auditor', listAppraisals, { ...place(), kind: 'investment' });
    // 5,000 · 20 / 1.1
    expect(items.map((found) => [found.version, Number(found.headline[0]?.value).toFixed(2)])).toEqual([[2, '90909.09']]);
    const first = await plant.ask('auditor', readAppraisal(plant.shelf), { appraisalId, version: 1 });
    expect([first.appraisal.version, first.versions.length]).toEqual([1, 2]);
  });

  test('is refused with every fault of its input, and for who may not', async () => {
    const wrong = await refusalOf(appraise({ kind: 'investment', name: 'x', input: { rate: 'ten', years: [] } }));
    expect([wrong.code, wrong.findings.length > 0]).toEqual(['invalid_input', true]);
    expect((await refusalOf(appraise({ kind: 'investment', name: 'x', input }, 'trader'))).code).toBe('not_permitted');
  });

  test('starts from what is known: lots to value, purchases, their amounts', async () => {
    const bought = await posterOf(plant)({ kind: 'buy', day: '2024-11-04', from: 'external', to: 'registry', quantity: 200n });
    await plant.run('finance', recordTransactionCost, { transactionId: bought, amount: '12000', fees: '100', seenVersion: 0 });
    const start = await plant.ask('auditor', readAppraisalStart(plant.shelf), { ...place(), year: 2024 });
    const told = Object.fromEntries(start.figures.map((figure) => [figure.symbol, figure.value]));
    expect([told.bought_quantity, told.bought_amount, start.lots.map((lot) => lot.id).sort()]).toEqual([
      '200',
      '12100',
      ['CCER 2023 W-1', 'CEA 2024'],
    ]);
  });

  test('another organization reaches neither project nor appraisal', async () => {
    const other = await openPlant({ n: 2, beside: plant });
    const { appraisalId } = (await plant.ask('auditor', listAppraisals, place())).items[0] ?? { appraisalId: '' };
    expect((await refusalOf(other.ask('auditor', readAppraisal(plant.shelf), { appraisalId }))).code).toBe('not_found');
    expect((await refusalOf(other.ask('auditor', listAssetProjects(plant.shelf), place()))).code).toBe('not_found');
    const design = { projectId, round: 0, step: 'design', happenedOn: '2024-01-01' };
    expect((await refusalOf(other.run('assets', recordProjectStep, design))).code).toBe('not_found');
  });
});
