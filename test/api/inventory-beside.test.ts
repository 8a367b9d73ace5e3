import { createHash } from 'node:crypto';
import path from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { evaluateApproach1 } from '../../src/kernel/emission/uncertainty/evaluate-approach-1.ts';
import { evaluateMonteCarlo } from '../../src/kernel/emission/uncertainty/evaluate-monte-carlo.ts';
import type { InventoryDeed } from '../../src/kernel/inventory/states.ts';
import { energyRegister } from '../../src/server/modules/asset/index.ts';
import { answerDraw, answerRendering, type DrawTask } from '../../src/server/modules/emission/index.ts';
import { inventoryAnalysisJob, prepareAnalysis, storeAnalysis } from '../../src/server/modules/inventory/analysis/analyse.ts';
import { readInventoryAnalysis, readInventoryQuality } from '../../src/server/modules/inventory/analysis/read-quality.ts';
import { readUsualOfInventories } from '../../src/server/modules/inventory/analysis/usual-inventory.ts';
import { decideBaseYear, proposeBaseYear, readBaseYear } from '../../src/server/modules/inventory/base-year/base-year.ts';
import { compareMethods } from '../../src/server/modules/inventory/comparison/compare-methods.ts';
import type { InventoryHome } from '../../src/server/modules/inventory/home.ts';
import { moveInventory } from '../../src/server/modules/inventory/move-inventory.ts';
import { openHome } from '../../src/server/modules/inventory/open-home.ts';
import { openInventory } from '../../src/server/modules/inventory/open-inventory.ts';
import { readInventory } from '../../src/server/modules/inventory/read-inventory.ts';
import { recordLines } from '../../src/server/modules/inventory/record-lines.ts';
import { composeReport } from '../../src/server/modules/inventory/report/compose.ts';
import {
  issueReport,
  readReportFile,
  readReportSnapshot,
  storeReportFile,
} from '../../src/server/modules/inventory/report/issue-report.ts';
import { type ReportDeps, readInventoryReport, writeReportFacts } from '../../src/server/modules/inventory/report/report-view.ts';
import { writeWorkbook } from '../../src/server/modules/inventory/report/write-workbook.ts';
import { dataFolder, openPlant, type Persona, type Plant, refusalOf } from '../support/plant.ts';
import { runJob } from '../support/run-job.ts';

/** Report a–t, base year, uncertainty and other methods of an approved inventory: gas, power and a refrigerant of one plant. */
let plant: Plant;
let home: InventoryHome;
let deps: ReportDeps;
let inventoryId = '';
const usual = readUsualOfInventories(dataFolder);
const folder = path.join(dataFolder, 'reports');
const sha256 = (bytes: Uint8Array | string) => createHash('sha256').update(bytes).digest('hex');

beforeAll(async () => {
  plant = await openPlant();
  const parts = { shelf: plant.shelf, energy: energyRegister };
  home = openHome(parts);
  deps = { home, framework: plant.shelf.frameworks.inventoryReport };
  const given = {
    name: '2024 清单',
    entityId: plant.ids.plant,
    from: '2024-01',
    to: '2024-12',
    approach: 'operational_control',
    gwpSet: 'AR6',
  };
  const more = {
    sector: 'office',
    responsible: '总工程师',
    intendedUse: '=HYPERLINK("http://x","y") #panic() <b>',
    chosen: ['natural_gas', 'r410a', 'electricity'],
  };
  inventoryId = (await plant.run('statistician', openInventory(plant.shelf), { ...given, ...more })).id;
  const view = await plant.ask('statistician', readInventory(parts), { inventoryId });
  const amounts: Readonly<Record<string, string>> = { '1.1-01': '10', '1.4-01': '20', '2.1-01': '1200' };
  const cells = view.sources.map(({ id, code }) => ({ sourceId: id, month: null, amount: amounts[code] ?? '0', seenVersion: 0 }));
  await plant.run('statistician', recordLines(plant.shelf), { inventoryId, cells });
});
afterAll(() => plant?.close());

async function approve() {
  const parts = { shelf: plant.shelf, energy: energyRegister };
  const steps: readonly (readonly [InventoryDeed, Persona])[] = [
    ['submit', 'statistician'],
    ['review', 'reviewer'],
    ['approve', 'manager'],
  ];
  for (const [deed, who] of steps) {
    const { sha256: seenSha256 } = await plant.ask(who, readInventory(parts), { inventoryId });
    await plant.run(who, moveInventory(parts), { inventoryId, deed, seenSha256, reason: '' });
  }
}

const report = (who: Persona = 'auditor') => plant.ask(who, readInventoryReport(deps), { inventoryId });
const write = async (facts: object, who: Persona = 'statistician', seenVersion?: number) =>
  await plant.run(who, writeReportFacts(deps), { inventoryId, facts, seenVersion: seenVersion ?? (await report()).factsVersion });
const analyse = async (who: Persona, more: object = {}) => {
  const asked = { inventoryId, approach: 'approach_1', ...more };
  const prepared = await plant.ask(who, prepareAnalysis(home, usual), asked);
  return await plant.run(who, storeAnalysis(home, prepared, evaluateApproach1(prepared.input)), asked);
};
const base = (more: object = {}) => ({
  inventoryId,
  baseYear: 2023,
  years: [{ year: 2023, emission: '1000' }],
  reason: '首份完整清单',
  ...more,
});
const propose = (who: Persona, more: object = {}) => plant.run(who, proposeBaseYear(home), base(more));
const decide = async (who: Persona, approve_: boolean, comment = '') => {
  const { decisions } = await plant.ask('auditor', readBaseYear(home), { inventoryId });
  const [latest] = decisions;
  const body = { decisionId: latest?.id, approve: approve_, comment, seenSha256: latest?.contentSha256 };
  return await plant.run(who, decideBaseYear(home), body);
};

describe('before an inventory is approved', () => {
  test('nothing is reported, assessed or issued; every letter a–t is asked for', async () => {
    const view = await report();
    expect(view.items.map((item) => item.id).join('')).toBe('abcdefghijklmnopqrst');
    expect([view.sha256, view.contentSha256]).toEqual([null, null]);
    expect(view.refused?.en).toContain('not approved');
    expect((await refusalOf(analyse('statistician'))).code).toBe('wrong_state');
    const order = { inventoryId, language: 'zh', seenSha256: '0'.repeat(64) };
    expect((await refusalOf(plant.run('group', issueReport(deps), order))).code).toBe('wrong_state');
  });

  test('whoever may not see it sees nothing of it', async () => {
    expect((await refusalOf(report('stranger'))).code).toBe('not_permitted');
    expect((await refusalOf(plant.ask('stranger', readBaseYear(home), { inventoryId }))).code).toBe('not_permitted');
    expect((await refusalOf(plant.ask('stranger', readInventoryQuality(home), { inventoryId }))).code).toBe('not_permitted');
    expect((await refusalOf(write({ r: 'x' }, 'stranger', 0))).code).toBe('not_permitted');
    expect((await refusalOf(write({ r: 'x' }, 'auditor'))).code).toBe('not_permitted');
    expect((await refusalOf(propose('trader'))).code).toBe('not_permitted');
    expect((await refusalOf(analyse('auditor'))).code).toBe('not_permitted');
    const compared = { inventoryId, variants: [{ name: 'x', gwpSet: 'AR5' }] };
    expect((await refusalOf(plant.ask('stranger', compareMethods(home), compared))).code).toBe('not_permitted');
  });
});

describe('an approved inventory', () => {
  beforeAll(approve);

  test('under another GWP set differs by the refrigerant alone, and the parts add to the difference', async () => {
    const variants = [
      { name: 'AR5', gwpSet: 'AR5' },
      { name: 'equity', approach: 'equity_share' },
    ];
    const { result, findings } = await plant.ask('auditor', compareMethods(home), { inventoryId, variants });
    const of = (symbol: string, at: object) =>
      result.outputs.find((one) => one.symbol === symbol && Object.entries(at).every(([key, value]) => one.at[key] === value))?.value;
    // 20 kg of R-410A: 1,923.5 under AR5, 2,255.5 under AR6.
    expect(of('difference', { variant: 'AR5' })).toBe('-6.64');
    expect(of('explained', { variant: 'AR5', cause: 'gwp' })).toBe('-6.64');
    expect(result.outputs.filter((one) => one.symbol === 'explained' && one.at.variant === 'AR5').length).toBe(1);
    expect(findings).toEqual([]);
    const wrong = { inventoryId, variants: [{ name: 'x', factors: [{ sourceId: plant.ids.plant, factorId: 'x' }] }] };
    expect((await refusalOf(plant.ask('auditor', compareMethods(home), wrong))).code).toBe('not_found');
  });

  test('has an uncertainty: ± of activity and factor, assumed where nothing is stated', async () => {
    const told = await analyse('statistician', { note: '首次' });
    // Each source √(5² + 5²) = 7.0711 %; gas 216.2188809, refrigerant 45.11, power 636.72.
    const values = [216.2188809, 45.11, 636.72];
    const total = values.reduce((sum, one) => sum + one, 0);
    const percent = (Math.sqrt(50) * Math.hypot(...values)) / total;
    expect(Number(told.percent)).toBeCloseTo(percent, 9);
    expect(Number(told.total)).toBeCloseTo(total, 9);
    expect(told.findings.map((one) => one.code)).toContain('uncertainty_assumed');
    expect(told.categories.map((one) => [one.category, Number(one.percent).toFixed(4)])).toContainEqual(['2.1', '7.0711']);
    const quality = await plant.ask('auditor', readInventoryQuality(home), { inventoryId });
    expect(quality.analyses.map((one) => [one.number, one.current])).toEqual([[1, true]]);
    const { result } = await plant.ask('auditor', readInventoryAnalysis, { analysisId: told.id });
    expect(result.derivation.nodes.some((node) => node.symbol === 'U_total')).toBe(true);
    expect((await refusalOf(plant.ask('stranger', readInventoryAnalysis, { analysisId: told.id }))).code).toBe('not_permitted');
  });

  test('a Monte Carlo is drawn by a job that tells how far it is and can be stopped; its figures are those of the seed', async () => {
    const threads = { ask: async (_: string, task: DrawTask) => answerDraw(task), warm: () => undefined, stop: async () => undefined };
    const job = inventoryAnalysisJob(home, usual, threads);
    const order = {
      inventoryId,
      approach: 'monte_carlo',
      draws: 300_000,
      seed: 11,
      correlations: [],
      baseInventoryId: null,
      note: 'drawn',
    };
    const kept = async () => (await plant.ask('auditor', readInventoryQuality(home), { inventoryId })).analyses;
    const before = (await kept()).length;
    await expect(runJob(plant, job, 'statistician', order, 100_000)).rejects.toThrow('cancelled');
    expect((await refusalOf(runJob(plant, job, 'auditor', order))).code).toBe('not_permitted');
    expect(await kept()).toHaveLength(before);
    const { seen } = await runJob(plant, job, 'statistician', order);
    expect(seen.length).toBeGreaterThan(1);
    expect([...seen].sort((a, b) => a - b)).toEqual(seen);
    expect(seen.at(-1)).toBe(300_000);
    const [made] = await kept();
    expect(made).toMatchObject({ approach: 'monte_carlo', note: 'drawn' });
    const prepared = await plant.ask('statistician', prepareAnalysis(home, usual), order);
    const apart = evaluateMonteCarlo({ ...prepared.input, draws: 300_000, seed: 11 });
    expect(made?.percent).toBe(apart.outputs.find((one) => one.symbol === 'U_total')?.value);
  });

  test('gets its base year from one and its decision from another', async () => {
    const view = await plant.ask('auditor', readBaseYear(home), { inventoryId });
    expect(view.years.map((one) => [one.year, one.inventoryId])).toEqual([[2024, inventoryId]]);
    const years = [
      { year: 2023, emission: '1000' },
      { year: 2024, emission: '898.0488809', inventoryId },
    ];
    const changes = [{ id: 'plant bought', kind: 'acquisition', from_year: 2024, effects: [{ year: 2023, effect: '62' }] }];
    const false_ = [
      { year: 2023, emission: '1000' },
      { year: 2024, emission: '1', inventoryId },
    ];
    expect((await refusalOf(propose('group', { years: false_ }))).findings[0]?.code).toBe('figure_differs');
    const long = [{ year: 2023, emission: `0.${'3'.repeat(34)}` }];
    expect((await refusalOf(propose('group', { years: [{ year: 2023, emission: 1e300 }] }))).code).toBe('invalid_input');
    await propose('group', { years: long });
    await decide('manager', false, '太小');
    await propose('group', { years, changes });
    expect((await refusalOf(propose('statistician'))).code).toBe('wrong_state');
    expect((await refusalOf(decide('group', true))).code).toBe('same_person_proposes_and_approves');
    expect((await refusalOf(decide('manager', false))).code).toBe('reason_required');
    expect((await refusalOf(decide('statistician', true))).code).toBe('not_permitted');
    const decided = await decide('manager', true);
    expect(decided.inForce).toBe(decided.decisions[0]?.id);
    expect(decided.decisions[0]).toMatchObject({ required: true, share: '0.062', baseEmission: '1062', state: 'approved' });
    expect((await refusalOf(decide('top', false, 'late'))).code).toBe('wrong_state');
  });

  test('keeps a decision past the product: nobody decides twice or alters what was proposed', async () => {
    const admin = new pg.Client({ connectionString: plant.database.adminUrl });
    await admin.connect();
    await expect(admin.query('update app.base_year_decision set approved = false')).rejects.toThrow('decided once');
    await expect(admin.query(`update app.base_year_decision set input = '{}'`)).rejects.toThrow('decided once');
    await expect(admin.query(`update app.inventory_analysis set note = 'x'`)).rejects.toThrow();
    const own =
      'insert into app.base_year_decision select organization_id, gen_random_uuid(), entity_id, inventory_id, 9, input, result, content_sha256,';
    const same = `${own} proposed_at, proposed_by, proposed_by_name, true, proposed_at, proposed_by, '' from app.base_year_decision`;
    await expect(admin.query(same)).rejects.toThrow(/check constraint/);
    await admin.end();
  });

  test('cannot be reported while a letter is missing', async () => {
    const view = await report();
    expect(view.items.filter((item) => item.state === 'missing').map((item) => item.id)).toEqual(['g', 'l', 'm', 'n', 'r', 's']);
    expect(view.refused?.en).toContain('g, l, m, n, r, s');
    expect((await refusalOf(write({ zz: 'x' }))).code).toBe('invalid_input');
    await write({ g: '单独列示', l: '收购一家电厂', m: '活动数据乘以公布的因子', n: '无变化', r: '按 ISO 14064-1:2018 编制' });
    expect((await refusalOf(write({ s: 'x' }, 'statistician', 0))).code).toBe('conflict');
    const order = { inventoryId, language: 'zh', seenSha256: (await report()).contentSha256 };
    const refused = await refusalOf(plant.run('group', issueReport(deps), order));
    expect([refused.code, refused.detail?.en]).toEqual(['wrong_state', expect.stringContaining(': s.')]);
    await write({ s: '未经核查', offsets: '注销 10 t' });
    expect((await report()).refused).toBeNull();
  });
});

describe('an issued report', () => {
  test('is frozen under a number, by nobody who entered the data, of what was looked at', async () => {
    const { contentSha256 } = await report();
    const order = { inventoryId, language: 'zh', seenSha256: contentSha256 };
    expect((await refusalOf(plant.run('statistician', issueReport(deps), order))).code).toBe('not_permitted');
    expect((await refusalOf(plant.run('manager', issueReport(deps), { ...order, seenSha256: '0'.repeat(64) }))).code).toBe('conflict');
    const first = await plant.run('manager', issueReport(deps), order);
    const second = await plant.run('manager', issueReport(deps), order);
    expect([first.number, second.number]).toEqual(['GR-2024-0001', 'GR-2024-0002']);
    const { reports } = await report();
    expect(reports.map((one) => [one.number, one.supersedes === first.id, one.supersededBy])).toEqual([
      ['GR-2024-0002', true, null],
      ['GR-2024-0001', false, second.id],
    ]);
    expect(reports[0]?.totalT).toBe('898.0488809');
  });

  test('says every letter, nets nothing, and its files are the same bytes each time', async () => {
    const [latest] = (await report()).reports;
    const reportId = latest?.id ?? '';
    const text = await plant.ask('auditor', readReportSnapshot, { reportId });
    expect(sha256(text)).toBe(latest?.snapshotSha256);
    const paper = composeReport(text);
    const heads = paper.blocks.flatMap((block) => (block.kind === 'heading' && block.level === 1 ? [block.text] : []));
    expect([...'abcdefghijklmnopqrst'].filter((letter) => !heads.some((head) => head.startsWith(`${letter})`)))).toEqual([]);
    expect(JSON.stringify(paper.blocks)).toContain('注销 10 t');
    expect(paper.cover).toContainEqual(['排放总量 (tCO2e)', '898.05']);
    const render = (kind: 'paper_pdf' | 'paper_docx') => answerRendering({ kind, snapshot: JSON.stringify(composeReport(text)), folder });
    const pdf = await render('paper_pdf');
    expect(sha256(await render('paper_pdf'))).toBe(sha256(pdf));
    expect(Buffer.from(pdf.subarray(0, 5)).toString()).toBe('%PDF-');
    expect(sha256(await render('paper_docx'))).toBe(sha256(await render('paper_docx')));
    const workbook = await writeWorkbook(text);
    expect(sha256(await writeWorkbook(text))).toBe(sha256(workbook));
    await plant.run('manager', storeReportFile(pdf), { reportId, kind: 'pdf' });
    await plant.run('manager', storeReportFile(workbook), { reportId, kind: 'pdf' });
    const file = await plant.ask('auditor', readReportFile, { reportId, kind: 'pdf' });
    expect(sha256(file.content)).toBe(sha256(pdf));
    expect((await refusalOf(plant.ask('stranger', readReportFile, { reportId, kind: 'pdf' }))).code).toBe('not_permitted');
  }, 60_000);
});
