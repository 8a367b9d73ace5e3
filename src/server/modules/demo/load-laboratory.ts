import { present } from '../../../kernel/assert.ts';
import { lastDay, parseMonth } from '../../../kernel/calendar/month.ts';
import * as emission from '../emission/index.ts';
import type { Cast } from './cast.ts';
import type { Chapter, Grid, Laboratory } from './chapter.ts';
import { addPaper } from './load-boundary.ts';
import { monthAfter, type Story, type StoryDay } from './story.ts';
import type { StorySample } from './story-turns.ts';

const chosen = '2022-12-15T03:00:00.000Z';

export async function loadLaboratories(told: Story, cast: Cast, days: readonly StoryDay[]): Promise<Laboratory> {
  const ids = new Map<string, string>();
  for (const { ref, name, name_en: nameEn, kind, accreditations } of told.laboratories) {
    const scopes = accreditations.map(({ scheme, number, valid_from, valid_to, scope }) => ({
      scheme,
      number,
      validFrom: valid_from,
      validTo: valid_to,
      scope,
    }));
    const added = await cast.act('lab_analyst', chosen, emission.addLaboratory, { name, nameEn, kind, accreditations: scopes });
    ids.set(ref, added.id);
  }
  return { ids, days };
}

function coalOf({ unit }: Chapter): string {
  return present(
    unit.fuelStreams.find((one) => one.code === 'coal'),
    'a coal stream',
  ).id;
}

/** Coal and moisture day by day, as the ledger of the month has them. */
export async function recordCoalDays(chapter: Chapter, month: string): Promise<void> {
  const { cast, laboratory, unit } = chapter;
  const days = laboratory.days.filter((one) => one.unit === unit.code && one.day.startsWith(month));
  if (days.length === 0) return;
  const cells = days.flatMap(({ day, fuelT, mAr }) => [
    { day, field: 'fuelT', value: fuelT },
    { day, field: 'mAr', value: mAr },
  ]);
  const place = { unitId: unit.id, fuelStreamId: coalOf(chapter), month };
  await cast.act('plant_statistician', monthAfter(month, 4, 15), emission.recordDailyCoal(chapter.shelf), { ...place, cells });
}

function spanOf(month: string) {
  return { from: `${month}-01`, to: lastDay(present(parseMonth(month), `month ${month}`)) };
}

export function laboratoryPaper({ unit }: Chapter, month: string) {
  const span = spanOf(month);
  return { ...span, file: `${month}/unit${unit.code}-lab-report.pdf`, title: `${unit.name}元素碳检测报告 ${month}`, kind: 'lab_report' };
}

/** What the sample is called and when it went to the laboratory; known before there is any report. */
function taken(sample: StorySample) {
  return { kind: 'monthly_composite', number: sample.number, sampledOn: sample.sampled_on, receivedOn: sample.received_on };
}

function reported(sample: StorySample, laboratory: Laboratory) {
  return {
    ...taken(sample),
    testedOn: sample.tested_on,
    reportedOn: sample.reported_on,
    laboratoryId: laboratory.ids.get('external') ?? null,
    reportNumber: sample.report_number,
    standard: 'GB/T 476',
    basis: 'ad',
    mAd: sample.m_ad,
    carbon: sample.carbon,
    ncvAr: sample.ncv_ar ?? null,
    ash: sample.ash,
    volatile: sample.volatile,
    hydrogen: sample.hydrogen,
    sulfur: sample.sulfur,
  };
}

/** The month's composite with its report, and what it gives taken over into the month. */
export async function loadSample(chapter: Chapter, month: string, sample: StorySample): Promise<void> {
  const { cast, laboratory, shelf, shelving, unit } = chapter;
  const evidence = await addPaper(cast, shelving, 'lab_analyst', monthAfter(month, 10, 9), laboratoryPaper(chapter, month));
  const place = { unitId: unit.id, fuelStreamId: coalOf(chapter), month };
  const draft = { ...place, ...reported(sample, laboratory), evidenceIds: [evidence] };
  await cast.act('lab_analyst', monthAfter(month, 10, 10), emission.recordSample(shelf), draft);
  await cast.act('lab_analyst', monthAfter(month, 10, 11), emission.adoptLaboratoryValues(shelf), place);
}

/** The sample that waits for its report: taken and sent, nothing more. */
export async function sendSample(chapter: Chapter, month: string, sample: StorySample): Promise<string> {
  const place = { unitId: chapter.unit.id, fuelStreamId: coalOf(chapter), month };
  const laboratoryId = chapter.laboratory.ids.get('external') ?? null;
  const draft = { ...place, ...taken(sample), laboratoryId };
  const view = await chapter.cast.act('lab_analyst', monthAfter(month, 3, 9), emission.recordSample(chapter.shelf), draft);
  return view.sampleId;
}

/** The report that came too late, put to its sample. */
export async function recordLateReport(chapter: Chapter, month: string, sampleId: string, sample: StorySample): Promise<void> {
  const { cast, laboratory, shelf, shelving, told } = chapter;
  const { arrived_at: at, note } = told.late_report;
  const evidence = await addPaper(cast, shelving, 'lab_analyst', at, laboratoryPaper(chapter, month));
  const draft = { sampleId, ...reported(sample, laboratory), evidenceIds: [evidence], note, version: 1 };
  await cast.act('lab_analyst', at, emission.correctSample(shelf), draft);
}

/** Papers of the plant's own laboratory, behind the calorific value of a month whose carbon nobody tested in time. */
export async function ownCalorific(chapter: Chapter, grid: Grid, month: string): Promise<void> {
  const { cast, shelf, shelving, told, unit, year } = chapter;
  const own = told.own_calorific.find((one) => one.unit === unit.code && one.month === month);
  const cell = grid.cells.find((one) => one.month === month && one.rowKey.endsWith('.NCV_ar'))?.cellId;
  if (!own || !cell) return;
  const span = spanOf(month);
  const at = monthAfter(month, 11, 10);
  const add = [
    await addPaper(cast, shelving, 'lab_analyst', at, {
      ...span,
      file: `${month}/unit${unit.code}-calorific-report.pdf`,
      title: `${unit.name}低位发热量检测月报（厂化验室）${month}`,
      kind: 'lab_report',
    }),
  ];
  if (own.deviation)
    add.push(
      await addPaper(cast, shelving, 'lab_analyst', at, {
        ...span,
        file: `${month}/unit${unit.code}-sample-deviation.pdf`,
        title: `${unit.name}缩分样丢失偏差记录 ${own.deviation}`,
        kind: 'sampling_record',
      }),
    );
  await cast.act('lab_analyst', at, emission.attachEvidence(shelf), { unitId: unit.id, year, cellIds: [cell], add });
}

/** The composite that was lost on its way: recorded when it was sent, withdrawn with the reason when it did not arrive. */
export async function loseSample(chapter: Chapter, month: string): Promise<void> {
  const { cast, laboratory, shelf, told, unit } = chapter;
  const { number, sampled_on: sampledOn, lost_at, reason, ...place } = told.lost_sample;
  if (place.unit !== unit.code || place.month !== month) return;
  const draft = { kind: 'monthly_composite', number, sampledOn, laboratoryId: laboratory.ids.get('external') ?? null };
  const at = monthAfter(month, 2, 9);
  const sent = { unitId: unit.id, fuelStreamId: coalOf(chapter), month, ...draft };
  const { sampleId, version } = await cast.act('lab_analyst', at, emission.recordSample(shelf), sent);
  await cast.act('lab_analyst', lost_at, emission.withdrawSample(shelf), { sampleId, version, reason });
}
