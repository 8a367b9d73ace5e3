import { decimal, print } from '../quantity/decimal.ts';
import type { Text } from '../text.ts';
import type { IsoCategory } from './category.ts';
import type { InventoryInput, InventoryLine, InventoryResult, InventorySource } from './inventory.ts';

/** An inventory as it stood once: frozen, or as it is now. */
export interface InventoryStand {
  readonly input: InventoryInput;
  readonly result: InventoryResult;
}

/** What of a source can change besides its activity data. */
export const changedSourceFields = [
  ...(['name', 'entityId', 'category', 'kind', 'method', 'unit', 'factor'] as const),
  ...(['residualFactor', 'expected', 'monthly', 'quality', 'note', 'reference'] as const),
] as const;
export type ChangedSourceField = (typeof changedSourceFields)[number];

/** What of an inventory can change besides its sources and lines. */
export const changedSettings = ['approach', 'gwpSet', 'gwpOverrides', 'entities', 'instruments', 'exclusions', 'significance'] as const;
export type ChangedSetting = (typeof changedSettings)[number];

/** A source that differs: in itself (`fields`), in its activity data, or only in its figure because a setting changed. tCO2e, gross. */
export interface SourceChange {
  readonly sourceId: string;
  readonly code: string;
  readonly name: Text;
  readonly kind: 'added' | 'withdrawn' | 'changed';
  readonly fields: readonly ChangedSourceField[];
  readonly activity: boolean;
  readonly before: string | null;
  readonly now: string | null;
  readonly difference: string;
}

export interface FigureChange {
  /** `1`–`6`: an ISO category. */
  readonly part: IsoCategory | 'total' | 'market' | 'removal' | 'biogenic';
  readonly before: string;
  readonly now: string;
  readonly difference: string;
}

export interface InventoryChanges {
  readonly figures: readonly FigureChange[];
  /** By code; those of equal data and equal figure are left out. */
  readonly sources: readonly SourceChange[];
  readonly settings: readonly ChangedSetting[];
}

/** The same text for the same value, however its members are ordered. */
function textOf(value: unknown): string {
  return JSON.stringify(value, (_, one: unknown) =>
    typeof one === 'object' && one !== null && !Array.isArray(one)
      ? Object.fromEntries(Object.entries(one).sort(([a], [b]) => (a < b ? -1 : 1)))
      : one,
  );
}

/** Activity data of each source as one text. */
function activityOf(lines: readonly InventoryLine[]): ReadonlyMap<string, string> {
  const rows = new Map<string, string[]>();
  for (const { sourceId, month, amount, unit, factor, estimated } of lines) {
    const row = textOf([month, amount, unit, factor, estimated]);
    const there = rows.get(sourceId);
    if (there) there.push(row);
    else rows.set(sourceId, [row]);
  }
  return new Map([...rows].map(([id, all]) => [id, all.sort().join('\n')]));
}

const minus = (now: string | undefined, before: string | undefined): string => print(decimal(now ?? '0').minus(decimal(before ?? '0')));

function figuresOf(before: InventoryResult, now: InventoryResult): FigureChange[] {
  const figure = (part: FigureChange['part'], a: string, b: string): FigureChange => ({ part, before: a, now: b, difference: minus(b, a) });
  const isos = [...new Set([...before.byIso, ...now.byIso].map((one) => one.iso))].sort();
  const ofIso = ({ byIso }: InventoryResult, iso: IsoCategory) => byIso.find((one) => one.iso === iso)?.emission ?? '0';
  return [
    figure('total', before.total.emission, now.total.emission),
    figure('market', before.totalMarketBased, now.totalMarketBased),
    ...isos.map((iso) => figure(iso, ofIso(before, iso), ofIso(now, iso))),
    figure('removal', before.total.removal, now.total.removal),
    figure('biogenic', before.total.biogenic, now.total.biogenic),
  ];
}

/** What differs between an inventory as it stood once and as it stood later: figures, sources, settings (ISO 14064-1 9.3.1 l, m). */
export function changesBetween(before: InventoryStand, now: InventoryStand): InventoryChanges {
  const [lines, linesNow] = [activityOf(before.input.lines), activityOf(now.input.lines)];
  const figures = new Map(before.result.bySource.map((one) => [one.sourceId, one.emission]));
  const figuresNow = new Map(now.result.bySource.map((one) => [one.sourceId, one.emission]));
  const old = new Map(before.input.sources.map((one) => [one.id, one]));
  const kept = new Map(now.input.sources.map((one) => [one.id, one]));
  const all = [...now.input.sources, ...before.input.sources.filter((one) => !kept.has(one.id))];
  const told = ({ id, code, name }: InventorySource): SourceChange | null => {
    const [a, b] = [old.get(id), kept.get(id)];
    const fields = a && b ? changedSourceFields.filter((field) => textOf(a[field]) !== textOf(b[field])) : [];
    const activity = (lines.get(id) ?? '') !== (linesNow.get(id) ?? '');
    const difference = minus(figuresNow.get(id), figures.get(id));
    const kind = a === undefined ? 'added' : b === undefined ? 'withdrawn' : 'changed';
    if (kind === 'changed' && fields.length === 0 && !activity && difference === '0') return null;
    return {
      ...{ sourceId: id, code, name, kind, fields, activity, difference },
      ...{ before: a ? (figures.get(id) ?? '0') : null, now: b ? (figuresNow.get(id) ?? '0') : null },
    };
  };
  return {
    figures: figuresOf(before.result, now.result),
    sources: all.flatMap((one) => told(one) ?? []).sort((a, b) => (a.code < b.code ? -1 : a.code > b.code ? 1 : 0)),
    settings: changedSettings.filter((field) => textOf(before.input[field]) !== textOf(now.input[field])),
  };
}
