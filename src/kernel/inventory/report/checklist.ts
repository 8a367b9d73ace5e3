import type { Text } from '../../text.ts';
import type { OrganizationInventory } from '../inventory.ts';

/** One thing a report has to say (`data/frameworks/iso-14064-1-report.yaml`). */
export interface ReportItem {
  readonly id: string;
  readonly clause: string;
  readonly from: 'inventory' | 'asked' | 'either' | 'with_words';
  readonly title: Text;
  readonly ask: Text;
}

export interface ReportFramework {
  readonly source: string;
  readonly items: readonly ReportItem[];
  readonly recommended: readonly ReportItem[];
}

/** The mandatory items of clause 9.3.1 by their letters. */
export const mandatoryLetters = [...'abcdefghijklmnopqrst'] as const;

/** What the organization wrote to an item. */
export interface WrittenFact {
  readonly text: string;
}
export type WrittenFacts = Readonly<Record<string, WrittenFact | undefined>>;

/** What stands beside the inventory and is not part of its snapshot. */
export interface ReportBeside {
  /** Result of an assessment of uncertainty of this very snapshot. */
  readonly hasUncertainty: boolean;
  /** A base year that was decided, with its emissions. */
  readonly hasBaseYear: boolean;
}

export interface ItemState {
  readonly item: ReportItem;
  readonly state: 'filled' | 'missing';
  /** Whether the inventory itself fills it, whatever was written. */
  readonly byInventory: boolean;
  readonly why: Text | null;
}

type Snapshot = Pick<OrganizationInventory, 'organization' | 'responsible' | 'input' | 'result' | 'pins'>;
type Rule = (snapshot: Snapshot, beside: ReportBeside) => Text | null;

const missing = (zh: string, en: string): Text => ({ zh, en });
const filled = null;
const notAssessed = missing('尚未评估本清单的不确定性', 'The uncertainty of this inventory is not assessed');

/** What the inventory lacks for an item; null where it fills it. An item without a rule is not filled by the inventory. */
const rules: Readonly<Record<string, Rule>> = {
  a: ({ organization }) => (organization === '' ? missing('清单没有组织名称', 'The inventory names no organization') : filled),
  b: ({ responsible }) => (responsible === '' ? missing('未填写责任人', 'Nobody is named as responsible') : filled),
  c: ({ input }) => (input.from === '' ? missing('没有报告期', 'There is no period') : filled),
  d: ({ input }) => (input.entities.length === 0 ? missing('边界内没有主体', 'No entity is inside the boundary') : filled),
  e: ({ result, input }) =>
    Object.keys(input.significance.rule.weights).length === 0 || (result.significance.length === 0 && hasIndirect(result))
      ? missing('间接排放未按准则判定重要性', 'Indirect emissions are not judged by criteria of significance')
      : filled,
  f: ({ result }) =>
    result.byIso.some((one) => one.iso === '1') ? filled : missing('没有直接排放的结果', 'There is no result of direct emissions'),
  h: () => filled,
  i: ({ input }) =>
    input.exclusions.some((one) => one.reason.trim() === '') ? missing('有排除项没有写明理由', 'An exclusion has no reason') : filled,
  j: ({ result }) =>
    result.byIso.some((one) => one.iso !== '1') ? filled : missing('没有间接排放的结果', 'There is no result of indirect emissions'),
  k: (_, { hasBaseYear }) => (hasBaseYear ? filled : missing('尚未确定基准年', 'No base year is decided')),
  o: ({ pins, input }) =>
    pins.factors.length > 0 || input.sources.every((one) => one.factor === null)
      ? filled
      : missing('没有记录所用因子', 'The factors used are not recorded'),
  p: (_, { hasUncertainty }) => (hasUncertainty ? filled : notAssessed),
  q: (_, { hasUncertainty }) => (hasUncertainty ? filled : notAssessed),
  t: ({ result }) => (result.gwp.length > 0 ? filled : missing('没有 GWP 值', 'There are no GWP values')),
};

function hasIndirect({ byIso }: Snapshot['result']): boolean {
  return byIso.some((one) => one.iso !== '1' && one.iso !== '2' && one.emission !== '0');
}

/** What an item still lacks: its figures, its words, or one of the two. */
function lackOf(item: ReportItem, written: string, inventory: Text | null): Text | null {
  const words = written === '' ? missing(`待填写：${item.ask.zh}`, `To be written: ${item.ask.en}`) : null;
  if (item.from === 'inventory') return inventory;
  if (item.from === 'asked') return words;
  if (item.from === 'with_words') return inventory ?? words;
  return inventory === null || words === null ? null : inventory;
}

/** Every item with whether the report can say it, in the order of the framework. */
export function checkReport(framework: ReportFramework, snapshot: Snapshot, facts: WrittenFacts, beside: ReportBeside): ItemState[] {
  return framework.items.map((item) => {
    const rule = rules[item.id];
    const lacks = rule ? rule(snapshot, beside) : null;
    const written = facts[item.id]?.text.trim() ?? '';
    const why = lackOf(item, written, lacks);
    return { item, state: why === null ? 'filled' : 'missing', byInventory: rule !== undefined && lacks === null, why };
  });
}

/** The letters of clause 9.3.1 that a framework file forgot. */
export function lettersMissing({ items }: Pick<ReportFramework, 'items'>): string[] {
  return mandatoryLetters.filter((letter) => !items.some((item) => item.id === letter));
}
