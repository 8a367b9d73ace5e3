import type { emissionEndpoints } from '../../../contract/emission.ts';
import type { ReplyOf } from '../../../contract/endpoint.ts';
import type { Finding } from '../../../kernel/finding.ts';
import { group, roundText } from '../../format/number.ts';
import { plainFinding } from '../../parts/plain-finding.ts';
import { type CellRules, type CellText, readCellText } from '../../ui/grid/cell-text.ts';
import { cellKey, type Draft, type Drafts } from '../../ui/grid/drafts.ts';
import type { CellFace } from '../../ui/grid/grid-types.ts';
import { unitSpellings } from './unit-spellings.ts';

export type MonthGrid = ReplyOf<typeof emissionEndpoints.readMonthGrid>;
export type Row = MonthGrid['rows'][number];
export type Cell = MonthGrid['cells'][number];
export type Month = MonthGrid['months'][number];

/** Everything the page asks of a grid by key, made once per reply of the server. */
export interface GridIndex {
  readonly grid: MonthGrid;
  readonly rows: ReadonlyMap<string, Row>;
  readonly months: ReadonlyMap<string, Month>;
  readonly cells: ReadonlyMap<string, Cell>;
  readonly allFindings: readonly Finding[];
  readonly findings: ReadonlyMap<string, readonly Finding[]>;
  /** Reason given for a warning, by `findingKey`. */
  readonly reasons: ReadonlyMap<string, MonthGrid['reasons'][number]>;
}

export function indexGrid(grid: MonthGrid): GridIndex {
  const allFindings = grid.findings.map(plainFinding);
  const findings = new Map<string, Finding[]>();
  for (const finding of allFindings) {
    const { row, month } = finding.place.at ?? {};
    if (row === undefined || month === undefined) continue;
    const key = cellKey(row, month);
    findings.set(key, [...(findings.get(key) ?? []), finding]);
  }
  return {
    grid,
    rows: new Map(grid.rows.map((row) => [row.key, row])),
    months: new Map(grid.months.map((month) => [month.month, month])),
    cells: new Map(grid.cells.map((cell) => [cellKey(cell.rowKey, cell.month), cell])),
    allFindings,
    findings,
    reasons: new Map(grid.reasons.map((reason) => [`${reason.month} ${reason.code} ${reason.place}`, reason])),
  };
}

export function reasonOf(index: GridIndex, finding: Finding): MonthGrid['reasons'][number] | undefined {
  return index.reasons.get(`${finding.place.at?.month ?? ''} ${finding.code} ${finding.place.path ?? ''}`);
}

/** A consumption that the month needs and nobody has given: what may simply not have been burnt. */
export function mayBeUnburnt(row: Pick<Row, 'required' | 'fuelStreamId'>, cell: Pick<Cell, 'value'> | undefined): boolean {
  return row.required && row.fuelStreamId !== null && (cell?.value ?? null) === null;
}

export function rulesOf(row: Pick<Row, 'unit' | 'acceptedUnits'>): CellRules {
  return { unit: row.unit, units: row.acceptedUnits, spellings: unitSpellings };
}

/** What is edited and copied: as it was given, with the unit where that is not the row's. */
export function cellText(cell: Pick<Cell, 'givenValue' | 'givenUnit'> | undefined, unit: string): string {
  if (!cell || cell.givenValue === null) return '';
  return cell.givenUnit === unit ? cell.givenValue : `${cell.givenValue} ${cell.givenUnit}`;
}

/** What goes to the server for a text; null when it cannot be sent. */
export function wireValue(text: string, row: Row): { readonly value: string | null; readonly unit: string } | null {
  const read = readCellText(text, rulesOf(row));
  if (read.kind === 'empty') return { value: null, unit: row.unit };
  return read.kind === 'number' ? { value: read.value, unit: read.unit ?? row.unit } : null;
}

/** Words the faces need; handed in so that this file stays pure. */
export interface FaceWords {
  readonly problem: (read: Extract<CellText, { kind: 'problem' }>, row: Row) => string;
  readonly finding: (finding: Finding) => string;
  readonly explained: (reason: string) => string;
  readonly given: (text: string) => string;
  readonly acquisition: (kind: NonNullable<Cell['acquisition']>) => { readonly short: string; readonly long: string };
  readonly evidence: (count: number) => string;
  readonly locked: (month: Month) => string | null;
}

export function facesOf(index: GridIndex, drafts: Drafts, words: FaceWords): Map<string, CellFace> {
  const faces = new Map<string, CellFace>();
  for (const row of index.grid.rows) {
    for (const month of index.grid.months) {
      const key = cellKey(row.key, month.month);
      const face = faceOf(index, row, month, drafts.get(key), words);
      if (face) faces.set(key, face);
    }
  }
  return faces;
}

function faceOf(index: GridIndex, row: Row, month: Month, draft: Draft | undefined, words: FaceWords): CellFace | null {
  const key = cellKey(row.key, month.month);
  const cell = index.cells.get(key);
  const lockedWhy = words.locked(month);
  const findings = spokenFindings(index, key, month, cell);
  if (!cell && !draft && !lockedWhy && findings.length === 0) return null;
  const open = findings.filter((finding) => finding.severity === 'error' || !reasonOf(index, finding));
  const severity = open.some((f) => f.severity === 'error') ? 'error' : open.some((f) => f.severity === 'warning') ? 'warning' : null;
  const said = findings.map((finding) => {
    const reason = reasonOf(index, finding);
    return reason ? `${words.finding(finding)} ${words.explained(reason.reason)}` : words.finding(finding);
  });
  const base = draft ? draftFigure(draft, row) : cellFigure(cell, row, words);
  return {
    ...base,
    mark:
      cell && cell.value !== null && !draft
        ? { count: cell.evidenceCount, label: words.evidence(cell.evidenceCount), missing: cell.evidenceCount === 0 }
        : null,
    status: draft?.state ?? null,
    severity: draft ? null : severity,
    messages: [...(draft?.why ? [draft.why] : []), ...(draft ? [] : said), ...(base.tag ? [base.tag.title] : [])],
    lockedWhy,
  };
}

/** A month nobody has begun is empty, not wrong: what it lacks is told by its head, not by forty red cells. */
function spokenFindings(index: GridIndex, key: string, month: Month, cell: Cell | undefined): readonly Finding[] {
  const findings = index.findings.get(key) ?? [];
  if (month.completeness.given > 0 || (cell && cell.value !== null)) return findings.filter((finding) => finding.severity !== 'info');
  return [];
}

function draftFigure(draft: Draft, row: Row): Pick<CellFace, 'text' | 'shown' | 'tag'> {
  const read = readCellText(draft.text, rulesOf(row));
  if (read.kind !== 'number') return { text: draft.text, shown: draft.text, tag: null };
  return {
    text: draft.text,
    shown: group(read.value),
    tag: read.unit ? { text: read.unit, title: `${group(read.value)} ${read.unit}` } : null,
  };
}

function cellFigure(cell: Cell | undefined, row: Row, words: FaceWords): Pick<CellFace, 'text' | 'shown' | 'tag'> {
  if (!cell || cell.value === null) return { text: '', shown: '', tag: null };
  const text = cellText(cell, row.unit);
  const otherUnit = cell.givenUnit !== row.unit && cell.givenValue !== null;
  const kind = cell.acquisition !== null && cell.acquisition !== 'measured' ? words.acquisition(cell.acquisition) : null;
  const tag =
    otherUnit || kind
      ? {
          text: [kind?.short, otherUnit ? cell.givenUnit : ''].filter(Boolean).join(' '),
          title: [kind?.long, otherUnit ? words.given(`${group(cell.givenValue ?? '')} ${cell.givenUnit}`) : ''].filter(Boolean).join('; '),
        }
      : null;
  return { text, shown: group(roundText(cell.value, row.shownDigits)), tag };
}

export type GroupKey = 'electricity' | 'operation';

/** Unit rows: what is electricity or heat by its unit, and the rest. */
export function groupOfUnitRow(row: Pick<Row, 'unit' | 'parameter'>): GroupKey {
  return /^(10\^\d)?[kMG]?(Wh|J)$/.test(row.unit) || row.parameter.startsWith('heat') ? 'electricity' : 'operation';
}

/** Rows in the order of the screen: fuel streams as the server gives them, then electricity and heat, then operation. */
export function rowsInOrder(rows: readonly Row[], all: boolean, filled: (rowKey: string) => boolean): Row[] {
  const wanted = rows.filter((row) => all || row.primary || row.required || filled(row.key));
  const rank = (row: Row) => (row.fuelStreamId !== null ? 0 : groupOfUnitRow(row) === 'electricity' ? 1 : 2);
  return [...wanted].sort((a, b) => rank(a) - rank(b));
}

/** What kind of document usually proves a value of this parameter; only a suggestion in a form. */
export function likelyEvidence(parameter: string): 'consumption_ledger' | 'lab_report' | 'meter_reading' | 'production_report' {
  if (/^FC/.test(parameter)) return 'consumption_ledger';
  if (/^(C|M|NCV|CC|OF)(_|$)/.test(parameter)) return 'lab_report';
  return /mwh$/.test(parameter) ? 'meter_reading' : 'production_report';
}
