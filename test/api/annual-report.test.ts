import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { annualReportEndpoints as e } from '../../src/contract/annual-report.ts';
import { issueReport } from '../../src/server/modules/emission/annual-report/issue-report.ts';
import { findReport, readAnnualReports } from '../../src/server/modules/emission/annual-report/report-view.ts';
import { query } from '../../src/server/work/command.ts';
import { c03Months, openPlant, type Persona, type Plant } from '../support/plant.ts';

const year = 2024;
let plant: Plant;

beforeAll(async () => {
  plant = await openPlant();
  await plant.record(
    'statistician',
    c03Months().flatMap((m) => [
      plant.cell(m.month, 'FC', m.FC),
      plant.cell(m.month, 'C_ar', m.C_ar),
      plant.cell(m.month, 'generation_mwh', '300000.1235'),
    ]),
  );
});
afterAll(() => plant?.close());

const place = () => ({ entityId: plant.ids.plant, year });
const read = (who: Persona = 'auditor') => plant.ask(who, readAnnualReports(plant.shelf), place());
const issue = async (who: Persona, more: object = {}) => {
  const seenYearSha256 = (await read()).now?.yearSha256 ?? '0'.repeat(64);
  return await plant.run(who, issueReport(plant.shelf), { ...place(), purpose: 'internal', language: 'zh', seenYearSha256, ...more });
};
const snapshotOf = (who: Persona, reportId: string) =>
  plant.ask(
    who,
    query({
      name: 'test.snapshot',
      action: 'emission.read',
      input: e.compareReport.params,
      run: (work, { reportId: id }) => findReport(work, id),
    }),
    { reportId },
  );

describe('an annual report', () => {
  test('tells what would be missing before it is issued', async () => {
    const { now, reports } = await read();
    expect(reports).toEqual([]);
    expect(now?.total.value).toBe('3523581');
    expect(now?.refused.map((one) => one.purpose)).toEqual(['submission', 'verification', 'disclosure']);
    const codes = now?.findings.map((f) => f.code) ?? [];
    expect(codes).toContain('months_not_approved');
    expect(now?.findings.filter((f) => f.code === 'form_fact_missing').map((f) => f.place.path)).toContain(
      '/entity/facts/legalRepresentative',
    );
  });

  test('is a snapshot under its hash, numbered, in a list that only grows', async () => {
    const first = await issue('manager');
    expect([first.number, first.totalT, first.supersedes]).toEqual(['AR-2024-0001', '3523581', null]);
    const stored = await snapshotOf('auditor', first.id);
    expect(createHash('sha256').update(stored.snapshot, 'utf8').digest('hex')).toBe(first.snapshotSha256);
    expect(stored.content.year.numbers.find((n) => n.nodeId === 'E_total')?.value).toBe('3523581');
    const second = await issue('group');
    expect([second.number, second.supersedes, second.yearSha256]).toEqual(['AR-2024-0002', first.id, first.yearSha256]);
    const { reports } = await read();
    expect(reports.map((r) => [r.number, r.supersededBy])).toEqual([
      ['AR-2024-0002', null],
      ['AR-2024-0001', second.id],
    ]);
    expect((await snapshotOf('auditor', first.id)).snapshot).toBe(stored.snapshot);
  });
});
