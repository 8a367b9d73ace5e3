import type { z } from 'zod';
import type { Action } from '../../../../contract/actions.ts';
import type { coalSample, laboratoryMonth } from '../../../../contract/laboratory.ts';
import { present } from '../../../../kernel/assert.ts';
import { parseDay } from '../../../../kernel/calendar/day.ts';
import { daysAfterSampling, reportDue, retainUntil } from '../../../../kernel/emission/laboratory/coal-sample.ts';
import { fuelSum, sameShown } from '../../../../kernel/emission/laboratory/month-findings.ts';
import { whyNotRecord } from '../../../../kernel/emission/month-state.ts';
import type { Finding } from '../../../../kernel/finding.ts';
import { Refusal } from '../../../../kernel/refusal.ts';
import { changeable } from '../../../work/changeable.ts';
import type { Work } from '../../../work/command.ts';
import * as document from '../../document/index.ts';
import type { Shelf } from '../../library/index.ts';
import { mutable } from '../grid-view.ts';
import type { UnitYear } from '../unit-year.ts';
import { type AssessedMonth, assessCoalMonth, type CoalMonth, type Limits } from './assess.ts';
import { coalKey, coalStreams, type LaboratoryRecord, loadLaboratory, sampleObject } from './load.ts';
import { adoptionsOf, type SampleVersion } from './store.ts';

export type CoalSampleView = z.input<typeof coalSample>;
export type LaboratoryMonthView = z.input<typeof laboratoryMonth>;

/** The figures that every view of a version shows. */
export function versionView(one: SampleVersion) {
  const { files: _, supersedes: __, recordedBy: ___, ...shown } = one;
  return shown;
}

function standingOf(sample: SampleVersion, assessed: AssessedMonth, own: readonly Finding[]): CoalSampleView['standing'] {
  if (sample.withdrawn) return 'withdrawn';
  const codes = new Set(own.map((finding) => finding.code));
  if (own.some((finding) => finding.severity === 'error')) return 'flagged';
  if (codes.has('laboratory_report_late')) return 'late';
  if (assessed.valid(sample)) return 'valid';
  return sample.receivedOn === null || sample.testedOn === null || sample.reportedOn === null ? 'waiting' : 'invalid';
}

const usualLimits: Limits = { reportWithinDays: 40, retentionMonths: 12, retainedMassKg: '0.7' };

/** A sample with what is said of it. Its findings are those of its month that name it. */
export function sampleView(sample: SampleVersion, assessed: AssessedMonth, evidence: readonly document.UsedEvidence[]): CoalSampleView {
  const own = sample.withdrawn ? [] : assessed.findings.filter((finding) => finding.place.at?.sample === sample.number);
  const { carbonAr, carbonDaf } = assessed.converted(sample.number);
  const limits = assessed.limits ?? usualLimits;
  const sampledOn = present(parseDay(sample.sampledOn), 'a stored day');
  const coalClass = assessed.coalClass(sample.number);
  return {
    ...versionView(sample),
    standing: standingOf(sample, assessed, own),
    daysToReport: daysAfterSampling(sample, sample.reportedOn),
    reportDue: reportDue(sampledOn, limits.reportWithinDays),
    retainUntil: retainUntil(sampledOn, limits.retentionMonths),
    carbonAr: sample.withdrawn ? null : carbonAr,
    carbonDaf: sample.withdrawn ? null : carbonDaf,
    coalClass: coalClass === 'not_decided' ? null : coalClass,
    findings: own.map(mutable),
    evidence: [...evidence],
  };
}

/** Whether the actor may do `action` at the unit's entity, whatever the state. */
export async function permitted(work: Work, action: Action, entityId: string): Promise<boolean> {
  const reach = await work.reach(action);
  return reach === null || reach.has(entityId);
}

export interface LoadedCoalMonth {
  readonly record: LaboratoryRecord;
  readonly facts: CoalMonth;
  readonly stream: UnitYear['unit']['fuelStreams'][number];
  readonly assessed: AssessedMonth;
}

/** `not_found` when the unit has no such coal stream. */
export async function loadCoalMonth(
  work: Work,
  shelf: Shelf,
  data: UnitYear,
  streamId: string,
  month: string,
  derivation = false,
): Promise<LoadedCoalMonth> {
  const stream = coalStreams(data.unit).find((one) => one.id === streamId);
  if (!stream) throw new Refusal('not_found', { values: { what: 'fuel_stream', id: streamId } });
  const record = await loadLaboratory(work, shelf, [data.unit], data.year, data.cells, {
    everyMonth: true,
    plans: new Map([[data.unit.id, data.plans]]),
  });
  const facts = present(record.months.get(coalKey(streamId, month)), 'a month of the year');
  return { record, facts, stream, assessed: await assessCoalMonth(shelf, facts, derivation) };
}

/** One place for what the screen of a coal month needs. */
export async function laboratoryMonthView(
  work: Work,
  shelf: Shelf,
  data: UnitYear,
  streamId: string,
  month: string,
): Promise<LaboratoryMonthView> {
  const { record, facts, stream, assessed } = await loadCoalMonth(work, shelf, data, streamId, month, true);
  const samples = record.samples.filter((one) => one.fuelStreamId === streamId && one.month === month);
  const evidence = await document.evidenceOf(
    work,
    sampleObject,
    samples.map((one) => one.sampleId),
  );
  const state = data.months.get(month)?.state ?? 'draft';
  const recordWhy = whyNotRecord(state, await permitted(work, 'laboratory.record', data.unit.entityId));
  const adoptWhy =
    whyNotRecord(state, await permitted(work, 'emission.record', data.unit.entityId)) ??
    (assessed.result.C_ar === null && assessed.result.NCV_ar === null ? 'wrong_state' : null);
  const [adoption] = await adoptionsOf(work.tx, work.actor.organizationId, data.unit.id, streamId, month);
  const daily = new Map(samples.filter((one) => one.kind === 'daily' && !one.withdrawn).map((one) => [one.sampledOn, one]));
  const fuelDays = new Map(record.fuelDays.filter((one) => one.fuelStreamId === streamId).map((one) => [one.day, one]));
  return {
    unitId: data.unit.id,
    unitName: { zh: data.unit.name, en: data.unit.nameEn },
    fuelStreamId: streamId,
    streamName: { zh: stream.name, en: stream.nameEn },
    month,
    monthState: state,
    record: { can: recordWhy === null, why: recordWhy },
    adopt: { can: adoptWhy === null, why: adoptWhy },
    days: daysOf(month).map((day) => ({
      day,
      fuelT: fuelDays.get(day)?.fuelT ?? null,
      mAr: fuelDays.get(day)?.mAr ?? null,
      fuelVersion: fuelDays.get(day)?.version ?? 0,
      sampleId: daily.get(day)?.sampleId ?? null,
    })),
    samples: samples.map((one) => sampleView(one, assessed, evidence.get(one.sampleId) ?? [])),
    way: assessed.way,
    fuelSumT: fuelSum(facts.days),
    comparisons: comparisonsOf(data, facts, assessed),
    method: { id: assessed.method.id, version: assessed.method.version, title: assessed.method.title },
    derivation: assessed.weighting && assessed.way ? changeable(assessed.weighting.derivation) : null,
    findings: assessed.findings.map(mutable),
    adoption: adoption ? { id: adoption.id, at: adoption.at, byName: adoption.byName, contentSha256: adoption.contentSha256 } : null,
  };
}

function daysOf(month: string): string[] {
  return Array.from({ length: 31 }, (_, i) => `${month}-${String(i + 1).padStart(2, '0')}`).filter((day) => parseDay(day) !== null);
}

function comparisonsOf(data: UnitYear, facts: CoalMonth, assessed: AssessedMonth): LaboratoryMonthView['comparisons'] {
  const laboratory: Record<string, string | null> = { FC: fuelSum(facts.days), ...assessed.result };
  const cells: Record<string, string | null> = { FC: facts.cells.FC, C_ar: facts.cells.C_ar, NCV_ar: facts.cells.NCV_ar };
  return ['FC', 'C_ar', 'NCV_ar'].flatMap((symbol) => {
    const row = data.rows.find((one) => one.key === `${facts.stream.code}.${symbol}`);
    if (!row) return [];
    const [made, cell] = [laboratory[symbol] ?? null, cells[symbol] ?? null];
    const { title, unit, shown: shownDigits } = row.input;
    return [{ parameter: symbol, title, unit, shownDigits, laboratory: made, cell, same: sameShown(made, cell, shownDigits) }];
  });
}
