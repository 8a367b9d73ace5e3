import { Refusal } from '../../../../kernel/refusal.ts';
import type { Work } from '../../../work/command.ts';
import * as document from '../../document/index.ts';
import type { Shelf } from '../../library/index.ts';
import { lockUnitYear } from '../store/cells.ts';
import { loadUnitYear, type UnitYear } from '../unit-year.ts';
import { sampleObject } from './load.ts';
import { refuseClosedMonth } from './sample-fields.ts';
import { type SampleVersion, versionsOfSample } from './store.ts';
import { type CoalSampleView, loadCoalMonth, sampleView } from './views.ts';

/** `not_found` when the organization has no such sample. */
export async function findVersions(work: Work, sampleId: string): Promise<readonly [SampleVersion, ...SampleVersion[]]> {
  const [latest, ...earlier] = await versionsOfSample(work.tx, work.actor.organizationId, sampleId);
  if (!latest) throw new Refusal('not_found', { values: { what: 'coal_sample', id: sampleId } });
  return [latest, ...earlier];
}

/** The sample as it stands, its year locked, its month open; `conflict` where somebody wrote a version meanwhile. */
export async function openSample(
  work: Work,
  shelf: Shelf,
  sampleId: string,
  version: number,
): Promise<{ data: UnitYear; before: SampleVersion }> {
  const [{ unitId, month }] = await findVersions(work, sampleId);
  const year = Number(month.slice(0, 4));
  await lockUnitYear(work.tx, unitId, year);
  const data = await loadUnitYear(work, shelf, unitId, year);
  await work.permit('laboratory.record', data.unit.entityId);
  const [before] = await findVersions(work, sampleId);
  if (before.withdrawn) throw new Refusal('wrong_state', { values: { state: 'withdrawn', number: before.number } });
  if (before.version !== version) throw new Refusal('conflict', { values: { number: before.number } });
  refuseClosedMonth(data, month);
  return { data, before };
}

/** How a sample looks after something was written. */
export async function viewOfSample(
  work: Work,
  shelf: Shelf,
  sample: Pick<SampleVersion, 'sampleId' | 'unitId' | 'fuelStreamId' | 'month'>,
): Promise<CoalSampleView> {
  const data = await loadUnitYear(work, shelf, sample.unitId, Number(sample.month.slice(0, 4)));
  const { assessed } = await loadCoalMonth(work, shelf, data, sample.fuelStreamId, sample.month);
  const [latest] = await findVersions(work, sample.sampleId);
  const evidence = await document.evidenceOf(work, sampleObject, [sample.sampleId]);
  return sampleView(latest, assessed, evidence.get(sample.sampleId) ?? []);
}
