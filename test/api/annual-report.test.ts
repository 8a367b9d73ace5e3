import { createHash } from 'node:crypto';
import path from 'node:path';
import { inflateRawSync, inflateSync } from 'node:zlib';
import ExcelJS from 'exceljs';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { annualReportEndpoints as e } from '../../src/contract/annual-report.ts';
import { answerRendering, type ReportFileKind } from '../../src/server/modules/emission/annual-report/answer-rendering.ts';
import { compareReport } from '../../src/server/modules/emission/annual-report/compare-report.ts';
import { readFormFacts, recordEntityFacts, recordUnitFacts } from '../../src/server/modules/emission/annual-report/form-facts.ts';
import { issueReport } from '../../src/server/modules/emission/annual-report/issue-report.ts';
import { readReportFile } from '../../src/server/modules/emission/annual-report/read-report-file.ts';
import { findReport, readAnnualReports } from '../../src/server/modules/emission/annual-report/report-view.ts';
import { storeReportFile } from '../../src/server/modules/emission/annual-report/store-report-file.ts';
import * as emission from '../../src/server/modules/emission/index.ts';
import { query } from '../../src/server/work/command.ts';
import { c03Months, dataFolder, openPlant, type Persona, type Plant, refusalOf } from '../support/plant.ts';

const year = 2024;
const folder = path.join(dataFolder, 'reports');
/** What nobody should have to escape by hand. */
const hostile = '=HYPERLINK("http://x","y") #panic() $x$ *b* <b>&amp; @label \\ "';
let plant: Plant;

beforeAll(async () => {
  plant = await openPlant();
  const months = c03Months();
  await plant.record(
    'statistician',
    months.flatMap((m) => [plant.cell(m.month, 'FC', m.FC), plant.cell(m.month, 'C_ar', m.C_ar), plant.cell(m.month, 'NCV_ar', '20.2385')]),
  );
  await plant.record(
    'statistician',
    months.map((m) => plant.cell(m.month, 'generation_mwh', '300000.1235')),
  );
  await plant.run('statistician', emission.draftControlPlan(plant.shelf), { ...place(), seenNumber: 0 });
});
afterAll(() => plant?.close());

const place = () => ({ entityId: plant.ids.plant, year });
const read = (who: Persona = 'auditor') => plant.ask(who, readAnnualReports(plant.shelf), place());
const issue = async (who: Persona, more: object = {}) => {
  const seenYearSha256 = (await read()).now?.yearSha256 ?? '0'.repeat(64);
  return await plant.run(who, issueReport(plant.shelf), { ...place(), purpose: 'internal', language: 'zh', seenYearSha256, ...more });
};
const found = (reportId: string) =>
  plant.ask(
    'auditor',
    query({
      name: 'test.report',
      action: 'emission.read',
      input: e.compareReport.params,
      run: (work, given) => findReport(work, given.reportId),
    }),
    { reportId },
  );
const render = async (reportId: string, kind: ReportFileKind) =>
  answerRendering({ kind, snapshot: (await found(reportId)).snapshot, folder });
const sha256 = (bytes: Uint8Array | string) => createHash('sha256').update(bytes).digest('hex');

/** The text of a part of a zip file, found by its name; enough for what our own writers make. */
function zipped(bytes: Uint8Array, name: string): string {
  const file = Buffer.from(bytes);
  for (let at = file.indexOf('PK\u0001\u0002', 0, 'latin1'); at >= 0; at = file.indexOf('PK\u0001\u0002', at + 4, 'latin1')) {
    const length = file.readUInt16LE(at + 28);
    if (file.toString('utf8', at + 46, at + 46 + length) !== name) continue;
    const start = file.readUInt32LE(at + 42);
    const data = start + 30 + file.readUInt16LE(start + 26) + file.readUInt16LE(start + 28);
    return inflateRawSync(file.subarray(data, data + file.readUInt32LE(at + 20))).toString('utf8');
  }
  throw new Error(`no ${name}`);
}

describe('an annual report', () => {
  test('tells before it is issued what would be missing, and for what it cannot be used', async () => {
    const { now, reports } = await read();
    expect([reports, now?.total.value]).toEqual([[], '3523581']);
    expect(now?.refused.map((one) => one.purpose)).toEqual(['submission', 'verification', 'disclosure']);
    expect(now?.findings.map((f) => f.code)).toContain('months_not_approved');
    const missing = now?.findings.filter((f) => f.code === 'form_fact_missing').map((f) => f.place.path);
    expect(missing).toContain('/entity/facts/legalRepresentative');
    const refused = await refusalOf(issue('manager', { purpose: 'submission' }));
    expect([refused.code, refused.findings.some((f) => f.code === 'months_not_approved')]).toEqual(['wrong_state', true]);
    expect((await refusalOf(issue('manager', { year: 2020 }))).code).toBe('wrong_state');
    // Somebody with both roles does not send out figures of their own.
    const both = { ...plant.actors.statistician, grants: [...plant.actors.statistician.grants, ...plant.actors.manager.grants] };
    const own = { ...place(), purpose: 'submission', language: 'zh', seenYearSha256: now?.yearSha256 };
    expect((await refusalOf(plant.run(both, issueReport(plant.shelf), own))).code).toBe('same_person_enters_and_approves');
  });

  test('asks for facts in versions; an empty one is taken away', async () => {
    const facts = { legalRepresentative: '甲', contactName: hostile };
    const entity = { entityId: plant.ids.plant, facts, seenVersion: 0 };
    expect((await refusalOf(plant.run('auditor', recordEntityFacts, entity))).code).toBe('not_permitted');
    expect((await refusalOf(plant.run('stranger', recordEntityFacts, entity))).code).toBe('not_permitted');
    await plant.run('statistician', recordEntityFacts, entity);
    expect((await refusalOf(plant.run('statistician', recordEntityFacts, entity))).code).toBe('conflict');
    await plant.run('statistician', recordEntityFacts, { ...entity, facts: { ...facts, legalRepresentative: '' }, seenVersion: 1 });
    await plant.run('reviewer', recordUnitFacts, { unitId: plant.units[0].id, facts: { boilerModel: 'B-1' }, seenVersion: 0 });
    const view = await plant.ask('auditor', readFormFacts, { entityId: plant.ids.plant });
    expect([view.entity.version, view.entity.facts, view.units[0]?.facts]).toEqual([2, { contactName: hostile }, { boilerModel: 'B-1' }]);
  });

  test('is a numbered snapshot under its hash, in a list that only grows', async () => {
    expect((await refusalOf(issue('statistician'))).code).toBe('not_permitted');
    expect((await refusalOf(issue('manager', { seenYearSha256: '0'.repeat(64) }))).code).toBe('conflict');
    const first = await issue('manager');
    expect([first.number, first.totalT, first.supersedes]).toEqual(['AR-2024-0001', '3523581', null]);
    const stored = await found(first.id);
    expect(sha256(stored.snapshot)).toBe(first.snapshotSha256);
    expect(sha256(stored.snapshot)).toBe(stored.snapshot_sha256);
    const english = await issue('manager', { language: 'en' });
    const second = await issue('group');
    expect([english.supersedes, second.number, second.supersedes]).toEqual([null, 'AR-2024-0003', first.id]);
    expect(second.yearSha256).toBe(first.yearSha256);
    expect((await read()).reports.map((r) => [r.number, r.supersededBy])).toEqual([
      ['AR-2024-0003', null],
      ['AR-2024-0002', null],
      ['AR-2024-0001', second.id],
    ]);
    const file = await plant.ask('auditor', readReportFile, { reportId: first.id, kind: 'snapshot_json' });
    expect(file.content.toString('utf8')).toBe(stored.snapshot);
  });

  test('is not read from another plant or organization', async () => {
    const [report] = (await read()).reports;
    const asked = { reportId: report?.id ?? '', kind: 'snapshot_json' };
    expect((await refusalOf(plant.ask('stranger', readReportFile, asked))).code).toBe('not_permitted');
    const beside = await openPlant({ n: 2, beside: plant });
    expect((await refusalOf(beside.ask('group', readReportFile, asked))).code).toBe('not_found');
    expect((await refusalOf(beside.ask('group', compareReport(plant.shelf), { reportId: asked.reportId }))).code).toBe('not_found');
    expect((await refusalOf(beside.ask('group', readAnnualReports(plant.shelf), place()))).code).toBe('not_found');
  });
});

describe('its files', () => {
  test('the forms hold the annual result, rounded as the forms say, numbers as numbers and texts as texts', async () => {
    const [report] = (await read()).reports;
    const book = new ExcelJS.Workbook();
    await book.xlsx.load((await render(report?.id ?? '', 'forms_xlsx')).buffer as ArrayBuffer);
    expect(book.worksheets.map((sheet) => sheet.name)).toEqual(['C.1', 'C.2', 'C.3', 'C.4', 'C.5', 'C.6']);
    const rowOf = (sheet: string, ...labels: string[]) => {
      let hit: ExcelJS.Row | undefined;
      book.getWorksheet(sheet)?.eachRow((row) => {
        const values = row.values as unknown[];
        if (!hit && labels.every((label) => values.includes(label))) hit = row;
      });
      return hit ?? expect.fail(`no row ${labels.join(' ')}`);
    };
    // January of case C03: 182345.67 t × 0.5312 × 0.99 × 44/12 = 351609.13225152 t.
    // Nothing is co-fired, and no laboratory keeps the samples of this unit.
    expect([rowOf('C.3', 'L').getCell(6).value, rowOf('C.5', '元素碳含量').getCell(4).value]).toEqual(['—', '实测']);
    expect([6, 18].map((at) => rowOf('C.3', 'A', '消耗量').getCell(at).value)).toEqual([182345.67, 1830523.6]);
    expect([6, 18].map((at) => rowOf('C.3', 'F').getCell(at).value)).toEqual([351609.13, 3523581.13]);
    expect([rowOf('C.3', 'F').getCell(6).numFmt, rowOf('C.3', 'C').getCell(6).value]).toEqual(['#,##0.00', 20.239]);
    // 0.5312 ÷ 20.2385 = 0.026247…
    expect(rowOf('C.3', 'D').getCell(6).value).toBe(0.02625);
    expect(rowOf('C.3', 'E').getCell(6).value).toBe(99);
    expect([5, 17].map((at) => rowOf('C.4', 'M').getCell(at).value)).toEqual([300000.124, 3600001.482]);
    const total = (await read()).now?.total.value;
    expect([String(rowOf('C.4', '全部机组二氧化碳排放量').getCell(17).value), total]).toEqual(['3523581', '3523581']);
    const contact = rowOf('C.1', '联系人').getCell(2);
    expect([contact.type, contact.value, contact.numFmt]).toEqual([ExcelJS.ValueType.String, hostile, '@']);
    expect(rowOf('C.1', '法定代表人').getCell(2).value).toBe('未提供');
    for (const sheet of book.worksheets)
      sheet.eachRow((row) => row.eachCell((cell) => expect(cell.type).not.toBe(ExcelJS.ValueType.Formula)));
  });

  test('forms C.3 and C.5 tell of co-fired biomass and of the laboratory, where there is any', async () => {
    const stream = plant.units[1].fuelStreams.find((one) => one.code === 'coal')?.id ?? '';
    const [unitId, month] = [plant.units[1].id, '2023-05'];
    const scope = ['carbon', 'ncv', 'moisture'];
    const cma = { scheme: 'CMA', number: '1', validFrom: '2020-01-01', validTo: '2029-12-31', scope };
    const add = { name: '省煤检院', nameEn: 'Provincial laboratory', kind: 'external', accreditations: [cma] };
    const laboratory = await plant.run('lab', emission.addLaboratory, add);
    const figures = { FC: '1000', C_ar: '0.53', NCV_ar: '20', boiler_heat_gj: '19800' };
    const cells = Object.entries(figures).map(([symbol, value]) => plant.cell(month, symbol, value, {}, 1));
    await plant.record('statistician', [...cells, plant.cell('2023-06', 'FC', '900', {}, 1)], 1);
    const sample = {
      ...{ unitId, fuelStreamId: stream, month, kind: 'monthly_composite', number: 'M05', sampledOn: '2023-05-31' },
      ...{ receivedOn: '2023-06-02', testedOn: '2023-06-04', reportedOn: '2023-06-06', reportNumber: 'R-05', laboratoryId: laboratory.id },
      ...{ basis: 'ad', mAd: '3', carbon: '58', ash: '20', ncvAr: '20' },
    };
    await plant.run('lab', emission.recordSample(plant.shelf), sample);
    const facts = { biomassType: '木质颗粒', boilerEfficiencyPct: '90' };
    await plant.run('reviewer', recordUnitFacts, { unitId, facts, seenVersion: 0 });
    const then = { entityId: plant.ids.plant, year: 2023 };
    const { now } = await plant.ask('auditor', readAnnualReports(plant.shelf), then);
    const order = { ...then, purpose: 'internal', language: 'zh', seenYearSha256: now?.yearSha256 };
    const { id } = await plant.run('manager', issueReport(plant.shelf), order);
    const book = new ExcelJS.Workbook();
    await book.xlsx.load((await render(id, 'forms_xlsx')).buffer as ArrayBuffer);
    const rows = (sheet: string): unknown[][] => {
      const all: unknown[][] = [];
      book.getWorksheet(sheet)?.eachRow((row) => all.push((row.values as unknown[]).slice(1)));
      return all;
    };
    const monthly = (sheet: string, label: string, at: number) => rows(sheet).find((row) => row.includes(label))?.[at];
    // 19,800 GJ ÷ 90 % = 22,000 GJ taken in; coal gave 1,000 t × 20 GJ/t of them: (22,000 − 20,000) / 22,000 = 9.09 %.
    expect(['掺烧生物质种类', '锅炉效率', '锅炉产热量', '化石燃料热量', '生物质热量占比'].map((label) => monthly('C.3', label, 9))).toEqual(
      ['木质颗粒', 90, 19800, 20000, 9.09],
    );
    expect(['元素碳含量', '低位发热量'].map((label) => [monthly('C.5', label, 7), monthly('C.5', label, 8)])).toEqual([
      ['委托检测（月缩分样）', '未实测'],
      ['委托检测（月缩分样）', '未实测'],
    ]);
    const test = rows('C.5 附表').find((row) => row.includes('M05'));
    expect(test?.slice(2)).toEqual([
      ...['2023-05', 'M05', '月度缩分样', '2023-05-31', '2023-06-02', '2023-06-04', '2023-06-06', '省煤检院', 'R-05', '空气干燥基'],
      ...[3, 58, 20, 20, '是'],
    ]);
  });

  test('the PDF has the same bytes again, is PDF/A-2b and takes text of any kind as text', async () => {
    const [zh, en] = (await read()).reports;
    for (const report of [zh, en]) {
      const bytes = await render(report?.id ?? '', 'report_pdf');
      expect(sha256(await render(report?.id ?? '', 'report_pdf'))).toBe(sha256(bytes));
      const text = Buffer.from(bytes).toString('latin1');
      const streams = [...text.matchAll(/stream\r?\n/g)].map((hit) => Buffer.from(bytes).subarray((hit.index ?? 0) + hit[0].length));
      const plainText = streams.map((stream) => {
        try {
          return inflateSync(stream, { finishFlush: 2 }).toString('latin1');
        } catch {
          return stream.subarray(0, 4000).toString('latin1');
        }
      });
      expect(plainText.some((one) => /pdfaid:part>?=?"?2/.test(one) && /pdfaid:conformance>?=?"?B/i.test(one))).toBe(true);
      expect(text).toContain('D:20250120013000');
    }
  });

  test('the Word document says the same; the control plan comes from the same model', async () => {
    const [report] = (await read()).reports;
    const words = zipped(await render(report?.id ?? '', 'report_docx'), 'word/document.xml');
    expect(words).toContain('351,609.13');
    expect(words).toContain('=HYPERLINK(&quot;http://x&quot;,&quot;y&quot;) #panic() $x$ *b* &lt;b&gt;&amp;amp; @label');
    expect(words).toContain('<w:vertAlign w:val="subscript"/>');
    const plan = zipped(await render(report?.id ?? '', 'plan_docx'), 'word/document.xml');
    expect(plan).toContain('数据缺失处理');
    expect(
      Buffer.from(await render(report?.id ?? '', 'plan_pdf'))
        .subarray(0, 5)
        .toString(),
    ).toBe('%PDF-');
  });

  test('xlsx and docx made again at another time are the same bytes', async () => {
    const [report] = (await read()).reports;
    const kinds = ['forms_xlsx', 'report_docx', 'plan_docx'] as const;
    const made = async () => await Promise.all(kinds.map(async (kind) => sha256(await render(report?.id ?? '', kind))));
    const first = await made();
    // A zip file tells time in steps of two seconds.
    vi.useFakeTimers({ now: Date.now() + 3_600_000, toFake: ['Date'] });
    const second = await made().finally(() => vi.useRealTimers());
    expect(second).toEqual(first);
  });

  test('are kept once and opened with the same bytes; a change of the year is told', async () => {
    const [report] = (await read()).reports;
    const file = { reportId: report?.id ?? '', kind: 'forms_xlsx' };
    const made = await render(file.reportId, 'forms_xlsx');
    expect((await refusalOf(plant.run('reviewer', storeReportFile(made), file))).code).toBe('not_permitted');
    expect((await refusalOf(plant.ask('auditor', readReportFile, file))).code).toBe('not_found');
    await plant.run('manager', storeReportFile(made), file);
    await plant.run('manager', storeReportFile(new Uint8Array([1, 2, 3])), file);
    expect(sha256((await plant.ask('auditor', readReportFile, file)).content)).toBe(sha256(made));
    const compare = () => plant.ask('auditor', compareReport(plant.shelf), { reportId: file.reportId });
    expect(await compare()).toMatchObject({ same: true, parts: [], figures: [] });
    await plant.record('statistician', [plant.cell('2024-03', 'FC', '158900.06')]);
    const now = await compare();
    expect([now.same, now.parts.map((part) => part.en)]).toEqual([false, ['Units and monthly data', 'Results']]);
    expect(now.figures.find((one) => one.nodeId.startsWith('FC_used@'))).toMatchObject({ reported: '158900.05', now: '158900.06' });
    expect((await read()).reports[0]?.snapshotSha256).toBe(report?.snapshotSha256);
  });
});
