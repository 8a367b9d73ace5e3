import { present } from '../../../kernel/assert.ts';
import type { MonthState } from '../../../kernel/emission/month-state.ts';
import * as emission from '../emission/index.ts';
import type { Shelf } from '../library/index.ts';
import type { Unit } from '../organization/index.ts';
import type { Cast } from './cast.ts';
import type { Shelving } from './load-boundary.ts';
import { monthAfter, type Story, type StoryDay } from './story.ts';

/** The laboratories of the story by their name in its file, and the coal of each day. */
export interface Laboratory {
  readonly ids: ReadonlyMap<string, string>;
  readonly days: readonly StoryDay[];
}

/** A year of one unit. */
export interface Chapter {
  readonly told: Story;
  readonly cast: Cast;
  readonly shelf: Shelf;
  readonly shelving: Shelving;
  readonly unit: Unit;
  readonly year: number;
  readonly laboratory: Laboratory;
}

export type Grid = Awaited<ReturnType<ReturnType<typeof emission.recordActivityData>['run']>>;

const route = ['in_review', 'reviewed', 'approved', 'locked'] as const;
const by: Record<(typeof route)[number], { persona: string; day: number; hour: number }> = {
  in_review: { persona: 'plant_statistician', day: 12, hour: 16 },
  reviewed: { persona: 'plant_reviewer', day: 14, hour: 10 },
  approved: { persona: 'plant_manager', day: 15, hour: 15 },
  locked: { persona: 'group_carbon_manager', day: 20, hour: 9 },
};

export function versionOf(grid: Grid, month: string): number {
  return present(
    grid.months.find((m) => m.month === month),
    `month ${month}`,
  ).version;
}

/** On the way to the state in which the month stands; `later`: so many months after the usual one. */
export async function move(chapter: Chapter, grid: Grid, month: string, until: MonthState, later = 0): Promise<Grid> {
  let latest = grid;
  for (const to of route.slice(0, route.findIndex((one) => one === until) + 1)) {
    const { persona, day, hour } = by[to];
    const deed = { unitId: chapter.unit.id, month, to, version: versionOf(latest, month) };
    latest = await chapter.cast.act(persona, monthAfter(month, day, hour, later), emission.moveMonth(chapter.shelf), deed);
  }
  return latest;
}

/** Gives the story's reasons for those warnings of the month that are there and have none. */
export async function explain(
  chapter: Pick<Chapter, 'told' | 'cast' | 'shelf' | 'unit'>,
  grid: Grid,
  month: string,
  at: string,
): Promise<void> {
  const command = emission.explainWarning(chapter.shelf);
  for (const { code, reason } of chapter.told.reasons.filter((one) => one.unit === chapter.unit.code && one.month === month)) {
    const there = grid.findings.find((one) => one.severity === 'warning' && one.code === code && one.place.at?.month === month);
    const place = there?.place.path ?? '';
    if (!there || grid.reasons.some((one) => one.month === month && one.code === code && one.place === place)) continue;
    await chapter.cast.act('plant_statistician', at, command, { unitId: chapter.unit.id, month, code, place, reason });
  }
}
