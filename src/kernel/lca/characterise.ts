import type { Finding } from '../finding.ts';
import type { Text } from '../text.ts';
import { type SparseMatrix, sparseOf } from './sparse.ts';
import type { BuildOptions, FlowToGas, GasRule, GwpSet, SystemIndicator } from './system.ts';
import type { SystemTable, TableFlow } from './system-table.ts';

const lines: readonly { readonly id: string; readonly name: Text; readonly counts: (rule: GasRule) => boolean }[] = [
  {
    id: 'gwp',
    name: { zh: '全球变暖（不含生物成因CO2）', en: 'Global warming (without biogenic CO2)' },
    counts: ({ gas, line }) => !(line === 'biogenic' && gas === 'CO2'),
  },
  { id: 'gwp_fossil', name: { zh: '全球变暖：化石', en: 'Global warming: fossil' }, counts: ({ line }) => line === 'fossil' },
  {
    id: 'gwp_biogenic',
    name: { zh: '全球变暖：生物成因（排放减吸收）', en: 'Global warming: biogenic (emissions less uptake)' },
    counts: ({ line }) => line === 'biogenic',
  },
  {
    id: 'gwp_land_use',
    name: { zh: '全球变暖：土地利用变化', en: 'Global warming: land-use change' },
    counts: ({ line }) => line === 'land_use',
  },
];

export const gwpLineIds: readonly string[] = lines.map((one) => one.id);

export function plainCas(cas: string): string {
  return cas.replace(/^0+/, '');
}

/** The name without a suffix in brackets, then what stands behind its last comma; then the CAS number, which does not say fossil or biogenic. */
export function gasFinder(rules: FlowToGas): (flow: Pick<TableFlow, 'name' | 'cas'>) => GasRule | undefined {
  const byName = new Map<string, GasRule>();
  const byCas = new Map<string, GasRule>();
  for (const rule of rules) {
    for (const name of rule.names) if (!byName.has(name.toLowerCase())) byName.set(name.toLowerCase(), rule);
    for (const cas of rule.cas ?? []) if (!byCas.has(cas)) byCas.set(cas, rule);
  }
  return ({ name, cas }) => {
    const whole = name
      .replace(/\[[^\]]*\]\s*$/, '')
      .trim()
      .toLowerCase();
    const last = whole.split(',').at(-1)?.trim() ?? '';
    return byName.get(whole) ?? byName.get(last) ?? (cas === undefined ? undefined : byCas.get(plainCas(cas)));
  };
}

/** Sets that do not tell fossil methane from other have one value for both. */
function valueOfGas({ values }: GwpSet, gas: string): number | undefined {
  return values[gas] ?? values[gas.replace(/-(non)?fossil$/, '')];
}

/** C of a system: the lines of global warming by the set chosen, then the indicators of its methods. Uptake of a gas from the air counts negative. */
export function characterisation(
  table: SystemTable,
  flowRow: Int32Array,
  resources: Uint8Array,
  { gwpSet, flowToGas }: Pick<BuildOptions, 'gwpSet' | 'flowToGas'>,
): { c: SparseMatrix; indicatorIndex: SystemIndicator[]; findings: Finding[] } {
  const indicatorIndex: SystemIndicator[] = [];
  const entries: (readonly [number, number, number])[] = [];
  const findings: Finding[] = [];
  if (gwpSet && flowToGas) {
    const find = gasFinder(flowToGas);
    for (const line of lines) indicatorIndex.push({ id: line.id, name: line.name, unit: 'kgCO2e' });
    for (const [number, flow] of table.flows.entries()) {
      const row = flowRow[number] ?? -1;
      const found = row >= 0 && isGasCompartment(flow) ? find(flow) : undefined;
      if (!found) continue;
      // What plants take from the air is biogenic, whatever the flow is called.
      const rule: GasRule = resources[number] === 1 && found.gas === 'CO2' ? { ...found, line: 'biogenic' } : found;
      const factor = valueOfGas(gwpSet, rule.gas);
      if (factor === undefined || flow.mass === undefined) findings.push(notCounted(flow, rule, gwpSet, factor === undefined));
      else
        for (const [indicator, line] of lines.entries())
          if (line.counts(rule)) entries.push([indicator, row, factor * flow.mass * (resources[number] === 1 ? -1 : 1)]);
    }
  }
  for (const one of table.indicators) {
    const name = one.method === one.name ? one.name : `${one.method}: ${one.name}`;
    indicatorIndex.push({ id: one.id, name: { zh: name, en: name }, unit: one.unit });
    for (const [k, flow] of one.flows.entries()) {
      const row = flowRow[flow] ?? -1;
      if (row >= 0) entries.push([indicatorIndex.length - 1, row, one.factors[k] ?? 0]);
    }
  }
  const rows = flowRow.reduce((most, row) => Math.max(most, row + 1), 0);
  return { c: sparseOf(indicatorIndex.length, rows, entries), indicatorIndex, findings };
}

/** Gases warm from the air; what goes to water or soil does not. A folder that names no compartment is taken as air. */
function isGasCompartment({ category = [] }: TableFlow): boolean {
  const folder = category.join('/');
  return /\bair\b|大气|空气/i.test(folder) || !/water|soil|ground|ocean|river|lake|deposit|水|土/i.test(folder);
}

function notCounted(flow: TableFlow, rule: GasRule, set: GwpSet, noValue: boolean): Finding {
  return {
    code: 'lca_gas_not_counted',
    severity: 'warning',
    place: { at: { flow: flow.id } },
    text: noValue
      ? {
          zh: `${set.id} 没有 ${rule.gas} 的值，流“${flow.name}”不计入`,
          en: `${set.id} has no value for ${rule.gas}: the flow "${flow.name}" does not count`,
        }
      : { zh: `流“${flow.name}”不以质量计量，不计入`, en: `The flow "${flow.name}" is not counted by mass and does not count` },
  };
}
