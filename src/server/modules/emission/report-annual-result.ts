import type { z } from 'zod';
import { type annualResult, emissionEndpoints } from '../../../contract/emission.ts';
import { present } from '../../../kernel/assert.ts';
import type { Screen } from '../../../kernel/emission/grid.ts';
import { query, type Work } from '../../work/command.ts';
import type { Shelf } from '../library/index.ts';
import * as organization from '../organization/index.ts';
import { approvedCorrections } from './correction/approved-corrections.ts';
import { mutable } from './grid-view.ts';
import { type NumberWithPlace, noNumber, numberOf, outputIndex, yearlyOutputs } from './numbers.ts';
import { type CalculatedYear, calculateYear, loadUnitYears, type MonthStanding, monthStandings, type UnitYear } from './unit-year.ts';

type Result = z.input<typeof annualResult>;
type UnitResult = Result['units'][number];
type Pick = ReturnType<typeof outputIndex>;

interface Year {
  readonly units: readonly UnitYear[];
  readonly calculated: CalculatedYear;
  readonly pick: Pick;
}

const nothing = { zh: '无数据', en: 'No data' };

async function yearOf(work: Work, shelf: Shelf, units: readonly organization.Unit[], year: number): Promise<Year | null> {
  const data = await loadUnitYears(work, shelf, units, year);
  const begun = data.filter((unit) => unit.cells.some((cell) => cell.value !== null));
  if (begun.length === 0) return null;
  const calculated = await calculateYear(work, begun);
  return { units: begun, calculated, pick: outputIndex(calculated.evaluation) };
}

function screenOf(data: UnitYear): Screen {
  return present(data.method.description.screen, 'a method with a screen');
}

function sourcesOf(data: UnitYear, year: Year, key: string): UnitResult['sources'] {
  return screenOf(data).sources.flatMap((symbol) =>
    yearlyOutputs(year.calculated.evaluation, symbol, key).map((output) => {
      const stream = streamOf(data, output.at);
      return { name: stream ? { zh: stream.name, en: stream.nameEn } : output.title, emission: numberOf(output) };
    }),
  );
}

/** The stream an output belongs to; undefined for one of the unit itself. */
function streamOf(data: UnitYear, at: Readonly<Record<string, string>>): UnitYear['unit']['fuelStreams'][number] | undefined {
  return data.unit.fuelStreams.find((s) => at[s.fuelKind] === (s.fuelKind === 'coal' ? s.code : s.fuel));
}

/** Facts of the year, those of a fuel once for each stream. */
function factsOf(data: UnitYear, year: Year, key: string): NumberWithPlace[] {
  return screenOf(data).facts.flatMap((symbol) =>
    yearlyOutputs(year.calculated.evaluation, symbol, key)
      .filter((output) => output.value !== null)
      .map((output) => {
        const stream = streamOf(data, output.at);
        const { title } = output;
        return {
          ...numberOf(output),
          title: stream ? { zh: `${stream.name} · ${title.zh}`, en: `${stream.nameEn} · ${title.en}` } : title,
        };
      }),
  );
}

function unitResult(data: UnitYear, year: Year, previous: Year | null, standings: readonly MonthStanding[]): UnitResult {
  const key = present(year.calculated.keys.get(data.unit.id), 'unit key');
  const screen = screenOf(data);
  const at = { unit: key };
  const pickAll = (symbols: readonly string[]): NumberWithPlace[] =>
    symbols.flatMap((symbol) => {
      const output = year.pick(symbol, at);
      return output && output.value !== null ? [numberOf(output)] : [];
    });
  const before = previous?.calculated.keys.get(data.unit.id);
  const total = year.pick(screen.unit_emission, at);
  const earlier = before ? previous?.pick(screen.unit_emission, { unit: before }) : undefined;
  const monthly = standings.map((standing) => {
    const emission = year.pick(screen.month_emission, { ...at, month: standing.month });
    const intensity = screen.month_intensity ? year.pick(screen.month_intensity, { ...at, month: standing.month }) : undefined;
    const lastYear = `${data.year - 1}${standing.month.slice(4)}`;
    return {
      month: standing.month,
      emission: emission ? numberOf(emission) : noNumber(nothing, 'tCO2'),
      previous: (before ? previous?.pick(screen.month_emission, { unit: before, month: lastYear })?.value : null) ?? null,
      intensity: intensity ? numberOf(intensity) : null,
      state: standing.record?.state ?? ('draft' as const),
    };
  });
  const own = (item: { at?: Readonly<Record<string, string>> | undefined }) => item.at?.unit === undefined || item.at.unit === key;
  return {
    unitId: data.unit.id,
    unitName: { zh: data.unit.name, en: data.unit.nameEn },
    entityId: data.unit.entityId,
    total: total ? numberOf(total) : noNumber(nothing, 'tCO2'),
    previousTotal: earlier ? numberOf(earlier) : null,
    intensities: pickAll(screen.intensities),
    facts: factsOf(data, year, key),
    monthly,
    sources: sourcesOf(data, year, key),
    findings: [
      ...year.calculated.evaluation.findings.filter((f) => f.place.at?.month === undefined && own(f.place)),
      ...standings.flatMap((s) => s.findings),
    ].map(mutable),
    conventions: year.calculated.evaluation.conventions.filter(own).map((c) => ({ ...c, at: { ...c.at } })),
  };
}

/** Completeness over all units and months: what is there, what has evidence, what is approved. */
export function overallCompleteness(all: readonly MonthStanding[]): Result['completeness'] {
  const sum = (of: (s: MonthStanding) => number) => all.reduce((total, standing) => total + of(standing), 0);
  const approved = (s: MonthStanding) => s.record?.state === 'approved' || s.record?.state === 'locked';
  return {
    given: sum((s) => s.completeness.given),
    required: sum((s) => s.completeness.required),
    evidenced: sum((s) => s.completeness.evidenced),
    approvedMonths: all.filter(approved).length,
    allMonths: all.length,
  };
}

/** An entity's year: the reported total, the obligation, and each unit with its months, sources and intensities; every number carries its place. */
export function reportAnnualResult(shelf: Shelf) {
  return query({
    name: 'emission.report-annual-result',
    action: 'emission.read',
    input: emissionEndpoints.readAnnualResult.params,
    run: async (work, { entityId, year }): Promise<Result> => {
      const entity = await organization.findEntity(work, entityId);
      await work.permit('emission.read', entityId);
      const units = await organization.unitsBelow(work, entityId);
      const now = await yearOf(work, shelf, units, year);
      const before = await yearOf(work, shelf, units, year - 1);
      const name = { entityId, entityName: { zh: entity.name, en: entity.nameEn }, year };
      if (!now) {
        const none = noNumber(nothing, 'tCO2');
        const completeness = { given: 0, required: 0, evidenced: 0, approvedMonths: 0, allMonths: units.length * 12 };
        return { ...name, total: none, obligation: none, previousTotal: null, completeness, units: [], findings: [], corrected: [] };
      }
      const standings = new Map(
        now.units.map((u) => [u.unit.id, monthStandings(u, now.calculated.evaluation, now.calculated.keys.get(u.unit.id) ?? '')]),
      );
      const total = now.pick(now.calculated.totals.emission);
      const obligation = now.pick(now.calculated.totals.obligation);
      const previousTotal = before?.pick(before.calculated.totals.emission);
      return {
        ...name,
        total: total ? numberOf(total) : noNumber(nothing, 'tCO2'),
        obligation: obligation ? numberOf(obligation) : noNumber(nothing, 'tCO2'),
        previousTotal: previousTotal ? numberOf(previousTotal) : null,
        completeness: overallCompleteness([...standings.values()].flat()),
        units: now.units.map((data) => unitResult(data, now, before, standings.get(data.unit.id) ?? [])),
        findings: now.calculated.evaluation.findings.filter((f) => f.place.at?.unit === undefined).map(mutable),
        corrected: await approvedCorrections(work, units, year),
      };
    },
  });
}
