import { z } from 'zod';
import {
  inventoryReportEndpoints as e,
  type inventoryReportView,
  type issuedInventoryReport,
} from '../../../../contract/inventory-report.ts';
import type { ItemState, ReportFramework, ReportItem } from '../../../../kernel/inventory/report/checklist.ts';
import { Refusal } from '../../../../kernel/refusal.ts';
import type { Text } from '../../../../kernel/text.ts';
import { command, query, type Work } from '../../../work/command.ts';
import { analysesOf } from '../analysis/store.ts';
import { tellAnalysis } from '../analysis/tell-analysis.ts';
import { decisionsOf, inForceOf } from '../base-year/store.ts';
import { tellDecision } from '../base-year/tell-decision.ts';
import { headOf, type InventoryHome, type StandingInventory } from '../home.ts';
import { contentOf, type ReportParts, sha256Of, statesOf, textOf } from './content.ts';
import { filesOf, insertFacts, type ListedReport, latestFacts, reportById, reportsOf } from './store.ts';

export interface ReportDeps {
  readonly home: InventoryHome;
  readonly framework: ReportFramework;
}

const notApproved: Text = {
  zh: '清单尚未批准，或批准后又有变化；报告只由冻结的清单出具。',
  en: 'The inventory is not approved, or was opened again; a report is issued from a frozen inventory only.',
};

/** Everything a report of the inventory would be made from; null while there is no frozen inventory. */
export async function partsOf(work: Work, { home, framework }: ReportDeps, standing: StandingInventory): Promise<ReportParts | null> {
  const { frozen } = standing;
  if (frozen === null) return null;
  const { organizationId } = work.actor;
  const facts = (await latestFacts(work.tx, organizationId, standing.inventoryId))?.facts ?? {};
  const decided = inForceOf(await decisionsOf(work.tx, organizationId, standing.entityId));
  const analyses = await analysesOf(work.tx, organizationId, standing.inventoryId);
  const analysis = analyses.find((one) => one.inventory_sha256 === frozen.sha256);
  return {
    ...{ frozen, framework, classification: home.books().classification, facts },
    baseYear: decided ? tellDecision(decided) : null,
    analysis: analysis ? tellAnalysis(analysis, frozen.sha256) : null,
  };
}

/** Why no report can be issued; null: it can. Every item of clause 9.3.1 must be there. */
export function refusedFor(parts: ReportParts | null): Text | null {
  if (parts === null) return notApproved;
  const missing = statesOf(parts).filter((one) => one.state === 'missing');
  if (missing.length === 0) return null;
  const letters = missing.map((one) => one.item.id).join(', ');
  return {
    zh: `ISO 14064-1 第 9.3.1 条的以下各项尚缺：${letters}。`,
    en: `These items of ISO 14064-1 clause 9.3.1 are missing: ${letters}.`,
  };
}

type View = z.input<typeof inventoryReportView>;

function itemOf(item: ReportItem, state: Omit<ItemState, 'item'>, facts: Readonly<Record<string, string>>): View['items'][number] {
  return { ...item, ...state, written: facts[item.id] ?? '' };
}

const open = (item: ReportItem): Omit<ItemState, 'item'> => ({
  ...{ state: 'missing', byInventory: item.from === 'inventory' },
  why: item.from === 'asked' ? { zh: `待填写：${item.ask.zh}`, en: `To be written: ${item.ask.en}` } : notApproved,
});

export function listedReport(
  row: ListedReport,
  all: readonly ListedReport[],
  files: Awaited<ReturnType<typeof filesOf>>,
): z.input<typeof issuedInventoryReport> {
  return {
    ...{ id: row.id, inventoryId: row.inventory_id, inventoryVersion: row.inventory_version, number: row.number, language: row.language },
    ...{ totalT: row.total_t, snapshotSha256: row.snapshot_sha256, contentSha256: row.content_sha256, supersedes: row.supersedes },
    supersededBy: all.find((other) => other.supersedes === row.id)?.id ?? null,
    ...{ issuedAt: row.issued_at, issuedByName: row.issued_by_name },
    files: files
      .filter((file) => file.report_id === row.id)
      .map((file) => ({ kind: file.kind, fileName: file.file_name, sizeBytes: Number(file.size_bytes), sha256: file.sha256 })),
  };
}

export async function reportView(work: Work, deps: ReportDeps, inventoryId: string): Promise<View> {
  const standing = await deps.home.standing(work, inventoryId);
  const { organizationId } = work.actor;
  const parts = await partsOf(work, deps, standing);
  const stored = await latestFacts(work.tx, organizationId, inventoryId);
  const facts = stored?.facts ?? {};
  const rows = await reportsOf(work.tx, organizationId, inventoryId);
  const files = await filesOf(
    work.tx,
    organizationId,
    rows.map((row) => row.id),
  );
  const states = parts === null ? null : statesOf(parts);
  const { items, recommended } = deps.framework;
  return {
    ...headOf(standing),
    factsVersion: stored?.version ?? 0,
    items: states
      ? states.map(({ item, ...state }) => itemOf(item, state, facts))
      : items.map((item) =>
          itemOf(item, item.from === 'asked' && facts[item.id] ? { ...open(item), state: 'filled', why: null } : open(item), facts),
        ),
    recommended: recommended.map((item) => itemOf(item, { state: 'filled', byInventory: item.from === 'inventory', why: null }, facts)),
    contentSha256: parts === null ? null : sha256Of(textOf(contentOf(parts))),
    refused: refusedFor(parts),
    reports: rows.map((row) => listedReport(row, rows, files)),
  };
}

/** What a report of the inventory would hold now, and every report issued of it (9.3). */
export function readInventoryReport(deps: ReportDeps) {
  return query({
    name: 'inventory.read-report',
    action: 'inventory.read',
    input: e.readInventoryReport.params,
    run: (work, { inventoryId }) => reportView(work, deps, inventoryId),
  });
}

/** Records the organization's words to the items as a new version; an empty text takes one away. */
export function writeReportFacts(deps: ReportDeps) {
  return command({
    name: 'inventory.write-report-facts',
    action: 'inventory_report.prepare',
    input: z.strictObject({ ...e.writeInventoryReportFacts.params.shape, ...e.writeInventoryReportFacts.body.shape }),
    run: async (work, { inventoryId, facts, seenVersion }) => {
      const entityId = await deps.home.entityOf(work, inventoryId);
      await work.permit('inventory_report.prepare', entityId);
      const known = new Set([...deps.framework.items, ...deps.framework.recommended].map((item) => item.id));
      const unknown = Object.keys(facts).filter((id) => !known.has(id));
      if (unknown.length > 0) throw new Refusal('invalid_input', { findings: unknown.map(unknownItem) });
      const { organizationId, personId, name } = work.actor;
      const latest = await latestFacts(work.tx, organizationId, inventoryId);
      if ((latest?.version ?? 0) !== seenVersion) throw new Refusal('conflict', { values: { version: String(latest?.version ?? 0) } });
      const kept = Object.fromEntries(Object.entries({ ...latest?.facts, ...facts }).filter(([, text]) => text !== ''));
      const row = {
        ...{ id: work.newId(), inventory_id: inventoryId, version: seenVersion + 1 },
        ...{ recorded_at: work.now, recorded_by: personId, recorded_by_name: name },
      };
      await insertFacts(work.tx, { ...row, organization_id: organizationId, facts: JSON.stringify(kept) });
      const content = { ...row, facts: kept };
      work.record({
        kind: 'inventory_report.facts_written',
        objectType: 'inventory_report_facts',
        objectId: row.id,
        objectVersion: row.version,
        content,
      });
      return await reportView(work, deps, inventoryId);
    },
  });
}

function unknownItem(id: string) {
  const text = { zh: `没有名为“${id}”的项`, en: `There is no item "${id}"` };
  return { code: 'invalid_input', severity: 'error' as const, place: { path: `/facts/${id}` }, text };
}

/** An issued report with its snapshot as text, for who may see its entity. */
export async function findReport(work: Work, reportId: string) {
  const row = await reportById(work.tx, work.actor.organizationId, reportId);
  if (!row) throw new Refusal('not_found', { values: { what: 'inventory_report', id: reportId } });
  await work.permit('inventory.read', row.entity_id);
  return row;
}
