import type { Text } from '../../text.ts';
import type { DayOrder } from './read-month.ts';
import type { DecimalMark } from './read-number.ts';

/** What a column of a file means. Every value stands at a place of the grid; what a column does not say, another one or the recipe does. */
export type ColumnRole =
  | { readonly role: 'ignore' }
  /** The month of the row. */
  | { readonly role: 'month' }
  /** Name of the plant or unit; several of them together are one name. */
  | { readonly role: 'facility' }
  | { readonly role: 'fuel' }
  | { readonly role: 'parameter' }
  /** A unit of measure written in the row. */
  | { readonly role: 'unit' }
  | { readonly role: 'comment' }
  /** Values of the row's own parameter. */
  | { readonly role: 'value' }
  /** Values of one parameter. `by_fuel`: of the parameter that the row's fuel is known under. */
  | { readonly role: 'amount'; readonly parameter: string; readonly stream: string | null; readonly unit: string | null }
  /** Values of the row's parameter in one month; `MM` takes the year from the recipe. */
  | { readonly role: 'month_value'; readonly month: string };

/** Where the month comes from when no column tells it. */
export type MonthFrom =
  | { readonly from: 'column' }
  | { readonly from: 'fixed'; readonly month: string }
  | { readonly from: 'cell'; readonly cell: string }
  | { readonly from: 'sheet' }
  | { readonly from: 'file' };

/** How a file of one source is read; saved with the source and offered again. */
export interface Recipe {
  /** Name of the sheet; null: the first one. */
  readonly sheet: string | null;
  /** Counted from 1; 0: no line of names. */
  readonly headerRow: number;
  readonly decimal: DecimalMark;
  readonly dayOrder: DayOrder | null;
  readonly columns: readonly ColumnRole[];
  readonly month: MonthFrom;
  readonly year: number | null;
  /** Fixed parts of the place, where no column tells them. */
  readonly unitId: string | null;
  readonly stream: string | null;
  readonly parameter: string | null;
  /** Several values for one place: a fault, or added up (generators of one plant). */
  readonly repeated: 'error' | 'sum';
}

/** Where the columns of each meaning stand. */
export function columnsByRole(recipe: Recipe): Map<ColumnRole['role'], number[]> {
  const columns = new Map<ColumnRole['role'], number[]>();
  recipe.columns.forEach(({ role }, index) => {
    columns.set(role, [...(columns.get(role) ?? []), index]);
  });
  return columns;
}

export type AliasKind = 'facility' | 'fuel' | 'parameter' | 'unit';

/** What a name of a source means here. `skip`: rows with it are passed over on purpose. */
export interface Alias {
  readonly kind: AliasKind;
  readonly name: string;
  readonly skip: boolean;
  readonly unitId: string | null;
  /** Code of the fuel stream, the same in every unit. */
  readonly stream: string | null;
  readonly parameter: string | null;
  /** Unit of measure of amounts with this fuel, or what a unit's name means. */
  readonly unit: string | null;
}

export interface IntakeRow {
  readonly key: string;
  readonly parameter: string;
  readonly stream: string | null;
  readonly title: Text;
  readonly unit: string;
  readonly acceptedUnits: readonly string[];
}

/** A production unit into which somebody may record. */
export interface IntakeUnit {
  readonly id: string;
  readonly code: string;
  readonly name: Text;
  readonly entityName: Text;
  readonly streams: readonly {
    readonly id: string;
    readonly code: string;
    readonly name: Text;
    readonly fuelKind: string;
    readonly fuel: string;
  }[];
  readonly rows: readonly IntakeRow[];
}

/** One value on its way into the grid. */
export interface IntakeEntry {
  readonly sheet: string;
  readonly cell: string;
  readonly unitId: string;
  readonly stream: string | null;
  readonly parameter: string;
  readonly month: string;
  readonly value: string;
  readonly unit: string;
  readonly comment: string;
  /** The cell's formula, whose stored value was taken; null for a plain value. */
  readonly formula: string | null;
}

/** A name nobody has explained yet. */
export interface UnknownName {
  readonly kind: AliasKind;
  readonly name: string;
  readonly count: number;
  readonly sheet: string;
  readonly cell: string;
}
