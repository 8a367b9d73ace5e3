import { z } from 'zod';
import { inventoryEndpoints as e } from '../../../contract/inventory.ts';
import { parseMonth } from '../../../kernel/calendar/month.ts';
import type { Finding } from '../../../kernel/finding.ts';
import { type Decimal, parseDecimal, print } from '../../../kernel/quantity/decimal.ts';
import type { Units } from '../../../kernel/quantity/units.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import { command } from '../../work/command.ts';
import type { Shelf } from '../library/index.ts';
import { openForWriting } from './save-source.ts';
import { currentSources, insertLines, type Source } from './store.ts';

type Row = z.output<typeof e.importLines.body>['rows'][number];
/** So many faults are told one by one; the rest is counted. */
const mostFaults = 500;

/**
 * Takes in lines of a table, each beside what is there: a row names its source by code or name, a month (or none: the whole period), an amount and a unit. Every
 * fault has its place, cause and cure; nothing is saved while there is one. `dryRun`: looks only.
 */
export function importLines(shelf: Shelf) {
  return command({
    name: 'inventory.import-lines',
    action: 'inventory.edit',
    statementSeconds: 60,
    input: z.strictObject({ ...e.importLines.params.shape, ...e.importLines.body.shape }),
    run: async (work, { inventoryId, rows, dryRun }) => {
      const inventory = await openForWriting(work, inventoryId);
      const { organizationId, personId, name } = work.actor;
      const sources = (await currentSources(work.tx, organizationId, inventoryId)).filter((one) => !one.withdrawn);
      const read = readRows(rows, { sources, units: shelf.units, from: inventory.period_from, to: inventory.period_to });
      const answer = {
        rows: rows.length,
        added: read.lines.length,
        skipped: read.blank,
        faults: read.faults.slice(0, mostFaults),
        faultCount: read.faults.length,
      };
      if (dryRun) return { ...answer, added: read.faults.length > 0 ? 0 : read.lines.length };
      if (read.faults.length > 0) throw new Refusal('invalid_input', { findings: answer.faults });
      const recorded = {
        organization_id: organizationId,
        inventory_id: inventoryId,
        recorded_at: work.now,
        recorded_by: personId,
        recorded_by_name: name,
      };
      const common = { version: 1, main: false, estimated: false, content: null, withdrawn: false };
      const lines = read.lines.map((line) => ({ ...recorded, ...common, line_id: work.newId(), ...line }));
      await insertLines(work.tx, lines);
      const sums = new Map<string, number>();
      for (const line of lines) sums.set(line.source_id, (sums.get(line.source_id) ?? 0) + 1);
      const content = {
        inventoryId,
        lines: lines.length,
        sources: Object.fromEntries(sums),
        first: lines[0]?.line_id ?? null,
        last: lines.at(-1)?.line_id ?? null,
      };
      if (lines.length > 0)
        work.record({ kind: 'ghg_line.imported', objectType: 'ghg_line_block', objectId: work.newId(), objectVersion: 1, content });
      return answer;
    },
  });
}

interface Ground {
  readonly sources: readonly Source[];
  readonly units: Units;
  readonly from: string;
  readonly to: string;
}
type Read = { source_id: string; month: string | null; amount: string; unit: string; note: string };

function readRows(rows: readonly Row[], ground: Ground): { lines: Read[]; faults: Finding[]; blank: number } {
  const byName = new Map<string, Source | null>();
  for (const one of ground.sources) {
    for (const word of new Set([one.code, one.content.name.zh, one.content.name.en].map(plain)))
      byName.set(word, byName.has(word) && byName.get(word) !== one ? null : one);
  }
  const lines: Read[] = [];
  const faults: Finding[] = [];
  let blank = 0;
  for (const row of rows) {
    if ([row.source, row.month, row.amount, row.unit].every((cell) => cell.trim() === '')) blank += 1;
    else {
      const line = readRow(row, byName, ground, faults);
      if (line) lines.push(line);
    }
  }
  return { lines, faults, blank };
}

const plain = (text: string) => text.trim().toLowerCase();

function readRow(row: Row, byName: ReadonlyMap<string, Source | null>, { units, from, to }: Ground, faults: Finding[]): Read | null {
  const before = faults.length;
  const fault = (code: string, zh: string, en: string, cureZh: string, cureEn: string) =>
    faults.push({
      code,
      severity: 'error',
      place: { path: row.place },
      text: { zh: `${row.place}：${zh}`, en: `${row.place}: ${en}` },
      cure: { zh: cureZh, en: cureEn },
    });
  const source = byName.get(plain(row.source));
  if (source === undefined)
    fault(
      'source_unknown',
      `没有排放源“${row.source}”`,
      `there is no source "${row.source}"`,
      '用清单中的编号或名称',
      'Use the code or the name of the inventory',
    );
  if (source === null)
    fault('source_ambiguous', `“${row.source}”有几个排放源`, `several sources are called "${row.source}"`, '用编号', 'Use the code');
  const month = monthOf(row.month);
  if (month === undefined)
    fault(
      'month_unreadable',
      `月份“${row.month}”无法识别`,
      `the month "${row.month}" cannot be read`,
      '写作 2024-07',
      'Write it as 2024-07',
    );
  if (month && (month < from || month > to))
    fault(
      'outside_period',
      `${month} 不在清单期间`,
      `${month} lies outside the period`,
      '改月份，或换清单',
      'Change the month, or take another inventory',
    );
  const amount = amountOf(row.amount);
  if (amount === null)
    fault(
      'not_a_number',
      `“${row.amount}”不是数值`,
      `"${row.amount}" is no number`,
      '改为数值，不带单位',
      'Write a number without its unit',
    );
  const unit = row.unit.trim() === '' ? (source?.unit ?? '') : row.unit.trim();
  if (source && !units.convertible(unit, source.unit))
    fault(
      'unit_mismatch',
      `${unit} 不能换算为 ${source.unit}`,
      `${unit} does not convert to ${source.unit}`,
      '改用同类单位',
      'Use a unit of the same kind',
    );
  if (source?.content.reference)
    fault(
      'reference_is_read_only',
      '该源的数值由引用引入，不能录入',
      'the figures of this source come by reference',
      '删去此行',
      'Leave the row out',
    );
  if (!source || month === undefined || amount === null || faults.length > before) return null;
  return { source_id: source.source_id, month, amount: print(amount, 50), unit, note: row.note.trim() };
}

/** `2024-07`, `2024/7`, `2024年7月`, `202407`; '' is the whole period (null); undefined: unreadable. */
function monthOf(text: string): string | null | undefined {
  const given = text.trim();
  if (given === '') return null;
  const parts = /^(\d{4})[-/.年]?\s*(\d{1,2})(月|[-/.]\d{1,2}.*)?$/.exec(given);
  return parts ? (parseMonth(`${parts[1]}-${(parts[2] ?? '').padStart(2, '0')}`) ?? undefined) : undefined;
}

/** Thousands separated by commas are read, as spreadsheets show them. */
function amountOf(text: string): Decimal | null {
  const given = text.trim().replaceAll(/[\s\u00a0]/g, '');
  return parseDecimal(/^-?\d{1,3}(,\d{3})+(\.\d+)?$/.test(given) ? given.replaceAll(',', '') : given);
}
