import type { z } from 'zod';
import {
  type InventoryCalculationInput,
  type InventoryFactorInput,
  inventoryCalculationInput,
} from '../../../../contract/inventory-calculations.ts';
import { present } from '../../../../kernel/assert.ts';
import { monthLength, parseDay } from '../../../../kernel/calendar/day.ts';
import { type Month, parseMonth } from '../../../../kernel/calendar/month.ts';
import { boundaryOf } from '../../../../kernel/inventory/boundary.ts';
import type { InventoryBooks } from '../../../../kernel/inventory/coefficients.ts';
import { computeInventory } from '../../../../kernel/inventory/compute.ts';
import { explainInventory, inventoryFigures, inventoryMethod } from '../../../../kernel/inventory/explain.ts';
import type { InventoryInput, InventoryLine, PinnedFactor } from '../../../../kernel/inventory/inventory.ts';
import { usualSignificance } from '../../../../kernel/inventory/significance.ts';
import { Decimal, print } from '../../../../kernel/quantity/decimal.ts';
import { Refusal } from '../../../../kernel/refusal.ts';
import type { Frameworks } from '../frameworks/read-frameworks.ts';
import { kernelCalculation } from '../kernel-calculation.ts';
import { outputsOf } from './book-of.ts';

/** What inventories are computed with, or a refusal that says which file is missing or wrong. */
export function inventoryBooksOf({ inventory, units }: Frameworks): InventoryBooks {
  if (inventory && units) return { units, gwp: inventory.gwp, classification: inventory.classification };
  const text = { zh: '清单分类文件不存在或有误', en: 'The file of inventory categories is missing or wrong' };
  const cure = { zh: '恢复或改正该文件后重新启动', en: 'Restore or correct the file and start again' };
  const place = { file: 'frameworks/inventory-categories.yaml' };
  throw new Refusal('invalid_input', { findings: [{ code: 'framework_missing', severity: 'error', place, text, cure }] });
}

const monthOf = (text: string): Month => present(parseMonth(text), 'the schema lets months through only');

function pinned(factor: InventoryFactorInput | null): PinnedFactor | null {
  if (factor === null) return null;
  const first = factor.parts.flatMap(({ value }) => (value instanceof Decimal ? [] : (value.ref ?? [])))[0];
  return {
    ...{ ref: first ?? '', name: factor.name, source: factor.source, version: '', region: '', year: '', gwpBasis: factor.gwp_basis },
    uncertaintyPct: null,
    parts: factor.parts.map(({ gas, origin, value, unit }) => ({
      ...{ gas, origin },
      value: print(value instanceof Decimal ? value : value.value, 50),
      unit: unit ?? (value instanceof Decimal ? '1' : value.unit),
    })),
  };
}

function sourceOf(one: InventoryCalculationInput['sources'][number]): InventoryInput['sources'][number] {
  return {
    ...{ id: one.code, code: one.code, name: one.name ?? { zh: one.code, en: one.code }, entityId: one.entity },
    ...{ category: one.category, kind: one.kind, method: one.method, unit: one.unit, factor: pinned(one.factor) },
    residualFactor: pinned(one.residual),
    ...{ expected: true, monthly: one.monthly, note: '', reference: null },
    quality: { uncertaintyPct: null, pedigree: {}, primaryData: false },
  };
}

function linesOf(one: InventoryCalculationInput['sources'][number]): InventoryLine[] {
  return one.lines.map((line, i) => ({
    ...{ id: `${one.code}/${i + 1}`, sourceId: one.code, month: line.month === null ? null : monthOf(line.month) },
    ...{ amount: print(line.amount, 50), unit: line.unit ?? one.unit, factor: null, preparation: [], estimated: false },
  }));
}

function instrumentOf(one: InventoryCalculationInput['instruments'][number]): InventoryInput['instruments'][number] {
  const { number, kind, mwh, criteria } = one;
  return {
    ...{ id: number, number, kind, name: one.name ?? number, mwh: print(mwh), factor: present(pinned(one.factor), 'given'), criteria },
    ...{ sourceIds: one.sources, entityId: one.entity, from: monthOf(one.from), to: monthOf(one.to) },
    claims: one.claims.map((claim) => ({ ...claim, month: monthOf(claim.month) })),
  };
}

/** The posted input as the kernel takes it; the boundary is that of the period's last day. */
function inputOf(given: z.output<typeof inventoryCalculationInput>): InventoryInput {
  const [from, to] = [monthOf(given.from), monthOf(given.to)];
  const lastDay = present(
    parseDay(`${to}-${String(monthLength(Number(to.slice(0, 4)), Number(to.slice(5)))).padStart(2, '0')}`),
    'a last day',
  );
  const entities = given.entities.map((one) => ({
    ...({
      id: one.id,
      name: one.name ?? { zh: one.id, en: one.id },
      parentId: one.parent,
      kind: one.parent === null ? 'group' : 'company',
    } as const),
    ...{
      validFrom: one.from ?? '1900-01-01',
      validTo: one.to,
      equitySharePct: one.equity_share_pct,
      financialControl: one.financial_control,
    },
    ...{ operationalControl: one.operational_control, fixedAssetInvestment: one.fixed_asset_investment },
  }));
  return {
    ...{ from, to, approach: given.approach, gwpSet: given.gwp_set },
    gwpOverrides: given.gwp.map(({ gas, value, source }) => ({ gas, value: print(value), source })),
    entities: boundaryOf(entities, given.approach, lastDay),
    sources: given.sources.map(sourceOf),
    lines: given.sources.flatMap(linesOf),
    instruments: given.instruments.map(instrumentOf),
    claimedElsewhere: [],
    exclusions: given.exclusions.map(({ estimate, ...one }, i) => ({ ...one, id: String(i + 1), estimate: estimate && print(estimate) })),
    significance: { rule: usualSignificance, scores: [] },
  };
}

const [ofSource, ofGas] = [
  ['source', 'part'],
  ['source', 'part', 'gas', 'origin', 'row'],
];
const sets = {
  ...{ E_iso: ['iso'], E_scope: ['scope'], E_category: ['category'], E_entity: ['entity'], E_gas: ['gas'], E_source: ['source'] },
  ...{ amount: ofSource, mass: ofGas, co2e: ofGas, covered: ['source', 'instrument'], uncovered: ['source'] },
};

export const organizationInventory = kernelCalculation({
  ...inventoryMethod,
  summary: {
    zh: '任意行业的组织清单：按 ISO 14064-1 六类与范围 1—3 汇总，分气体、按任一 GWP 组；生物成因二氧化碳与清除量单列；范围 2 基于位置与基于市场并列，凭证逐兆瓦时抵用；按股权、财务或运行控制合并。',
    en: 'An organization’s inventory for any sector: by the six categories of ISO 14064-1 and scopes 1–3, by gas under any GWP set; biogenic CO2 and removals apart; scope 2 by location and by market with instruments applied MWh by MWh; consolidated by equity share, financial or operational control.',
  },
  input: inventoryCalculationInput,
  outputs: outputsOf(inventoryFigures, sets),
  example: {
    from: '2024-01',
    to: '2024-12',
    gwp_set: 'AR6',
    entities: [{ id: 'company', name: { zh: '示例公司', en: 'Example company' } }],
    sources: [
      {
        ...{ code: '1.1-01', entity: 'company', category: '1.1', unit: '10^4Nm3' },
        factor: {
          name: 'natural gas',
          source: '389.31 GJ/10^4Nm3 × 15.3 tC/TJ × 99 % × 44/12',
          parts: [{ gas: 'CO2', value: '21.62188809', unit: 'tCO2/10^4Nm3' }],
        },
        lines: [{ amount: '12.5' }],
      },
      {
        ...{ code: '1.4-01', entity: 'company', category: '1.4', method: 'direct', unit: 'kg' },
        factor: { name: 'R-410A', parts: [{ gas: 'R-410A', value: '1', unit: 'kg/kg' }] },
        lines: [{ amount: '20' }],
      },
      {
        ...{ code: '2.1-01', entity: 'company', category: '2.1', unit: 'MWh' },
        factor: { name: 'grid', source: '2023', parts: [{ gas: 'CO2', value: '0.5306', unit: 'kgCO2/kWh' }] },
        lines: [
          { month: '2024-01', amount: '800' },
          { month: '2024-02', amount: '650000', unit: 'kWh' },
        ],
      },
    ],
    instruments: [
      {
        ...{ number: 'GEC-1', kind: 'gec', entity: 'company', mwh: '500', from: '2024-01', to: '2024-12' },
        factor: { name: 'wind', parts: [{ gas: 'CO2', value: '0', unit: 'kgCO2/kWh' }] },
        claims: [{ station: 'wind farm', month: '2024-01', first: '1', last: '500' }],
      },
    ],
  },
  run: (given, _methods, _books, frameworks) => {
    const input = inputOf(given);
    const computed = computeInventory(input, inventoryBooksOf(frameworks));
    return explainInventory(input, computed, 'everything');
  },
});
