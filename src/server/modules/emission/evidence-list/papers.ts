import { present } from '../../../../kernel/assert.ts';
import { lastDay, parseMonth } from '../../../../kernel/calendar/month.ts';
import { type EvidencedValue, type EvidenceList, missingPapers, type ProductRecord } from '../../../../kernel/emission/evidence-list.ts';
import type { GridRowSpec } from '../../../../kernel/emission/grid.ts';
import { rowTitle } from '../../../../kernel/emission/grid-findings.ts';
import type { Finding } from '../../../../kernel/finding.ts';
import type { Work } from '../../../work/command.ts';
import * as document from '../../document/index.ts';
import type { Shelf } from '../../library/index.ts';
import type * as organization from '../../organization/index.ts';
import type { LaboratoryOfMonth } from '../laboratory/load.ts';
import type { CurrentCell } from '../store/cells.ts';

type Kinds = ReadonlyMap<string, readonly string[]>;

/** What of a unit's year decides about its papers. */
interface Evidenced {
  readonly year: number;
  readonly rows: readonly GridRowSpec[];
  readonly cells: readonly (CurrentCell & { readonly rowKey: string })[];
  readonly metering: { readonly meters: readonly organization.MeterRecord[] };
  readonly laboratory: ReadonlyMap<string, LaboratoryOfMonth>;
}

/** The papers that a unit's method asks for, with what is attached, by cell. */
export interface Papers {
  readonly list: EvidenceList;
  readonly kinds: Kinds;
}

/** Loaded only for data years that require papers: one statement for all units, none for earlier years. */
export async function loadPapers(
  work: Work,
  shelf: Shelf,
  year: number,
  cells: readonly Pick<CurrentCell, 'cellId' | 'value'>[],
): Promise<(methodId: string) => Papers | null> {
  const lists = shelf.methods.flatMap((method) => shelf.evidenceList(method.id) ?? []);
  if (!lists.some((list) => year >= list.requiredFrom)) return () => null;
  const ids = cells.flatMap((cell) => (cell.value === null ? [] : [cell.cellId]));
  const kinds = await document.evidenceKinds(work, 'activity_cell', ids);
  return (methodId) => {
    const list = shelf.evidenceList(methodId);
    return list && year >= list.requiredFrom ? { list, kinds } : null;
  };
}

/** Symbols that a weighting of the laboratory's record gives. */
const weighted = new Set(['C_ar', 'NCV_ar']);

/** Records of the product that stand behind a value. */
function recordsOf(data: Evidenced, cell: CurrentCell): Set<ProductRecord> {
  const records = new Set<ProductRecord>();
  const end = lastDay(present(parseMonth(cell.month), 'a month of the year'));
  const calibrated = data.metering.meters.some(
    (meter) =>
      meter.parameter === cell.parameter &&
      meter.calibrations.some((one) => one.evidenceId !== null && one.performedOn <= end && one.dueOn >= `${cell.month}-01`),
  );
  if (calibrated) records.add('meter_calibration');
  if (weighted.has(cell.parameter) && cell.acquisition === 'calculated') records.add('weighting');
  if (data.laboratory.get(cell.month)?.moistureByDay.has(cell.fuelStreamId ?? '')) records.add('daily_moisture');
  return records;
}

/** The values of a month with what is attached to them. */
export function evidencedValues(data: Evidenced, month: string, kinds: Kinds): (EvidencedValue & { cellId: string })[] {
  const rows = new Map(data.rows.map((row) => [row.key, row]));
  return data.cells.flatMap((cell) => {
    const row = rows.get(cell.rowKey);
    if (cell.month !== month || cell.value === null || !row) return [];
    const { cellId, rowKey, parameter } = cell;
    const attached = new Set(kinds.get(cellId) ?? []);
    return [{ cellId, rowKey, month, parameter, title: rowTitle(row), kinds: attached, records: recordsOf(data, cell) }];
  });
}

/** What a month lacks of the required papers, where its data year requires them. */
export function papersMissing(data: Evidenced & { readonly papers: Papers | null }, month: string): Finding[] {
  return data.papers ? missingPapers(data.papers.list, data.year, evidencedValues(data, month, data.papers.kinds)) : [];
}
