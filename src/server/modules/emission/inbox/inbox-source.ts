import { addMonths, monthOf } from '../../../../kernel/calendar/month.ts';
import { todayOf } from '../../../../kernel/calendar/today.ts';
import { type PlanDeed, whyNotPlan } from '../../../../kernel/emission/control-plan/plan-state.ts';
import { whyNotCorrect } from '../../../../kernel/emission/correction.ts';
import { type Deed, whyNot } from '../../../../kernel/emission/month-state.ts';
import type { Text } from '../../../../kernel/text.ts';
import type { Work } from '../../../work/command.ts';
import { type InboxItem, type InboxSource, mayAt } from '../../../work/inbox.ts';
import * as organization from '../../organization/index.ts';
import { planActions } from '../control-plan/plan-view.ts';
import { deedAction } from '../grid-view.ts';
import { type OpenMonth, openCorrections, openFigures, openMonths, openPlans } from './store.ts';

const subsystem = 'emission' as const;
const nobody: ReadonlySet<string> = new Set();

const deedOfState = { draft: 'submit', in_review: 'review', reviewed: 'approve', approved: 'lock' } as const satisfies Record<
  Exclude<OpenMonth['state'], 'locked'>,
  Deed
>;
const deedNames: Readonly<Record<Exclude<Deed, 'return'>, Text>> = {
  submit: { zh: '提交', en: 'Submit' },
  review: { zh: '审核', en: 'Review' },
  approve: { zh: '批准', en: 'Approve' },
  lock: { zh: '锁定', en: 'Lock' },
};

/** Months that are over, for the deed that comes next; what still blocks a submission is told on the month itself. */
async function months(work: Work, units: ReadonlyMap<string, organization.Unit>, most: number): Promise<InboxItem[]> {
  const until = addMonths(monthOf(todayOf(work.now)), -1);
  const { organizationId, personId } = work.actor;
  const may = {
    submit: await mayAt(work, deedAction('submit')),
    review: await mayAt(work, deedAction('review')),
    approve: await mayAt(work, deedAction('approve')),
    lock: await mayAt(work, deedAction('lock')),
  };
  const open = await openMonths(work.tx, organizationId, { unitIds: [...units.keys()], personId, until, most });
  return open.flatMap((one) => {
    const unit = units.get(one.unitId);
    if (one.state === 'locked' || !unit) return [];
    const deed = deedOfState[one.state];
    const facts = {
      ...{ state: one.state, submittedBy: one.submittedBy, reviewedBy: one.reviewedBy, empty: false, errors: 0, unexplainedWarnings: 0 },
      enteredBy: one.entered ? new Set([personId]) : nobody,
    };
    if (whyNot(deed, facts, { person: personId, permitted: may[deed](unit.entityId), reason: null }) !== null) return [];
    return [
      {
        ...{
          key: `month:${one.id}:${deed}`,
          subsystem,
          deed: deedNames[deed],
          entityId: unit.entityId,
          at: one.changedAt,
          due: null,
          by: one.by,
        },
        title: { zh: `${unit.name} ${one.month} 月度数据`, en: `${unit.nameEn}, data of ${one.month}` },
        path: `/emission/units/${unit.id}/${one.month.slice(0, 4)}?month=${one.month}`,
      },
    ];
  });
}

async function corrections(work: Work, units: ReadonlyMap<string, organization.Unit>, most: number): Promise<InboxItem[]> {
  const may = { review: await mayAt(work, 'emission.review'), approve: await mayAt(work, 'emission.approve') };
  const open = await openCorrections(work.tx, work.actor.organizationId, [...units.keys()], most);
  return open.flatMap((one) => {
    const unit = units.get(one.unitId);
    const deed = one.state === 'requested' ? ('review' as const) : ('approve' as const);
    if (!unit) return [];
    const facts = { state: one.state, requestedBy: one.requestedBy, reviewedBy: one.reviewedBy };
    if (whyNotCorrect(deed, facts, { person: work.actor.personId, permitted: may[deed](unit.entityId), reason: null }) !== null) return [];
    return [
      {
        ...{ key: `correction:${one.id}:${deed}`, subsystem, deed: deedNames[deed], entityId: unit.entityId, at: one.changedAt, due: null },
        title: { zh: `${unit.name} ${one.month} 更正申请`, en: `${unit.nameEn}, correction of ${one.month}` },
        ...{ path: `/emission/units/${unit.id}/${one.month.slice(0, 4)}?month=${one.month}`, by: one.requestedByName },
      },
    ];
  });
}

const planDeeds = { draft: 'review', reviewed: 'approve', approved: 'file' } as const satisfies Record<string, PlanDeed>;
const planNames: Readonly<Record<'review' | 'approve' | 'file', Text>> = {
  review: deedNames.review,
  approve: deedNames.approve,
  file: { zh: '报送', en: 'File' },
};

async function plans(work: Work, most: number): Promise<InboxItem[]> {
  const may = {
    review: await mayAt(work, planActions.review),
    approve: await mayAt(work, planActions.approve),
    file: await mayAt(work, planActions.file),
  };
  return (await openPlans(work.tx, work.actor.organizationId, most)).flatMap((one) => {
    if (one.state === 'filed') return [];
    const deed = planDeeds[one.state];
    const facts = { state: one.state, hands: one.hands, reviewedBy: one.reviewedBy, errors: 0 };
    if (whyNotPlan(deed, facts, { person: work.actor.personId, permitted: may[deed](one.entityId) }) !== null) return [];
    return [
      {
        ...{
          key: `plan:${one.id}:${deed}`,
          subsystem,
          deed: planNames[deed],
          entityId: one.entityId,
          at: one.changedAt,
          due: null,
          by: one.by,
        },
        title: {
          zh: `${one.year} 年数据质量控制方案 第 ${one.number} 版`,
          en: `Data quality control plan ${one.year}, version ${one.number}`,
        },
        path: `/emission/plans/${one.entityId}/${one.year}`,
      },
    ];
  });
}

async function figures(work: Work, most: number): Promise<InboxItem[]> {
  const may = await mayAt(work, 'verification_record.confirm');
  return (await openFigures(work.tx, work.actor.organizationId, most))
    .filter((one) => may(one.entityId) && one.recordedBy !== work.actor.personId)
    .map((one) => ({
      ...{ key: `figure:${one.id}`, subsystem, deed: { zh: '确认', en: 'Confirm' }, entityId: one.entityId, at: one.recordedAt, due: null },
      title: { zh: `${one.year} 年度核查结果`, en: `Verified figure of ${one.year}` },
      ...{ path: `/emission/entities/${one.entityId}/${one.year}`, by: one.by },
    }));
}

/** Months, corrections, control plans and verified figures (A.6, A.8, A.9). */
export const inboxSource: InboxSource = {
  subsystem,
  toDo: async (work, most) => {
    const reach = await work.reach('emission.read');
    const units = new Map(
      (await organization.allUnits(work)).filter((one) => reach === null || reach.has(one.entityId)).map((one) => [one.id, one]),
    );
    return [
      ...(await months(work, units, most)),
      ...(await corrections(work, units, most)),
      ...(await plans(work, most)),
      ...(await figures(work, most)),
    ];
  },
  done: [
    ...['month.review', 'month.approve', 'month.lock', 'month.return', 'month_correction.reviewed', 'month_correction.approved'],
    ...['month_correction.rejected', 'control_plan.reviewed', 'control_plan.approved', 'control_plan.returned', 'control_plan.filed'],
    ...['verification_record.confirmed', 'annual_report.issued'],
  ],
  started: ['month.submit', 'month_correction.requested', 'control_plan.drafted', 'verification_record.entered', 'import.recorded'],
};
