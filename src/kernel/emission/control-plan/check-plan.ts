import type { Finding } from '../../finding.ts';
import { decimal } from '../../quantity/decimal.ts';
import { fill, type Text } from '../../text.ts';
import { rowTitle } from '../grid-findings.ts';
import { type PlannedUnit, plannedRows, type WrittenPlan } from './draft-plan.ts';
import { lineKey, type PlanLine, type PlanMeter } from './plan.ts';
import { type MeterRequirement, requirementOf } from './requirements.ts';

/** A meter as it stands today. */
export interface CheckedMeter {
  readonly id: string;
  readonly code: string;
  readonly kind: string;
  readonly parameter: string;
  /** Per cent. */
  readonly accuracyPct: string;
  readonly accuracyClass: string;
  readonly calibrationIntervalMonths: number;
  readonly model: string;
  readonly location: string;
  /** Days as text, both included; `to` null: open-ended. */
  readonly servicePeriods: readonly { readonly from: string; readonly to: string | null }[];
}

export interface PlanToCheck {
  readonly year: number;
  readonly validFrom: string;
  readonly plan: WrittenPlan;
  readonly units: readonly (PlannedUnit & { readonly name: Text; readonly burnsCoal: boolean })[];
  /** Every meter of the entity, by id. */
  readonly meters: ReadonlyMap<string, CheckedMeter>;
  /** Lines of the plan of the year before; empty when there was none. */
  readonly linesBefore: readonly PlanLine[];
  readonly revision: { readonly trigger: string; readonly note: string };
  /** Meters as the plan keeps them. */
  readonly metersInPlan: readonly PlanMeter[];
}

const clause = 'A.7';

interface Told {
  readonly code: string;
  readonly severity?: Finding['severity'];
  readonly text: Text;
  readonly cure: Text;
  readonly source?: string;
}

function placed(told: Told, at: Readonly<Record<string, string>>, symbol?: string): Finding {
  const { code, severity = 'error', text, cure, source } = told;
  return {
    code,
    severity,
    place: { at, ...(symbol === undefined ? {} : { symbol }) },
    text,
    cure,
    clause,
    ...(source === undefined ? {} : { source }),
  };
}

type CheckedUnit = PlanToCheck['units'][number];

/** A meter that does not serve while the plan is valid, or was registered for something else. */
function serviceFaults(given: PlanToCheck, line: PlanLine, meter: CheckedMeter): Told[] {
  const code = { meter: meter.code };
  const serves = meter.servicePeriods.some((one) => one.from <= `${given.year}-12-31` && (one.to === null || one.to >= given.validFrom));
  const retired: Told = {
    code: 'plan_meter_retired',
    text: fill({ zh: '计量器具 {meter} 在方案生效期内停用', en: 'meter {meter} is out of service while the plan is valid' }, code),
    cure: { zh: '指定在用的计量器具', en: 'Assign a meter that is in service' },
  };
  const other: Told = {
    code: 'plan_meter_other_parameter',
    severity: 'warning',
    text: fill({ zh: '计量器具 {meter} 登记为测量另一参数', en: 'meter {meter} is registered for another parameter' }, code),
    cure: { zh: '核对后改正计量器具台账或本行', en: 'Check, and correct the register of meters or this line' },
  };
  return [...(serves ? [] : [retired]), ...(meter.parameter === line.parameter ? [] : [other])];
}

/** A meter whose class or calibration interval does not reach what the rules ask of its kind. */
function requirementFaults(meter: CheckedMeter, asked: MeterRequirement | undefined): Told[] {
  const told: Told[] = [];
  if (asked?.intervalMonths && meter.calibrationIntervalMonths > asked.intervalMonths)
    told.push({
      code: 'plan_meter_interval',
      text: fill(
        {
          zh: '{meter} 的校准周期 {has} 个月长于要求的 {most} 个月',
          en: '{meter} is calibrated every {has} months, longer than the {most} required',
        },
        { meter: meter.code, has: String(meter.calibrationIntervalMonths), most: String(asked.intervalMonths) },
      ),
      cure: { zh: '缩短校准周期', en: 'Shorten the calibration interval' },
      source: asked.document,
    });
  if (asked?.accuracyPct && decimal(meter.accuracyPct).greaterThan(decimal(asked.accuracyPct)))
    told.push({
      code: 'plan_meter_class',
      text: fill(
        {
          zh: '{meter} 的准确度（{has}%）达不到要求的 {most}%',
          en: 'the accuracy of {meter} ({has} %) does not reach the {most} % required',
        },
        { meter: meter.code, has: meter.accuracyPct, most: asked.accuracyPct },
      ),
      cure: { zh: '更换符合准确度等级的计量器具', en: 'Use a meter of the class required' },
      source: asked.document,
    });
  return told;
}

const unknownMeter: Told = {
  code: 'plan_meter_unknown',
  text: { zh: '指定的计量器具已不在本主体', en: 'an assigned meter is no longer one of this entity' },
  cure: { zh: '重新指定计量器具', en: 'Assign another meter' },
};

/** What is wrong with the meters of a line. */
function meterFindings(given: PlanToCheck, line: PlanLine, unit: CheckedUnit, name: Text): Finding[] {
  const rule = requirementOf(unit.requirements, line.parameter);
  const metered = rule?.sources.find((one) => one.key === line.source)?.metered ?? true;
  const told: Told[] = [];
  if (line.acquisition === 'measured' && metered && rule !== null && rule.meters.length > 0 && line.meterIds.length === 0)
    told.push({
      code: 'plan_meter_missing',
      text: { zh: '由计量得到，但没有指定计量器具', en: 'measured, but no meter is assigned' },
      cure: { zh: '指定计量器具，或改正获取方式', en: 'Assign a meter, or correct how the value is obtained' },
      source: rule.document,
    });
  for (const id of line.meterIds) {
    const meter = given.meters.get(id);
    const asked = rule?.meters.find((one) => meter !== undefined && one.kinds.includes(meter.kind));
    told.push(...(meter ? [...serviceFaults(given, line, meter), ...requirementFaults(meter, asked)] : [unknownMeter]));
  }
  const at = { unit: line.unitId, row: line.rowKey };
  const named = (text: Text) => ({ zh: `${name.zh}：${text.zh}`, en: `${name.en}: ${text.en}` });
  return told.map((one) => placed({ ...one, text: named(one.text) }, at, line.parameter));
}

/** A source of lower priority than the year before without a reason is a nonconformity; with one it is told (CETS-VG-01.01-V02-2026, coal consumption). */
function sourceFinding(given: PlanToCheck, line: PlanLine, unit: CheckedUnit, name: Text): Finding[] {
  const sources = requirementOf(unit.requirements, line.parameter)?.sources ?? [];
  const rank = (key: string) => sources.findIndex((one) => one.key === key);
  const before = given.linesBefore.find((one) => lineKey(one) === lineKey(line));
  if (!before || rank(before.source) < 0 || rank(line.source) <= rank(before.source)) return [];
  const title = (key: string): Text => sources[rank(key)]?.title ?? { zh: key, en: key };
  const [from, to] = [title(before.source), title(line.source)];
  const at = { unit: line.unitId, row: line.rowKey };
  const text = {
    zh: `${name.zh}：数据来源由“${from.zh}”降为“${to.zh}”`,
    en: `${name.en}: the data source goes down from “${from.en}” to “${to.en}”`,
  };
  if (line.sourceReason !== '')
    return [placed({ code: 'plan_source_lowered_with_reason', severity: 'info', text, cure: { zh: '', en: '' } }, at, line.parameter)];
  const why = { zh: `${text.zh}，没有说明理由：不符合项`, en: `${text.en} without a reason: a nonconformity` };
  const cure = { zh: '恢复上年的数据来源，或写明理由', en: 'Return to the source of the year before, or give the reason' };
  return [placed({ code: 'plan_source_lowered', text: why, cure, source: 'CETS-VG-01.01-V02-2026' }, at, line.parameter)];
}

const needed: readonly { readonly field: 'missing' | 'department'; readonly text: Text }[] = [
  { field: 'missing', text: { zh: '没有写明数据缺失时的处理', en: 'the treatment of missing data is not given' } },
  { field: 'department', text: { zh: '没有写明负责部门', en: 'the responsible department is not given' } },
];
const wanted: readonly { readonly field: 'ledgers' | 'person'; readonly text: Text }[] = [
  { field: 'ledgers', text: { zh: '{count} 个参数没有写明台账或模板名称', en: '{count} parameters do not name their ledger or template' } },
  { field: 'person', text: { zh: '{count} 个参数没有写明负责人', en: '{count} parameters do not name the responsible person' } },
];

/** What should be there, told once for a unit; defaults need neither. */
function unitWarnings(lines: readonly PlanLine[], unit: CheckedUnit): Finding[] {
  const own = lines.filter((line) => line.unitId === unit.id && line.acquisition !== 'default');
  return wanted.flatMap(({ field, text }) => {
    const count = own.filter((line) => line[field].trim() === '').length;
    if (count === 0) return [];
    const told = fill(text, { count: String(count) });
    const named = { zh: `${unit.name.zh}：${told.zh}`, en: `${unit.name.en}: ${told.en}` };
    const cure = { zh: '在参数表中补充', en: 'Complete the table of parameters' };
    return [placed({ code: `plan_${field}_empty`, severity: 'warning', text: named, cure }, { unit: unit.id, field })];
  });
}

function lineFindings(given: PlanToCheck, line: PlanLine, unit: CheckedUnit): Finding[] {
  const name = { zh: `${unit.name.zh} ${line.title.zh}`, en: `${unit.name.en} ${line.title.en}` };
  const at = { unit: line.unitId, row: line.rowKey };
  const empty = needed
    .filter(({ field }) => line[field].trim() === '')
    .map(({ field, text }) => {
      const told = { zh: `${name.zh}：${text.zh}`, en: `${name.en}: ${text.en}` };
      return placed(
        { code: `plan_${field}_empty`, text: told, cure: { zh: '补充本行', en: 'Complete the line' } },
        { ...at, field },
        line.parameter,
      );
    });
  return [...empty, ...meterFindings(given, line, unit, name), ...sourceFinding(given, line, unit, name)];
}

function unitFindings(given: PlanToCheck, unit: CheckedUnit): Finding[] {
  const covered = new Set(given.plan.lines.filter((line) => line.unitId === unit.id).map((line) => line.rowKey));
  const uncovered = plannedRows(unit)
    .filter((row) => !covered.has(row.key))
    .map((row) => {
      const title = rowTitle(row);
      const text = { zh: `${unit.name.zh}：方案没有“${title.zh}”`, en: `${unit.name.en}: the plan does not cover “${title.en}”` };
      const cure = { zh: '为该参数补充一行', en: 'Add a line for this parameter' };
      return placed({ code: 'plan_parameter_missing', text, cure }, { unit: unit.id, row: row.key }, row.input.symbol);
    });
  if (given.plan.facilities.some((one) => one.unitId === unit.id)) return uncovered;
  const text = { zh: `${unit.name.zh}：没有填写主要设施`, en: `${unit.name.en}: no facility is listed` };
  const cure = { zh: '在设施表中补充该机组的主要设施', en: "Add the unit's facilities to the table" };
  return [...uncovered, placed({ code: 'plan_facility_missing', text, cure }, { unit: unit.id })];
}

function sectionFindings({ plan, units }: PlanToCheck): Finding[] {
  const coal = units.some((unit) => unit.burnsCoal);
  const parts: readonly { section: keyof typeof plan.sections; text: Text; when: boolean }[] = [
    { section: 'boundary', text: { zh: '没有写明核算边界', en: 'The boundary is not described' }, when: true },
    { section: 'management', text: { zh: '没有写明内部质量管理制度', en: 'The internal quality management is not described' }, when: true },
    { section: 'internalReview', text: { zh: '没有写明内部审核', en: 'The internal review is not described' }, when: true },
    { section: 'ledgerControl', text: { zh: '没有写明台账管理', en: 'The control of ledgers is not described' }, when: true },
    { section: 'sampling', text: { zh: '没有煤样采集方案', en: 'The coal sampling plan is missing' }, when: coal },
    { section: 'preparation', text: { zh: '没有煤样制备方案', en: 'The coal preparation plan is missing' }, when: coal },
  ];
  return parts
    .filter(({ section, when }) => when && plan.sections[section].trim() === '')
    .map(({ section, text }) =>
      placed({ code: 'plan_section_empty', text, cure: { zh: '补充该部分文字', en: 'Write this part' } }, { section }),
    );
}

/** A revision within a year says what it revises. */
function revisionFindings({ revision: { trigger, note } }: PlanToCheck): Finding[] {
  if (note.trim() !== '' || trigger === 'first' || trigger === 'new_year') return [];
  const text = { zh: '没有写明修订内容', en: 'What is revised is not said' };
  return [
    placed(
      { code: 'plan_note_empty', text, cure: { zh: '在修订说明中写明', en: 'Say it in the note of the revision' } },
      { section: 'note' },
    ),
  ];
}

const compared = ['accuracyClass', 'accuracyPct', 'calibrationIntervalMonths', 'model', 'location'] as const;

/** Meters whose register differs from what the plan says of them. */
function changedMeters({ metersInPlan, meters }: PlanToCheck): Finding[] {
  return metersInPlan.flatMap((then) => {
    const now = meters.get(then.id);
    if (!now || compared.every((field) => now[field] === then[field])) return [];
    const text = {
      zh: `计量器具 ${then.code} 的资料在方案写成后已改变`,
      en: `The record of meter ${then.code} has changed since the plan was written`,
    };
    const cure = {
      zh: '草稿重新保存即更新；已批准的方案须修订',
      en: 'Saving a draft again brings it up to date; an approved plan is revised',
    };
    return [placed({ code: 'plan_meter_changed', severity: 'warning', text, cure }, { meter: then.code })];
  });
}

/** Everything a plan lacks or contradicts (A.7): an error stops the review, a warning is for the reviewer to judge. */
export function checkPlan(given: PlanToCheck): Finding[] {
  const units = new Map(given.units.map((unit) => [unit.id, unit]));
  const lines = given.plan.lines.flatMap((line) => {
    const unit = units.get(line.unitId);
    return unit ? lineFindings(given, line, unit) : [];
  });
  return [
    ...revisionFindings(given),
    ...given.units.flatMap((unit) => [...unitFindings(given, unit), ...unitWarnings(given.plan.lines, unit)]),
    ...lines,
    ...changedMeters(given),
    ...sectionFindings(given),
  ];
}
