import type { Finding } from '../finding.ts';
import { parseDecimal } from '../quantity/decimal.ts';
import { applyFactor } from '../quantity/rational.ts';
import { conversionFactor, convertible, type Unit } from '../quantity/unit.ts';
import type { Units } from '../quantity/units.ts';
import type { Text } from '../text.ts';
import { keyOf, type LookupColumn, type LookupEntry, type LookupTable, lookupKey } from './table.ts';

/** One factor as a method sees it; `keys` by the table's keys, `quantity` names the column. */
export interface FactorRow {
  readonly keys: readonly string[];
  readonly quantity: string;
  readonly title: Text;
  readonly value: string | number;
  readonly unit: string;
  readonly source: string;
  readonly confidence: string;
  readonly ref?: string;
  readonly validFrom?: string | null;
  readonly validTo?: string | null;
  /** It may serve after its end while there is no later one. */
  readonly lasting?: boolean;
}

/**
 * Makes a table of factor rows, one column a `quantity`. Rows of one dimension are brought to the first row's unit; a column
 * whose rows have several dimensions keeps each row's own unit, and formulas must name the one they want.
 */
export function factorTable(
  name: string,
  keys: readonly string[],
  rows: readonly FactorRow[],
  units: Units,
): { table: LookupTable; findings: Finding[] } {
  const findings: Finding[] = [];
  const columns = new Map<string, FactorRow[]>();
  for (const row of rows) {
    const list = columns.get(row.quantity);
    if (list) list.push(row);
    else columns.set(row.quantity, [row]);
  }
  const built = new Map<string, LookupColumn>();
  for (const [quantity, list] of columns) built.set(quantity, factorColumn(name, list, units, findings));
  return { table: { name, keys: keys.map(keyOf), columns: built, covers: null }, findings };
}

/** The GWP sets as the table `gwp.value[gwp_set, gas]` in kgCO2e/kg. */
export function gwpTable(rows: readonly Omit<FactorRow, 'quantity' | 'unit'>[], units: Units): { table: LookupTable; findings: Finding[] } {
  return factorTable(
    'gwp',
    ['gwp_set', 'gas'],
    rows.map((row) => ({ ...row, quantity: 'value', unit: 'kgCO2e/kg' })),
    units,
  );
}

function factorColumn(table: string, rows: readonly FactorRow[], units: Units, findings: Finding[]): LookupColumn {
  const entries = new Map<string, LookupEntry>();
  const parsed = rows.map((row) => ({ row, unit: units.find(row.unit), value: parseDecimal(row.value) }));
  const first = parsed.find((one) => one.unit !== null)?.unit ?? null;
  const uniform = first !== null && parsed.every((one) => one.unit === null || convertible(one.unit, first));
  for (const { row, unit, value } of parsed) {
    const key = lookupKey(row.keys);
    if (unit === null || value === null || entries.has(key)) {
      findings.push(badRow(table, row, unit === null ? 'unknown_unit' : value === null ? 'not_a_number' : 'duplicate_row'));
      continue;
    }
    const target: Unit = uniform ? first : unit;
    const factor = target === unit ? null : conversionFactor(unit, target);
    entries.set(key, {
      value: factor === null ? value : applyFactor(value, factor),
      unit: target,
      refuse: null,
      title: row.title,
      source: row.source,
      confidence: row.confidence,
      ...(row.ref !== undefined && { ref: row.ref }),
      ...((row.validFrom !== undefined || row.validTo !== undefined) && {
        validity: { from: row.validFrom ?? null, to: row.validTo ?? null },
      }),
      ...(row.lasting === true && { lasting: true }),
    });
  }
  const title = rows[0]?.title ?? { zh: table, en: table };
  return { title, type: 'quantity', unit: uniform ? first : null, values: null, entries };
}

const wordings = {
  unknown_unit: (row: FactorRow): Text => ({ zh: `单位 ${row.unit} 无法识别`, en: `unit ${row.unit} cannot be read` }),
  not_a_number: (row: FactorRow): Text => ({ zh: `${row.value} 不是数值`, en: `${row.value} is no number` }),
  duplicate_row: (row: FactorRow): Text => ({
    zh: `${row.keys.join('、')} 的 ${row.quantity} 重复`,
    en: `${row.quantity} of ${row.keys.join(', ')} stands twice`,
  }),
};

function badRow(table: string, row: FactorRow, code: keyof typeof wordings): Finding {
  const what = wordings[code](row);
  const at = `${table}: ${row.keys.join(', ')}`;
  return { code, severity: 'error', place: { symbol: row.quantity, path: at }, text: { zh: `${at}：${what.zh}`, en: `${at}: ${what.en}` } };
}
