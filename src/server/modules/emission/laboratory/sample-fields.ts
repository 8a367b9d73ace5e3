import type { z } from 'zod';
import type { sampleInput } from '../../../../contract/laboratory.ts';
import { todayOf } from '../../../../kernel/calendar/today.ts';
import { Refusal } from '../../../../kernel/refusal.ts';
import type { Work } from '../../../work/command.ts';
import { collectFaults } from '../../../work/faults.ts';
import * as document from '../../document/index.ts';
import type { UnitYear } from '../unit-year.ts';
import { coalStreams, sampleObject } from './load.ts';
import { insertSamples, laboratoriesOf, type SampleVersion, samplesOf } from './store.ts';

type Draft = Omit<z.output<typeof sampleInput>, 'evidenceIds' | 'fuelStreamId' | 'month'>;
export type SampleFields = Pick<SampleVersion, keyof Draft>;

const percent = { min: '0', max: '100' } as const;
export const figureBounds = {
  mAd: { min: '0', max: '99.99' },
  mAr: { min: '0', max: '99.99' },
  carbon: percent,
  ncvAr: { min: '0', max: '50' },
  ash: percent,
  volatile: percent,
  hydrogen: percent,
  sulfur: percent,
  transmittance: percent,
  grossCv: { min: '0', max: '50' },
} as const;

/** What the schema alone cannot see of a sample; refuses with all faults at once. The order of the days is not refused: it is told as a finding. */
export function readSampleFields(work: Work, draft: Draft, month: string): SampleFields {
  const faults = collectFaults();
  const today = todayOf(work.now);
  for (const [path, day] of [
    ['/sampledOn', draft.sampledOn],
    ['/receivedOn', draft.receivedOn],
    ['/testedOn', draft.testedOn],
    ['/reportedOn', draft.reportedOn],
  ] as const) {
    faults.day(path, day);
    if (day !== null && day > today) faults.add('in_the_future', path, { zh: '日期不能晚于今天。', en: 'The day cannot lie after today.' });
  }
  if (draft.kind === 'daily' && !draft.sampledOn.startsWith(month))
    faults.add('day_outside_month', '/sampledOn', { zh: `每日煤样的采样日须在 ${month} 内。`, en: `A daily sample is taken in ${month}.` });
  const amountT = faults.decimalOrNull('/amountT', draft.amountT, { min: '0', above: true });
  if (draft.kind === 'batch' && amountT === null)
    faults.add('amount_missing', '/amountT', { zh: '批次煤样须填写所代表的煤量。', en: 'A batch sample needs the amount it stands for.' });
  const figure = (name: keyof typeof figureBounds) => faults.decimalOrNull(`/${name}`, draft[name], figureBounds[name]);
  const figures = {
    mAd: figure('mAd'),
    mAr: figure('mAr'),
    carbon: figure('carbon'),
    ncvAr: figure('ncvAr'),
    ash: figure('ash'),
    volatile: figure('volatile'),
    hydrogen: figure('hydrogen'),
    sulfur: figure('sulfur'),
    transmittance: figure('transmittance'),
    grossCv: figure('grossCv'),
  };
  faults.refuse();
  const { kind, number, sampledOn, state, receivedOn, testedOn, reportedOn, laboratoryId, reportNumber, standard, basis, note } = draft;
  const words = { kind, number, sampledOn, state, receivedOn, testedOn, reportedOn, laboratoryId, reportNumber, standard, basis, note };
  return { ...words, amountT, ...figures };
}

/** Samples change while their month is a draft; what was submitted rests on them as they were. */
export function refuseClosedMonth(data: UnitYear, month: string): void {
  if ((data.months.get(month)?.state ?? 'draft') !== 'draft') throw new Refusal('month_not_open', { values: { months: month } });
}

export function refuseForeignStream(data: UnitYear, streamId: string): void {
  if (!coalStreams(data.unit).some((one) => one.id === streamId))
    throw new Refusal('not_found', { values: { what: 'fuel_stream', id: streamId } });
}

export async function refuseUnknownLaboratory(work: Work, laboratoryId: string | null): Promise<void> {
  if (laboratoryId === null) return;
  const [found] = await laboratoriesOf(work.tx, work.actor.organizationId, [laboratoryId]);
  if (!found) throw new Refusal('not_found', { values: { what: 'laboratory', id: laboratoryId } });
}

/** The name of a sample is its only one among those that stand in the unit's year. */
export async function refuseTakenNumber(work: Work, data: UnitYear, number: string, ownId: string | null): Promise<void> {
  const year = { from: `${data.year}-01`, to: `${data.year}-12` };
  const others = await samplesOf(work.tx, work.actor.organizationId, [data.unit.id], year);
  if (others.some((one) => one.number === number && !one.withdrawn && one.sampleId !== ownId))
    throw new Refusal('already_exists', { values: { number } });
}

/** Once a report stands behind the figures, whoever changes them says why. */
export function refuseSilentChange(before: SampleVersion, reason: string): void {
  if ((before.reportedOn !== null || before.reportNumber !== '') && reason === '')
    throw new Refusal('reason_required', { values: { number: before.number } });
}

export function samplePath(sampleId: string): string {
  return `/emission/laboratory/samples/${sampleId}`;
}

/** Ties exactly this evidence to samples and answers with the hashes of their files, by sample. */
export async function tieReports(
  work: Work,
  data: UnitYear,
  samples: readonly Pick<SampleVersion, 'sampleId' | 'number'>[],
  evidenceIds: readonly string[],
  replace: boolean,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const uses = samples.map((one) => ({
    objectType: sampleObject,
    objectId: one.sampleId,
    label: { zh: `${data.unit.name} 煤样 ${one.number}`, en: `${data.unit.nameEn}, coal sample ${one.number}` },
    path: samplePath(one.sampleId),
  }));
  const ids = samples.map((one) => one.sampleId);
  if (replace) {
    const before = await document.evidenceOf(work, sampleObject, ids);
    const gone = [...new Set([...before.values()].flat().map((one) => one.id))].filter((one) => !evidenceIds.includes(one));
    await document.releaseEvidence(work, gone, uses);
  }
  await document.useEvidence(work, evidenceIds, uses);
  const now = await document.evidenceOf(work, sampleObject, ids);
  return new Map([...now].map(([id, items]) => [id, [...new Set(items.map((one) => one.fileSha256))].sort()]));
}

export type SampleDeed =
  | 'coal_sample.recorded'
  | 'coal_sample.changed'
  | 'coal_sample.corrected'
  | 'coal_sample.reported'
  | 'coal_sample.withdrawn';

/** Appends versions, one leaf for each. */
export async function appendVersions(
  work: Work,
  kind: SampleDeed,
  versions: readonly SampleVersion[],
  before: ReadonlyMap<string, SampleVersion>,
): Promise<void> {
  await insertSamples(work.tx, work.actor.organizationId, versions);
  for (const one of versions) {
    const old = before.get(one.sampleId);
    work.record({
      kind: old ? kind : 'coal_sample.recorded',
      objectType: 'coal_sample',
      objectId: one.sampleId,
      objectVersion: one.version,
      content: { ...one },
      ...(old ? { before: { ...old } } : {}),
      ...(one.reason ? { reason: one.reason } : {}),
    });
  }
}

/** The version that follows `before`, or a sample's first. */
export function nextVersion(
  work: Work,
  place: Pick<SampleVersion, 'sampleId' | 'unitId' | 'fuelStreamId' | 'month'>,
  before: SampleVersion | null,
  fields: SampleFields,
  more: { reason: string; withdrawn?: boolean; files: readonly string[] },
): SampleVersion {
  return {
    ...fields,
    sampleId: place.sampleId,
    unitId: place.unitId,
    fuelStreamId: place.fuelStreamId,
    month: place.month,
    versionId: work.newId(),
    version: (before?.version ?? 0) + 1,
    supersedes: before?.versionId ?? null,
    withdrawn: more.withdrawn ?? false,
    reason: more.reason,
    files: more.files,
    recordedAt: work.now,
    recordedBy: work.actor.personId,
    recordedByName: work.actor.name,
  };
}
