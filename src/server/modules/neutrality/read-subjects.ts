import { neutralityEndpoints as e } from '../../../contract/neutrality.ts';
import { todayOf } from '../../../kernel/calendar/today.ts';
import { conditionTitles } from '../../../kernel/neutrality/conditions.ts';
import { query, type Work } from '../../work/command.ts';
import { neutralityRulesOf, type Shelf } from '../library/index.ts';
import { papersOfSubject, stateOf, subjectFor } from './find.ts';
import { figuresOf, judge, retiredLots } from './judge.ts';
import { planUntil, stepsOf } from './steps.ts';
import { type KeptPaperRow, type Period, papersOf, periodsOf, type Subject } from './store.ts';
import { type Claim, claimsOf } from './store-claims.ts';
import { visibleSubjects } from './subject.ts';
import { claimView, paperViews, periodView, ruleSetView, subjectView } from './views.ts';

/** Figures and conditions of a period, with the units of its open claim of achievement. */
async function periodNow(
  work: Work,
  shelf: Shelf,
  subject: Subject,
  period: Period,
  papers: readonly KeptPaperRow[],
  claims: readonly Claim[],
) {
  const claim = claims.find((one) => one.period_id === period.id && one.kind === 'achievement' && stateOf(one) !== 'withdrawn');
  const lots = claim ? await retiredLots(work, subject, claim) : [];
  const judged = judge(work, shelf, { subject, period, papers, kind: 'achievement', lots });
  return {
    figures: judged && figuresOf(judged.result),
    conditions: (judged?.result.conditions ?? []).map(({ id, verdict, reason }) => ({ id, title: conditionTitles[id], verdict, reason })),
  };
}

/** Every subject one may see with its latest period, its gap and its claims (D.4–D.10). */
export const readOverview = (shelf: Shelf) =>
  query({
    name: 'neutrality.read-overview',
    action: 'neutrality.read',
    input: e.addSubject.body.pick({}),
    run: async (work) => {
      const { organizationId } = work.actor;
      const subjects = await visibleSubjects(work);
      const [allPapers, allPeriods, allClaims] = [
        await papersOf(work.tx, organizationId),
        await periodsOf(work.tx, organizationId),
        await claimsOf(work.tx, organizationId),
      ];
      const items = [];
      for (const subject of subjects) {
        const papers = allPapers.filter((one) => one.subject_id === subject.id);
        const claims = allClaims.filter((one) => one.subject_id === subject.id);
        const period = allPeriods.filter((one) => one.subject_id === subject.id).at(-1);
        const now = period ? await periodNow(work, shelf, subject, period, papers, claims) : null;
        const { planMonths } = neutralityRulesOf(shelf.frameworks, subject.rule_set);
        items.push({
          ...{ subject: subjectView(shelf, subject), period: period ? periodView(period) : null, figures: now?.figures ?? null },
          ...{ claims: claims.map(claimView), planUntil: planUntil(papers, planMonths.value) },
        });
      }
      return { ruleSets: shelf.frameworks.neutralityRules.map((one) => ruleSetView(shelf, one.id)), items };
    },
  });

/** One subject: steps, papers in all versions, periods with their conditions, claims. */
export const readSubject = (shelf: Shelf) =>
  query({
    name: 'neutrality.read-subject',
    action: 'neutrality.read',
    input: e.readSubject.params,
    run: async (work, { subjectId }) => {
      const subject = await subjectFor(work, subjectId, 'neutrality.read');
      const papers = await papersOfSubject(work, subjectId);
      const claims = await claimsOf(work.tx, work.actor.organizationId, { subjectId });
      const rows = await periodsOf(work.tx, work.actor.organizationId, subjectId);
      const periods = [];
      for (const row of rows) periods.push({ row, ...(await periodNow(work, shelf, subject, row, papers, claims)) });
      const latest = periods.at(-1);
      const { planMonths } = neutralityRulesOf(shelf.frameworks, subject.rule_set);
      const facts = {
        papers,
        claims,
        period: latest?.row,
        figures: latest?.figures ?? null,
        planMonths: planMonths.value,
        today: todayOf(work.now),
      };
      return {
        subject: subjectView(shelf, subject),
        periods: periods.map(({ row, figures, conditions }) => ({ ...periodView(row), figures, conditions })),
        papers: await paperViews(work, papers),
        claims: claims.map(claimView),
        steps: stepsOf(facts),
      };
    },
  });
