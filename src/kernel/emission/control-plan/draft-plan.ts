import type { GridRowSpec } from '../grid.ts';
import { expectedRows, rowTitle } from '../grid-findings.ts';
import { bySection, lineKey, type PlanFacility, type PlanLine, type PlanSection } from './plan.ts';
import type { ParameterRequirement, PlanRequirements } from './requirements.ts';
import { requirementOf } from './requirements.ts';

/** A unit with the rows of its month grid and the meters that may measure for it. */
export interface PlannedUnit {
  readonly id: string;
  readonly code: string;
  readonly rows: readonly GridRowSpec[];
  readonly meters: readonly {
    readonly id: string;
    readonly parameter: string;
    readonly unitId: string | null;
    readonly kind: string;
    readonly inService: boolean;
  }[];
  readonly requirements: PlanRequirements | null;
  /** How values of a row are obtained by now, by its key; rows without values are not in it. */
  readonly used?: ReadonlyMap<string, 'measured' | 'calculated'>;
}

/** What a person writes of a plan; the facts of entity, units and meters are added by the product. */
export interface WrittenPlan {
  readonly facilities: readonly PlanFacility[];
  readonly lines: readonly PlanLine[];
  readonly sections: Readonly<Record<PlanSection, string>>;
}

type Language = 'zh' | 'en';

/** Rows a plan has to cover: those a month must show, and those for which the rules say how they are obtained. */
export function plannedRows(unit: Pick<PlannedUnit, 'rows' | 'requirements'>): GridRowSpec[] {
  const expected = new Set(expectedRows(unit.rows));
  return unit.rows.filter(
    (row) => expected.has(row) || requirementOf(unit.requirements, row.input.symbol)?.symbols.includes(row.input.symbol),
  );
}

function assigned(unit: PlannedUnit, symbol: string, rule: ParameterRequirement | null): string[] {
  const serving = unit.meters.filter((meter) => meter.inService && meter.parameter === symbol);
  const own = serving.filter((meter) => meter.unitId === unit.id);
  // A plant's truck scale weighs what is received: it is proposed only where the unit has no meter of its own for the best source.
  const best = rule?.meters[0]?.kinds ?? [];
  const fitting = own.filter((meter) => best.length === 0 || best.includes(meter.kind));
  return (fitting.length > 0 ? fitting : own.length > 0 ? own : serving).map((meter) => meter.id);
}

/** As the unit does it, where the rules leave it open and values show it. */
function proposedAcquisition(
  unit: PlannedUnit,
  rowKey: string,
  rule: ParameterRequirement | null,
  metered: boolean,
): PlanLine['acquisition'] {
  if (rule?.acquisition === 'default' || rule?.acquisition === 'design') return rule.acquisition;
  return unit.used?.get(rowKey) ?? rule?.acquisition ?? (metered ? 'measured' : 'calculated');
}

function proposedLine(unit: PlannedUnit, row: GridRowSpec, language: Language): PlanLine {
  const { symbol } = row.input;
  const rule = requirementOf(unit.requirements, symbol);
  const meterIds = assigned(unit, symbol, rule);
  const say = (text: { zh: string; en: string } | undefined) => text?.[language] ?? '';
  return {
    unitId: unit.id,
    rowKey: row.key,
    parameter: symbol,
    title: rowTitle(row),
    unit: row.input.unit,
    acquisition: proposedAcquisition(unit, row.key, rule, meterIds.length > 0),
    description: say(rule?.description),
    ledgers: say(rule?.ledgers),
    meterIds,
    frequency: rule?.frequency ?? 'monthly',
    // Without a meter of its own the plant takes what others metered, where the rules allow it.
    source: (meterIds.length > 0 ? undefined : rule?.sources.find((one) => !one.metered)?.key) ?? rule?.sources[0]?.key ?? '',
    sourceReason: '',
    missing: say(rule?.missing),
    department: say(rule?.department),
    person: '',
  };
}

/**
 * A first plan from what the organization already knows (A.7): every row of every unit with what the rules propose and the meters that serve it. With a plan
 * of before, its lines, facilities and texts stand as they were; only rows that are new get a proposal, and lines whose row is gone are left out.
 */
export function draftPlan(units: readonly PlannedUnit[], last: WrittenPlan | null, language: Language): WrittenPlan {
  const before = new Map(last?.lines.map((line) => [lineKey(line), line]));
  const lines = units.flatMap((unit) =>
    unit.rows.flatMap((row) => {
      const kept = before.get(lineKey({ unitId: unit.id, rowKey: row.key }));
      // A reason for a lower source belonged to the comparison of its own year.
      if (kept) return [{ ...kept, title: rowTitle(row), unit: row.input.unit, sourceReason: '' }];
      return plannedRows(unit).includes(row) ? [proposedLine(unit, row, language)] : [];
    }),
  );
  const known = new Set(units.map((unit) => unit.id));
  const facilities = last?.facilities.filter((one) => known.has(one.unitId)) ?? units.flatMap((unit) => proposedFacilities(unit, language));
  const requirements = units.find((unit) => unit.requirements !== null)?.requirements;
  const written = (name: PlanSection) => last?.sections[name] ?? requirements?.sections[name][language] ?? '';
  return { facilities, lines, sections: bySection(written) };
}

const mainFacilities = [
  { zh: '锅炉', en: 'Boiler' },
  { zh: '汽轮机', en: 'Steam turbine' },
  { zh: '发电机', en: 'Generator' },
];

/** The three facilities every steam unit has; numbers are the unit's, model and place are the plant's to fill in. */
function proposedFacilities(unit: PlannedUnit, language: Language): PlanFacility[] {
  return mainFacilities.map((name) => ({
    unitId: unit.id,
    name: name[language],
    number: language === 'zh' ? `${unit.code}号` : `No. ${unit.code}`,
    model: '',
    location: '',
    state: 'in_use',
  }));
}
