import type { Finding } from '../finding.ts';
import { fill, type Text } from '../text.ts';
import type { GridRowSpec } from './grid.ts';

export interface FilledCell {
  readonly rowKey: string;
  readonly month: string;
  readonly value: string | null;
  readonly evidenceCount: number;
}

export interface Completeness {
  readonly given: number;
  readonly required: number;
  readonly evidenced: number;
}

const missingError: Text = { zh: '{month} 缺少“{row}”', en: '{month}: "{row}" is missing' };
const missingCure: Text = { zh: '填入数值，或从台账粘贴该月一列', en: "Enter the value, or paste the month's column from the ledger" };
const bareWarning: Text = { zh: '{month}“{row}”没有证据', en: '{month}: "{row}" has no evidence' };
const bareCure: Text = { zh: '附上台账、报告或抄表记录，或说明理由', en: 'Attach the ledger, report or reading, or give a reason' };

/** How a row is called in a sentence. */
export function rowTitle(row: GridRowSpec): Text {
  if (!row.stream) return row.input.title;
  return { zh: `${row.stream.name.zh} · ${row.input.title.zh}`, en: `${row.stream.name.en} · ${row.input.title.en}` };
}

/** The rows a month must show: those the method requires and those its screen names. */
export function expectedRows(rows: readonly GridRowSpec[]): GridRowSpec[] {
  return rows.filter((row) => row.primary || row.input.required);
}

export function completenessOf(rows: readonly GridRowSpec[], cells: readonly FilledCell[]): Completeness {
  const expected = expectedRows(rows);
  const keys = new Set(expected.map((row) => row.key));
  const filled = cells.filter((cell) => cell.value !== null && keys.has(cell.rowKey));
  return { given: filled.length, required: expected.length, evidenced: filled.filter((cell) => cell.evidenceCount > 0).length };
}

function about(row: GridRowSpec, month: string, code: string, severity: Finding['severity'], text: Text, cure: Text): Finding {
  const title = rowTitle(row);
  const at: Record<string, string> = { month, row: row.key };
  return {
    code,
    severity,
    place: { symbol: row.input.symbol, at },
    text: { zh: fill(text, { month, row: title.zh }).zh, en: fill(text, { month, row: title.en }).en },
    cure,
    clause: 'A.8',
  };
}

/**
 * What a month of the grid lacks: a value that the method requires is an error, another expected value a warning, a value without evidence a warning.
 * A value for which the method itself has a rule when it is missing (a default with its penalty) is left to the method's own finding.
 */
export function gridFindings(
  rows: readonly GridRowSpec[],
  cells: readonly FilledCell[],
  month: string,
  ruledByMethod: ReadonlySet<string>,
): Finding[] {
  const byRow = new Map(cells.filter((cell) => cell.month === month).map((cell) => [cell.rowKey, cell]));
  const findings: Finding[] = [];
  for (const row of expectedRows(rows)) {
    const cell = byRow.get(row.key);
    if (!cell || cell.value === null) {
      if (row.input.required) findings.push(about(row, month, 'value_missing', 'error', missingError, missingCure));
      else if (!ruledByMethod.has(row.input.symbol))
        findings.push(about(row, month, 'expected_value_missing', 'warning', missingError, missingCure));
    } else if (cell.evidenceCount === 0) findings.push(about(row, month, 'evidence_missing', 'warning', bareWarning, bareCure));
  }
  return findings;
}

/** The text by which a reason is tied to its warning: the same finding at the same place keeps its reason. */
export function placeText(finding: Finding): string {
  const at = Object.entries(finding.place.at ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
  return [finding.place.symbol ?? '', ...at.map(([set, key]) => `${set}=${key}`)].join(' ');
}
