import type { MonthCarbonDaf } from '../../../../kernel/emission/laboratory/carbon-daf.ts';
import type { CoalDay } from '../../../../kernel/emission/laboratory/method-inputs.ts';
import { peersBy } from '../../../../kernel/emission/laboratory/report-doubles.ts';
import type { Finding } from '../../../../kernel/finding.ts';
import type { Work } from '../../../work/command.ts';
import * as document from '../../document/index.ts';
import type { Shelf } from '../../library/index.ts';
import type * as organization from '../../organization/index.ts';
import { fuelStateOf, plansOfUnits, type UnitPlans } from '../control-plan/plans-in-force.ts';
import type { CurrentCell } from '../store/cells.ts';
import { assessCoalMonth, type CoalMonth } from './assess.ts';
import {
  type FuelDay,
  firstSampleMonths,
  fuelDaysOf,
  type Laboratory,
  laboratoriesOf,
  peersOf,
  type SampleVersion,
  samplesOf,
} from './store.ts';

export const sampleObject = 'coal_sample';

type Cell = Pick<CurrentCell, 'unitId' | 'fuelStreamId' | 'month' | 'parameter' | 'value' | 'acquisition'>;

/** The laboratory's record of units in a year. */
export interface LaboratoryRecord {
  /** The version that counts of each sample, withdrawn ones too. */
  readonly samples: readonly SampleVersion[];
  readonly fuelDays: readonly FuelDay[];
  readonly laboratories: ReadonlyMap<string, Laboratory>;
  /** By `coalKey`; only coal months about which there is something to say. */
  readonly months: ReadonlyMap<string, CoalMonth & { readonly unitId: string }>;
}

export function coalKey(streamId: string, month: string): string {
  return `${streamId} ${month}`;
}

export function coalStreams(unit: organization.Unit): organization.Unit['fuelStreams'] {
  return unit.fuelStreams.filter((stream) => stream.fuelKind === 'coal');
}

/** Decimals that the method's grid shows of a symbol. */
function digitsOf(shelf: Shelf, methodId: string): (symbol: string) => number {
  const inputs = shelf.method(methodId)?.description.records.flatMap((record) => record.inputs) ?? [];
  const digits = new Map(inputs.map((input) => [input.symbol, input.shown]));
  return (symbol) => digits.get(symbol) ?? 4;
}

function grouped<T>(items: readonly T[], keyOf: (item: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const own = groups.get(keyOf(item));
    if (own) own.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return groups;
}

function coalDay({ day, fuelT, mAr }: FuelDay): CoalDay {
  return { day, fuelT, mAr };
}

interface LoadOptions {
  /** Also coal months without any record. */
  readonly everyMonth?: boolean;
  /** Plans of the units where the caller has read them. */
  readonly plans?: ReadonlyMap<string, UnitPlans>;
}

/** Loads a year's record of these units: two statements where nothing is recorded, a fixed number otherwise. */
export async function loadLaboratory(
  work: Work,
  shelf: Shelf,
  units: readonly organization.Unit[],
  year: number,
  cells: readonly Cell[],
  { everyMonth = false, plans: known }: LoadOptions = {},
): Promise<LaboratoryRecord> {
  const { tx, actor } = work;
  const coal = units.filter((unit) => coalStreams(unit).length > 0);
  const ids = coal.map((unit) => unit.id);
  const firsts = ids.length > 0 ? await firstSampleMonths(tx, actor.organizationId, ids) : new Map<string, string>();
  const fuelDays = await fuelDaysOf(tx, actor.organizationId, ids, { from: `${year}-01-01`, to: `${year}-12-31` });
  const samples = firsts.size > 0 ? await samplesOf(tx, actor.organizationId, ids, { from: `${year}-01`, to: `${year}-12` }) : [];
  const standing = samples.filter((one) => !one.withdrawn);
  const laboratoryIds = [...new Set(standing.flatMap((one) => one.laboratoryId ?? []))];
  const found = laboratoryIds.length > 0 ? await laboratoriesOf(tx, actor.organizationId, laboratoryIds) : [];
  const laboratories = new Map(found.map((one) => [one.id, one]));
  const peers = peersBy(standing.length > 0 ? await peersOf(tx, actor.organizationId, standing) : []);
  const pdfs = await document.pdfFacts(work, [...new Set(standing.flatMap((one) => one.files))]);
  const samplesBy = grouped(standing, (one) => coalKey(one.fuelStreamId, one.month));
  const daysBy = grouped(fuelDays, (one) => coalKey(one.fuelStreamId, one.day.slice(0, 7)));
  const cellBy = new Map(cells.map((one) => [`${one.fuelStreamId ?? ''} ${one.month} ${one.parameter}`, one]));
  const plans = known ?? (samples.length > 0 ? await plansOfUnits(work, coal, year) : new Map<string, UnitPlans>());
  const months = new Map<string, CoalMonth & { unitId: string }>();
  for (const unit of coal) {
    const digits = digitsOf(shelf, unit.methodId);
    for (const stream of coalStreams(unit)) {
      for (let n = 1; n <= 12; n += 1) {
        const month = `${year}-${String(n).padStart(2, '0')}`;
        const own = samplesBy.get(coalKey(stream.id, month)) ?? [];
        const days = (daysBy.get(coalKey(stream.id, month)) ?? []).map(coalDay);
        const keptFrom = firsts.get(stream.id) ?? null;
        if (!everyMonth && own.length === 0 && days.length === 0 && (keptFrom === null || month < keptFrom)) continue;
        const cell = (symbol: string) => cellBy.get(`${stream.id} ${month} ${symbol}`);
        const value = (symbol: string) => cell(symbol)?.value ?? null;
        months.set(coalKey(stream.id, month), {
          unitId: unit.id,
          year,
          month,
          stream: { id: stream.id, code: stream.code, fuel: stream.fuel },
          samples: own,
          days,
          laboratories,
          peers,
          pdfs,
          cells: {
            FC: value('FC'),
            C_ar: value('C_ar'),
            NCV_ar: value('NCV_ar'),
            carbonIsDefault: cell('C_ar')?.acquisition === 'default',
            carbonGiven: ['C_ar', 'C_ad', 'C_d'].some((symbol) => value(symbol) !== null),
          },
          keptFrom,
          fuelState: fuelStateOf(plans.get(unit.id), `${stream.code}.FC`, month),
          digits,
        });
      }
    }
  }
  return { samples, fuelDays, laboratories, months };
}

/** What the laboratory's record and the state of its files add to a unit's month: findings, and who had a hand in it. */
export interface LaboratoryOfMonth {
  readonly findings: readonly Finding[];
  readonly hands: ReadonlySet<string>;
  /** Streams whose moisture is recorded by day. */
  readonly moistureByDay: ReadonlySet<string>;
  /** Carbon on the dry-ash-free basis by coal stream, for the check of its usual range. */
  readonly carbonDaf: ReadonlyMap<string, MonthCarbonDaf>;
  /** Rows that its samples give a value for, as `coal.C_ar`. */
  readonly gives: ReadonlySet<string>;
}

interface Told {
  readonly findings: Finding[];
  readonly hands: Set<string>;
  readonly moistureByDay: Set<string>;
  readonly carbonDaf: Map<string, MonthCarbonDaf>;
  readonly gives: Set<string>;
}

function damaged(use: document.DamagedUse, month: string, row: string, symbol: string): Finding {
  const [zh, en] =
    use.damage === 'missing'
      ? ['已不在服务器上', 'is no longer on the server']
      : ['与登记时的指纹不符', 'no longer has the hash it was recorded with'];
  return {
    code: 'evidence_damaged',
    severity: 'error',
    place: { symbol, at: { month, row, evidence: use.evidenceId } },
    text: {
      zh: `${month}：证据“${use.title}”的文件${zh}，依赖它的数值失去依据`,
      en: `${month}: the file of evidence "${use.title}" ${en}; values that rest on it have lost their proof`,
    },
    cure: {
      zh: '从备份恢复或重新上传原文件，再运行“核对全部证据文件”；或移除该证据',
      en: 'Restore the file from a backup or upload the original again, then run "Verify all evidence files"; or take the evidence off',
    },
    clause: '7.4',
  };
}

/** By unit, then month; months about which there is nothing to say are not in it. */
export async function laboratoryOfUnits(
  work: Work,
  shelf: Shelf,
  units: readonly organization.Unit[],
  year: number,
  cells: readonly (Cell & Pick<CurrentCell, 'cellId'>)[],
  plans: ReadonlyMap<string, UnitPlans>,
): Promise<ReadonlyMap<string, ReadonlyMap<string, LaboratoryOfMonth>>> {
  const record = await loadLaboratory(work, shelf, units, year, cells, { plans });
  const byUnit = new Map<string, Map<string, Told>>();
  const at = (unitId: string, month: string): Told => {
    const months = byUnit.get(unitId) ?? new Map<string, Told>();
    byUnit.set(unitId, months);
    const told = months.get(month) ?? {
      findings: [],
      hands: new Set<string>(),
      moistureByDay: new Set<string>(),
      carbonDaf: new Map(),
      gives: new Set<string>(),
    };
    months.set(month, told);
    return told;
  };
  for (const facts of record.months.values()) {
    const { findings, carbonDaf, result } = await assessCoalMonth(shelf, facts);
    const told = at(facts.unitId, facts.month);
    told.findings.push(...findings);
    if (carbonDaf) told.carbonDaf.set(facts.stream.id, carbonDaf);
    for (const [symbol, value] of Object.entries(result)) if (value !== null) told.gives.add(`${facts.stream.code}.${symbol}`);
  }
  for (const sample of record.samples) at(sample.unitId, sample.month).hands.add(sample.recordedBy);
  for (const day of record.fuelDays) {
    const told = at(day.unitId, day.day.slice(0, 7));
    told.hands.add(day.recordedBy);
    if (day.mAr !== null) told.moistureByDay.add(day.fuelStreamId);
  }
  const codes = new Map(units.flatMap((unit) => unit.fuelStreams.map((stream) => [stream.id, stream.code] as const)));
  const row = (streamId: string | null, symbol: string) => (streamId === null ? symbol : `${codes.get(streamId) ?? '?'}.${symbol}`);
  for (const use of await document.damagedEvidence(work)) {
    const cell = use.objectType === 'activity_cell' ? cells.find((one) => one.cellId === use.objectId) : undefined;
    if (cell) at(cell.unitId, cell.month).findings.push(damaged(use, cell.month, row(cell.fuelStreamId, cell.parameter), cell.parameter));
    const sample =
      use.objectType === sampleObject ? record.samples.find((one) => one.sampleId === use.objectId && !one.withdrawn) : undefined;
    if (sample) at(sample.unitId, sample.month).findings.push(damaged(use, sample.month, row(sample.fuelStreamId, 'C_ar'), 'C_ar'));
  }
  return byUnit;
}
