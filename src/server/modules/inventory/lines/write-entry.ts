import type { PreparedEntry } from '../../../../kernel/inventory/scope-3/prepare.ts';
import { Refusal } from '../../../../kernel/refusal.ts';
import type { Work } from '../../../work/command.ts';
import * as document from '../../document/index.ts';
import { lineObject } from '../record-lines.ts';
import { insertLines, type Line, lineById, type Source } from '../store.ts';
import type { LineContent } from '../tables.ts';
import type { Entry } from './prepare-entry.ts';
import { entryLines } from './store.ts';

export interface GivenEntry {
  readonly month: string | null;
  readonly note: string;
  readonly estimated: boolean;
  readonly entry: Entry;
}

/** The columns of a new version of a line of an entry. */
export interface WrittenLine {
  readonly line_id: string;
  readonly version: number;
  readonly source_id: string;
  readonly month: string | null;
  readonly main: boolean;
  readonly amount: string;
  readonly unit: string;
  readonly withdrawn: boolean;
  readonly content: LineContent;
}

/** What an entry's lines hold, in the order they were prepared. */
export function linesOfEntry(
  work: Work,
  source: Source,
  { month, entry }: GivenEntry,
  prepared: PreparedEntry,
  entryId: string,
  reason = '',
): WrittenLine[] {
  return prepared.lines.map((one) => {
    const coverage = entry.coverage === undefined ? null : String(entry.coverage);
    const method = { way: one.way, part: one.part, why: one.why, coverage, record: entry.record ?? '', others: [...prepared.others] };
    const content = { factor: one.factor, preparation: one.preparation, method, entry, entryId, ...(reason === '' ? {} : { reason }) };
    const place = { line_id: work.newId(), version: 1, source_id: source.source_id, month, main: false, withdrawn: false };
    return { ...place, amount: one.amount, unit: one.unit, content };
  });
}

export async function insertEntryLines(
  work: Work,
  inventoryId: string,
  lines: readonly (WrittenLine & Pick<GivenEntry, 'note' | 'estimated'>)[],
): Promise<void> {
  const { organizationId, personId, name } = work.actor;
  const recorded = { recorded_at: work.now, recorded_by: personId, recorded_by_name: name };
  const common = { organization_id: organizationId, inventory_id: inventoryId, ...recorded };
  await insertLines(
    work.tx,
    lines.map((one) => ({ ...common, ...one, content: JSON.stringify(one.content) })),
  );
}

interface Place {
  readonly inventoryId: string;
  readonly inventoryName: string;
  readonly source: Source;
}

/** Appends an entry's lines, tells the journal of each and ties the evidence to them. */
export async function writeEntry(
  work: Work,
  { inventoryId, inventoryName, source }: Place,
  given: GivenEntry & { readonly evidenceIds: readonly string[] },
  written: readonly (WrittenLine & { readonly before?: Line })[],
): Promise<string[]> {
  const { month, note, estimated, evidenceIds } = given;
  await insertEntryLines(
    work,
    inventoryId,
    written.map(({ before: _, ...one }) => ({ ...one, note, estimated })),
  );
  const label = `${inventoryName} ${month ?? ''}`.trim();
  const path = `/inventories/${inventoryId}?tab=sources&lines=${source.source_id}`;
  for (const { line_id: objectId, version: objectVersion, before, ...content } of written) {
    const told = { ...content, inventoryId, estimated, note };
    const kind = content.withdrawn ? 'ghg_line.withdrawn' : 'ghg_line.recorded';
    const reason = content.content.reason;
    const since = { ...(before ? { before: { ...before } } : {}), ...(reason ? { reason } : {}) };
    work.record({ kind, objectType: lineObject, objectId, objectVersion, content: told, ...since });
    if (!content.withdrawn)
      await document.useEvidence(work, evidenceIds, { objectType: lineObject, objectId, label: { zh: label, en: label }, path });
  }
  return written.filter((one) => !one.withdrawn).map((one) => one.line_id);
}

/** The lines an entry stands as now, by one of them. @throws Refusal `not_found`, `conflict`, `invalid_input` for a line that is no entry. */
export async function linesToRevise(
  work: Work,
  inventoryId: string,
  sourceId: string,
  lineId: string,
  seenVersion: number,
): Promise<Line[]> {
  const { organizationId } = work.actor;
  const line = await lineById(work.tx, organizationId, inventoryId, lineId);
  if (!line || line.withdrawn || line.source_id !== sourceId) throw new Refusal('not_found', { values: { what: lineObject, id: lineId } });
  if (line.version !== seenVersion) throw new Refusal('conflict', { values: { version: String(line.version) } });
  if (line.content?.entry === undefined) {
    const text = { zh: '这一行不是范围3录入', en: 'This line is no entry of scope 3' };
    const cure = { zh: '撤回后重新录入', en: 'Withdraw it and enter it anew' };
    throw new Refusal('invalid_input', {
      findings: [{ code: 'not_an_entry', severity: 'error', place: { path: '/revises/lineId' }, text, cure }],
    });
  }
  return await entryLines(work.tx, organizationId, inventoryId, line);
}

/** New versions of an entry's lines: each part supersedes the line that stood for it, a part that is no more is withdrawn, a new one begins. */
export function superseding(lines: readonly WrittenLine[], before: readonly Line[]): (WrittenLine & { before?: Line })[] {
  const open = [...before];
  const take = (part: string) => {
    const at = open.findIndex((one) => (one.content?.method?.part === 'rest') === (part === 'rest'));
    return at < 0 ? undefined : open.splice(at, 1)[0];
  };
  const stand = lines.map((line) => {
    const old = take(line.content.method?.part ?? 'whole');
    return old ? { ...line, line_id: old.line_id, version: old.version + 1, before: old } : line;
  });
  const gone = open.flatMap((old) => {
    if (old.content === null) return [];
    const { line_id, version, source_id, month, main, amount, unit, content } = old;
    const reason = lines[0]?.content.reason ?? '';
    return [
      {
        line_id,
        version: version + 1,
        source_id,
        month,
        main,
        amount,
        unit,
        withdrawn: true,
        content: { ...content, reason },
        before: old,
      },
    ];
  });
  return [...stand, ...gone];
}
