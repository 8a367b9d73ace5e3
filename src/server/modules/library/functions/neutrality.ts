import type { z } from 'zod';
import { neutralityBalanceInput } from '../../../../contract/neutrality-calculations.ts';
import type { NeutralityInput } from '../../../../kernel/neutrality/balance-input.ts';
import { balanceFigures, balanceMethod, judgeNeutrality } from '../../../../kernel/neutrality/evaluate-balance.ts';
import type { NeutralityRules } from '../../../../kernel/neutrality/rule-set.ts';
import { Refusal } from '../../../../kernel/refusal.ts';
import type { Frameworks } from '../frameworks/read-frameworks.ts';
import { kernelCalculation } from '../kernel-calculation.ts';
import { outputsOf } from './book-of.ts';

/** The rule set, or a refusal that says where it is missing. */
export function neutralityRulesOf(frameworks: Pick<Frameworks, 'neutralityRules'>, id: string): NeutralityRules {
  const found = frameworks.neutralityRules.find((one) => one.id === id);
  if (found) return found;
  const text = {
    zh: `规则 ${id} 不在 data/frameworks/neutrality-rules.yaml 中`,
    en: `The rule set ${id} is not in data/frameworks/neutrality-rules.yaml`,
  };
  const cure = { zh: '恢复或改正该文件后重新启动', en: 'Restore or correct the file and start again' };
  throw new Refusal('invalid_input', {
    findings: [{ code: 'rule_set_missing', severity: 'error', place: { file: 'frameworks/neutrality-rules.yaml' }, text, cure }],
  });
}

type Given = z.output<typeof neutralityBalanceInput>;

function inputOf(given: Given): NeutralityInput {
  return {
    ...{ claim: given.claim, subject: given.subject, subjectKind: given.subject_kind, periodEnd: given.period_end },
    ...{ periodStart: given.period_start, planPublishedOn: given.plan_published_on, validation: given.validation },
    ...{ declaredOn: given.declared_on, footprint: given.footprint, removals: given.removals, notAbatable: given.not_abatable },
    ...{ footprintVerified: given.footprint_verified, planApprovedOn: given.plan_approved_on, firstPeriod: given.first_period },
    ...{ base: given.base?.footprint ?? null, baseOutput: given.base?.output ?? null, output: given.output, actions: given.actions },
    lots: given.credits.map(({ retired_on: retiredOn, used_for: use, reduced_until: reducedUntil, issued_on: issuedOn, ...more }) => {
      const { forest_shown: forestShown, ...lot } = more;
      return {
        ...lot,
        ...{ retiredOn, use, reducedUntil, issuedOn, forestShown },
      };
    }),
  };
}

const lots = ['lot', 'criterion'];

export const neutralityBalance = kernelCalculation({
  ...balanceMethod,
  summary: {
    zh: '碳中和的两个回答：注销是否足以抵消剩余排放（neutral），以及可否声明（claim_allowed，逐条列出条件）。排放、清除与抵消分列，从不相抵。',
    en: 'Two answers: do the units retired cover the residual (neutral), and may it be claimed (claim_allowed, with every condition). Gross, removals and units stand apart.',
  },
  input: neutralityBalanceInput,
  outputs: outputsOf(balanceFigures, { criterion: lots, condition: ['condition'] }),
  example: {
    rule_set: 'iso-14068-1-2023',
    subject: 'Office building A',
    subject_kind: 'site',
    period_end: '2024-12-31',
    declared_on: '2025-06-30',
    footprint: '13488.82',
    footprint_verified: true,
    plan_approved_on: '2025-01-15',
    first_period: true,
    credits: [
      {
        ...{ id: 'CCER-1', quantity: '13489', kind: 'ccer', scheme: 'CCER', vintage: 2023, retired_on: '2025-06-20' },
        ...{ beneficiary: 'Office building A', reduced_until: '2023-12-31', issued_on: '2024-08-01', verified: true, registered: true },
      },
    ],
  },
  run: (given, _methods, _books, frameworks) => {
    const rules = neutralityRulesOf(frameworks, given.rule_set);
    const own = given.vintage_years === undefined ? [] : ['vintage_years'];
    const used: NeutralityRules =
      given.vintage_years === undefined ? rules : { ...rules, vintageYears: { value: given.vintage_years, confidence: 'high' } };
    return judgeNeutrality(inputOf(given), used, own).evaluation;
  },
});
