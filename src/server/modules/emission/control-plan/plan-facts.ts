import { checkPlan } from '../../../../kernel/emission/control-plan/check-plan.ts';
import { type PlannedUnit, plannedRows, type WrittenPlan } from '../../../../kernel/emission/control-plan/draft-plan.ts';
import { lineKey, type PlanContent, type PlanLine, type PlanMeter } from '../../../../kernel/emission/control-plan/plan.ts';
import { requirementOf } from '../../../../kernel/emission/control-plan/requirements.ts';
import { rowTitle } from '../../../../kernel/emission/grid-findings.ts';
import type { Finding } from '../../../../kernel/finding.ts';
import { servesOn } from '../../../../kernel/organization/service.ts';
import { lineOf } from '../../../../kernel/organization/unit-sector.ts';
import { Refusal } from '../../../../kernel/refusal.ts';
import type { Work } from '../../../work/command.ts';
import type { Shelf } from '../../library/index.ts';
import * as organization from '../../organization/index.ts';
import { firstSampleMonths } from '../laboratory/store.ts';
import { cellsOfYear } from '../store/cells.ts';
import { methodOf, rowsOf } from '../unit-year.ts';

/** What the organization and the rules say about an entity whose plan is written. */
export interface PlanFacts {
  readonly entity: organization.Entity;
  readonly units: readonly (PlannedUnit & { readonly of: organization.Unit })[];
  /** Every meter that may measure for a unit of the entity, by id. */
  readonly meters: ReadonlyMap<string, organization.MeterRecord>;
}

type InUse = Map<string, 'measured' | 'calculated'>;

/**
 * How the units obtain each value: as most months of the plan's year and the one before were entered, the later one where both are as many. Where samples are
 * kept, coal quality is calculated from them.
 */
export async function acquisitionsInUse(
  work: Work,
  units: readonly organization.Unit[],
  year: number,
): Promise<ReadonlyMap<string, InUse>> {
  const { tx, actor } = work;
  const ids = units.map((unit) => unit.id);
  if (ids.length === 0) return new Map();
  const before = await cellsOfYear(tx, actor.organizationId, ids, year - 1);
  const cells = [...before, ...(await cellsOfYear(tx, actor.organizationId, ids, year))];
  const sampled = await firstSampleMonths(tx, actor.organizationId, ids);
  return new Map(
    units.map((unit) => {
      const codes = new Map(unit.fuelStreams.map((stream) => [stream.id, stream.code]));
      const counts = new Map<string, { measured: number; calculated: number }>();
      const used: InUse = new Map();
      for (const { unitId, fuelStreamId, parameter, value, acquisition } of cells) {
        if (unitId !== unit.id || value === null || (acquisition !== 'measured' && acquisition !== 'calculated')) continue;
        const key = fuelStreamId === null ? parameter : `${codes.get(fuelStreamId) ?? ''}.${parameter}`;
        const count = counts.get(key) ?? { measured: 0, calculated: 0 };
        count[acquisition] += 1;
        counts.set(key, count);
        if (count[acquisition] >= Math.max(count.measured, count.calculated)) used.set(key, acquisition);
      }
      for (const stream of unit.fuelStreams)
        if (sampled.has(stream.id)) for (const symbol of ['C_ar', 'NCV_ar']) used.set(`${stream.code}.${symbol}`, 'calculated');
      return [unit.id, used];
    }),
  );
}

/** Units that are the entity's own: a plan is a plant's. */
export async function planFacts(work: Work, shelf: Shelf, entityId: string, year: number): Promise<PlanFacts> {
  const entity = await organization.findEntity(work, entityId);
  const all = await organization.unitsBelow(work, entityId);
  const own = all.filter((unit) => unit.entityId === entityId && (unit.retiredOn === null || unit.retiredOn >= `${year}-01-01`));
  const records = await organization.meterRecordsOfUnits(work, own);
  const units = own.map((unit) => ({
    of: unit,
    id: unit.id,
    code: unit.code,
    rows: rowsOf(methodOf(shelf, unit), unit),
    requirements: shelf.controlPlan(unit.methodId),
    meters: (records.get(unit.id) ?? []).map((meter) => ({
      id: meter.id,
      parameter: meter.parameter,
      unitId: meter.unitId,
      kind: meter.kind,
      inService: meter.servicePeriods.some((p) => p.from <= `${year}-12-31` && (p.to === null || p.to >= `${year}-01-01`)),
    })),
  }));
  const meters = new Map([...records.values()].flat().map((meter) => [meter.id, meter]));
  return { entity, units, meters };
}

/** The facts of a meter that a plan keeps. */
export function planMeter(meter: organization.MeterRecord): PlanMeter {
  const { id, code, kind, model, location, accuracyClass, accuracyPct, calibrationIntervalMonths } = meter;
  return {
    id,
    code,
    name: { zh: meter.name, en: meter.nameEn },
    kind,
    model,
    location,
    accuracyClass,
    accuracyPct,
    calibrationIntervalMonths,
  };
}

/** The whole content: what was written, with the facts of entity, units and meters as they are now. */
export function contentOf({ entity, units, meters }: PlanFacts, written: WrittenPlan): PlanContent {
  const used = [...new Set(written.lines.flatMap((line) => line.meterIds))];
  const { name, nameEn, code, region, address, industryCode, longitude, latitude, altitudeM } = entity;
  const text = (value: string | number | null) => (value === null ? null : String(value));
  return {
    entity: {
      name: { zh: name, en: nameEn },
      ...{ code, region, address, industryCode },
      ...{ longitude: text(longitude), latitude: text(latitude), altitudeM: text(altitudeM) },
    },
    units: units.map(({ of }) => ({
      id: of.id,
      code: of.code,
      name: { zh: of.name, en: of.nameEn },
      ...{ unitClass: of.unitClass ?? '', product: of.product ?? '', capacityMw: of.capacityMw },
      ...(of.sector === 'power' ? {} : { line: lineOf(of) }),
      methodId: of.methodId,
      streams: of.fuelStreams.map((stream) => ({ zh: stream.name, en: stream.nameEn })),
    })),
    facilities: written.facilities,
    lines: written.lines,
    meters: used.flatMap((id) => {
      const meter = meters.get(id);
      return meter ? [planMeter(meter)] : [];
    }),
    sections: written.sections,
  };
}

type LineDraft = Omit<PlanLine, 'parameter' | 'title' | 'unit'>;

/** Lines as a person wrote them, with what the grid knows of their rows; `invalid_input` names units, rows, meters and sources that are not there. */
export function completeLines({ units, meters }: PlanFacts, drafts: readonly LineDraft[]): PlanLine[] {
  const faults: Finding[] = [];
  const fault = (path: string, code: string, zh: string, en: string) =>
    faults.push({ code, severity: 'error', place: { path }, text: { zh, en } });
  const seen = new Set<string>();
  const lines = drafts.flatMap((draft, i): PlanLine[] => {
    const unit = units.find((one) => one.id === draft.unitId);
    const row = unit?.rows.find((one) => one.key === draft.rowKey);
    if (!unit || !row) {
      fault(`/lines/${i}/rowKey`, 'unknown_row', '该机组没有这个参数', 'The unit has no such parameter');
      return [];
    }
    if (seen.has(lineKey(draft))) fault(`/lines/${i}/rowKey`, 'row_twice', '该参数已有一行', 'The parameter has a line already');
    seen.add(lineKey(draft));
    if (draft.meterIds.some((id) => !meters.has(id)))
      fault(`/lines/${i}/meterIds`, 'unknown_meter', '不是本主体的计量器具', 'Not a meter of this entity');
    const sources = requirementOf(unit.requirements, row.input.symbol)?.sources ?? [];
    if (draft.source !== '' && !sources.some((one) => one.key === draft.source))
      fault(`/lines/${i}/source`, 'unknown_source', '该参数没有这种数据来源', 'The parameter has no such data source');
    return [{ ...draft, parameter: row.input.symbol, title: rowTitle(row), unit: row.input.unit }];
  });
  if (faults.length > 0) throw new Refusal('invalid_input', { findings: faults });
  return lines;
}

export interface Checked {
  readonly year: number;
  readonly valid_from: string;
  readonly trigger: string;
  readonly note: string;
  readonly content: PlanContent;
}

/** What is wrong with a version, seen with the organization's facts of today. */
export function findingsOf(facts: PlanFacts, plan: Checked, linesBefore: readonly PlanLine[]): Finding[] {
  const units = facts.units.map((unit) => ({
    ...unit,
    name: { zh: unit.of.name, en: unit.of.nameEn },
    burnsCoal: unit.of.fuelStreams.some((stream) => stream.fuelKind === 'coal'),
  }));
  return checkPlan({
    year: plan.year,
    validFrom: plan.valid_from,
    plan: plan.content,
    units,
    meters: facts.meters,
    linesBefore,
    revision: { trigger: plan.trigger, note: plan.note },
    metersInPlan: plan.content.meters,
  });
}

/** What a line can be made of: rows of every unit with their rules, and meters. */
export function choicesOf({ units, meters }: PlanFacts, today: string) {
  const rows = units.flatMap((unit) => {
    const planned = new Set(plannedRows(unit));
    return unit.rows.map((row) => {
      const rule = requirementOf(unit.requirements, row.input.symbol);
      return {
        unitId: unit.id,
        rowKey: row.key,
        parameter: row.input.symbol,
        title: rowTitle(row),
        unit: row.input.unit,
        planned: planned.has(row),
        sources: (rule?.sources ?? []).map(({ key, title }) => ({ key, title })),
        meterRules: (rule?.meters ?? []).map((one) => ({ ...one, kinds: [...one.kinds] })),
      };
    });
  });
  return {
    rows,
    meters: [...meters.values()].map((meter) => ({
      ...planMeter(meter),
      unitId: meter.unitId,
      parameter: meter.parameter,
      inService: servesOn(meter.servicePeriods, today),
    })),
  };
}
