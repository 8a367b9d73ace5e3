import { present } from '../../../kernel/assert.ts';
import { combinedTotals, combineMethods } from '../../../kernel/emission/combine-methods.ts';
import { differences, differsFromFrozen } from '../../../kernel/emission/frozen-differences.ts';
import { type GridRowSpec, gridRows, type Stream } from '../../../kernel/emission/grid.ts';
import { type Completeness, completenessOf, type FilledCell, gridFindings, placeText } from '../../../kernel/emission/grid-findings.ts';
import { type CellValue, type UnitOfYear, yearInput } from '../../../kernel/emission/year-input.ts';
import type { Finding } from '../../../kernel/finding.ts';
import type { Evaluation } from '../../../kernel/method/evaluation.ts';
import { isPowerUnit } from '../../../kernel/organization/unit-sector.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import type { Work } from '../../work/command.ts';
import * as document from '../document/index.ts';
import type { Frozen, Shelf, ShelvedMethod } from '../library/index.ts';
import * as organization from '../organization/index.ts';
import { checkPlausibility } from './check-plausibility.ts';
import { planFindings, plansOfUnits, type UnitPlans } from './control-plan/plans-in-force.ts';
import { loadPapers, type Papers, papersMissing } from './evidence-list/papers.ts';
import { type LaboratoryOfMonth, laboratoryOfUnits } from './laboratory/load.ts';
import { loadPenalties, type UnitPenalties } from './penalty/load-penalties.ts';
import { withPenaltyDays } from './penalty/penalty-text.ts';
import { frozenCalculations, frozenFigures } from './store/calculations.ts';
import { type CurrentCell, cellsOfYear } from './store/cells.ts';
import { type MonthRecord, monthsOfYear, type Reason, reasonsOf } from './store/months.ts';

export const cellObject = 'activity_cell';

/** A unit with everything recorded for one data year. */
export interface UnitYear {
  readonly unit: organization.Unit;
  readonly year: number;
  readonly method: ShelvedMethod;
  /** What looks at the plausibility of the values; null where the method names none. */
  readonly plausibility: ShelvedMethod | null;
  readonly rows: readonly GridRowSpec[];
  readonly cells: readonly (CurrentCell & { rowKey: string; evidenceCount: number })[];
  readonly months: ReadonlyMap<string, MonthRecord>;
  readonly reasons: readonly (Reason & { month: string })[];
  readonly frozen: ReadonlyMap<string, FrozenMonth>;
  /** Meters that measure for the unit, and what their calibrations do to its months. */
  readonly metering: UnitPenalties;
  /** Approved versions of the data quality control plan with the unit's lines. */
  readonly plans: UnitPlans;
  /** What the laboratory's record and the state of files say, by month. */
  readonly laboratory: ReadonlyMap<string, LaboratoryOfMonth>;
  /** The papers its values need; null where the data year does not require them. */
  readonly papers: Papers | null;
}

/** The calculation of a month that was frozen at its submission. */
export interface FrozenMonth {
  readonly calculationId: string;
  readonly contentSha256: string;
}

/** Months of a calendar year as text, January first. */
export function monthsOf(year: number): string[] {
  return Array.from({ length: 12 }, (_, i) => `${year}-${String(i + 1).padStart(2, '0')}`);
}

export function rowsOf(method: ShelvedMethod, unit: organization.Unit): GridRowSpec[] {
  const streams: Stream[] = unit.fuelStreams.map((s) => ({
    id: s.id,
    code: s.code,
    name: { zh: s.name, en: s.nameEn },
    fuelKind: s.fuelKind,
    fuel: s.fuel,
  }));
  return gridRows(
    method.description.records,
    present(method.description.screen, `method ${method.id} has no screen`),
    streams,
    'month',
    'unit',
  );
}

export function methodOf(shelf: Shelf, unit: organization.Unit): ShelvedMethod {
  const method = shelf.method(unit.methodId);
  // A method may lie on the shelf for calculations only: without a screen it has no grid of months.
  if (!method?.description.screen) throw new Refusal('unknown_method', { values: { method: unit.methodId } });
  return method;
}

function grouped<T>(items: readonly T[], keyOf: (item: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group) group.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return groups;
}

/** What a deed on a unit's months leaves as it was, and need not be read again after it in the same transaction. */
type Settled = Pick<UnitYear, 'plans' | 'metering'>;

/** Loads units with their cells, states, reasons and frozen results of one year: a fixed number of statements, however many units. */
export async function loadUnitYears(work: Work, shelf: Shelf, units: readonly organization.Unit[], year: number): Promise<UnitYear[]> {
  const plans = await plansOfUnits(work, units, year);
  const metering = await loadPenalties(
    work,
    units.map((unit) => ({ unit, corrections: methodOf(shelf, unit).description.screen?.corrections ?? [] })),
    year,
    plans,
  );
  const settled = (unitId: string): Settled => ({
    plans: plans.get(unitId) ?? [],
    metering: metering.get(unitId) ?? { meters: [], penalties: [] },
  });
  return await loadMonths(work, shelf, units, year, settled);
}

/** Months with their states, the reasons given in them, and what they were frozen as. */
async function statesOf(work: Work, unitIds: readonly string[], year: number) {
  const { tx, actor } = work;
  const months = await monthsOfYear(tx, actor.organizationId, unitIds, year);
  const reasons = await reasonsOf(
    tx,
    actor.organizationId,
    months.map((m) => m.id),
  );
  const frozen = await frozenCalculations(
    tx,
    actor.organizationId,
    months.flatMap((m) => (m.calculationId ? [m.calculationId] : [])),
  );
  const monthById = new Map(months.map((m) => [m.id, m]));
  return (unitId: string): Pick<UnitYear, 'months' | 'reasons' | 'frozen'> => ({
    months: new Map(months.filter((m) => m.unitId === unitId).map((m) => [m.month, m])),
    reasons: reasons.flatMap((r) => {
      const month = monthById.get(r.monthRecordId);
      return month?.unitId === unitId ? [{ ...r, month: month.month }] : [];
    }),
    frozen: new Map(
      frozen.filter((f) => f.subjectId === unitId).map(({ id, period, contentSha256 }) => [period, { calculationId: id, contentSha256 }]),
    ),
  });
}

async function loadMonths(
  work: Work,
  shelf: Shelf,
  units: readonly organization.Unit[],
  year: number,
  settled: (unitId: string) => Settled,
): Promise<UnitYear[]> {
  const { tx, actor } = work;
  const ids = units.map((unit) => unit.id);
  const cells = await cellsOfYear(tx, actor.organizationId, ids, year);
  const counts = await document.evidenceCounts(
    work,
    cellObject,
    cells.map((cell) => cell.cellId),
  );
  const states = await statesOf(work, ids, year);
  const papers = await loadPapers(work, shelf, year, cells);
  const plans = new Map(ids.map((id) => [id, settled(id).plans]));
  const laboratory = await laboratoryOfUnits(work, shelf, units, year, cells, plans);
  const cellsByUnit = grouped(cells, (cell) => cell.unitId);
  return units.map((unit) => {
    const method = methodOf(shelf, unit);
    const codes = new Map(unit.fuelStreams.map((stream) => [stream.id, stream.code]));
    const keyOf = (cell: CurrentCell) => (cell.fuelStreamId ? `${codes.get(cell.fuelStreamId) ?? '?'}.${cell.parameter}` : cell.parameter);
    return {
      unit,
      year,
      method,
      plausibility: shelf.method(method.description.screen?.plausibility ?? '') ?? null,
      rows: rowsOf(method, unit),
      // The rows are just read and nobody else's: two more fields in them cost a tenth of copies.
      cells: (cellsByUnit.get(unit.id) ?? []).map((cell) =>
        Object.assign(cell, { rowKey: keyOf(cell), evidenceCount: counts.get(cell.cellId) ?? 0 }),
      ),
      laboratory: laboratory.get(unit.id) ?? new Map(),
      papers: papers(unit.methodId),
      ...states(unit.id),
      ...settled(unit.id),
    };
  });
}

/** The same year again after a deed that wrote values or evidence of its months: what plans and calibrations say stands as it was read. */
export async function afterValues(work: Work, shelf: Shelf, data: UnitYear): Promise<UnitYear> {
  const { unit, year, plans, metering } = data;
  return present((await loadMonths(work, shelf, [unit], year, () => ({ plans, metering })))[0], 'the year that was loaded');
}

/** The same year again after a deed that moved its months or gave reasons in them, and touched nothing else. */
export async function afterMove(work: Work, data: UnitYear): Promise<UnitYear> {
  return { ...data, ...(await statesOf(work, [data.unit.id], data.year))(data.unit.id) };
}

export async function loadUnitYear(work: Work, shelf: Shelf, unitId: string, year: number): Promise<UnitYear> {
  const unit = await organization.findUnit(work, unitId);
  return present((await loadUnitYears(work, shelf, [unit], year))[0], 'a unit that was found');
}

/** What the method may ask of a unit. The method's two classes of coal unit follow from the allocation class. */
function attributesOf(unit: organization.Unit): Record<string, string> {
  if (!isPowerUnit(unit)) return {};
  return {
    capacity_mw: unit.capacityMw,
    unit_class: unit.unitClass === 'non_conventional_coal' ? 'non_conventional' : 'conventional',
    boiler_type: unit.boilerType === 'pulverized' || unit.boilerType === 'cfb' ? unit.boilerType : '',
  };
}

/** Keys of units calculated together: the unit's code, with the start of its id where two plants use the same code. */
export function unitKeys(units: readonly organization.Unit[]): Map<string, string> {
  const uses = new Map<string, number>();
  for (const unit of units) uses.set(unit.code, (uses.get(unit.code) ?? 0) + 1);
  return new Map(units.map((unit) => [unit.id, (uses.get(unit.code) ?? 0) > 1 ? `${unit.code}-${unit.id.slice(-6)}` : unit.code]));
}

/** What goes into a method's input of a unit's year under this key: attributes, values, factors from calibrations. */
export function inputOf(data: UnitYear, key: string): UnitOfYear {
  const cells: CellValue[] = [];
  for (const { rowKey, month, value, unit, datumId } of data.cells)
    if (value !== null) cells.push({ rowKey, month, value, unit, ref: datumId });
  return { key, attributes: attributesOf(data.unit), rows: data.rows, cells, applied: data.metering.penalties };
}

export interface CalculatedYear {
  readonly evaluation: Evaluation;
  readonly keys: ReadonlyMap<string, string>;
  readonly input: Record<string, unknown>;
  /** Symbols of the entity's totals among the outputs. */
  readonly totals: { readonly emission: string; readonly obligation: string };
}

export interface CalculateOptions {
  /** Whether submitted months keep their frozen values; yes unless said otherwise. */
  readonly pinned?: boolean;
  /** Whether the derivation's nodes are wanted; they cost more than the numbers. */
  readonly derivation?: boolean;
}

/** The months of these units that were submitted: what each is called, and how their figures are read when they are needed. */
function frozenOf(work: Work, units: readonly UnitYear[], keys: ReadonlyMap<string, string>): Frozen {
  const months = units.flatMap((data) => {
    const unit = present(keys.get(data.unit.id), 'unit key');
    return [...data.frozen].map(([month, { calculationId, contentSha256 }]) => ({ unit, month, calculationId, contentSha256 }));
  });
  return {
    names: months.map((m) => `${m.unit} ${m.month} ${m.calculationId} ${m.contentSha256}`).sort(),
    load: async () => {
      const unitOf = new Map(months.map((m) => [m.calculationId, m.unit]));
      const found = await frozenFigures(work.tx, work.actor.organizationId, [...unitOf.keys()]);
      return found.map(({ id, figures }) => ({ unit: present(unitOf.get(id), 'a frozen month'), from: id, figures }));
    },
  };
}

/**
 * Evaluates one method over the units that share it. Months that were submitted keep the results frozen then: their values are pinned, so that a later
 * edition of a rule or factor does not move them; what a fresh evaluation would give instead is told as a finding.
 */
async function calculateMethod(
  work: Work,
  units: readonly UnitYear[],
  keys: ReadonlyMap<string, string>,
  options: CalculateOptions,
): Promise<Pick<CalculatedYear, 'evaluation' | 'input'>> {
  const { method, year } = present(units[0], 'a calculation without units');
  const unitInputs = units.map((u) => inputOf(u, present(keys.get(u.unit.id), 'unit key')));
  const input = yearInput(year, unitInputs, method.description.records);
  const derivation = options.derivation ?? false;
  if (!(options.pinned ?? true)) return { evaluation: await method.evaluate(input, { derivation }), input };
  const evaluated = await method.evaluate(input, { frozen: frozenOf(work, units, keys), derivation });
  const implausible = await checkPlausibility(work, units, keys, evaluated);
  const pinned = implausible.length > 0 ? { ...evaluated, findings: [...evaluated.findings, ...implausible] } : evaluated;
  if (!pinned.findings.some((f) => f.code === differsFromFrozen)) return { evaluation: pinned, input };
  // Seldom: what the month's emission would be is told as well, and only an evaluation without pins knows it.
  const today = await method.evaluate(input, { derivation: false });
  const told = new Set(pinned.findings.map((f) => `${f.code} ${placeText(f)}`));
  const more = differences(method.description.screen?.month_emission ?? '', pinned.outputs, today.outputs);
  const findings = [...pinned.findings, ...more.filter((f) => !told.has(`${f.code} ${placeText(f)}`))];
  return { evaluation: { ...pinned, findings }, input };
}

/**
 * Evaluates these units, each by its own method. Where there are several, the evaluations stand together in one: `method`, `dataYear` and the derivation's head are
 * of the first unit's method, and so is `input`.
 */
export async function calculateYear(work: Work, units: readonly UnitYear[], options: CalculateOptions = {}): Promise<CalculatedYear> {
  const keys = unitKeys(units.map((u) => u.unit));
  const screenOf = ({ method }: UnitYear) => present(method.description.screen, 'a method with a screen');
  const parts = [];
  for (const id of new Set(units.map(({ method }) => method.id))) {
    const own = units.filter(({ method }) => method.id === id);
    const { entity_emission: emission, obligation } = screenOf(present(own[0], 'a unit of the method'));
    parts.push({ ...(await calculateMethod(work, own, keys, options)), emission, obligation });
  }
  const [first, ...others] = parts;
  const { evaluation, input, emission, obligation } = present(first, 'a calculation without units');
  if (others.length === 0) return { evaluation, keys, input, totals: { emission, obligation } };
  return { evaluation: combineMethods(parts), keys, input, totals: combinedTotals };
}

export interface MonthStanding {
  readonly month: string;
  readonly record: MonthRecord | null;
  readonly empty: boolean;
  readonly completeness: Completeness;
  readonly findings: readonly Finding[];
  readonly errors: number;
  readonly warnings: number;
  readonly unexplained: number;
  readonly enteredBy: ReadonlySet<string>;
}

/** What each month of the year lacks and says. A month in which nothing was recorded has no findings yet. */
export function monthStandings(data: UnitYear, evaluation: Evaluation, unitKey: string): MonthStanding[] {
  const fallback = new Set(data.method.description.screen?.fallback ?? []);
  return monthsOf(data.year).map((month) => {
    const cells = data.cells.filter((cell) => cell.month === month);
    const filled: FilledCell[] = cells.map((cell) => ({
      rowKey: cell.rowKey,
      month,
      value: cell.value,
      evidenceCount: cell.evidenceCount,
    }));
    const own = evaluation.findings.filter((f) => f.place.at?.month === month && (f.place.at.unit ?? unitKey) === unitKey);
    const begun = cells.some((cell) => cell.value !== null);
    const told = own.map((f) => withPenaltyDays(f, data.metering.penalties, data.metering.meters));
    const laboratory = data.laboratory.get(month);
    const tested = cells.map((cell) =>
      cell.acquisition === 'calculated' && laboratory?.gives.has(cell.rowKey) ? { ...cell, acquisition: 'tested' } : cell,
    );
    const deviations = planFindings(data.plans, data.rows, tested, month);
    const missing = gridFindings(data.rows, filled, month, fallback);
    const findings = begun ? [...told, ...missing, ...deviations, ...(laboratory?.findings ?? []), ...papersMissing(data, month)] : [];
    const explained = new Set(data.reasons.filter((r) => r.month === month).map((r) => `${r.code} ${r.place}`));
    const warnings = findings.filter((f) => f.severity === 'warning');
    return {
      month,
      record: data.months.get(month) ?? null,
      empty: !begun,
      completeness: completenessOf(data.rows, filled),
      findings,
      errors: findings.filter((f) => f.severity === 'error').length,
      warnings: warnings.length,
      unexplained: warnings.filter((f) => !explained.has(`${f.code} ${placeText(f)}`)).length,
      // Taking a value away is a hand in the month as much as giving one.
      enteredBy: new Set([...cells.map((cell) => cell.recordedBy), ...(laboratory?.hands ?? [])]),
    };
  });
}
