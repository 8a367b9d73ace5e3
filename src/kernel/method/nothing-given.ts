import type { Finding } from '../finding.ts';
import { dataYearName } from './link.ts';
import type { Method } from './method.ts';

/**
 * Where a caller gave no row and no value of his own, the faults that say what could be given; otherwise none. Sums over nothing are 0, and a
 * 0 that stands for "nothing entered" must not leave a headless calculation as if it were a result. Unknown and misshapen fields are
 * not its business: they have faults of their own, so an input that holds any is let through to them.
 */
export function nothingGiven(method: Method, input: unknown): Finding[] {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) return [];
  const given = new Map<string, unknown>(Object.entries(input).filter(([, value]) => value !== undefined && value !== null));
  const [root, ...others] = method.records;
  const tables = others.filter((record) => record.inputs.length > 0);
  if (tables.length === 0 || tables.some((record) => record.required)) return [];
  const names = new Set(method.records.map((record) => record.name));
  for (const [name, value] of given) {
    if (names.has(name) ? !isEmptyList(value) : name !== dataYearName && !isConvention(method, root?.inputs ?? [], name)) return [];
  }
  const needed = method.dataYears !== null && !given.has(dataYearName);
  if (needed) return [];
  return tables.map((record) => ({
    code: 'missing_required',
    severity: 'error',
    place: { path: `/${record.name}` },
    text: {
      zh: `没有任何数据行：可在 ${record.name}（${record.title.zh}）中填写`,
      en: `no row of data is given; it may go into ${record.name} (${record.title.en})`,
    },
    cure: { zh: `至少填写其中一张表：${listed(tables)}`, en: `Give at least one row in one of: ${listed(tables)}` },
  }));
}

function listed(tables: readonly { readonly name: string }[]): string {
  return tables.map((record) => record.name).join(', ');
}

function isEmptyList(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0;
}

/** A value at the top that only sets a rule (it has a default) is no data. */
function isConvention(method: Method, slots: readonly number[], name: string): boolean {
  return slots.some((slot) => {
    const symbol = method.symbols[slot];
    return symbol?.is === 'input' && symbol.name === name && symbol.fallback !== null;
  });
}
