import { methodLimits } from './method.ts';
import type { Reading } from './reading.ts';
import { nearest } from './scope.ts';

/** Symbols of a method that the product's screens show (the key `screen` of the file). */
export interface MethodScreen {
  readonly month_emission: string;
  readonly unit_emission: string;
  readonly entity_emission: string;
  readonly obligation: string;
  readonly unit_obligation?: string;
  readonly month_intensity?: string;
  readonly sources: readonly string[];
  readonly intensities: readonly string[];
  readonly facts: readonly string[];
  readonly grid: readonly string[];
  /** Inputs for whose absence the method has a rule of its own. */
  readonly fallback?: readonly string[];
  /** Inputs that the product corrects from the calibrations of their meters. */
  readonly corrections?: readonly ScreenCorrection[];
  /** Tests whose absence costs emission by a rule of the method. */
  readonly unmeasured?: readonly ScreenUnmeasured[];
  /** The calculation that looks at the plausibility of the values, by its id. */
  readonly plausibility?: string;
}

/** Without a value of `of` the step `used` takes another one and says so by one of the findings; `weight` is what the year's mean is weighed by. */
export interface ScreenUnmeasured {
  readonly of: string;
  readonly used: string;
  readonly weight: string;
  readonly findings: readonly string[];
  /** Inputs from which `of` is converted; one of them counts as a test too. */
  readonly or?: readonly string[];
}

/** `by` is the dimensionless factor input (none given: no correction), `used` the step that holds the corrected value of `of`. */
export interface ScreenCorrection {
  readonly of: string;
  readonly by: string;
  readonly used: string;
  /** Activity data are corrected upwards, production data downwards. */
  readonly kind: 'activity' | 'production';
}

const singles = ['month_emission', 'unit_emission', 'entity_emission', 'obligation'];
const lists = ['sources', 'intensities', 'facts', 'grid'];

/** Reads `screen`; every name must be a symbol of the method. Null when the file has none. */
export function readScreen(reading: Reading, value: unknown, known: ReadonlySet<string>): MethodScreen | null {
  if (value === undefined || value === null) return null;
  const fields = reading.fields(
    value,
    ['screen'],
    [...singles, ...lists],
    ['unit_obligation', 'month_intensity', 'fallback', 'corrections', 'unmeasured', 'plausibility'],
  );
  if (fields === null) return null;
  const check = (symbol: string, path: (string | number)[]): string => {
    if (known.has(symbol)) return symbol;
    const near = nearest(symbol, known);
    reading.fault(
      path,
      'unknown_symbol',
      { zh: `screen 中的符号 ${symbol} 不存在`, en: `the symbol ${symbol} named in screen does not exist` },
      near === null ? undefined : { zh: `是否为 ${near}？`, en: `Did you mean ${near}?` },
    );
    return symbol;
  };
  const one = (name: string) => {
    const symbol = reading.string(fields.get(name), ['screen', name]);
    return symbol === null ? '' : check(symbol, ['screen', name]);
  };
  const list = (name: string) =>
    reading.list(fields.get(name), ['screen', name], methodLimits.steps).map((symbol, i) => check(String(symbol), ['screen', name, i]));
  const unmeasured = () =>
    reading.list(fields.get('unmeasured'), ['screen', 'unmeasured'], methodLimits.steps).flatMap((value, i): ScreenUnmeasured[] => {
      const path = ['screen', 'unmeasured', i];
      const own = reading.fields(value, path, ['of', 'used', 'weight', 'findings'], ['or']);
      if (own === null) return [];
      const symbol = (name: string) => check(reading.string(own.get(name), [...path, name]) ?? '', [...path, name]);
      const findings = reading.list(own.get('findings'), [...path, 'findings'], methodLimits.steps).map(String);
      const or = reading.list(own.get('or'), [...path, 'or'], methodLimits.steps).map((one, j) => check(String(one), [...path, 'or', j]));
      return [{ of: symbol('of'), used: symbol('used'), weight: symbol('weight'), findings, ...(or.length > 0 && { or }) }];
    });
  const corrections = () =>
    reading.list(fields.get('corrections'), ['screen', 'corrections'], methodLimits.steps).flatMap((value, i): ScreenCorrection[] => {
      const path = ['screen', 'corrections', i];
      const own = reading.fields(value, path, ['of', 'by', 'used', 'kind'], []);
      const kind = reading.oneOf(own?.get('kind'), [...path, 'kind'], ['activity', 'production'] as const);
      if (own === null || kind === null) return [];
      const symbol = (name: string) => check(reading.string(own.get(name), [...path, name]) ?? '', [...path, name]);
      return [{ of: symbol('of'), by: symbol('by'), used: symbol('used'), kind }];
    });
  return {
    ...{ month_emission: one('month_emission'), unit_emission: one('unit_emission'), entity_emission: one('entity_emission') },
    ...{
      obligation: one('obligation'),
      sources: list('sources'),
      intensities: list('intensities'),
      facts: list('facts'),
      grid: list('grid'),
    },
    ...(fields.has('unit_obligation') && { unit_obligation: one('unit_obligation') }),
    ...(fields.has('month_intensity') && { month_intensity: one('month_intensity') }),
    ...(fields.has('fallback') && { fallback: list('fallback') }),
    ...(fields.has('corrections') && { corrections: corrections() }),
    ...(fields.has('unmeasured') && { unmeasured: unmeasured() }),
    ...(fields.has('plausibility') && { plausibility: reading.string(fields.get('plausibility'), ['screen', 'plausibility']) ?? '' }),
  };
}
