import { convention, figure, openSheet, type Sheet } from '../emission/uncertainty/sheet.ts';
import type { Evaluation } from '../method/evaluation.ts';
import { type Decimal, zero } from '../quantity/decimal.ts';
import {
  type AllocatableOutput,
  type AllocationRule,
  allocateBurden,
  allocationWeight,
  mainOutput,
  meanPrice,
  ruleWords,
} from './allocation.ts';

/** The burden of a process with several products, what subdivision ties to single products, and the rule for the rest. */
export interface AllocationInput {
  readonly total: Decimal;
  readonly unit: string;
  readonly rule: AllocationRule;
  readonly outputs: readonly (AllocatableOutput & { readonly unit: string; readonly direct: Decimal | null })[];
}

export const allocationMethod = {
  id: 'lca-allocation',
  version: 1,
  title: { zh: '多产品过程的分配', en: 'Allocation among several products' },
  source: 'ISO 14067:2018 6.4.6; PAS 2050:2011 8.1; docs/spec/lca-allocation.md',
};

export const allocationFigures = {
  total: figure('total', '过程总排放', 'Burden of the process', '', 4),
  direct: figure('direct', '直接归属（分过程）', 'Tied to one product (subdivision)', '', 4),
  common: figure('common', '按规则分配的公共部分', 'Common part divided by the rule', '', 4),
  weight: figure('weight', '权重', 'Weight', '1', 6),
  share: figure('share', '份额', 'Share', '%', 4),
  part: figure('part', '分得的排放', 'Part of the product', '', 4),
  per_unit: figure('per_unit', '单位产品排放', 'Per unit of product', '', 6),
} as const;

const given = {
  amount: figure('amount', '产量', 'Amount', '', 4),
  avoided: figure('avoided', '避免的排放', 'Avoided burden', '', 4),
} as const;
const f = allocationFigures;

const formulas: Readonly<Record<AllocationRule, string>> = {
  none: '1 for the main product, 0 for the others',
  mass: 'mass',
  energy: 'energy',
  exergy: 'energy * exergy_factor',
  efficiency: 'energy / reference_efficiency',
  economic: 'amount * mean(prices)',
  substitution: '',
};

/** Parts of the products; they add up to the total exactly. @throws Refusal `invalid_input` where the rule lacks what it needs. */
export function evaluateAllocation(input: AllocationInput): Evaluation {
  const { total, outputs, rule, unit } = input;
  const sheet = openSheet();
  const direct = outputs.map((output) => output.direct ?? zero);
  const { parts, common, findings } = allocateBurden(total, outputs, rule, direct);
  const whole = sheet.input({ ...f.total, unit }, {}, total);
  const ownNodes = outputs.map((output, i) =>
    output.direct === null ? null : sheet.input({ ...f.direct, unit }, { output: output.id }, direct[i] ?? zero),
  );
  const rest = sheet.step({ ...f.common, unit }, {}, common, {
    formula: 'total - sum(direct)',
    uses: [whole, ...ownNodes.filter((node) => node !== null)],
    clause: '6.4.6.2 a)',
    source: 'ISO 14067:2018',
  });
  const weights = tellWeights(sheet, input);
  for (const [i, output] of outputs.entries()) {
    const at = { output: output.id };
    const part = parts[i] ?? zero;
    const own = ownNodes[i];
    const uses = [rest, ...weights.all, ...(own ? [own] : [])];
    const node = sheet.step({ ...f.part, unit }, at, part, { formula: partFormula(rule, i === mainOutput(outputs), own !== null), uses });
    if (!total.isZero()) sheet.step(f.share, at, part.dividedBy(total).times(100), { formula: 'part / total', uses: [node, whole] });
    const amount = sheet.input({ ...given.amount, unit: output.unit }, at, output.amount);
    if (!output.amount.isZero())
      sheet.step({ ...f.per_unit, unit: `${unit}/${output.unit}` }, at, part.dividedBy(output.amount), {
        formula: 'part / amount',
        uses: [node, amount],
      });
  }
  return sheet.result(allocationMethod, findings, [
    convention('rule', { zh: '分配规则', en: 'Allocation rule' }, rule, 'input', ruleWords[rule].en),
  ]);
}

function partFormula(rule: AllocationRule, main: boolean, direct: boolean): string {
  const shared =
    rule === 'substitution'
      ? main
        ? 'total - sum(avoided)'
        : 'avoided'
      : rule === 'none'
        ? main
          ? 'common'
          : '0'
        : 'common * weight / sum(weight)';
  return direct ? `direct + ${shared}` : shared;
}

function tellWeights(sheet: Sheet, { outputs, rule, unit }: AllocationInput): { all: string[] } {
  if (rule === 'none') return { all: [] };
  const main = mainOutput(outputs);
  if (rule === 'substitution')
    return {
      all: outputs.flatMap((output, i) =>
        i === main ? [] : [sheet.input({ ...given.avoided, unit }, { output: output.id }, output.avoided ?? zero)],
      ),
    };
  return {
    all: outputs.map((output, i) =>
      sheet.step(f.weight, { output: output.id }, allocationWeight(output, rule, i), {
        formula: formulas[rule],
        substituted: numbersOf(output, rule),
        uses: [],
      }),
    ),
  };
}

const text = (value: Decimal | null | undefined) => (value ? value.toSignificantDigits(12).toFixed() : '—');

function numbersOf(output: AllocatableOutput, rule: AllocationRule): string {
  if (rule === 'mass') return text(output.mass);
  if (rule === 'energy') return text(output.energy);
  if (rule === 'exergy') return `${text(output.energy)} * ${text(output.exergyFactor)}`;
  if (rule === 'efficiency') return `${text(output.energy)} / ${text(output.referenceEfficiency)}`;
  return `${text(output.amount)} * ${text(meanPrice(output.prices ?? []))}`;
}
