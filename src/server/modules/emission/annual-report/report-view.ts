import type { z } from 'zod';
import {
  type annualReports,
  annualReportEndpoints as e,
  type issuedReport,
  type reportPurpose,
} from '../../../../contract/annual-report.ts';
import type { Finding } from '../../../../kernel/finding.ts';
import { Refusal } from '../../../../kernel/refusal.ts';
import type { Text } from '../../../../kernel/text.ts';
import { query, type Work } from '../../../work/command.ts';
import type { Shelf } from '../../library/index.ts';
import * as organization from '../../organization/index.ts';
import { mutable } from '../grid-view.ts';
import { noNumber } from '../numbers.ts';
import { missingFacts, yearFindings } from './missing-facts.ts';
import { filesOf, type ListedFile, type ListedReport, reportById, reportsOfYear } from './store.ts';
import { type ReportedNumber, sha256Of, type YearContent, yearContent } from './year-content.ts';

type View = z.input<typeof annualReports>;
export type Purpose = z.output<typeof reportPurpose>;

/** All that stands against or beside a report of this year, the missing facts of the forms last. */
export function findingsOf(content: YearContent): Finding[] {
  return [...yearFindings(content), ...missingFacts(content)];
}

/** The entity's reported total. */
export function totalOf(content: YearContent): ReportedNumber | undefined {
  return content.numbers.find((number) => number.nodeId === content.symbols.total);
}

/** Why a year cannot go out of the house for this purpose: a month is open, a figure is wrong, or there is no total. */
export function refusedFor(purpose: Purpose, content: YearContent): Text | null {
  if ((totalOf(content)?.value ?? null) === null)
    return { zh: '本年度没有可报告的合计', en: 'The year has no total that could be reported' };
  if (purpose === 'internal') return null;
  const findings = yearFindings(content);
  const open = findings.find((finding) => finding.code === 'months_not_approved');
  if (open) return open.text;
  const wrong = findings.find((finding) => finding.severity === 'error');
  return wrong ? wrong.text : null;
}

const purposes: readonly Purpose[] = ['internal', 'submission', 'verification', 'disclosure'];

function now(content: YearContent): View['now'] {
  const total = totalOf(content);
  const months = content.units.flatMap((unit) => unit.months);
  return {
    yearSha256: sha256Of(content),
    total: total ? { ...total, shown: total.value, nodeId: total.nodeId } : noNumber({ zh: '无数据', en: 'No data' }, 'tCO2'),
    units: content.units.length,
    approvedMonths: months.filter(({ state }) => state === 'approved' || state === 'locked').length,
    allMonths: months.length,
    findings: findingsOf(content).map(mutable),
    refused: purposes.flatMap((purpose) => {
      const text = refusedFor(purpose, content);
      return text ? [{ purpose, text }] : [];
    }),
  };
}

export function listedReport(row: ListedReport, all: readonly ListedReport[], files: readonly ListedFile[]): z.input<typeof issuedReport> {
  return {
    id: row.id,
    entityId: row.entity_id,
    year: row.year,
    number: row.number,
    purpose: row.purpose,
    language: row.language,
    totalT: row.total_t,
    snapshotSha256: row.snapshot_sha256,
    yearSha256: row.year_sha256,
    findings: row.findings,
    supersedes: row.supersedes,
    supersededBy: all.find((other) => other.supersedes === row.id)?.id ?? null,
    issuedAt: row.issued_at,
    issuedByName: row.issued_by_name,
    files: files
      .filter((file) => file.report_id === row.id)
      .map((file) => ({
        kind: file.kind,
        fileName: file.file_name,
        mediaType: file.media_type,
        sizeBytes: Number(file.size_bytes),
        sha256: file.sha256,
      })),
  };
}

/** What a report of this year would say now, and every report issued for it (A.8). */
export function readAnnualReports(shelf: Shelf) {
  return query({
    name: 'emission.read-annual-reports',
    action: 'emission.read',
    input: e.readAnnualReports.params,
    run: async (work, { entityId, year }): Promise<View> => {
      const entity = await organization.findEntity(work, entityId);
      await work.permit('emission.read', entityId);
      const content = await yearContent(work, shelf, entityId, year);
      const rows = await reportsOfYear(work.tx, work.actor.organizationId, entityId, year);
      const files = await filesOf(
        work.tx,
        work.actor.organizationId,
        rows.map((row) => row.id),
      );
      return {
        entityId,
        entityName: { zh: entity.name, en: entity.nameEn },
        year,
        now: content === null ? null : now(content),
        reports: rows.map((row) => listedReport(row, rows, files)),
      };
    },
  });
}

export interface Snapshot {
  readonly format: 'tanheng.annual-report';
  readonly formatVersion: 1;
  readonly report: {
    readonly id: string;
    readonly number: string;
    readonly issuedAt: string;
    readonly issuedByName: string;
    readonly purpose: Purpose;
    readonly language: 'zh' | 'en';
    readonly supersedes: string | null;
    readonly findings: readonly Finding[];
  };
  readonly yearSha256: string;
  readonly year: YearContent;
}

/** An issued report with its snapshot as text, for who may see its entity. */
export async function findReport(work: Work, reportId: string) {
  const row = await reportById(work.tx, work.actor.organizationId, reportId);
  if (!row) throw new Refusal('not_found', { values: { what: 'annual_report', id: reportId } });
  await work.permit('emission.read', row.entity_id);
  const content: Snapshot = JSON.parse(row.snapshot);
  return { ...row, content };
}
