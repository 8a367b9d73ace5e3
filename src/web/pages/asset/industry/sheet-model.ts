import type { industryEndpoints } from '../../../../contract/allocation-industry.ts';
import type { BodyOf, ReplyOf } from '../../../../contract/endpoint.ts';
import { readNumber } from '../../../format/number.ts';

export type IndustrySheet = ReplyOf<typeof industryEndpoints.readIndustrySheet>;
export type IndustryResult = ReplyOf<typeof industryEndpoints.computeIndustryAllocation>;
export type Sector = IndustrySheet['sector'];
export type SheetBody = BodyOf<typeof industryEndpoints.computeIndustryAllocation>;

/** A special line as it is typed. */
export interface LineDraft {
  readonly name: string;
  readonly emission: string;
}

/** A row as it is typed; `key` is its place in the list of rows ever made, so that fields keep their focus. */
export interface RowDraft {
  readonly key: number;
  readonly entityId: string | null;
  readonly name: string;
  readonly emission: string;
  readonly intensity: string;
  readonly lines: readonly LineDraft[];
}

export interface SheetDraft {
  readonly balance: SheetBody['balance'];
  readonly balanceValue: string;
  readonly rows: readonly RowDraft[];
}

export const emptyRow = (key: number): RowDraft => ({ key, entityId: null, name: '', emission: '', intensity: '', lines: [] });

export function draftOf({ sheet }: IndustrySheet): SheetDraft {
  if (sheet === null) return { balance: 'solved', balanceValue: '', rows: [] };
  const rows = sheet.rows.map((row, key) => ({ key, ...row }));
  return { balance: sheet.balance, balanceValue: sheet.balanceValue ?? '', rows };
}

/** Three entities within the limits (docs/spec/cn-industry-balance-value.md): ΣE·I/ΣE is 1.757. */
export const exampleRows: readonly RowDraft[] = [
  { key: 0, entityId: null, name: 'A', emission: '3000000', intensity: '1.62', lines: [] },
  { key: 1, entityId: null, name: 'B', emission: '5000000', intensity: '1.75', lines: [] },
  { key: 2, entityId: null, name: 'C', emission: '2000000', intensity: '1.98', lines: [] },
];

/** What goes on the wire; null while something is missing or not a number. */
export function bodyOf({ balance, balanceValue, rows }: SheetDraft): SheetBody | null {
  const read = (value: string) => (value.trim() === '' ? null : readNumber(value));
  const published = read(balanceValue);
  if ((balance === 'published' && published === null) || (balanceValue.trim() !== '' && published === null)) return null;
  const written: SheetBody['rows'] = [];
  for (const { entityId, name, emission, intensity, lines } of rows) {
    const [e, i] = [read(emission), read(intensity)];
    if (name.trim() === '' || e === null || i === null) return null;
    const ofLines = lines.flatMap((line) => {
      const value = read(line.emission);
      return value === null || line.name.trim() === '' ? [] : [{ name: line.name.trim(), emission: value }];
    });
    if (ofLines.length < lines.length) return null;
    written.push({ entityId, name: name.trim(), emission: e, intensity: i, lines: ofLines });
  }
  return written.length === 0 ? null : { balance, balanceValue: published, rows: written };
}

/** The names of rows and lines for the derivation, which calls them by number. */
export function namesOf(rows: SheetBody['rows']): ReadonlyMap<string, string> {
  return new Map(
    rows.flatMap((row, i) => [
      [`entity=${i + 1}`, row.name] as const,
      ...row.lines.map((line, j) => [`line=${i + 1}.${j + 1}`, line.name] as const),
    ]),
  );
}
