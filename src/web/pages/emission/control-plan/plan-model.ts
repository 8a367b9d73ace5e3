import type { controlPlanEndpoints } from '../../../../contract/control-plan.ts';
import type { BodyOf, ReplyOf } from '../../../../contract/endpoint.ts';

export type Plans = ReplyOf<typeof controlPlanEndpoints.listControlPlans>;
export type Plan = ReplyOf<typeof controlPlanEndpoints.readControlPlan>;
export type Version = Plan['plan'];
export type Content = Plan['content'];
export type Line = Content['lines'][number];
export type Facility = Content['facilities'][number];
export type Difference = Plan['differences'][number];
export type Choices = Plan['choices'];
export type PlanBody = BodyOf<typeof controlPlanEndpoints.changeControlPlan>;

/** Written parts of the document besides the boundary, in order, as they stand under each heading. */
export const qualitySections = ['management', 'internalReview', 'ledgerControl'] as const;
export const samplingSections = ['sampling', 'preparation'] as const;

/** What is being written of a plan. */
export type Draft = Omit<PlanBody, 'version' | 'lines'> & { readonly lines: readonly Line[] };

export function draftOf({ plan, content }: Plan): Draft {
  const { validFrom, trigger, note } = plan;
  return { validFrom, trigger, note, facilities: content.facilities, lines: content.lines, sections: content.sections };
}

/** What goes on the wire: the server knows title and unit of each line itself. */
export function bodyOf({ lines, ...draft }: Draft, version: number): PlanBody {
  return {
    ...draft,
    lines: lines.map(({ parameter: _parameter, title: _title, unit: _unit, ...line }) => line),
    version,
  };
}

/** Rows of a unit that have no line yet, those that must be covered first. */
export function openRows(choices: Choices, lines: readonly Line[], unitId: string): Choices['rows'] {
  const covered = new Set(lines.filter((line) => line.unitId === unitId).map((line) => line.rowKey));
  const open = choices.rows.filter((row) => row.unitId === unitId && !covered.has(row.rowKey));
  return [...open].sort((a, b) => Number(b.planned) - Number(a.planned));
}

/** An empty line for a row. */
export function newLine(row: Choices['rows'][number]): Line {
  return {
    unitId: row.unitId,
    rowKey: row.rowKey,
    parameter: row.parameter,
    title: row.title,
    unit: row.unit,
    acquisition: row.meterRules.length > 0 ? 'measured' : 'calculated',
    description: '',
    ledgers: '',
    meterIds: [],
    frequency: 'monthly',
    source: row.sources[0]?.key ?? '',
    sourceReason: '',
    missing: '',
    department: '',
    person: '',
  };
}
