import { decimal } from '../quantity/decimal.ts';
import { grouped } from '../quantity/grouped.ts';
import { fill, type Text } from '../text.ts';
import type { ClaimContent } from './claim-content.ts';
import type { NeutralityRules } from './rule-set.ts';

/**
 * The words of a declaration: a template of the rule set filled with what was frozen. Nobody writes them by hand, so that a claim never says more than its
 * figures (D.9).
 */
export function statementOf(content: ClaimContent, rules: NeutralityRules): Text {
  const { claim, subject, period, figures, validation, rules: named } = content;
  const common = { from: period.from, to: period.to, number: claim.number, retired: grouped(decimal(figures.retired)) };
  const tonnes = {
    gross: grouped(decimal(figures.gross)),
    removals: grouped(decimal(figures.removals)),
    residual: grouped(decimal(figures.residual)),
  };
  const withdrawn = named.withdrawnOn !== null && content.declared.on >= named.withdrawnOn;
  const note = {
    zh: withdrawn ? `该标准已于 ${named.withdrawnOn} 废止。` : '',
    en: withdrawn ? `The standard was withdrawn on ${named.withdrawnOn}.` : '',
  };
  const said = rules.validations[validation?.type ?? 'none'];
  const template = rules.statements[claim.kind];
  const of = (language: 'zh' | 'en') =>
    fill(template, {
      ...{ ...common, ...tonnes, subject: subject.name[language], standard: named.name[language] },
      ...{ validation: said[language], note: note[language] },
    })[language].trim();
  return { zh: of('zh'), en: of('en') };
}
