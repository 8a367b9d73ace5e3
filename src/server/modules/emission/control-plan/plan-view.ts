import type { z } from 'zod';
import type { Action } from '../../../../contract/actions.ts';
import type { controlPlan, planContent, planDifference, planVersion } from '../../../../contract/control-plan.ts';
import { present } from '../../../../kernel/assert.ts';
import { addDays, type Day, daysBetween, parseDay } from '../../../../kernel/calendar/day.ts';
import { todayOf } from '../../../../kernel/calendar/today.ts';
import type { PlanContent, PlanLine } from '../../../../kernel/emission/control-plan/plan.ts';
import { type PlanDifference, planDifferences } from '../../../../kernel/emission/control-plan/plan-differences.ts';
import { inForceOn } from '../../../../kernel/emission/control-plan/plan-in-force.ts';
import { type PlanDeed, whyNotPlan } from '../../../../kernel/emission/control-plan/plan-state.ts';
import type { PlanRequirements } from '../../../../kernel/emission/control-plan/requirements.ts';
import type { Finding } from '../../../../kernel/finding.ts';
import { Refusal } from '../../../../kernel/refusal.ts';
import type { Text } from '../../../../kernel/text.ts';
import type { Work } from '../../../work/command.ts';
import * as document from '../../document/index.ts';
import type { Shelf } from '../../library/index.ts';
import { choicesOf, findingsOf, planFacts } from './plan-facts.ts';
import { type PlanHead, type PlanRow, planById, planHeads } from './store.ts';

export const planObject = 'control_plan';
export type PlanVersion = z.input<typeof planVersion>;
export type PlanView = z.input<typeof controlPlan>;

const approved = (one: Pick<PlanHead, 'state'>) => one.state === 'approved' || one.state === 'filed';

/** The day on which a year's plan is judged: today, but within the year. */
function dayWithin(year: number, today: string): string {
  return today > `${year}-12-31` ? `${year}-12-31` : today;
}

/** Versions as they are told, with their evidence and which of a year is in force. */
export async function versionViews(work: Work, heads: readonly PlanHead[]): Promise<PlanVersion[]> {
  const evidence = await document.evidenceOf(
    work,
    planObject,
    heads.map((one) => one.id),
  );
  const today = todayOf(work.now);
  const signed = (by: string | null, byName: string | null, at: string | null) =>
    by === null || at === null ? null : { by, byName: byName ?? '', at };
  return heads.map((one) => {
    const siblings = heads
      .filter((other) => other.entity_id === one.entity_id && other.year === one.year && approved(other))
      .map(({ id, number, valid_from }) => ({ id, number, validFrom: valid_from }));
    return {
      id: one.id,
      entityId: one.entity_id,
      year: one.year,
      number: one.number,
      state: one.state,
      validFrom: one.valid_from,
      trigger: one.trigger,
      note: one.note,
      contentSha256: one.content_sha256,
      basedOn: one.based_on,
      drafted: { by: one.drafted_by, byName: one.drafted_by_name, at: one.drafted_at },
      reviewed: signed(one.reviewed_by, one.reviewed_by_name, one.reviewed_at),
      approved: signed(one.approved_by, one.approved_by_name, one.approved_at),
      filed:
        one.filed_on === null
          ? null
          : {
              on: one.filed_on,
              receiptNumber: one.receipt_number ?? '',
              byName: one.filed_by_name ?? '',
              at: one.filed_at ?? one.changed_at,
            },
      evidence: (evidence.get(one.id) ?? []).map(({ id, title }) => ({ id, title })),
      inForce: inForceOn(siblings, dayWithin(one.year, today))?.id === one.id,
      version: one.version,
    };
  });
}

/** When the plan of a year opens and is due: in the year before (calendar of the requirements file). */
export function filingOf(requirements: PlanRequirements | null, year: number, today: Day, filed: boolean) {
  const on = (monthDay: string) => present(parseDay(`${year - 1}-${monthDay}`), 'a day of the calendar');
  const opens = on(requirements?.filing.opens ?? '11-01');
  const due = on(requirements?.filing.due ?? '12-31');
  return { opens, due, daysLeft: daysBetween(today, due), open: opens <= today, filed, document: requirements?.filing.document ?? '' };
}

export function requirementsOf(shelf: Shelf, units: readonly { readonly methodId: string }[]): PlanRequirements | null {
  return units.map((unit) => shelf.controlPlan(unit.methodId)).find((one) => one !== null) ?? null;
}

export async function findPlan(work: Work, planId: string, lock = false): Promise<PlanRow> {
  const plan = await planById(work.tx, work.actor.organizationId, planId, lock);
  if (!plan) throw new Refusal('not_found', { values: { what: 'control_plan', id: planId } });
  return plan;
}

/** Lines of the plan that counted last: of the year before, else of an earlier version of the year. */
async function linesBefore(work: Work, plan: PlanHead, heads: readonly PlanHead[]): Promise<readonly PlanLine[]> {
  const earlier =
    heads.find((one) => one.year === plan.year - 1 && approved(one)) ??
    heads.find((one) => one.year === plan.year && one.number < plan.number && approved(one));
  return earlier ? (await findPlan(work, earlier.id)).content.lines : [];
}

/** How the part of a difference is called, from either version. */
function titleOf({ part, key }: PlanDifference, versions: readonly PlanContent[]): Text {
  const unitName = (id: string): Text => versions.flatMap((one) => one.units).find((unit) => unit.id === id)?.name ?? { zh: '', en: '' };
  const [unitId = '', ...rest] = key.split(' ');
  if (part === 'unit') return unitName(key);
  if (part === 'meter') {
    const meter = versions.flatMap((one) => one.meters).find((one) => one.id === key);
    return meter ? { zh: `${meter.code} ${meter.name.zh}`, en: `${meter.code} ${meter.name.en}` } : { zh: key, en: key };
  }
  if (part === 'facility') return { zh: `${unitName(unitId).zh} ${rest.join(' ')}`, en: `${unitName(unitId).en} ${rest.join(' ')}` };
  if (part === 'line') {
    const line = versions.flatMap((one) => one.lines).find((one) => one.unitId === unitId && one.rowKey === rest.join(' '));
    return {
      zh: `${unitName(unitId).zh} ${line?.title.zh ?? rest.join(' ')}`,
      en: `${unitName(unitId).en} ${line?.title.en ?? rest.join(' ')}`,
    };
  }
  return { zh: '', en: '' };
}

export function differencesOf(before: PlanContent, after: PlanContent): z.input<typeof planDifference>[] {
  return planDifferences(before, after).map((one) => ({ ...one, title: titleOf(one, [after, before]) }));
}

/** The content as the wire's type, which knows no `readonly`. */
export function wireContent(content: PlanContent): z.input<typeof planContent> {
  return {
    ...content,
    units: content.units.map((unit) => ({ ...unit, streams: [...unit.streams] })),
    facilities: [...content.facilities],
    lines: content.lines.map((line) => ({ ...line, meterIds: [...line.meterIds] })),
    meters: [...content.meters],
    sections: { ...content.sections },
  };
}

function wireFinding({ place, cure, clause, source, ...rest }: Finding): PlanView['findings'][number] {
  return {
    ...rest,
    place: { ...place, at: { ...place.at } },
    ...(cure && (cure.zh !== '' || cure.en !== '') ? { cure } : {}),
    ...(clause ? { clause } : {}),
    ...(source ? { source } : {}),
  };
}

export const planActions: Readonly<Record<PlanDeed, Action>> = {
  change: 'control_plan.draft',
  review: 'control_plan.review',
  approve: 'control_plan.approve',
  return: 'control_plan.review',
  file: 'control_plan.file',
};

/** What is wrong with a version now, and how many of it are errors. */
export async function checkedPlan(work: Work, shelf: Shelf, plan: PlanRow) {
  const facts = await planFacts(work, shelf, plan.entity_id, plan.year);
  const heads = await planHeads(work.tx, work.actor.organizationId, plan.entity_id, { from: plan.year - 1, to: plan.year });
  const findings = findingsOf(facts, plan, await linesBefore(work, plan, heads));
  return { facts, heads, findings, errors: findings.filter((f) => f.severity === 'error').length };
}

/** A version with everything its page shows. */
export async function planView(work: Work, shelf: Shelf, plan: PlanRow): Promise<PlanView> {
  const { facts, heads, findings, errors } = await checkedPlan(work, shelf, plan);
  const [version] = (await versionViews(work, heads)).filter((one) => one.id === plan.id);
  const before = plan.based_on === null ? null : await findPlan(work, plan.based_on);
  const state = { state: plan.state, hands: plan.hands, reviewedBy: plan.reviewed_by, errors };
  const deed = async (name: PlanDeed) => {
    const reach = await work.reach(planActions[name]);
    const permitted = reach === null || reach.has(plan.entity_id);
    const why = whyNotPlan(name, state, { person: work.actor.personId, permitted });
    return { can: why === null, why };
  };
  return {
    plan: present(version, 'a version among its year'),
    content: wireContent(plan.content),
    findings: findings.map(wireFinding),
    differences: before ? differencesOf(before.content, plan.content) : [],
    choices: choicesOf(facts, dayWithin(plan.year, maxDay(todayOf(work.now), `${plan.year}-01-01`))),
    deeds: {
      change: await deed('change'),
      review: await deed('review'),
      approve: await deed('approve'),
      return: await deed('return'),
      file: await deed('file'),
    },
  };
}

function maxDay(a: string, b: string): string {
  return a > b ? a : b;
}

/** The day after, for spans that end where the next begins. */
export function dayBefore(day: string): string {
  return addDays(present(parseDay(day), 'a stored day'), -1);
}
