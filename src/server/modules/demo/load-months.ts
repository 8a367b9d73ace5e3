import { present } from '../../../kernel/assert.ts';
import { lastDay, parseMonth } from '../../../kernel/calendar/month.ts';
import * as emission from '../emission/index.ts';
import type { Shelf } from '../library/index.ts';
import type { Unit } from '../organization/index.ts';
import type { Cast } from './cast.ts';
import { addPaper, type Places, type Shelving } from './load-boundary.ts';
import { monthAfter, type Story, type StoryMonth, stateOf } from './story.ts';

/** Which persona records a symbol: the laboratory its results, the statistician the rest. */
const laboratory = new Set(['C_ar', 'NCV_ar']);
/** Symbols of the coal stream and of the ignition oil; everything else is the unit's own. */
const ofStream: Readonly<Record<string, string>> = { FC: 'coal', C_ar: 'coal', NCV_ar: 'coal', FC_oil: 'diesel' };
/** Which file of a month backs which symbols. */
const backing: Readonly<Record<string, 'ledger' | 'lab' | 'production'>> = { FC: 'ledger', C_ar: 'lab', NCV_ar: 'lab' };

const route = ['in_review', 'reviewed', 'approved', 'locked'] as const;
const by: Record<(typeof route)[number], { persona: string; day: number; hour: number }> = {
  in_review: { persona: 'plant_statistician', day: 12, hour: 16 },
  reviewed: { persona: 'plant_reviewer', day: 14, hour: 10 },
  approved: { persona: 'plant_manager', day: 15, hour: 15 },
  locked: { persona: 'group_carbon_manager', day: 20, hour: 9 },
};

interface Chapter {
  readonly told: Story;
  readonly cast: Cast;
  readonly shelf: Shelf;
  readonly shelving: Shelving;
  readonly unit: Unit;
  readonly year: number;
}

type Grid = Awaited<ReturnType<ReturnType<typeof emission.recordActivityData>['run']>>;

function cellsOf(chapter: Chapter, figures: StoryMonth, persona: 'laboratory' | 'statistician') {
  const missing = chapter.told.open.find((o) => o.unit === chapter.unit.code && o.month === figures.month)?.missing ?? [];
  return Object.entries(figures).flatMap(([symbol, value]) => {
    if (symbol === 'month' || missing.includes(symbol) || laboratory.has(symbol) !== (persona === 'laboratory')) return [];
    const stream = chapter.unit.fuelStreams.find((s) => s.code === ofStream[symbol]);
    return [{ month: figures.month, parameter: symbol, fuelStreamId: stream?.id ?? null, value }];
  });
}

/** Records months as one block each for laboratory and statistician, and returns the grid with the cells' ids. */
async function record(chapter: Chapter, months: readonly StoryMonth[], at: string): Promise<Grid> {
  const { cast, shelf, unit, year } = chapter;
  const command = emission.recordActivityData(shelf);
  const lab = months.flatMap((m) => cellsOf(chapter, m, 'laboratory'));
  if (lab.length > 0) await cast.act('lab_analyst', at, command, { unitId: unit.id, year, cells: lab });
  return await cast.act('plant_statistician', at, command, {
    unitId: unit.id,
    year,
    cells: months.flatMap((m) => cellsOf(chapter, m, 'statistician')),
  });
}

async function attach(
  chapter: Chapter,
  grid: Grid,
  months: readonly string[],
  papers: Readonly<Record<'ledger' | 'lab' | 'production', string>>,
  at: string,
): Promise<void> {
  const { cast, shelf, told, unit, year } = chapter;
  const bare = told.open.find((o) => o.unit === unit.code && months.includes(o.month))?.without_evidence ?? [];
  const command = emission.attachEvidence(shelf);
  for (const kind of ['ledger', 'lab', 'production'] as const) {
    const cellIds = grid.cells.flatMap((cell) => {
      const symbol = cell.rowKey.slice(cell.rowKey.lastIndexOf('.') + 1);
      const wanted = (backing[symbol] ?? 'production') === kind && months.includes(cell.month) && !bare.includes(symbol);
      return wanted && cell.cellId ? [cell.cellId] : [];
    });
    if (cellIds.length > 0) await cast.act('plant_statistician', at, command, { unitId: unit.id, year, cellIds, add: [papers[kind]] });
  }
}

async function move(chapter: Chapter, grid: Grid, month: string): Promise<Grid> {
  const target = stateOf(chapter.told, chapter.unit.code, month);
  let latest = grid;
  for (const to of route.slice(0, route.indexOf(target as (typeof route)[number]) + 1)) {
    const { persona, day, hour } = by[to];
    const version = present(
      latest.months.find((m) => m.month === month),
      `month ${month}`,
    ).version;
    latest = await chapter.cast.act(persona, monthAfter(month, day, hour), emission.moveMonth(chapter.shelf), {
      unitId: chapter.unit.id,
      month,
      to,
      version,
    });
  }
  return latest;
}

/** The year before, taken over in one block from the annual ledgers, and gone through the same states. */
async function loadPastYear(chapter: Chapter, months: readonly StoryMonth[]): Promise<void> {
  const { cast, shelving, unit, year } = chapter;
  const at = `${year + 1}-01-08T02:00:00.000Z`;
  const span = { from: `${year}-01-01`, to: `${year}-12-31` };
  const ledger = await addPaper(cast, shelving, 'plant_statistician', at, {
    ...span,
    file: `${year}/unit${unit.code}-annual-ledger.xlsx`,
    title: `${unit.name} ${year} 年度生产与燃煤台账`,
    kind: 'consumption_ledger',
  });
  const lab = await addPaper(cast, shelving, 'lab_analyst', at, {
    ...span,
    file: `${year}/unit${unit.code}-lab-summary.pdf`,
    title: `${unit.name} ${year} 煤质检测年度汇总`,
    kind: 'lab_report',
  });
  let grid = await record(chapter, months, at);
  await attach(
    chapter,
    grid,
    months.map((m) => m.month),
    { ledger, lab, production: ledger },
    at,
  );
  for (const { month } of months) grid = await move(chapter, grid, month);
}

function lastDayOf(month: string): string {
  return lastDay(present(parseMonth(month), `month ${month}`));
}

/** A current month: recorded early in the month after, with its ledger, laboratory report and production report. */
async function loadMonth(chapter: Chapter, figures: StoryMonth, production: string): Promise<void> {
  const { cast, shelving, unit } = chapter;
  const { month } = figures;
  const at = monthAfter(month, 5, 10);
  const span = { from: `${month}-01`, to: lastDayOf(month) };
  const ledger = await addPaper(cast, shelving, 'plant_statistician', at, {
    ...span,
    file: `${month}/unit${unit.code}-coal-ledger.xlsx`,
    title: `${unit.name}入炉煤日台账 ${month}`,
    kind: 'consumption_ledger',
  });
  const lab = await addPaper(cast, shelving, 'lab_analyst', monthAfter(month, 11, 10), {
    ...span,
    file: `${month}/unit${unit.code}-lab-report.pdf`,
    title: `${unit.name}元素碳检测报告 ${month}`,
    kind: 'lab_report',
  });
  const grid = await record(chapter, [figures], at);
  await attach(chapter, grid, [month], { ledger, lab, production }, monthAfter(month, 11, 14));
  await move(chapter, grid, month);
}

/** All years and units of the story; those of different units and years run side by side, as they touch nothing in common. */
export async function loadMonths(told: Story, cast: Cast, shelf: Shelf, shelving: Shelving, places: Places): Promise<void> {
  const productions = new Map<string, Promise<string>>();
  const production = (month: string): Promise<string> => {
    const paper = {
      file: `${month}/production-report.xlsx`,
      title: `生产月报 ${month}`,
      kind: 'production_report',
      from: `${month}-01`,
      to: lastDayOf(month),
    };
    const added = productions.get(month) ?? addPaper(cast, shelving, 'plant_statistician', monthAfter(month, 4, 9), paper);
    productions.set(month, added);
    return added;
  };
  const ended = await Promise.allSettled(
    told.years.map(async ({ unit: code, year, months }) => {
      const chapter: Chapter = { told, cast, shelf, shelving, unit: present(places.units.get(code), `unit ${code}`), year };
      if (year < Number(told.clock.slice(0, 4)) - 1) await loadPastYear(chapter, months);
      else for (const figures of months) await loadMonth(chapter, figures, await production(figures.month));
    }),
  );
  // A chapter that failed is told only when the others are quiet: nothing writes on into a load that is cleared.
  for (const one of ended) if (one.status === 'rejected') throw one.reason;
}
