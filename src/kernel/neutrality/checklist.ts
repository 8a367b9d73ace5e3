import { decimal, print } from '../quantity/decimal.ts';
import type { Text } from '../text.ts';
import type { ClaimContent, ClaimLine } from './claim-content.ts';

/** What a report can be asked; each is answered by `answerOf` from the frozen content. */
export const checklistFields = [
  ...([
    'publisher',
    'subject',
    'rationale',
    'boundary',
    'standard',
    'contact',
    'method',
    'gases',
    'assumptions',
    'lines',
    'total',
  ] as const),
  ...(['removals', 'exclusions', 'verification', 'period', 'commitment', 'timescale', 'short_targets', 'long_targets', 'means'] as const),
  ...(['plan_assumptions', 'residual_estimate', 'offset_strategy', 'plan_approval', 'base', 'reduction', 'intensity', 'actions'] as const),
  ...(['residual', 'credits', 'retirement', 'registry', 'surplus', 'unabated', 'not_counted', 'removal_credits', 'validation'] as const),
  ...(['statement', 'signature', 'openness', 'next_update', 'plan_openness', 'forest'] as const),
] as const;
export type ChecklistField = (typeof checklistFields)[number];

export interface NeutralityChecklist {
  readonly id: string;
  readonly name: Text;
  readonly source: string;
  readonly sections: readonly {
    readonly id: string;
    readonly of: 'both' | 'achievement';
    readonly name: Text;
    readonly items: readonly { readonly field: ChecklistField; readonly title: Text }[];
  }[];
}

export interface ChecklistRow {
  readonly id: string;
  readonly section: Text;
  readonly title: Text;
  readonly value: Text;
  readonly complete: boolean;
}

const same = (text: string): Text => ({ zh: text, en: text });
const both = (zh: string, en: string): Text => ({ zh, en });
const missing = same('');
const tonnes = (value: string | null | undefined): Text => (value == null ? missing : same(`${value} tCO2e`));

type Answers = Readonly<Record<ChecklistField, Text>>;

function aboutSubject({ publisher, subject, rules, period, commitment }: ClaimContent) {
  const colon = rules.withdrawnOn === null ? '' : ` (${rules.withdrawnOn})`;
  return {
    publisher,
    subject: both(`${subject.name.zh}（${subject.code}）`, `${subject.name.en} (${subject.code})`),
    ...{ rationale: same(subject.rationale), boundary: same(subject.boundary), contact: same(commitment?.contact ?? '') },
    standard: both(`${rules.name.zh}${colon}：${rules.note.zh}`, `${rules.name.en}${colon}: ${rules.note.en}`),
    period: both(`第 ${period.no} 期：${period.from} 至 ${period.to}`, `Period ${period.no}: ${period.from} to ${period.to}`),
    commitment: commitment
      ? both(
          `${commitment.statement}（${commitment.approvedBy}，${commitment.approvedOn}）`,
          `${commitment.statement} (${commitment.approvedBy}, ${commitment.approvedOn})`,
        )
      : missing,
  };
}

/** Frozen figures have every digit; what is read has grams. */
const linesIn = (lines: readonly ClaimLine[] = [], language: 'zh' | 'en') =>
  lines.map((one) => `${language === 'en' ? one.categoryEn || one.category : one.category}: ${inGrams(one.tonnes)} tCO2e`).join('; ');
const inGrams = (value: string) => print(decimal(value).toDecimalPlaces(6));
const apartIn = (lines: readonly ClaimLine[] = [], language: 'zh' | 'en') =>
  lines.length === 0 ? '' : `${language === 'zh' ? '；单独列示：' : '; told apart: '}${linesIn(lines, language)}`;

function aboutFootprint({ footprint, figures }: ClaimContent) {
  const none = both('无', 'none');
  return {
    ...{ method: same(footprint?.method ?? ''), gases: same(footprint?.gases ?? '') },
    ...{ assumptions: footprint && footprint.assumptions === '' ? none : same(footprint?.assumptions ?? '') },
    lines: both(
      linesIn(footprint?.lines, 'zh') + apartIn(footprint?.apart, 'zh'),
      linesIn(footprint?.lines, 'en') + apartIn(footprint?.apart, 'en'),
    ),
    ...{ total: tonnes(figures.gross), removals: tonnes(figures.removals) },
    exclusions: footprint && footprint.exclusions === '' ? none : same(footprint?.exclusions ?? ''),
    verification: footprint?.verifiedOn ? same(`${footprint.verifier}, ${footprint.verifiedOn}`) : missing,
  };
}

function aboutPlan({ plan }: ClaimContent) {
  const targets = (all: readonly { readonly year: number; readonly tonnes: string; readonly note: string }[] | undefined) =>
    same((all ?? []).map((one) => `${one.year}: ${one.tonnes} tCO2e${one.note === '' ? '' : ` (${one.note})`}`).join('; '));
  return {
    timescale: plan
      ? both(`${plan.from} 至 ${plan.to}，${plan.neutralBy} 年中和`, `${plan.from} to ${plan.to}, neutral by ${plan.neutralBy}`)
      : missing,
    ...{ short_targets: targets(plan?.shortTargets), long_targets: targets(plan?.longTargets), means: same(plan?.means ?? '') },
    ...{ plan_assumptions: same(plan?.assumptions ?? ''), residual_estimate: tonnes(plan?.residualEstimate) },
    offset_strategy: plan ? same(`${plan.offsetType}: ${plan.offsetTonnes} t`) : missing,
    plan_openness: same([plan?.publishedOn ?? '', plan?.publishedAt ?? ''].join(' ').trim()),
    plan_approval: plan ? same(`${plan.approvedBy}, ${plan.approvedOn}`) : missing,
  };
}

function aboutReduction({ reduction, figures, period }: ClaimContent) {
  const first = period.no === 1 ? both('首期，不要求', 'first period, not asked') : missing;
  const told = (value: string | null, text: Text) => (value === null ? first : text);
  const kind = (one: { readonly kind: string }, language: 'zh' | 'en') =>
    one.kind === 'own' ? '' : language === 'zh' ? '（可再生电力采购）' : ' (renewable procurement)';
  const actions = (language: 'zh' | 'en') =>
    (reduction?.actions ?? [])
      .map((one) => `${one.title}${kind(one, language)}: ${one.saving} tCO2e${one.cost === null ? '' : `, CNY ${one.cost}`}`)
      .join('; ');
  return {
    base: reduction
      ? both(
          `${reduction.baseFrom} 至 ${reduction.baseTo}：${reduction.baseTonnes} tCO2e`,
          `${reduction.baseFrom} to ${reduction.baseTo}: ${reduction.baseTonnes} tCO2e`,
        )
      : first,
    reduction: told(figures.reduction, same(`${figures.reduction} tCO2e, ${figures.reductionShare ?? '—'} %`)),
    intensity: figures.intensityReduction === null ? both('未使用强度', 'no intensity is used') : same(`${figures.intensityReduction} %`),
    actions: reduction && reduction.actions.length > 0 ? both(actions('zh'), actions('en')) : first,
  };
}

function aboutUnits({ lots, figures, claim, plan }: ClaimContent) {
  const none = figures.need === '0' ? both('不需要', 'none needed') : missing;
  const each = (told: (lot: (typeof lots)[number]) => string): Text => (lots.length === 0 ? none : same(lots.map(told).join('; ')));
  const removed = lots.filter((one) => one.removal).reduce((sum, one) => sum + BigInt(one.quantity), 0n);
  return {
    residual: tonnes(figures.residual),
    credits: each(
      (one) =>
        `${one.scheme} ${one.project} ${one.vintage}: ${one.quantity} t [${one.serials.map((run) => `${run.series} ${run.first}–${run.last}`).join(', ')}]`,
    ),
    retirement: each((one) => `${one.retiredOn}, ${one.beneficiary}`),
    registry: each((one) => one.registryUrl || one.transactionId),
    forest: lots.some((one) => one.forest)
      ? same(
          lots
            .flatMap(({ forest }) =>
              forest
                ? [`${forest.place}, ${forest.species}, ${forest.areaHa} ha, ${forest.plan}; ${forest.certifiedBy}; ${forest.publishedAt}`]
                : [],
            )
            .join('; '),
        )
      : both('未使用新建林业项目', 'no newly planted forest is used'),
    surplus:
      figures.surplus === '0'
        ? both('没有多余注销', 'no surplus')
        : both(`${figures.surplus} t，不是减排，不结转`, `${figures.surplus} t: no reduction, not carried forward`),
    unabated:
      figures.unabated === null
        ? missing
        : both(
            `未减排 ${figures.unabated}，无法避免 ${plan?.notAbatable ?? '—'} tCO2e`,
            `unabated ${figures.unabated}, not avoidable ${plan?.notAbatable ?? '—'} tCO2e`,
          ),
    ...{ not_counted: tonnes(figures.notCounted), removal_credits: same(`${removed} t`) },
    openness: same(claim.number),
  };
}

function answersOf(content: ClaimContent, statement: Text): Answers {
  const { validation, declared, nextUpdate } = content;
  return {
    ...aboutSubject(content),
    ...aboutFootprint(content),
    ...aboutPlan(content),
    ...aboutReduction(content),
    ...aboutUnits(content),
    validation: validation ? same(`${validation.validator}, ${validation.on}: ${validation.statement}`) : missing,
    ...{ statement, signature: same(declared.by === '' ? '' : `${declared.by}, ${declared.on}`), next_update: same(nextUpdate) },
  };
}

/** Each point of a checklist with what the content answers; a point without an answer is not complete. A commitment is not asked about units. */
export function checklistOf(content: ClaimContent, statement: Text, checklist: NeutralityChecklist): ChecklistRow[] {
  const answers = answersOf(content, statement);
  return checklist.sections
    .filter((section) => section.of === 'both' || content.claim.kind === 'achievement')
    .flatMap((section) =>
      section.items.map(({ field, title }) => ({
        ...{ id: `${section.id}.${field}`, section: section.name, title, value: answers[field] },
        complete: answers[field].zh.trim() !== '' && answers[field].en.trim() !== '',
      })),
    );
}
