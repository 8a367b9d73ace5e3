import { present } from '../../../kernel/assert.ts';
import { lastDay, parseMonth } from '../../../kernel/calendar/month.ts';
import * as emission from '../emission/index.ts';
import { type Chapter, explain, type Grid, move, versionOf } from './chapter.ts';
import { addPaper, type Places } from './load-boundary.ts';
import { laboratoryPaper, loadSample, loseSample, ownCalorific, recordCoalDays, recordLateReport, sendSample } from './load-laboratory.ts';
import { monthAfter, type Story, type StoryMonth, stateOf } from './story.ts';
import type { StorySample } from './story-turns.ts';

/** Which persona records a symbol: the laboratory its results, the statistician the rest. */
const laboratory = new Set(['C_ar', 'NCV_ar']);
/** Symbols of the coal stream and of the ignition oil; everything else is the unit's own. */
const ofStream: Readonly<Record<string, string>> = { FC: 'coal', C_ar: 'coal', NCV_ar: 'coal', FC_oil: 'diesel' };
/** Worked out by the plant from its readings, as its control plan says. */
const workedOut = new Set(['boiler_heat_gj', 'auxiliary_mwh', 'auxiliary_heat_mwh']);
/** Which file of a month backs which symbols. */
const backing: Readonly<Record<string, 'ledger' | 'lab' | 'production'>> = { FC: 'ledger', C_ar: 'lab', NCV_ar: 'lab' };

function cellsOf(chapter: Chapter, figures: StoryMonth, persona: 'laboratory' | 'statistician') {
  const missing = chapter.told.open.find((o) => o.unit === chapter.unit.code && o.month === figures.month)?.missing ?? [];
  // What a sample gives is adopted from it, not entered.
  const sampled = persona === 'laboratory' && sampleOf(chapter, figures.month) !== undefined;
  // Where coal is kept day by day, the month's figures are weighted by it.
  const weighted = chapter.told.samples.some((one) => one.unit === chapter.unit.code && one.month.startsWith(`${chapter.year}-`));
  return Object.entries(figures).flatMap(([symbol, value]) => {
    if (sampled || symbol === 'month' || missing.includes(symbol) || laboratory.has(symbol) !== (persona === 'laboratory')) return [];
    const stream = chapter.unit.fuelStreams.find((s) => s.code === ofStream[symbol]);
    const calculated = workedOut.has(symbol) || (weighted && laboratory.has(symbol));
    const acquisition = calculated ? 'calculated' : 'measured';
    return [{ month: figures.month, parameter: symbol, fuelStreamId: stream?.id ?? null, value, acquisition }];
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
  papers: Readonly<Record<'ledger' | 'production', string>> & { readonly lab?: string },
  at: string,
): Promise<Grid> {
  const { cast, shelf, told, unit, year } = chapter;
  const bare = told.open.find((o) => o.unit === unit.code && months.includes(o.month))?.without_evidence ?? [];
  const command = emission.attachEvidence(shelf);
  let latest = grid;
  for (const kind of ['ledger', 'lab', 'production'] as const) {
    const cellIds = grid.cells.flatMap((cell) => {
      const symbol = cell.rowKey.slice(cell.rowKey.lastIndexOf('.') + 1);
      const wanted = (backing[symbol] ?? 'production') === kind && months.includes(cell.month) && !bare.includes(symbol);
      return wanted && cell.cellId ? [cell.cellId] : [];
    });
    const add = papers[kind];
    if (cellIds.length > 0 && add !== undefined)
      latest = await cast.act('plant_statistician', at, command, { unitId: unit.id, year, cellIds, add: [add] });
  }
  return latest;
}

/** The sample that the month's carbon rests on: one whose report was there when the month was recorded. */
function sampleOf({ told, unit }: Chapter, month: string): StorySample | undefined {
  return isLate(told, unit.code, month) ? undefined : told.samples.find((one) => one.unit === unit.code && one.month === month);
}

function isLate({ late_report }: Story, unit: string, month: string): boolean {
  return late_report.unit === unit && late_report.month === month;
}

/** The late report: the month, approved and kept unlocked for it, is returned, takes it in, and goes its way again; what it says does not count. */
async function takeInLateReport(chapter: Chapter, grid: Grid, month: string, sample: StorySample, sampleId: string): Promise<void> {
  const { cast, shelf, told, unit, year } = chapter;
  const { returned_at, reason } = told.late_report;
  const back = { unitId: unit.id, month, to: 'draft', version: versionOf(grid, month), reason };
  await cast.act('plant_manager', returned_at, emission.moveMonth(shelf), back);
  await recordLateReport(chapter, month, sampleId, sample);
  const at = monthAfter(month, 12, 10, 1);
  const again = await cast.ask('plant_statistician', at, emission.readMonthGrid(shelf), { unitId: unit.id, year });
  await explain(chapter, again, month, at);
  await move(chapter, again, month, stateOf(told, unit.code, month), 1);
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
  for (const { month } of months) grid = await move(chapter, grid, month, stateOf(chapter.told, unit.code, month));
}

function lastDayOf(month: string): string {
  return lastDay(present(parseMonth(month), `month ${month}`));
}

/** A current month: recorded early in the month after, with its ledger, laboratory report and production report. */
async function loadMonth(chapter: Chapter, figures: StoryMonth, production: string): Promise<void> {
  const { cast, shelving, told, unit } = chapter;
  const { month } = figures;
  const at = monthAfter(month, 5, 10);
  const span = { from: `${month}-01`, to: lastDayOf(month) };
  const ledger = await addPaper(cast, shelving, 'plant_statistician', at, {
    ...span,
    file: `${month}/unit${unit.code}-coal-ledger.xlsx`,
    title: `${unit.name}入炉煤日台账 ${month}`,
    kind: 'consumption_ledger',
  });
  const sample = sampleOf(chapter, month);
  const late = isLate(told, unit.code, month) ? told.samples.find((one) => one.unit === unit.code && one.month === month) : undefined;
  const kept = told.samples.some((one) => one.unit === unit.code);
  await recordCoalDays(chapter, month);
  const waiting = late && (await sendSample(chapter, month, late));
  await loseSample(chapter, month);
  const recorded = await record(chapter, [figures], at);
  if (sample) await loadSample(chapter, month, sample);
  else await ownCalorific(chapter, recorded, month);
  const lab = kept
    ? {}
    : { lab: await addPaper(cast, shelving, 'lab_analyst', monthAfter(month, 11, 10), laboratoryPaper(chapter, month)) };
  const grid = await attach(chapter, recorded, [month], { ledger, production, ...lab }, monthAfter(month, 11, 14));
  await explain(chapter, grid, month, monthAfter(month, 11, 15));
  if (!late || waiting === undefined) {
    await move(chapter, grid, month, stateOf(told, unit.code, month));
    return;
  }
  await takeInLateReport(chapter, await move(chapter, grid, month, 'approved'), month, late, waiting);
}

/** All years and units of the story; those of different units and years run side by side, as they touch nothing in common. */
export async function loadMonths(all: Omit<Chapter, 'unit' | 'year'>, places: Places): Promise<void> {
  const { told, cast, shelving } = all;
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
      const chapter: Chapter = { ...all, unit: present(places.units.get(code), `unit ${code}`), year };
      if (year < Number(told.clock.slice(0, 4)) - 1) await loadPastYear(chapter, months);
      else for (const figures of months) await loadMonth(chapter, figures, await production(figures.month));
    }),
  );
  // A chapter that failed is told only when the others are quiet: nothing writes on into a load that is cleared.
  for (const one of ended) if (one.status === 'rejected') throw one.reason;
}
