import type { ReplyOf } from '../../../../contract/endpoint.ts';
import type { intakeEndpoints } from '../../../../contract/intake.ts';

export type Found = ReplyOf<typeof intakeEndpoints.recogniseImport>;
export type FoundSheet = Found['sheets'][number];
export type Recipe = FoundSheet['recipe'];
export type ColumnRole = Recipe['columns'][number];
export type ImportUnit = Found['units'][number];
export type Alias = NonNullable<FoundSheet['source']>['aliases'][number];
export type Preview = ReplyOf<typeof intakeEndpoints.previewImport>;
export type UnknownName = Preview['unknown'][number];
export type Source = ReplyOf<typeof intakeEndpoints.listSources>['items'][number];
export type Run = ReplyOf<typeof intakeEndpoints.readImport>;
export interface ImportFile {
  readonly fileSha256: string;
  readonly fileName: string;
}

/** A role as the value of a select: `amount:FC`, `month_value:2024-01`, or the role's own name. */
export function roleValue(role: ColumnRole): string {
  if (role.role === 'amount') return `amount:${role.parameter}`;
  return role.role === 'month_value' ? `month_value:${role.month}` : role.role;
}

const plain = ['ignore', 'month', 'facility', 'fuel', 'parameter', 'unit', 'comment', 'value'] as const;

export function roleOf(value: string): ColumnRole {
  const [role = '', rest = ''] = value.split(/:(.*)/, 2);
  if (role === 'amount') return { role, parameter: rest, stream: null, unit: null };
  if (role === 'month_value') return { role, month: rest };
  return { role: plain.find((one) => one === role) ?? 'ignore' };
}

/** `A`, … `AA` as spreadsheets name columns. */
export function columnLetter(index: number): string {
  return index < 26
    ? String.fromCharCode(65 + index)
    : `${String.fromCharCode(64 + Math.floor(index / 26))}${String.fromCharCode(65 + (index % 26))}`;
}

/** Up to three values that stand below the names. */
export function samplesOf(sheet: FoundSheet, headerRow: number, column: number): string {
  const values = sheet.start.slice(headerRow).flatMap((row) => (row[column] ? [row[column]] : []));
  return values.slice(0, 3).join(' · ');
}

export function headerOf(sheet: FoundSheet, headerRow: number, column: number): string {
  return sheet.start[headerRow - 1]?.[column] ?? '';
}

/** Parameters of all units, each once. */
export function parametersOf(units: readonly ImportUnit[]): ImportUnit['rows'] {
  const seen = new Map<string, ImportUnit['rows'][number]>();
  for (const row of units.flatMap((unit) => unit.rows)) if (!seen.has(row.parameter)) seen.set(row.parameter, row);
  return [...seen.values()];
}

export function streamsOf(units: readonly ImportUnit[]): ImportUnit['streams'] {
  const seen = new Map<string, ImportUnit['streams'][number]>();
  for (const stream of units.flatMap((unit) => unit.streams)) if (!seen.has(stream.code)) seen.set(stream.code, stream);
  return [...seen.values()];
}

export function blankAlias({ kind, name }: Pick<UnknownName, 'kind' | 'name'>): Alias {
  return { kind, name, skip: false, unitId: null, stream: null, parameter: null, unit: null };
}

/** Whether an alias says enough. */
export function isTold(alias: Alias): boolean {
  if (alias.skip) return true;
  if (alias.kind === 'facility') return alias.unitId !== null;
  if (alias.kind === 'fuel') return alias.stream !== null;
  return alias.kind === 'parameter' ? alias.parameter !== null : alias.unit !== null;
}

export function withAlias(aliases: readonly Alias[], changed: Alias): Alias[] {
  return [...aliases.filter((one) => one.kind !== changed.kind || one.name !== changed.name), changed];
}

export function cellPlace({ sheet, cell }: { sheet: string; cell: string }): string {
  return sheet === '' ? cell : `${sheet}!${cell}`;
}
