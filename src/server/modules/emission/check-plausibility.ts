import { present } from '../../../kernel/assert.ts';
import { streamKey } from '../../../kernel/emission/grid.ts';
import { type CheckedUnit, type CheckedValue, plausibilityFindings, plausibilityInput } from '../../../kernel/emission/plausibility.ts';
import type { Finding } from '../../../kernel/finding.ts';
import type { Evaluation } from '../../../kernel/method/evaluation.ts';
import { isPowerUnit } from '../../../kernel/organization/unit-sector.ts';
import type { Work } from '../../work/command.ts';
import { valuesOfYear } from './store/cells.ts';
import type { UnitYear } from './unit-year.ts';

/** Parameters that are looked at beside the same month of last year. */
const compared = ['FC', 'generation_mwh'];

function valuesOf(data: UnitYear): CheckedValue[] {
  const rows = new Map(data.rows.map((row) => [row.key, row]));
  return data.cells.flatMap((cell) => {
    const row = rows.get(cell.rowKey);
    if (!row || cell.value === null) return [];
    return [{ parameter: cell.parameter, stream: row.stream ? streamKey(row.stream) : null, month: cell.month, value: cell.value }];
  });
}

/** Carbon dry and ash-free as the laboratory's samples give it, beside the values recorded. */
function laboratoryValues(data: UnitYear): CheckedValue[] {
  const streams = new Map(data.rows.flatMap((row) => (row.stream ? [[row.stream.id, streamKey(row.stream)] as const] : [])));
  return [...data.laboratory].flatMap(([month, { carbonDaf }]) =>
    [...carbonDaf].flatMap(([streamId, { value }]) => {
      const stream = streams.get(streamId);
      return stream === undefined ? [] : [{ parameter: 'C_daf', stream, month, value }];
    }),
  );
}

/**
 * The month's carbon outside its range names its sample where it is of one alone, and is left out where that sample says the same in the laboratory's findings.
 */
function withSamples(findings: readonly Finding[], units: readonly UnitYear[], keys: ReadonlyMap<string, string>): Finding[] {
  return findings.flatMap((finding) => {
    const { unit, month = '', coal } = finding.place.at ?? {};
    if (finding.code !== 'carbon_daf_out_of_range') return [finding];
    const data = units.find((one) => keys.get(one.unit.id) === unit);
    const stream = data?.rows.find((row) => row.stream && streamKey(row.stream) === coal)?.stream;
    const told = data?.laboratory.get(month);
    const [sample, ...others] = (stream && told?.carbonDaf.get(stream.id)?.samples) ?? [];
    if (!sample || others.length > 0) return [finding];
    if (told?.findings.some((one) => one.code === 'coal_carbon_implausible' && one.place.at?.sample === sample.number)) return [];
    const at = { ...finding.place.at, sample: sample.number, sampleId: sample.sampleId };
    return [{ ...finding, place: { ...finding.place, at } }];
  });
}

/** What the experience values and cross-checks of the verification guide say of these units' months (power-mrv.md §4); no emission changes by it. */
export async function checkPlausibility(
  work: Work,
  units: readonly UnitYear[],
  keys: ReadonlyMap<string, string>,
  evaluation: Evaluation,
): Promise<Finding[]> {
  const [first] = units;
  const checks = first?.plausibility;
  if (!first || !checks) return [];
  const ids = units.map((data) => data.unit.id);
  const before = await valuesOfYear(work.tx, work.actor.organizationId, ids, first.year - 1, compared);
  const heat = evaluation.outputs.filter((o) => o.symbol === 'fuel_heat_gj' && o.value !== null);
  const checked = units.flatMap((data): CheckedUnit[] => {
    // The checks are those of the power industry's verification guide.
    if (!isPowerUnit(data.unit)) return [];
    const key = present(keys.get(data.unit.id), 'unit key');
    const streams = data.rows.flatMap((row) => (row.stream ? [row.stream] : []));
    const keyOf = new Map(streams.map((stream) => [stream.id, streamKey(stream)]));
    const own: CheckedUnit = {
      key,
      capacityMw: data.unit.capacityMw,
      product: data.unit.product,
      streams: [...new Set(streams)].map((stream) => ({ kind: stream.fuelKind, key: streamKey(stream), fuel: stream.fuel })),
      values: [...valuesOf(data), ...laboratoryValues(data)],
      before: before
        .filter((one) => one.unitId === data.unit.id)
        .map(({ parameter, fuelStreamId, month, value }) => ({
          parameter,
          month,
          value,
          stream: fuelStreamId && (keyOf.get(fuelStreamId) ?? null),
        })),
      fuelHeat: new Map(heat.flatMap((o) => (o.at.unit === key && o.at.month && o.value !== null ? [[o.at.month, o.value] as const] : []))),
    };
    return [own];
  });
  if (checked.every((unit) => unit.values.length === 0)) return [];
  const { findings } = await checks.evaluate(plausibilityInput(checked), { derivation: false });
  return withSamples(plausibilityFindings(findings, evaluation.findings), units, keys);
}
