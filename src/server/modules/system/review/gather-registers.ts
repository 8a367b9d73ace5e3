import { z } from 'zod';
import type { Day } from '../../../../kernel/calendar/day.ts';
import { parseDecimal, zero } from '../../../../kernel/quantity/decimal.ts';
import { textIn, textsIn } from '../../../../kernel/system/content.ts';
import type { AbatementAction } from '../../../../kernel/system/evaluate-abatement.ts';
import { stateOf } from '../../../../kernel/system/life-cycle.ts';
import type { Content } from '../../../../kernel/system/register.ts';
import type { Text } from '../../../../kernel/text.ts';
import type { Work } from '../../../work/command.ts';
import * as identity from '../../identity/index.ts';
import type { Frameworks, Shelf } from '../../library/index.ts';
import * as neutrality from '../../neutrality/index.ts';
import * as organization from '../../organization/index.ts';
import { numberOf } from '../registers/content-of.ts';
import type { RecordHead } from '../registers/store.ts';
import { everyRecord } from '../registers/store-lists.ts';
import { resultsOf } from '../results/store.ts';
import type { Gathered, Part } from './gather-live.ts';

const both = (zh: string, en: string): Text => ({ zh, en });

export type Live = (register: string) => Promise<RecordHead[]>;

/**
 * Records that have not ended, of an entity and below it, by register. What is kept above it is left out: whoever reads the review may see the entity, but
 * perhaps not what stands above.
 */
export async function liveRecords(work: Work, entityId: string): Promise<Live> {
  const places = (await organization.entitiesBelow(work, entityId)).map((one) => one.id);
  return async (register) =>
    (await everyRecord(work.tx, work.actor.organizationId, register, places)).filter((one) => one.stands !== 'ended');
}

function lineOf(frameworks: Frameworks, head: RecordHead, words: Text[], at: Readonly<Record<string, string>> = {}): Part['lines'][number] {
  const register = frameworks.register(head.register);
  const no = register ? numberOf(register, head.no) : '';
  const name = both(`${no} ${head.title}`, `${no} ${head.title}`);
  return { key: head.id, name, path: `/system/records/${head.id}`, at: { ...at }, words };
}

const stateName = (frameworks: Frameworks, head: RecordHead): Text => {
  const register = frameworks.register(head.register);
  return register ? stateOf(register, head.state).name : both('', '');
};

const emptyPart = { path: null, totals: [], symbols: [] };

/** Obligations with their next day, the nearest first. */
export async function gatherObligations(frameworks: Frameworks, live: Live, today: Day): Promise<Part> {
  const heads = (await live('obligation')).sort((a, b) => ((a.due_on ?? '9') < (b.due_on ?? '9') ? -1 : 1));
  const late = heads.filter((one) => one.due_on !== null && one.due_on < today).length;
  return {
    ...{ ...emptyPart, id: 'obligation', asOf: today, path: '/system/registers/obligation' },
    lines: heads.slice(0, 200).map((one) => {
      const due = one.due_on === null ? both('未定期限', 'no day set') : both(`期限 ${one.due_on}`, `due ${one.due_on}`);
      return lineOf(frameworks, one, [due, stateName(frameworks, one)]);
    }),
    says:
      heads.length === 0
        ? [both('登记册中没有合规义务', 'No obligation is registered')]
        : [both(`共 ${heads.length} 项，其中 ${late} 项期限已过`, `${heads.length} obligations, the day of ${late} has passed`)],
  };
}

const levelOf = (content: Content, field: string): number => Number(textIn(content[field]) ?? '0');

/** Who does not reach the level that the work needs. */
export async function gatherCompetence(work: Work, frameworks: Frameworks, live: Live, today: Day): Promise<Part> {
  const all = await live('competence');
  const short = all.filter((one) => levelOf(one.content, 'actual') < levelOf(one.content, 'needed'));
  const people = new Map(
    (
      await identity.peopleNamed(
        work,
        short.flatMap((one) => textsIn(one.content.person)),
      )
    ).map((one) => [one.id, one.name]),
  );
  return {
    ...{ ...emptyPart, id: 'competence', asOf: today, path: '/system/registers/competence' },
    lines: short.map((one) => {
      const [actual, needed] = [levelOf(one.content, 'actual'), levelOf(one.content, 'needed')];
      const who = people.get(textIn(one.content.person) ?? '') ?? '';
      return lineOf(frameworks, one, [both(who, who), both(`现 ${actual} 级，要求 ${needed} 级`, `level ${actual}, needed ${needed}`)]);
    }),
    says:
      all.length === 0
        ? [both('登记册中没有能力要求', 'No competence is registered')]
        : [both(`${all.length} 项要求中 ${short.length} 项未达到`, `${short.length} of ${all.length} requirements are not met`)],
  };
}

/** The gap of a subject's latest period: gross, removals and units apart. */
function gapOf({ subject, figures, periods }: neutrality.SubjectStanding): Text {
  const last = periods.at(-1);
  if (figures === null || !last)
    return both(
      `${subject.name}：没有已批准的足迹，差额不能计算`,
      `${subject.name_en}: no footprint is approved, the gap cannot be computed`,
    );
  const { gross, removals, need, retired, short } = figures;
  return both(
    `${subject.name}（${last.starts_on} 至 ${last.ends_on}）：排放 ${gross} t，清除 ${removals} t，需注销 ${need} t，已注销 ${retired} t，不足 ${short} t`,
    `${subject.name_en} (${last.starts_on} to ${last.ends_on}): emission ${gross} t, removals ${removals} t, ${need} t needed, ${retired} t retired, ${short} t short`,
  );
}

/** What is registered of neutrality and the gap of its subjects, and plainly what is not. */
export async function gatherNeutrality(
  work: Work,
  shelf: Shelf,
  live: Live,
  { entityId, today }: { readonly entityId: string; readonly today: Day },
): Promise<Part> {
  const { frameworks } = shelf;
  const below = new Set((await organization.entitiesBelow(work, entityId)).map((one) => one.id));
  const standing = (await neutrality.neutralityStanding(work, shelf)).filter(({ subject }) => below.has(subject.entity_id));
  const isAbout = (one: RecordHead) => textsIn(one.content.subsystem).includes('neutrality');
  const found = [...(await live('objective')), ...(await live('target'))].filter(isAbout);
  return {
    ...{ ...emptyPart, id: 'neutrality', asOf: today },
    lines: found.map((one) => lineOf(frameworks, one, [stateName(frameworks, one)])),
    says: [
      ...(standing.length === 0
        ? [
            both(
              '尚未登记碳中和主体、期间与已注销数量，中和差额不能计算',
              'No subject of neutrality, period or retired amount is recorded yet: the neutrality gap cannot be computed',
            ),
          ]
        : standing.map(gapOf)),
      ...(found.length === 0 ? [both('没有碳中和目标或指标', 'There is no objective or target of neutrality')] : []),
    ],
  };
}

/** A record with cost, saving and lifetime as the cost curve takes it; one without a lifetime is not priced. */
export function actionOf(id: string, content: Content): AbatementAction | null {
  const number = (field: string) => parseDecimal(textIn(content[field]) ?? '');
  const lifetime = Number(textIn(content.lifetime) ?? '');
  const saving = number('saving');
  if (saving === null || !Number.isInteger(lifetime) || lifetime < 1 || lifetime > 100) return null;
  return { id, saving, lifetime, investment: number('cost') ?? zero, running_cost: number('running_cost') ?? zero };
}

/** Opportunities that are not taken up, and actions under way or planned, from the cheapest tonne. */
export async function gatherOpportunities(frameworks: Frameworks, live: Live, today: Day): Promise<Gathered<'opportunities'>> {
  const everyPlan = await live('action_plan');
  const plans = everyPlan.filter((one) => one.stands !== 'done');
  const planned = new Set(everyPlan.map((one) => one.id));
  // Either of the two may name the other.
  const taken = new Set(everyPlan.flatMap((one) => textsIn(one.content.from)));
  const opportunities = (await live('improvement_opportunity')).filter(
    (one) => !taken.has(one.id) && !textsIn(one.content.plan).some((id) => planned.has(id)),
  );
  const all = [...opportunities, ...plans];
  const priced = all.flatMap((head) => {
    const register = frameworks.register(head.register);
    const action = register && actionOf(numberOf(register, head.no), head.content);
    return action ? [{ head, action }] : [];
  });
  const unpriced = all.length - priced.length;
  return {
    part: {
      ...{ ...emptyPart, id: 'opportunity', asOf: today, path: '/system/registers/improvement_opportunity' },
      ...{ totals: ['saving_total'], symbols: ['saving', 'cost_of_tonne', 'rank'] },
      lines: priced.map(({ head, action }) => lineOf(frameworks, head, [stateName(frameworks, head)], { opportunity: action.id })),
      says:
        unpriced === 0
          ? priced.length === 0
            ? [both('没有登记改进机会或措施', 'No opportunity or action is registered')]
            : []
          : [both(`${unpriced} 项没有年减排量或寿命，未计成本`, `${unpriced} without saving or lifetime are not priced`)],
    },
    input: { opportunities: priced.map((one) => one.action) },
  };
}

/** A value of a performance parameter that a review rests on. */
export interface ReviewedValue {
  readonly recordId: string;
  readonly period: string;
  readonly no: number;
}

const storedValue = z.object({ shown: z.string(), unit: z.string() });

/** The latest value that is kept of each performance parameter for the year of the review (6.2). */
export async function gatherParameters(
  work: Work,
  frameworks: Frameworks,
  live: Live,
  year: number,
  today: Day,
): Promise<{ readonly part: Part; readonly values: readonly ReviewedValue[] }> {
  const lines: Part['lines'] = [];
  const values: ReviewedValue[] = [];
  const all = await live('performance_parameter');
  for (const head of all) {
    const row = (await resultsOf(work.tx, work.actor.organizationId, head.id)).findLast((one) => one.period === String(year));
    if (!row) continue;
    const { shown, unit } = storedValue.parse(row.result);
    lines.push(lineOf(frameworks, head, [both(`${year} 年：${shown} ${unit}`, `${year}: ${shown} ${unit}`)]));
    values.push({ recordId: head.id, period: row.period, no: row.no });
  }
  const without = all.length - lines.length;
  return {
    part: {
      ...{ ...emptyPart, id: 'performance', asOf: today, path: '/system/registers/performance_parameter', lines },
      says:
        all.length === 0
          ? [both('登记册中没有绩效参数', 'No performance parameter is registered')]
          : without > 0
            ? [both(`${without} 个参数没有 ${year} 年的值`, `${without} parameters have no value of ${year}`)]
            : [],
    },
    values,
  };
}
