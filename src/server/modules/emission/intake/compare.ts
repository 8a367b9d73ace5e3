import { createHash, type Hash } from 'node:crypto';
import { setImmediate as breathe } from 'node:timers/promises';
import type { IntakeEntry } from '../../../../kernel/emission/intake/recipe.ts';
import { intakeFinding, intakeLimits } from '../../../../kernel/emission/intake/table.ts';
import type { Finding } from '../../../../kernel/finding.ts';
import { decimal } from '../../../../kernel/quantity/decimal.ts';
import type { Work } from '../../../work/command.ts';
import type { Shelf } from '../../library/index.ts';
import * as organization from '../../organization/index.ts';
import { type CellDraft, type Prepared, prepareCell } from '../record-activity-data.ts';
import { loadUnitYears, type UnitYear } from '../unit-year.ts';
import type { GatheredParts } from './answer-intake.ts';
import { type UnitYearRows, unitYearRows } from './unit-year-rows.ts';

export type LineState = 'new' | 'changed' | 'unchanged';

/** One value of the file beside the one that counts now. */
export interface Line {
  readonly entry: IntakeEntry;
  readonly data: UnitYear;
  readonly prepared: Prepared;
  readonly state: LineState;
  readonly before: string | null;
}

export interface Compared {
  readonly counts: Record<LineState, number>;
  readonly formulas: number;
  readonly findings: readonly Finding[];
  readonly errors: number;
  readonly months: readonly string[];
  readonly seal: string;
}

interface Hooks {
  /** Every value, unit by unit and year by year. */
  readonly each: (line: Line) => void;
  readonly acquisition?: CellDraft['acquisition'];
}

interface Sums {
  readonly counts: Record<LineState, number>;
  readonly findings: Finding[];
  readonly months: Set<string>;
  readonly hash: Hash;
  formulas: number;
  errors: number;
  done: number;
}

/** Entries in pieces, with a pause between two, so that others are answered meanwhile. */
export async function* piecesOf(parts: readonly Uint8Array[]): AsyncGenerator<readonly IntakeEntry[]> {
  const decoder = new TextDecoder();
  for (const part of parts) {
    const entries: IntakeEntry[] = JSON.parse(decoder.decode(part));
    yield entries;
    await breathe();
  }
}

function draftOf(entry: IntakeEntry, rows: UnitYearRows, acquisition: CellDraft['acquisition']): CellDraft {
  const comment = entry.formula === null ? entry.comment : `${entry.comment} [${entry.formula}]`.trim().slice(0, 1000);
  return {
    month: entry.month,
    parameter: entry.parameter,
    fuelStreamId: rows.streamId(entry.stream),
    value: entry.value,
    unit: entry.unit,
    acquisition,
    comment,
  };
}

/** The units' years a file touches, loaded with a fixed number of statements a year. */
export async function yearsOf(work: Work, shelf: Shelf, gathered: Pick<GatheredParts, 'places'>): Promise<Map<string, UnitYear>> {
  const units = new Map((await organization.allUnits(work)).map((unit) => [unit.id, unit]));
  const found = new Map<string, UnitYear>();
  for (const year of new Set(gathered.places.map((place) => place.year))) {
    const wanted = gathered.places.filter((place) => place.year === year).flatMap((place) => units.get(place.unitId) ?? []);
    for (const data of await loadUnitYears(work, shelf, wanted, year)) found.set(`${data.unit.id} ${year}`, data);
    await breathe();
  }
  return found;
}

/**
 * Puts every value of a file beside the one that counts now: new, changed, unchanged or wrong (unit of measure, range, closed month). The seal is a hash over
 * all of it: an import does what was previewed, or nothing.
 */
export async function compareWithGrid(work: Work, shelf: Shelf, gathered: GatheredParts, hooks: Hooks): Promise<Compared> {
  const years = await yearsOf(work, shelf, gathered);
  const sums: Sums = {
    counts: { new: 0, changed: 0, unchanged: 0 },
    findings: [...gathered.findings],
    months: new Set(),
    hash: createHash('sha256'),
    formulas: 0,
    errors: gathered.errors,
    done: 0,
  };
  let rows: UnitYearRows | undefined;
  for await (const entries of piecesOf(gathered.parts)) {
    for (const entry of entries) {
      const data = years.get(`${entry.unitId} ${Number(entry.month.slice(0, 4))}`);
      if (!data) continue;
      if (data !== rows?.data) rows = unitYearRows(data);
      compareOne(sums, entry, rows, hooks);
    }
  }
  return {
    counts: sums.counts,
    formulas: sums.formulas,
    findings: sums.findings,
    errors: sums.errors,
    months: [...sums.months].sort(),
    seal: sums.hash.digest('hex'),
  };
}

function compareOne(sums: Sums, entry: IntakeEntry, rows: UnitYearRows, hooks: Hooks): void {
  const { data, values } = rows;
  sums.done += 1;
  const faults: Finding[] = [];
  const draft = draftOf(entry, rows, hooks.acquisition ?? 'measured');
  const prepared = rows.prepare(entry, draft) ?? prepareCell(draft, 0, data, faults);
  for (const fault of [...faults, ...yearFaults(data)]) wrong(sums, entry, fault);
  if (prepared === null || prepared.value === null) return;
  const before = values.get(`${prepared.row.key} ${entry.month}`);
  const state: LineState =
    before === undefined || before.value === null ? 'new' : decimal(before.value).eq(decimal(prepared.value)) ? 'unchanged' : 'changed';
  if (state !== 'unchanged' && (data.months.get(entry.month)?.state ?? 'draft') !== 'draft') wrong(sums, entry, closedMonth(entry));
  sums.counts[state] += 1;
  if (entry.formula !== null) sums.formulas += 1;
  sums.months.add(entry.month);
  sums.hash.update(
    `${entry.unitId} ${prepared.row.key} ${entry.month} ${before?.version ?? 0} ${prepared.value} ${entry.value} ${prepared.unit}\n`,
  );
  hooks.each({ entry, data, prepared, state, before: before?.value ?? null });
}

/** A method that does not hold in a year could not show what was written there. */
export function yearFaults({ method, year }: UnitYear): Finding[] {
  const years = method.description.dataYears;
  if (years === null || (year >= years.from && year <= years.to)) return [];
  const [zh, en] = [
    `方法只适用于 ${years.from}–${years.to} 年，${year} 年的数据不能写入`,
    `the method holds for ${years.from}–${years.to}; data of ${year} cannot be written`,
  ];
  return [
    {
      code: 'year_outside_method',
      severity: 'error',
      place: {},
      text: { zh, en },
      cure: {
        zh: '为机组选择适用该年的方法，或从文件中删去这些月份',
        en: 'Choose a method for the unit that holds in that year, or leave these months out',
      },
    },
  ];
}

function closedMonth(entry: IntakeEntry): Finding {
  return {
    code: 'month_not_open',
    severity: 'error',
    place: {},
    text: { zh: `${entry.month} 已提交或批准，不能再写入`, en: `${entry.month} was submitted or approved and takes no values` },
    cure: { zh: '请先退回该月，或从文件中删去它', en: 'Have the month returned first, or leave it out of the file' },
  };
}

const cures: Readonly<Record<string, Finding['cure']>> = {
  unit_mismatch: { zh: '在对应关系中改选计量单位，或更正文件', en: 'Choose another unit of measure in the mapping, or correct the file' },
  out_of_range: { zh: '检查数值与计量单位', en: 'Check the value and its unit of measure' },
};

/** A fault of the grid, told with its place in the file. */
function wrong(sums: Sums, entry: IntakeEntry, fault: Finding): void {
  sums.errors += 1;
  if (sums.findings.length >= intakeLimits.findings) return;
  const where =
    entry.sheet === ''
      ? { zh: entry.cell, en: entry.cell }
      : { zh: `工作表“${entry.sheet}”${entry.cell}`, en: `sheet "${entry.sheet}", ${entry.cell}` };
  const text = { zh: `${where.zh}：${fault.text.zh}`, en: `${where.en}: ${fault.text.en}` };
  const cure = fault.cure ?? cures[fault.code] ?? { zh: '更正后重新导入', en: 'Correct it and import again' };
  sums.findings.push(intakeFinding('error', fault.code, entry, text, cure));
}
