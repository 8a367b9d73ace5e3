import type { Severity } from '../finding.ts';
import type { Text } from '../text.ts';
import type { LookupFault } from './world.ts';

interface Told {
  /** The lookup as a formula writes it. */
  readonly name: string;
  readonly code: string;
  readonly severity: Severity;
  readonly text: Text;
  readonly source?: string;
}

const codes: Record<LookupFault['problem'], string> = {
  no_row: 'no_table_row',
  not_valid: 'no_table_row_valid',
  wider_region: 'wider_region_used',
  validity_ended: 'ended_value_used',
  refused: 'table_row_refused',
  other_dimension: 'table_row_other_unit',
};

/** What is said when a table gave no value, or a value of a wider region or of an ended validity. */
export function lookupTold(fault: LookupFault): Told {
  const { term, keys, entry, problem } = fault;
  const name = `${term.name}.${term.columnName}[${keys.join(', ')}]`;
  const wanted = term.kind.type === 'quantity' ? term.kind.unit.symbol : '';
  const table = term.table.name;
  const texts: Record<LookupFault['problem'], Text> = {
    no_row: { zh: `表 ${table} 没有 ${name} 的值`, en: `table ${table} has no value ${name}` },
    not_valid: { zh: `${name} 在该月没有有效的值`, en: `no value ${name} is valid in that month` },
    wider_region: {
      zh: `表 ${table} 没有 [${keys.join(', ')}] 本地区的值，采用更大范围的值（${entry?.source}）`,
      en: `table ${table} has no value of the region itself for [${keys.join(', ')}]; that of a wider region is taken (${entry?.source})`,
    },
    validity_ended: {
      zh: `表 ${table} 中 [${keys.join(', ')}] 的值有效期至 ${entry?.validity?.to}，此后尚无新值，继续采用`,
      en: `the value of table ${table} for [${keys.join(', ')}] was valid until ${entry?.validity?.to}; there is no later one, so it is still taken`,
    },
    refused: entry?.refuse ?? { zh: `${name} 不可用`, en: `${name} must not be used` },
    other_dimension: {
      zh: `${name} 的单位为 ${entry?.unit?.symbol}，此处需要 ${wanted}`,
      en: `${name} is in ${entry?.unit?.symbol}, here ${wanted} is needed`,
    },
  };
  const severity = problem === 'wider_region' || problem === 'validity_ended' ? 'info' : 'error';
  return { name, code: codes[problem], severity, text: texts[problem], ...(entry && { source: entry.source }) };
}
