import { daysBetween, parseDay } from '../../../../kernel/calendar/day.ts';
import { scoreOf, textIn, textsIn } from '../../../../kernel/system/content.ts';
import { ages, type ReviewInput } from '../../../../kernel/system/management-review/inputs.ts';
import type { ScoreField } from '../../../../kernel/system/register.ts';
import { recordsNaming } from '../audit/store-audit.ts';
import type { RecordHead } from '../registers/store.ts';
import {
  both,
  figure,
  input,
  isLate,
  isOpen,
  isRecent,
  lateFirst,
  lineOf,
  listOf,
  optionName,
  type Reading,
  sumOf,
  wrongCount,
} from './reading.ts';
import { countReopened } from './store-review.ts';

/** Inputs that the registers know. Each says how many, which first, and where the product shows them. */

/** Actions of earlier reviews (9.3 a): whatever names another management review as where it comes from. */
export async function earlierActions(reading: Reading): Promise<ReviewInput> {
  const { work, review, today, records } = reading;
  const reviews = (await records('management_review')).filter((one) => one.id !== review.id && one.no < review.no);
  const { organizationId } = work.actor;
  const named = await recordsNaming(
    work.tx,
    organizationId,
    'action_plan',
    'from',
    reviews.map((one) => one.id),
  );
  const heads = [...new Map(named.map((one) => [one.id, one])).values()].sort(lateFirst(today));
  const open = heads.filter(isOpen);
  const done = heads.filter((one) => one.stands === 'done').length;
  const figures = [
    figure('all', '以往评审的措施', 'Actions of earlier reviews', heads.length),
    figure('done', '已验证', 'Verified', done, { tone: 'good' }),
    figure('open', '未完成', 'Open', open.length),
    wrongCount('late', '逾期', 'Late', open.filter((one) => isLate(one, today)).length, listOf('action_plan', '?only=overdue')),
  ];
  const lines = [...open, ...heads.filter((one) => !isOpen(one))].map((head) => {
    const decision = textIn(head.content.decision);
    return lineOf(reading, head, decision ? [both(`决定 ${decision}`, `decision ${decision}`)] : []);
  });
  const says = reviews.length === 0 ? [both('没有更早的管理评审。', 'There is no earlier management review.')] : [];
  return input('earlier_actions', heads.length === 0 ? [] : figures, lines, says);
}

const scoreField = (reading: Reading, id: string): ScoreField | undefined =>
  reading.shelf.frameworks.register('risk')?.fields.find((one): one is ScoreField => one.type === 'score' && one.id === id);

/** Changes of context, and risks by band (9.3 b). */
export async function context(reading: Reading): Promise<ReviewInput> {
  const { since, records } = reading;
  const issues = (await records('context_issue')).filter((one) => isRecent(one, since));
  const risks = (await records('risk')).filter((one) => one.stands !== 'ended');
  const [before, after] = [scoreField(reading, 'score'), scoreField(reading, 'residual')];
  const scored = risks.map((head) => {
    const score = (after && scoreOf(after, head.content)) ?? (before && scoreOf(before, head.content)) ?? null;
    return { head, value: score?.value ?? 0, band: score?.band ?? null };
  });
  const bands = (before?.bands ?? []).map((band) => {
    const count = scored.filter((one) => one.band?.code === band.code).length;
    return figure(`band_${band.code}`, `风险与机遇“${band.name.zh}”`, `Risks and opportunities “${band.name.en}”`, count, {
      ...{ tone: count > 0 ? band.tone : 'plain', path: listOf('risk') },
    });
  });
  const open = issues.filter((one) => one.stands !== 'ended');
  return input(
    'context',
    [
      figure('issues', '本期新增或变化的内外部因素', 'Issues that came or changed', open.length, { path: listOf('context_issue') }),
      figure('issues_closed', '本期关闭的因素', 'Issues that were closed', issues.length - open.length),
      figure(
        'risks_changed',
        '本期变化的风险与机遇',
        'Risks and opportunities that changed',
        risks.filter((one) => isRecent(one, since)).length,
      ),
      ...bands,
    ],
    [
      ...open.map((head) => lineOf(reading, head)),
      ...scored
        .sort((a, b) => b.value - a.value)
        .slice(0, 10)
        .map(({ head, value, band }) =>
          lineOf(reading, head, [both(`${value} 分 ${band?.name.zh ?? ''}`, `${value} ${band?.name.en ?? ''}`)], band?.tone),
        ),
    ],
  );
}

/** Nonconformities by grade and age (9.3 c). */
export async function nonconformities(reading: Reading): Promise<ReviewInput> {
  const { work, today, since, records } = reading;
  const all = (await records('nonconformity')).filter((one) => one.stands !== 'ended');
  const open = all.filter(isOpen).sort(lateFirst(today));
  const old = ages(
    open.map((one) => textIn(one.content.found_on)),
    today,
  );
  const reopened = await countReopened(work.tx, work.actor.organizationId, all, since);
  const grave = (grade: string) => open.filter((one) => one.content.grade === grade).length;
  const list = listOf('nonconformity');
  const register = reading.shelf.frameworks.register('nonconformity');
  return input(
    'nonconformities',
    [
      wrongCount('major', '未关闭的严重不符合', 'Open, major', grave('major'), list),
      wrongCount('minor', '未关闭的一般不符合', 'Open, minor', grave('minor'), list, 'watch'),
      wrongCount('late', '逾期', 'Late', open.filter((one) => isLate(one, today)).length, listOf('nonconformity', '?only=overdue')),
      figure('age_month', '未关闭 30 日以内', 'Open up to 30 days', old.month),
      figure('age_quarter', '31–90 日', '31–90 days', old.quarter),
      wrongCount('age_longer', '90 日以上', 'Longer', old.longer, null, 'watch'),
      figure(
        'closed',
        '本期有效关闭',
        'Closed as effective in the period',
        all.filter((one) => one.stands === 'done' && isRecent(one, since)).length,
      ),
      wrongCount('reopened', '本期因无效重新打开', 'Opened again because the action did not work', reopened, list, 'watch'),
    ],
    open.map((head) => lineOf(reading, head, [optionName(register, 'grade', head)])),
  );
}

/** Audits of the period with their findings (9.3 c). */
export async function audits(reading: Reading): Promise<ReviewInput> {
  const { since, today, records } = reading;
  const within = (one: RecordHead) => {
    const on = textIn(one.content.end_on);
    return one.stands !== 'ended' && on !== null && on <= today && (since === null || on >= since);
  };
  const held = (await records('audit')).filter(within);
  const ids = new Set(held.map((one) => one.id));
  const findings = (await records('audit_finding')).filter((one) => one.stands !== 'ended' && ids.has(textIn(one.content.audit) ?? ''));
  const count = (grade: string) => findings.filter((one) => one.content.grade === grade).length;
  const reported = held.filter((one) => one.state === 'reported' || one.stands === 'done');
  const register = reading.shelf.frameworks.register('audit_finding');
  return input(
    'audits',
    [
      figure('reported', '本期已报告的审核', 'Audits reported in the period', reported.length, { path: '/system/audits' }),
      wrongCount('major', '严重不符合', 'Major findings', count('major'), listOf('audit_finding')),
      wrongCount('minor', '一般不符合', 'Minor findings', count('minor'), listOf('audit_finding'), 'watch'),
      figure('observation', '观察项', 'Observations', count('observation')),
      figure('opportunity', '改进机会', 'Opportunities', count('opportunity')),
      figure('strength', '良好实践', 'Good practice', count('strength')),
    ],
    [
      ...held.map((head) => {
        const said = textIn(head.content.conclusion) ?? '';
        return lineOf(reading, head, [both(said.slice(0, 200), said.slice(0, 200))]);
      }),
      ...findings.map((head) => lineOf(reading, head, [optionName(register, 'grade', head)])),
    ],
    reported.length === 0 ? [both('本期没有已报告的内部审核。', 'No internal audit was reported in the period.')] : [],
  );
}

/** Action plans with tonnes and cost. */
export async function actionPlans(reading: Reading): Promise<ReviewInput> {
  const { today, records } = reading;
  const all = (await records('action_plan')).filter((one) => one.stands !== 'ended');
  const open = all.filter(isOpen).sort(lateFirst(today));
  const done = all.filter((one) => one.stands === 'done');
  const list = listOf('action_plan');
  return input(
    'action_plans',
    [
      figure('open', '进行中的措施', 'Actions under way', open.length, { path: list }),
      wrongCount('late', '逾期', 'Late', open.filter((one) => isLate(one, today)).length, listOf('action_plan', '?only=overdue')),
      figure('saving_open', '进行中措施的年减排量', 'Saved a year by actions under way', sumOf(open, 'saving').toFixed(), {
        unit: 'tCO2e/a',
      }),
      figure('cost_open', '进行中措施的投资', 'Investment of actions under way', sumOf(open, 'cost').toFixed(), { unit: '万元' }),
      figure('done', '已验证完成', 'Verified', done.length),
      figure('saved', '已验证的年减排量', 'Saved a year in fact', sumOf(done, 'saved').toFixed(), { unit: 'tCO2e/a' }),
    ],
    open.map((head) => {
      const saving = textIn(head.content.saving);
      return lineOf(reading, head, saving ? [both(`${saving} tCO2e/a`, `${saving} tCO2e/a`)] : []);
    }),
  );
}

/** Whether people, funds, metering and systems suffice (9.3 d). */
export async function resources(reading: Reading): Promise<ReviewInput> {
  const all = (await reading.records('resource')).filter((one) => one.stands !== 'ended');
  const of = (code: string) => all.filter((one) => one.content.sufficient === code);
  const list = listOf('resource');
  const register = reading.shelf.frameworks.register('resource');
  return input(
    'resources',
    [
      figure('yes', '充分', 'Sufficient', of('yes').length, { tone: 'good', path: list }),
      wrongCount('partly', '部分充分', 'Sufficient in part', of('partly').length, list, 'watch'),
      wrongCount('no', '不足', 'Not sufficient', of('no').length, list),
    ],
    [...of('no'), ...of('partly')].map((head) => lineOf(reading, head, [optionName(register, 'sufficient', head)])),
    all.length === 0 ? [both('登记册中没有资源。', 'No resource is registered.')] : [],
  );
}

/** What interested parties said (9.3 e). */
export async function communications(reading: Reading): Promise<ReviewInput> {
  const { since, records } = reading;
  const all = (await records('communication')).filter((one) => one.stands !== 'ended' && isRecent(one, since));
  const complaints = (await records('nonconformity')).filter((one) => one.content.source === 'complaint' && isRecent(one, since));
  const disclosed = (await records('disclosure')).filter((one) => one.stands !== 'ended' && isRecent(one, since));
  return input(
    'communications',
    [
      figure('plans', '本期的沟通安排', 'Communications of the period', all.length, { path: listOf('communication') }),
      figure('disclosures', '本期的披露', 'Disclosures of the period', disclosed.length, { path: listOf('disclosure') }),
      wrongCount('complaints', '投诉或外部意见', 'Complaints and outside remarks', complaints.length, listOf('nonconformity'), 'watch'),
    ],
    [...complaints, ...disclosed, ...all].map((head) => lineOf(reading, head)),
  );
}

/** Chances of improvement (9.3 f). */
export async function opportunities(reading: Reading): Promise<ReviewInput> {
  const all = (await reading.records('improvement_opportunity')).filter((one) => one.stands !== 'ended');
  const waiting = all.filter((one) => textsIn(one.content.plan).length === 0);
  const rank = (head: RecordHead) => Number(textIn(head.content.rank) ?? Number.MAX_SAFE_INTEGER);
  return input(
    'opportunities',
    [
      figure('all', '改进机会', 'Opportunities', all.length, { path: listOf('improvement_opportunity') }),
      figure('waiting', '尚未采取措施', 'Not taken up yet', waiting.length),
      figure('saving', '尚未采取的预计年减排量', 'Saving not taken up', sumOf(waiting, 'saving').toFixed(), { unit: 'tCO2e/a' }),
    ],
    [...waiting].sort((a, b) => rank(a) - rank(b) || a.no - b.no).map((head) => lineOf(reading, head)),
  );
}

/** The policy with its age (9.3 g). */
export async function policy(reading: Reading): Promise<ReviewInput> {
  const { today, records } = reading;
  const inForce = (await records('policy')).filter((one) => one.in_force_on !== null && one.stands !== 'ended');
  const figures = inForce.flatMap((head) => {
    const on = parseDay(head.in_force_on);
    if (on === null) return [];
    const days = daysBetween(on, today);
    const old = head.review_on !== null && head.review_on < today;
    return [
      figure(`age_${head.no}`, '方针批准后的天数', 'Days since the policy was approved', days, { unit: 'd', tone: old ? 'bad' : 'good' }),
    ];
  });
  return input(
    'policy',
    figures.slice(0, 1),
    inForce.map((head) =>
      lineOf(reading, head, [
        both(
          `批准 ${head.in_force_on ?? ''}，应在 ${head.review_on ?? '—'} 前复核`,
          `approved ${head.in_force_on ?? ''}, to be reviewed by ${head.review_on ?? '—'}`,
        ),
      ]),
    ),
    inForce.length === 0 ? [both('没有批准有效的碳管理方针。', 'No policy is in force.')] : [],
  );
}
