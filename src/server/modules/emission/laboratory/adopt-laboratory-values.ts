import { z } from 'zod';
import { laboratoryEndpoints } from '../../../../contract/laboratory.ts';
import { Decimal, print } from '../../../../kernel/quantity/decimal.ts';
import { Refusal } from '../../../../kernel/refusal.ts';
import { command, type Work } from '../../../work/command.ts';
import * as document from '../../document/index.ts';
import type { Shelf } from '../../library/index.ts';
import { attachEvidence } from '../attach-evidence.ts';
import { contentHash } from '../move-month.ts';
import { recordActivityData } from '../record-activity-data.ts';
import { lockUnitYear } from '../store/cells.ts';
import { afterValues, loadUnitYear, type UnitYear } from '../unit-year.ts';
import { sampleObject } from './load.ts';
import { refuseClosedMonth } from './sample-fields.ts';
import { type Adoption, insertAdoption } from './store.ts';
import { type LoadedCoalMonth, laboratoryMonthView, loadCoalMonth } from './views.ts';

const endpoint = laboratoryEndpoints.adoptLaboratoryValues;

/** Digits a cell keeps; the form rounds for display only. */
const keptDigits = 28;

function valuesOf({ assessed }: LoadedCoalMonth): { parameter: string; value: string }[] {
  return (['C_ar', 'NCV_ar'] as const).flatMap((parameter) => {
    const value = assessed.result[parameter];
    return value === null ? [] : [{ parameter, value: print(new Decimal(value), keptDigits) }];
  });
}

async function keepAdoption(
  work: Work,
  loaded: LoadedCoalMonth,
  data: UnitYear,
  fuelStreamId: string,
  month: string,
  values: readonly { parameter: string; value: string }[],
): Promise<void> {
  const { assessed, facts } = loaded;
  const method = { id: assessed.method.id, version: assessed.method.version, sha256: assessed.method.sha256 };
  const { derivation, ...result } = assessed.weighting ?? { derivation: null };
  const counted = facts.samples.filter((one) => assessed.valid(one)).map((one) => one.versionId);
  const cells = values.map(({ parameter, value }) => {
    const cell = data.cells.find((one) => one.fuelStreamId === fuelStreamId && one.month === month && one.parameter === parameter);
    return { parameter, value, datumId: cell?.datumId ?? '' };
  });
  const adoption: Adoption = {
    id: work.newId(),
    unitId: data.unit.id,
    fuelStreamId,
    month,
    method,
    input: assessed.weightingInput,
    result,
    derivation,
    contentSha256: contentHash({ method, period: month, input: assessed.weightingInput, result, derivation }),
    data: cells,
    sampleVersions: counted,
    recordedAt: work.now,
    recordedBy: work.actor.personId,
    recordedByName: work.actor.name,
  };
  await insertAdoption(work.tx, work.actor.organizationId, adoption);
  work.record({
    kind: 'laboratory.adopted',
    objectType: 'laboratory_adoption',
    objectId: adoption.id,
    objectVersion: 1,
    content: {
      unit_id: data.unit.id,
      fuel_stream_id: fuelStreamId,
      month,
      method,
      data: cells,
      sample_versions: counted,
      content_sha256: adoption.contentSha256,
    },
  });
}

/** The reports behind the samples that count, as evidence of the cells that rest on them. */
async function attachReports(
  work: Work,
  shelf: Shelf,
  loaded: LoadedCoalMonth,
  data: UnitYear,
  fuelStreamId: string,
  month: string,
): Promise<void> {
  const counted = loaded.facts.samples.filter((one) => loaded.assessed.valid(one)).map((one) => one.sampleId);
  const evidence = await document.evidenceOf(work, sampleObject, counted);
  const add = [...new Set([...evidence.values()].flat().map((one) => one.id))].slice(0, 50);
  const cellIds = data.cells.flatMap((one) =>
    one.fuelStreamId === fuelStreamId &&
    one.month === month &&
    (one.parameter === 'C_ar' || one.parameter === 'NCV_ar') &&
    one.value !== null
      ? [one.cellId]
      : [],
  );
  if (add.length === 0 || cellIds.length === 0) return;
  await attachEvidence(shelf).run(work, { unitId: data.unit.id, year: data.year, cellIds, add, remove: [], kinds: ['lab_report'] });
}

/**
 * Takes the laboratory's values of a month into its cells: written by the same command as any entry, as `calculated`, with the derivation kept beside it and
 * the reports attached (A.8). Refused where no test is valid: then the month takes the default of its data year.
 */
export function adoptLaboratoryValues(shelf: Shelf) {
  return command({
    name: 'laboratory.adopt-values',
    action: 'emission.record',
    input: z.strictObject({ ...endpoint.params.shape, ...endpoint.body.shape }),
    run: async (work, { unitId, fuelStreamId, month }) => {
      const year = Number(month.slice(0, 4));
      await lockUnitYear(work.tx, unitId, year);
      const data = await loadUnitYear(work, shelf, unitId, year);
      await work.permit('emission.record', data.unit.entityId);
      refuseClosedMonth(data, month);
      const loaded = await loadCoalMonth(work, shelf, data, fuelStreamId, month, true);
      const values = valuesOf(loaded);
      if (values.length === 0) throw new Refusal('wrong_state', { values: { month, state: 'no_valid_report' } });
      const { method } = loaded.assessed;
      const comment = `化验加权 ${method.id} v${method.version} · laboratory, weighted`;
      await recordActivityData(shelf).run(work, {
        unitId,
        year,
        cells: values.map((one) => ({ month, fuelStreamId, ...one, acquisition: 'calculated' as const, comment })),
      });
      const after = await afterValues(work, shelf, data);
      await attachReports(work, shelf, loaded, after, fuelStreamId, month);
      await keepAdoption(work, loaded, after, fuelStreamId, month, values);
      return await laboratoryMonthView(work, shelf, after, fuelStreamId, month);
    },
  });
}
