import type { z } from 'zod';
import type { industryEndpoints } from '../../../../contract/allocation-industry.ts';
import type { Finding } from '../../../../kernel/finding.ts';
import { parseDecimal, print } from '../../../../kernel/quantity/decimal.ts';
import { Refusal } from '../../../../kernel/refusal.ts';
import type { Shelf } from '../../library/index.ts';
import { methodOf } from '../input-fields.ts';
import type { IndustryRow } from './store.ts';

export const industryMethod = 'cn-industry-allocation';
export type Written = z.output<(typeof industryEndpoints.computeIndustryAllocation)['body']>;

/** A sheet as it is computed and kept: exact decimal text. */
export interface CheckedSheet {
  readonly balance: Written['balance'];
  readonly balanceValue: string | null;
  readonly rows: readonly IndustryRow[];
}

function fault(path: string, code: string, zh: string, en: string): Finding {
  return { code, severity: 'error', place: { path }, text: { zh, en } };
}

/** Data years with a plan for industry. */
export function industryYears(shelf: Shelf): { readonly from: number; readonly to: number } {
  const years = methodOf(shelf, industryMethod).description.dataYears;
  if (years === null) throw new Error(`${industryMethod} names its data years`);
  return years;
}

export function yearWithIndustryPlan(shelf: Shelf, year: number): void {
  const { from, to } = industryYears(shelf);
  if (year >= from && year <= to) return;
  const text = {
    zh: `没有 ${year} 年度的钢铁、水泥、铝冶炼配额分配方案；可选 ${from}–${to} 年`,
    en: `There is no allocation plan of steel, cement and aluminium for ${year}; choose ${from}–${to}`,
  };
  throw new Refusal('invalid_input', { findings: [{ code: 'no_plan', severity: 'error', place: { path: '/year' }, text }], detail: text });
}

/** The sheet in exact decimals; refused with every place where a number is missing or negative, a name stands twice or an entity is not the organization's. */
export function checkedSheet(given: Written, known: ReadonlySet<string>): CheckedSheet {
  const faults: Finding[] = [];
  const numberAt = (value: string | number, path: string) => {
    const number = parseDecimal(value);
    if (number !== null && !number.isNegative()) return print(number);
    faults.push(fault(path, 'not_a_number', '应为不小于零的数', 'A number that is not negative is needed'));
    return '0';
  };
  const twice = (names: readonly string[], i: number) => names.indexOf(names[i] ?? '') < i;
  const names = given.rows.map((row) => row.name);
  const rows = given.rows.map((row, i): IndustryRow => {
    const at = `/rows/${i}`;
    if (twice(names, i)) faults.push(fault(`${at}/name`, 'named_twice', '单位名称重复', 'The entity is named twice'));
    if (row.entityId !== null && !known.has(row.entityId))
      faults.push(fault(`${at}/entityId`, 'unknown_entity', '不是本组织的单位', 'Not an entity of this organization'));
    const lineNames = row.lines.map((line) => line.name);
    return {
      ...{ entityId: row.entityId, name: row.name },
      emission: numberAt(row.emission, `${at}/emission`),
      intensity: numberAt(row.intensity, `${at}/intensity`),
      lines: row.lines.map((line, j) => {
        if (twice(lineNames, j)) faults.push(fault(`${at}/lines/${j}/name`, 'named_twice', '生产线名称重复', 'The line is named twice'));
        return { name: line.name, emission: numberAt(line.emission, `${at}/lines/${j}/emission`) };
      }),
    };
  });
  const value = given.balanceValue === null ? null : parseDecimal(given.balanceValue);
  const needed = given.balance === 'published';
  if ((given.balanceValue !== null && !value?.greaterThan(0)) || (needed && value === null))
    faults.push(fault('/balanceValue', 'not_positive', '平衡值应大于零', 'The balance value is above zero'));
  if (faults.length > 0) throw new Refusal('invalid_input', { findings: faults });
  return { balance: given.balance, balanceValue: value && print(value), rows };
}
