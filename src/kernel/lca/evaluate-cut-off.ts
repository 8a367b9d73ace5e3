import { convention, figure, openSheet } from '../emission/uncertainty/sheet.ts';
import type { Finding } from '../finding.ts';
import type { Evaluation } from '../method/evaluation.ts';
import { type CutOff, type CutOffFlow, type CutOffLimits, checkCutOff } from './cut-off.ts';

export interface CutOffInput {
  readonly flows: readonly CutOffFlow[];
  readonly limits: CutOffLimits;
}

export const cutOffMethod = {
  id: 'lca-cut-off',
  version: 1,
  title: { zh: '取舍准则检查', en: 'Cut-off check' },
  source: 'ISO 14067:2018 6.3.4.3; GB/T 24067-2024; PAS 2050:2011 6.3',
};

export const cutOffFigures = {
  share: figure('share', '占预计排放的份额', 'Share of what is anticipated', '%', 4),
  decision: figure('decision', '处理', 'What happens'),
  candidates: figure('candidates', '低于单项限值的合计', 'Together below the single limit', '%', 4),
  excluded: figure('excluded', '舍弃合计', 'Left out together', '%', 4),
  included: figure('included', '纳入合计', 'Kept together', '%', 4),
  scale: figure('scale', '放大到 100 % 的系数', 'Factor that scales to 100 %', '1', 6),
  allowed: figure('allowed', '是否允许', 'Allowed'),
} as const;
const f = cutOffFigures;

const given = {
  amount: figure('amount', '预计贡献', 'Anticipated contribution', '1', 4),
  single: figure('single_limit', '单项限值', 'Limit of one flow', '%', 2),
  total: figure('total_limit', '合计限值', 'Limit of all together', '%', 2),
} as const;

/** What may be left out, or whether what is left out may be; worked case C30b. */
export function evaluateCutOff({ flows, limits }: CutOffInput): Evaluation {
  const sheet = openSheet();
  const found = checkCutOff(flows, limits);
  const single = sheet.input(given.single, {}, limits.single.times(100));
  const total = sheet.input(given.total, {}, limits.total.times(100));
  const amounts = flows.map((flow) => sheet.input(given.amount, { flow: flow.id }, flow.amount));
  const shares = found.lines.map((line, i) => {
    const at = { flow: line.id };
    const share = sheet.step(f.share, at, line.share.times(100), {
      formula: '|amount| / sum(|amount|)',
      uses: [amounts[i] ?? ''],
      substituted: '',
    });
    sheet.step(f.decision, at, line.out ? 'left_out' : line.mayGo ? 'may_be_left_out' : 'kept', {
      formula: 'share < single_limit, together <= total_limit',
      uses: [share, single, total],
    });
    return share;
  });
  const sum = (figureOf: (typeof f)['excluded'], value: CutOff['excluded'], formula: string) =>
    sheet.step(figureOf, {}, value.times(100), { formula, uses: shares, substituted: '' });
  sum(f.candidates, found.candidates, 'sum(share) where share < single_limit');
  const out = sum(f.excluded, found.excluded, 'sum(share) of what is left out');
  const kept = sheet.step(f.included, {}, found.included.times(100), { formula: '100 - excluded', uses: [out] });
  if (found.scale) sheet.step(f.scale, {}, found.scale, { formula: '100 / included', uses: [kept] });
  sheet.step(f.allowed, {}, found.allowed ? 'yes' : 'no', {
    formula: 'excluded <= total_limit and each share < single_limit',
    uses: [out, total],
  });
  return sheet.result(cutOffMethod, cutOffFindings(found, limits), [
    convention('rule', { zh: '取舍规则', en: 'Cut-off rule' }, limits.rule, 'input', cutOffMethod.source),
  ]);
}

const percent = (value: CutOff['excluded']) => `${value.times(100).toSignificantDigits(6).toFixed()} %`;

/** What the check has to say. */
export function cutOffFindings(found: CutOff, limits: CutOffLimits): Finding[] {
  const large = found.tooLarge.map(
    (id): Finding => ({
      code: 'cut_off_too_large',
      severity: 'error',
      place: { symbol: 'share', at: { flow: id } },
      text: {
        zh: `${id}：不低于单项限值 ${percent(limits.single)}，不能舍弃`,
        en: `${id}: not below the limit of one flow, ${percent(limits.single)}: it may not be left out`,
      },
      cure: { zh: '纳入该流', en: 'Include the flow' },
    }),
  );
  const sum: Finding[] = found.excluded.greaterThan(found.allowance)
    ? [
        {
          code: 'cut_off_total',
          severity: 'error',
          place: { symbol: 'excluded' },
          text: {
            zh: `舍弃合计 ${percent(found.excluded)}，超过允许的 ${percent(found.allowance)}`,
            en: `${percent(found.excluded)} is left out, more than the ${percent(found.allowance)} allowed`,
          },
          cure: { zh: '把较大的流纳入，直至不超过限值', en: 'Include the larger of them until the limit is kept' },
        },
      ]
    : [];
  const dominant: Finding[] =
    found.dominant === null
      ? []
      : [
          {
            code: 'dominant_source',
            severity: 'info',
            place: { symbol: 'share', at: { flow: found.dominant } },
            text: {
              zh: `${found.dominant} 占一半以上，95 % 规则只对其余部分适用`,
              en: `${found.dominant} is more than half: the 95 % are asked of the rest`,
            },
          },
        ];
  return [...large, ...sum, ...dominant];
}
