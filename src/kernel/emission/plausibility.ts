import type { Finding } from '../finding.ts';
import type { MethodInput } from './year-input.ts';

/** A unit's months as the plausibility checks look at them: values by parameter, in the parameters' own units. */
export interface CheckedUnit {
  readonly key: string;
  readonly capacityMw: string;
  readonly product: 'condensing' | 'chp';
  /** Fuel of each stream by its key in the fuel set. */
  readonly streams: readonly { readonly kind: string; readonly key: string; readonly fuel: string }[];
  readonly values: readonly CheckedValue[];
  /** Of the year before. */
  readonly before: readonly CheckedValue[];
  /** Fuel energy by month, where it is known. */
  readonly fuelHeat: ReadonlyMap<string, string>;
}

export interface CheckedValue {
  readonly parameter: string;
  /** Key of the stream; null for a value of the unit. */
  readonly stream: string | null;
  readonly month: string;
  readonly value: string;
}

const unitParameters = ['generation_mwh', 'heat_gj', 'boiler_heat_gj', 'operating_hours'];
const coalParameters = ['FC', 'C_ar', 'NCV_ar', 'C_daf'];
const gasParameters = ['NCV_gas', 'C_gas'];
const ranks = ['anthracite', 'bituminous', 'lignite', 'gangue', 'slime'];

/** The field of the grid that a finding points at. */
const fieldOf: Readonly<Record<string, string>> = {
  carbon_daf_out_of_range: 'C_ar',
  ncv_out_of_range: 'NCV_ar',
  carbon_per_energy_unusual: 'C_ar',
  gas_ncv_out_of_range: 'NCV_gas',
  gas_carbon_out_of_range: 'C_gas',
  month_efficiency_implausible: 'generation_mwh',
  month_condensing_efficiency_high: 'generation_mwh',
  heat_above_boiler_heat: 'heat_gj',
  hours_above_month: 'operating_hours',
  utilization_above_operating_hours: 'generation_mwh',
  coal_reverse_balance: 'boiler_heat_gj',
  generation_jump: 'generation_mwh',
  coal_jump: 'FC',
};

function hoursOf(month: string): string {
  const [year, number] = [Number(month.slice(0, 4)), Number(month.slice(5))];
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const days = number === 2 ? (leap ? 29 : 28) : [4, 6, 9, 11].includes(number) ? 30 : 31;
  return String(days * 24);
}

function yearBefore(month: string): string {
  return `${Number(month.slice(0, 4)) - 1}${month.slice(4)}`;
}

type Row = Record<string, string>;

/** The input of the plausibility calculation (`data/methods/cn-power-plausibility.yaml`) for these units. */
export function plausibilityInput(units: readonly CheckedUnit[]): MethodInput {
  const tables = { unit_months: new Map<string, Row>(), coal_months: new Map<string, Row>(), gas_months: new Map<string, Row>() };
  const rowAt = (table: keyof typeof tables, start: Row): Row => {
    const key = Object.values(start).join(' ');
    const row = tables[table].get(key) ?? start;
    tables[table].set(key, row);
    return row;
  };
  for (const unit of units) {
    const earlier = new Map(unit.before.map((one) => [`${one.parameter} ${one.stream ?? ''} ${one.month}`, one.value]));
    for (const { parameter, stream, month, value } of unit.values) {
      const before = earlier.get(`${parameter} ${stream ?? ''} ${yearBefore(month)}`);
      const fuel = unit.streams.find((one) => one.key === stream);
      if (stream === null && unitParameters.includes(parameter)) {
        const row = rowAt('unit_months', { unit: unit.key, month });
        row[parameter] = value;
        row.hours_of_month = hoursOf(month);
        if (parameter === 'generation_mwh' && before) row.generation_before_mwh = before;
        const heat = unit.fuelHeat.get(month);
        if (heat) row.fuel_heat_gj = heat;
      } else if (fuel?.kind === 'coal' && coalParameters.includes(parameter)) {
        // A row of a stream needs its unit's month beside it.
        rowAt('unit_months', { unit: unit.key, month });
        const row = rowAt('coal_months', { unit: unit.key, coal: fuel.key, month });
        row[parameter] = value;
        row.fuel_rank = ranks.includes(fuel.fuel) ? fuel.fuel : 'other';
        if (parameter === 'FC' && before) row.FC_before = before;
      } else if (fuel?.kind === 'gas' && fuel.fuel === 'natural_gas' && gasParameters.includes(parameter)) {
        rowAt('unit_months', { unit: unit.key, month });
        rowAt('gas_months', { unit: unit.key, gas: fuel.key, month })[parameter] = value;
      }
    }
  }
  const filled = Object.entries(tables).flatMap(([name, rows]) => (rows.size > 0 ? [[name, [...rows.values()]] as const] : []));
  return {
    units: units.map((unit) => ({ unit: unit.key, capacity_mw: unit.capacityMw, product: unit.product })),
    ...Object.fromEntries(filled),
  };
}

/** The findings with the field of the grid each points at; those that the year's own method has said already are left out. */
export function plausibilityFindings(found: readonly Finding[], said: readonly Finding[]): Finding[] {
  const placeOf = ({ code, place }: Finding) => `${code} ${place.at?.unit ?? ''} ${place.at?.month ?? ''}`;
  const known = new Set(said.map(placeOf));
  return found.flatMap((finding) => {
    const symbol = fieldOf[finding.code];
    if (symbol === undefined || known.has(placeOf(finding))) return [];
    return [{ ...finding, place: { symbol, at: finding.place.at ?? {} }, cure: checkCure }];
  });
}

const checkCure = {
  zh: '核对该数值及其证据；确实无误时说明理由',
  en: 'Check the value and its evidence; where it is right, give the reason',
};
