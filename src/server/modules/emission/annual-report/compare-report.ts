import type { z } from 'zod';
import { annualReportEndpoints as e, type reportComparison } from '../../../../contract/annual-report.ts';
import type { Text } from '../../../../kernel/text.ts';
import { query } from '../../../work/command.ts';
import type { Shelf } from '../../library/index.ts';
import { findReport } from './report-view.ts';
import { sha256Of, type YearContent, yearContent } from './year-content.ts';

const parts: Readonly<Record<keyof YearContent, Text>> = {
  year: { zh: '年度', en: 'Year' },
  entity: { zh: '主体信息', en: 'Facts of the entity' },
  scope: { zh: '范围声明', en: 'Scope statement' },
  method: { zh: '核算方法', en: 'Method' },
  symbols: { zh: '方法的输出', en: 'Outputs of the method' },
  units: { zh: '机组与月度数据', en: 'Units and monthly data' },
  numbers: { zh: '计算结果', en: 'Results' },
  factors: { zh: '因子', en: 'Factors' },
  conventions: { zh: '约定与缺省', en: 'Conventions and defaults' },
  findings: { zh: '检查结论', en: 'Findings' },
  meters: { zh: '计量器具', en: 'Meters' },
  evidence: { zh: '证据', en: 'Evidence' },
  uncertainty: { zh: '不确定性', en: 'Uncertainty' },
  verification: { zh: '核查结果', en: 'Verified figure' },
  plan: { zh: '数据质量控制方案', en: 'Data quality control plan' },
};
const mostFigures = 50;

type Figures = z.input<typeof reportComparison>['figures'];

function movedFigures(then: YearContent, now: YearContent): Figures {
  const before = new Map(then.numbers.map((number) => [number.nodeId, number]));
  const after = new Map(now.numbers.map((number) => [number.nodeId, number]));
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((id) => {
    const [reported, today] = [before.get(id), after.get(id)];
    const one = reported ?? today;
    if (!one || (reported?.value ?? null) === (today?.value ?? null)) return [];
    return [{ nodeId: id, title: one.title, unit: one.unit, reported: reported?.value ?? null, now: today?.value ?? null }];
  });
}

function changedParts(then: YearContent, now: YearContent): Text[] {
  const [before, after] = [new Map(Object.entries(then)), new Map(Object.entries(now))];
  return Object.entries(parts).flatMap(([key, title]) =>
    sha256Of(before.get(key) ?? null) === sha256Of(after.get(key) ?? null) ? [] : [title],
  );
}

/** Whether the year has changed since a report of it was issued, and where (A.8). */
export function compareReport(shelf: Shelf) {
  return query({
    name: 'emission.compare-report',
    action: 'emission.read',
    input: e.compareReport.params,
    run: async (work, { reportId }): Promise<z.input<typeof reportComparison>> => {
      const report = await findReport(work, reportId);
      const then = report.content.year;
      const now = await yearContent(work, shelf, report.entity_id, report.year);
      const nowYearSha256 = now === null ? null : sha256Of(now);
      const head = { reportId, same: nowYearSha256 === report.year_sha256, reportedYearSha256: report.year_sha256, nowYearSha256 };
      if (head.same || now === null) return { ...head, parts: [], figures: [] };
      return {
        ...head,
        parts: changedParts(then, now),
        figures: movedFigures(then, now).slice(0, mostFigures),
      };
    },
  });
}
