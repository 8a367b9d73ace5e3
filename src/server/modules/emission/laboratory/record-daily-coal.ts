import { z } from 'zod';
import { laboratoryEndpoints } from '../../../../contract/laboratory.ts';
import { todayOf } from '../../../../kernel/calendar/today.ts';
import type { Finding } from '../../../../kernel/finding.ts';
import { Refusal } from '../../../../kernel/refusal.ts';
import { command, type Work } from '../../../work/command.ts';
import { collectFaults, type Faults } from '../../../work/faults.ts';
import type { Shelf } from '../../library/index.ts';
import { fuelStateOf } from '../control-plan/plans-in-force.ts';
import { lockUnitYear } from '../store/cells.ts';
import { loadUnitYear, type UnitYear } from '../unit-year.ts';
import {
  appendVersions,
  figureBounds,
  nextVersion,
  refuseClosedMonth,
  refuseForeignStream,
  refuseSilentChange,
  type SampleFields,
} from './sample-fields.ts';
import { type FuelDay, fuelDaysOf, insertFuelDays, type SampleVersion, samplesOf } from './store.ts';
import { laboratoryMonthView } from './views.ts';

const endpoint = laboratoryEndpoints.recordDailyCoal;
const input = z.strictObject({ ...endpoint.params.shape, ...endpoint.body.shape });
type CellDraft = z.output<typeof input>['cells'][number];

interface ReadCell extends Omit<CellDraft, 'value'> {
  readonly value: string | null;
}
type FuelField = 'fuelT' | 'mAr';
const isFuel = (field: CellDraft['field']): field is FuelField => field === 'fuelT' || field === 'mAr';

function readCells(work: Work, cells: readonly CellDraft[], month: string, faults: Faults): ReadCell[] {
  const today = todayOf(work.now);
  return cells.map((cell, index) => {
    faults.day(`/cells/${index}/day`, cell.day);
    if (!cell.day.startsWith(`${month}-`) || cell.day > today)
      faults.add('day_outside_month', `/cells/${index}/day`, {
        zh: `须为 ${month} 内、今天及以前的日期。`,
        en: `The day has to lie in ${month} and not after today.`,
      });
    const bounds = cell.field === 'fuelT' ? { min: '0' } : figureBounds[cell.field];
    return { ...cell, value: faults.decimalOrNull(`/cells/${index}/value`, cell.value, bounds) };
  });
}

function byDay(cells: readonly ReadCell[]): Map<string, ReadCell[]> {
  const days = new Map<string, ReadCell[]>();
  for (const cell of cells) days.set(cell.day, [...(days.get(cell.day) ?? []), cell]);
  return days;
}

function overtaken(day: string): Refusal {
  const finding: Finding = {
    code: 'changed_meanwhile',
    severity: 'error',
    place: { at: { day } },
    text: { zh: `${day} 已被他人修改`, en: `${day} was changed by somebody else` },
  };
  return new Refusal('conflict', { findings: [finding] });
}

/** How a day's first figure makes its sample. */
type Begun = Pick<SampleFields, 'basis' | 'state'>;

function empty(day: string, number: string, begun: Begun): SampleFields {
  const none = {
    mAd: null,
    mAr: null,
    carbon: null,
    ncvAr: null,
    ash: null,
    volatile: null,
    hydrogen: null,
    sulfur: null,
    transmittance: null,
    grossCv: null,
  };
  const report = { receivedOn: null, testedOn: null, reportedOn: null, laboratoryId: null, reportNumber: '', standard: '' };
  return { kind: 'daily', number, sampledOn: day, amountT: null, note: '', ...begun, ...report, ...none };
}

interface Block {
  readonly fuel: (FuelDay & { id: string; recordedAt: string; recordedByName: string })[];
  readonly samples: SampleVersion[];
  readonly before: Map<string, SampleVersion>;
}

function fuelOf(
  work: Work,
  place: { unitId: string; fuelStreamId: string },
  day: string,
  cells: readonly ReadCell[],
  there: FuelDay | undefined,
): Block['fuel'] {
  const own = cells.filter((cell) => isFuel(cell.field));
  if (own.length === 0) return [];
  if (own.some((cell) => cell.seenVersion !== undefined && cell.seenVersion !== (there?.version ?? 0))) throw overtaken(day);
  const value = (field: FuelField) => own.find((cell) => cell.field === field);
  const [fuelT, mAr] = [value('fuelT'), value('mAr')].map((cell, i) =>
    cell ? cell.value : ((i === 0 ? there?.fuelT : there?.mAr) ?? null),
  );
  if ((there?.fuelT ?? null) === fuelT && (there?.mAr ?? null) === mAr) return [];
  const who = { recordedAt: work.now, recordedBy: work.actor.personId, recordedByName: work.actor.name };
  return [{ id: work.newId(), ...place, day, version: (there?.version ?? 0) + 1, fuelT: fuelT ?? null, mAr: mAr ?? null, ...who }];
}

function sampleOf(
  work: Work,
  data: UnitYear,
  place: { unitId: string; fuelStreamId: string; month: string },
  day: string,
  cells: readonly ReadCell[],
  there: SampleVersion | undefined,
  begun: Begun,
): SampleVersion[] {
  const own = cells.filter((cell) => !isFuel(cell.field));
  if (own.length === 0) return [];
  if (own.some((cell) => cell.seenVersion !== undefined && cell.seenVersion !== (there?.version ?? 0))) throw overtaken(day);
  const changed: Partial<Record<CellDraft['field'], string | null>> = Object.fromEntries(own.map((cell) => [cell.field, cell.value]));
  const code = data.unit.fuelStreams.find((one) => one.id === place.fuelStreamId)?.code ?? '';
  const fields = { ...(there ?? empty(day, `${data.unit.code}-${code}-${day.replaceAll('-', '')}`, begun)), ...changed };
  const before: Readonly<Record<string, unknown>> = { ...there };
  const same = own.every((cell) => (before[cell.field] ?? null) === cell.value);
  if (same) return [];
  if (there) refuseSilentChange(there, '');
  return [
    nextVersion(work, { ...place, sampleId: there?.sampleId ?? work.newId() }, there ?? null, fields, {
      reason: '',
      files: there?.files ?? [],
    }),
  ];
}

/**
 * Records a block of a coal month's days: what was burned, its moisture, and the figures of the daily samples (A.8). The whole block or nothing. A day's first
 * figure makes its sample; figures behind which a report stands are corrected at the sample, with a reason.
 */
export function recordDailyCoal(shelf: Shelf) {
  return command({
    name: 'laboratory.record-daily-coal',
    action: 'laboratory.record',
    input,
    run: async (work, { unitId, fuelStreamId, month, cells, basis }) => {
      const year = Number(month.slice(0, 4));
      await lockUnitYear(work.tx, unitId, year);
      const data = await loadUnitYear(work, shelf, unitId, year);
      await work.permit('laboratory.record', data.unit.entityId);
      refuseForeignStream(data, fuelStreamId);
      const faults = collectFaults();
      const read = readCells(work, cells, month, faults);
      faults.refuse();
      refuseClosedMonth(data, month);
      const { organizationId } = work.actor;
      const there = (await samplesOf(work.tx, organizationId, [unitId], { from: month, to: month })).filter(
        (one) => one.fuelStreamId === fuelStreamId && one.kind === 'daily' && !one.withdrawn,
      );
      const lastDay =
        read
          .map((cell) => cell.day)
          .sort()
          .at(-1) ?? `${month}-01`;
      const burned = (await fuelDaysOf(work.tx, organizationId, [unitId], { from: `${month}-01`, to: lastDay })).filter(
        (one) => one.fuelStreamId === fuelStreamId,
      );
      const code = data.unit.fuelStreams.find((one) => one.id === fuelStreamId)?.code ?? '';
      const begun: Begun = { basis, state: fuelStateOf(data.plans, `${code}.FC`, month) };
      const block: Block = { fuel: [], samples: [], before: new Map() };
      for (const [day, own] of byDay(read)) {
        const sample = there.find((one) => one.sampledOn === day);
        block.fuel.push(
          ...fuelOf(
            work,
            { unitId, fuelStreamId },
            day,
            own,
            burned.find((one) => one.day === day),
          ),
        );
        block.samples.push(...sampleOf(work, data, { unitId, fuelStreamId, month }, day, own, sample, begun));
        if (sample) block.before.set(sample.sampleId, sample);
      }
      await insertFuelDays(work.tx, organizationId, block.fuel);
      for (const { id: _, ...one } of block.fuel)
        work.record({
          kind: 'daily_fuel.recorded',
          objectType: 'daily_fuel',
          objectId: `${fuelStreamId} ${one.day}`,
          objectVersion: one.version,
          content: one,
        });
      await appendVersions(work, 'coal_sample.changed', block.samples, block.before);
      return await laboratoryMonthView(work, shelf, await loadUnitYear(work, shelf, unitId, year), fuelStreamId, month);
    },
  });
}
