import type { ReportedNumber, YearContent } from './year-content.ts';

export type At = Readonly<Record<string, string>>;
export type UnitContent = YearContent['units'][number];
export type Stream = UnitContent['fuelStreams'][number];

function keyOf(symbol: string, at: At): string {
  return `${symbol} ${Object.keys(at)
    .sort()
    .map((name) => `${name}=${at[name]}`)
    .join(',')}`;
}

/** Figures of a year by symbol and place. */
export function numbersBy(content: Pick<YearContent, 'numbers'>): (symbol: string, at?: At) => ReportedNumber | undefined {
  const index = new Map(content.numbers.map((number) => [keyOf(number.symbol, number.at), number]));
  return (symbol, at = {}) => index.get(keyOf(symbol, at));
}

export type Figures = ReturnType<typeof numbersBy>;

/** The place of a fuel stream in the method: coal by its code, other fuels by the fuel. */
export function placeOf(unit: UnitContent, stream: Stream): At {
  return { unit: unit.key, [stream.fuelKind]: stream.fuelKind === 'coal' ? stream.code : stream.fuel };
}

/** Symbols of the power method by kind of fuel. */
export const fuelSymbols = {
  coal: {
    consumption: 'FC_used',
    carbon: 'C_used',
    calorific: 'NCV_used',
    oxidation: 'OF',
    emission: 'E_coal',
    year: 'FC_year',
    yearEmission: 'E_coal_year',
  },
  oil: {
    consumption: 'FC_oil_used',
    carbon: 'C_oil_used',
    calorific: 'NCV_oil_used',
    oxidation: 'OF_oil',
    emission: 'E_oil',
    year: 'FC_oil_year',
    yearEmission: 'E_oil_year',
  },
  gas: {
    consumption: 'FC_gas_used',
    carbon: 'C_gas_used',
    calorific: 'NCV_gas_used',
    oxidation: 'OF_gas',
    emission: 'E_gas',
    year: 'FC_gas_year',
    yearEmission: 'E_gas_year',
  },
} as const;
