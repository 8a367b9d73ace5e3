import type { z } from 'zod';
import { type uncertaintyDraft, uncertaintyEndpoints } from '../../../../contract/uncertainty.ts';
import { decimal, print } from '../../../../kernel/quantity/decimal.ts';
import { Refusal } from '../../../../kernel/refusal.ts';
import { query, type Work } from '../../../work/command.ts';
import type { Shelf } from '../../library/index.ts';
import * as organization from '../../organization/index.ts';
import { yearlyOutputs } from '../numbers.ts';
import { calculateYear, loadUnitYears, type UnitYear } from '../unit-year.ts';
import { yearsBefore } from './store.ts';
import { type UsualParameter, usualFor } from './usual.ts';

export type Draft = z.input<typeof uncertaintyDraft>;
type DraftSource = Draft['sources'][number];
type DraftParameter = DraftSource['parameters'][number];

/** What the uncertainty commands rest on. */
export interface UncertaintyParts {
  readonly shelf: Shelf;
  readonly usual: readonly UsualParameter[];
}

/** Significant digits of a source's value: more than any uncertainty can use, and never too long for the wire. */
const figureDigits = 24;

interface MeterAccuracy {
  readonly parameter: string;
  readonly percent: string;
  readonly name: { readonly zh: string; readonly en: string };
}

async function accuraciesOf(work: Work, unitId: string): Promise<MeterAccuracy[]> {
  const meters = await organization.meterRecordsOf(work, unitId);
  return meters.flatMap(({ parameter, accuracyPct, accuracyClass, name, nameEn, unitId: own }) =>
    own !== null && accuracyPct !== null && Number(accuracyPct) > 0
      ? [{ parameter, percent: accuracyPct, name: { zh: `${name}（${accuracyClass} 级）`, en: `${nameEn} (class ${accuracyClass})` } }]
      : [],
  );
}

function parameterOf(usual: UsualParameter, meters: readonly MeterAccuracy[]): DraftParameter {
  const fitting = meters.filter((one) => one.parameter === usual.meter).sort((a, b) => Number(b.percent) - Number(a.percent));
  const [meter] = fitting;
  const percent = usual.percent ?? '0';
  return {
    name: usual.name,
    title: usual.title,
    kind: usual.kind,
    lowerPercent: meter?.percent ?? usual.lower ?? percent,
    upperPercent: meter?.percent ?? usual.upper ?? percent,
    distribution: usual.distribution,
    greatestMultiple: usual.greatest ?? null,
    group: usual.group ?? null,
    from: meter ? 'meter' : 'list',
    source: meter ? { ...meter.name } : usual.document,
    confidence: usual.confidence,
  };
}

/** The sources of one unit's year: one for each stream that emits, named by unit and stream. */
async function sourcesOf(
  work: Work,
  parts: UncertaintyParts,
  data: UnitYear,
  totals: Awaited<ReturnType<typeof calculateYear>>,
): Promise<DraftSource[]> {
  const key = totals.keys.get(data.unit.id) ?? '';
  const meters = await accuraciesOf(work, data.unit.id);
  const symbols = data.method.description.screen?.sources ?? [];
  return symbols.flatMap((symbol) =>
    yearlyOutputs(totals.evaluation, symbol, key).flatMap((output): DraftSource[] => {
      if (output.value === null || output.value === '0') return [];
      const stream = data.unit.fuelStreams.find((s) => output.at[s.fuelKind] === (s.fuelKind === 'coal' ? s.code : s.fuel));
      const given = new Set(
        data.cells.filter((cell) => cell.value !== null && cell.fuelStreamId === (stream?.id ?? null)).map((cell) => cell.parameter),
      );
      const title = stream
        ? { zh: `${data.unit.name} · ${stream.name}`, en: `${data.unit.nameEn} · ${stream.nameEn}` }
        : { zh: `${data.unit.name} · ${output.title.zh}`, en: `${data.unit.nameEn} · ${output.title.en}` };
      const usual = usualFor(parts.usual, { symbol, fuel: stream?.fuel ?? '', given });
      return [
        {
          name: `${key}:${stream?.code ?? symbol}`,
          title,
          unitId: data.unit.id,
          value: print(decimal(output.value), figureDigits),
          unit: output.unit,
          baseValue: null,
          parameters: usual.map((one) => parameterOf(one, meters)),
        },
      ];
    }),
  );
}

/** The entity's sources of a year with the uncertainties usual for them; the caller has checked permission. */
export async function sourcesOfYear(
  work: Work,
  parts: UncertaintyParts,
  entityId: string,
  year: number,
  unitId: string | null,
): Promise<DraftSource[]> {
  const units = (await organization.unitsBelow(work, entityId)).filter((unit) => unitId === null || unit.id === unitId);
  if (unitId !== null && units.length === 0) throw new Refusal('not_found', { values: { what: 'unit' } });
  const data = (await loadUnitYears(work, parts.shelf, units, year)).filter((unit) => unit.cells.some((cell) => cell.value !== null));
  const sources: DraftSource[] = [];
  if (data.length > 0) {
    const totals = await calculateYear(work, data);
    for (const unit of data) sources.push(...(await sourcesOf(work, parts, unit, totals)));
  }
  return sources;
}

/** Each source with what it was in the base year: a source of one of the two years only is zero in the other (IPCC 2006 vol. 1 table 3.2, columns C and D). */
function besideBase(now: readonly DraftSource[], then: readonly DraftSource[]): DraftSource[] {
  const before = new Map(then.map((one) => [one.name, one.value]));
  const names = new Set(now.map((one) => one.name));
  return [
    ...now.map((one) => ({ ...one, baseValue: before.get(one.name) ?? '0' })),
    ...then.filter((one) => !names.has(one.name)).map((one) => ({ ...one, value: '0', baseValue: one.value })),
  ];
}

/** Sources and usual uncertainties of a year, as a beginning for an analysis (A.9). */
export function readUncertaintyDraft(parts: UncertaintyParts) {
  const endpoint = uncertaintyEndpoints.readUncertaintyDraft;
  return query({
    name: 'uncertainty.read-draft',
    action: 'emission.read',
    input: endpoint.params.extend(endpoint.query.shape),
    run: async (work, { entityId, year, unitId = null, baseYear }) => {
      await organization.findEntity(work, entityId);
      await work.permit('emission.read', entityId);
      const now = await sourcesOfYear(work, parts, entityId, year, unitId);
      const units = (await organization.unitsBelow(work, entityId)).filter((unit) => unitId === null || unit.id === unitId);
      const baseYears = await yearsBefore(
        work.tx,
        work.actor.organizationId,
        units.map((unit) => unit.id),
        year,
      );
      const then = baseYear !== undefined && baseYear < year ? await sourcesOfYear(work, parts, entityId, baseYear, unitId) : [];
      const told = then.length > 0 && baseYear !== undefined;
      return { entityId, year, unitId, baseYear: told ? baseYear : null, baseYears, sources: told ? besideBase(now, then) : now };
    },
  });
}
