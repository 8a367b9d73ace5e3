import type { Text } from '../text.ts';
import { rowsIn, textsIn } from './content.ts';
import type { Content, Field, Register, RowsField, ScoreField, Value } from './register.ts';

/**
 * A register as a sheet, for spreadsheets: a line for each record, further lines below it where its small tables have more rows. Everything is in words:
 * names of options, people and entities, numbers of records. What is written here is read back by `readSheet` to equal contents.
 */

export type FlatField = Exclude<Field, RowsField | ScoreField>;

/** A column of a sheet: what stands at the head of a record, or one of its fields. */
export interface SheetColumn {
  /** `no`, `version`, `entity`, `state`, a field's id, or `table.column`. */
  readonly key: string;
  readonly name: Text;
  readonly field: FlatField | null;
  /** The small table it stands in. */
  readonly table: string | null;
}

const heads: readonly SheetColumn[] = [
  { key: '$no', name: { zh: '编号', en: 'No.' }, field: null, table: null },
  { key: '$version', name: { zh: '版本', en: 'Version' }, field: null, table: null },
  { key: '$entity', name: { zh: '所属单位', en: 'Entity' }, field: null, table: null },
  { key: '$state', name: { zh: '状态', en: 'State' }, field: null, table: null },
];

/** The columns of a register's sheet. Scores are computed and have none. */
export function sheetColumns(register: Register): SheetColumn[] {
  const own = register.fields.flatMap((field): SheetColumn[] => {
    if (field.type === 'score') return [];
    if (field.type !== 'rows') return [{ key: field.id, name: field.name, field, table: null }];
    return field.columns.map((column) => ({
      key: `${field.id}.${column.id}`,
      name: { zh: `${field.name.zh} › ${column.name.zh}`, en: `${field.name.en} › ${column.name.en}` },
      field: column,
      table: field.id,
    }));
  });
  return [...heads, ...own];
}

/** A record as it goes onto a sheet; the texts are in words already. */
export interface SheetRecord {
  readonly no: string;
  readonly version: number;
  readonly entity: string;
  readonly state: string;
  readonly content: Content;
}

/** How ids are said: people, entities, records. */
export interface Wording {
  readonly language: 'zh' | 'en';
  readonly nameOf: (type: 'person' | 'entity' | 'record', id: string) => string;
}

export function cellOf(field: FlatField, value: Value | undefined, { language, nameOf }: Wording): string {
  if (typeof value === 'boolean') return value ? { zh: '是', en: 'yes' }[language] : '';
  const said = (text: string): string => {
    if (field.type === 'choice') return field.options.find((one) => one.code === text)?.name[language] ?? text;
    return field.type === 'person' || field.type === 'entity' || field.type === 'record' ? nameOf(field.type, text) : text;
  };
  return textsIn(value).map(said).join('\n');
}

/** Head line and lines of a register's sheet. */
export function sheetOf(
  register: Register,
  records: readonly SheetRecord[],
  wording: Wording,
): { readonly head: string[]; readonly lines: string[][] } {
  const columns = sheetColumns(register);
  const tables = register.fields.filter((field) => field.type === 'rows');
  const lines = records.flatMap((record) => {
    const rows = new Map(tables.map((table) => [table.id, rowsIn(record.content[table.id])]));
    const height = Math.max(1, ...[...rows.values()].map((each) => each.length));
    return Array.from({ length: height }, (_, index) =>
      columns.map(({ key, field, table }): string => {
        if (field !== null && table !== null) return cellOf(field, rows.get(table)?.[index]?.[field.id], wording);
        if (index > 0) return '';
        return field === null ? headCell(record, key) : cellOf(field, record.content[field.id], wording);
      }),
    );
  });
  return { head: columns.map((one) => one.name[wording.language]), lines };
}

function headCell(record: SheetRecord, key: string): string {
  if (key === '$no') return record.no;
  if (key === '$version') return String(record.version);
  return key === '$entity' ? record.entity : record.state;
}
