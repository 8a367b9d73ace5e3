import type { Text } from '../text.ts';

/** An input of a method as the month grid needs it; described by the method language (`describeMethod`). */
export interface GridInput {
  readonly symbol: string;
  readonly title: Text;
  readonly type: 'quantity' | 'choice' | 'text' | 'boolean' | 'integer';
  readonly unit: string;
  readonly required: boolean;
  readonly shown: number;
  readonly note?: Text | undefined;
}

export interface GridRecord {
  readonly name: string;
  /** Index sets of the record, e.g. unit, coal, month. */
  readonly per: readonly string[];
  readonly inputs: readonly GridInput[];
}

/** What of a method the product shows (the `screen` key of a method file). */
export interface Screen {
  readonly month_emission: string;
  readonly unit_emission: string;
  readonly entity_emission: string;
  readonly obligation: string;
  readonly sources: readonly string[];
  readonly intensities: readonly string[];
  readonly month_intensity?: string | undefined;
  readonly facts: readonly string[];
  readonly grid: readonly string[];
  /** Inputs for whose absence the method has a rule of its own, which says so in a finding. */
  readonly fallback?: readonly string[] | undefined;
  /** Factors that the product applies from calibrations (`by`), on which inputs (`of`), and where the corrected value stands (`used`). */
  readonly corrections?: readonly Correction[] | undefined;
  /** Tests whose absence costs emission by a rule of the method. */
  readonly unmeasured?: readonly Unmeasured[] | undefined;
}

export interface Unmeasured {
  readonly of: string;
  readonly used: string;
  readonly weight: string;
  readonly findings: readonly string[];
  readonly or?: readonly string[] | undefined;
}

export interface Correction {
  readonly of: string;
  readonly by: string;
  readonly used: string;
  readonly kind: 'activity' | 'production';
}

/** A fuel stream of a unit; its `fuelKind` names the method's index set it belongs to. */
export interface Stream {
  readonly id: string;
  readonly code: string;
  readonly name: Text;
  readonly fuelKind: string;
  readonly fuel: string;
}

export interface GridRowSpec {
  /** `parameter`, or `stream-code.parameter`. */
  readonly key: string;
  readonly record: string;
  readonly input: GridInput;
  readonly stream: Stream | null;
  /** Named by the method's screen as one of the rows a statistician fills; the rest stands behind "more". */
  readonly primary: boolean;
  /** Extensive quantities add up over the year; ratios are weighted by the stream's consumption, or have no yearly value. */
  readonly total: 'sum' | 'weighted_mean' | null;
  /** Row whose values weigh this one. */
  readonly weightKey: string | null;
}

/** The key of a stream in its index set: coal streams are told apart by their own code, other fuels by the fuel's key in the default tables. */
export function streamKey(stream: Stream): string {
  return stream.fuelKind === 'coal' ? stream.code : stream.fuel;
}

function isRatio(unit: string): boolean {
  return unit === '%' || unit === '1' || unit.includes('/');
}

function rowsOfRecord(record: GridRecord, stream: Stream | null, screen: Screen): GridRowSpec[] {
  const applied = new Set(screen.corrections?.map((one) => one.by));
  // What follows from calibrations is nobody's to enter.
  const quantities = record.inputs.filter((input) => input.type === 'quantity' && !applied.has(input.symbol));
  const weight = quantities.find((input) => input.required && !isRatio(input.unit));
  const keyOf = (symbol: string) => (stream ? `${stream.code}.${symbol}` : symbol);
  return quantities.map((input) => {
    const ratio = isRatio(input.unit);
    const weighted = ratio && weight !== undefined;
    return {
      key: keyOf(input.symbol),
      record: record.name,
      input,
      stream,
      primary: screen.grid.includes(input.symbol),
      total: ratio ? (weighted ? 'weighted_mean' : null) : 'sum',
      weightKey: weighted ? keyOf(weight.symbol) : null,
    };
  });
}

/**
 * The rows of a unit's month grid: every quantity that the method takes by unit and month, once for the unit or once for each fuel stream of the record's
 * fuel set; first the streams in their order, then the unit's own rows; within a record in the order of the method's screen.
 */
export function gridRows(
  records: readonly GridRecord[],
  screen: Screen,
  streams: readonly Stream[],
  monthSet: string,
  unitSet: string,
): GridRowSpec[] {
  const position = (symbol: string) => {
    const at = screen.grid.indexOf(symbol);
    return at < 0 ? Number.MAX_SAFE_INTEGER : at;
  };
  const monthly = records.filter((record) => record.per.includes(monthSet) && record.per.includes(unitSet));
  const streamRows = streams.flatMap((stream) =>
    monthly
      .filter((record) => record.per.length === 3 && record.per.includes(stream.fuelKind))
      .flatMap((record) => rowsOfRecord(record, stream, screen).sort((a, b) => position(a.input.symbol) - position(b.input.symbol))),
  );
  const unitRows = monthly
    .filter((record) => record.per.length === 2)
    .flatMap((record) => rowsOfRecord(record, null, screen))
    .sort((a, b) => position(a.input.symbol) - position(b.input.symbol));
  return [...streamRows, ...unitRows];
}
