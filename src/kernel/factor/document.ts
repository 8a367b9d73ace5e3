import type { Finding } from '../finding.ts';
import type { Text } from '../text.ts';

/** A mapping of a parsed yaml document, the path to it, and which of its fields were asked for. */
export interface Fields {
  readonly path: string;
  readonly values: ReadonlyMap<string, unknown>;
  readonly asked: Set<string>;
}

export const dayPattern = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;

/** Reads plain values of a reviewed file and collects every fault with its path, so that all are told at once. */
export class DocumentReader {
  readonly findings: Finding[] = [];
  private readonly file: string;

  constructor(file: string) {
    this.file = file;
  }

  fields(value: unknown, path: string): Fields {
    if (typeof value === 'object' && value !== null && !Array.isArray(value))
      return { path, values: new Map(Object.entries(value)), asked: new Set() };
    this.fault(path, '应为映射', 'must be a mapping');
    return { path, values: new Map(), asked: new Set() };
  }

  sub(fields: Fields, name: string): Fields {
    return this.fields(this.value(fields, name), `${fields.path}/${name}`);
  }

  has(fields: Fields, name: string): boolean {
    const value = this.value(fields, name);
    return value !== undefined && value !== null;
  }

  text(fields: Fields, name: string): string {
    const value = this.value(fields, name);
    if (typeof value === 'string' && value.trim() !== '') return value.trim();
    this.fault(`${fields.path}/${name}`, '缺少文本', 'a text is missing');
    return '';
  }

  optional(fields: Fields, name: string): string | null {
    return this.has(fields, name) ? this.text(fields, name) : null;
  }

  day(fields: Fields, name: string): string | null {
    const day = this.optional(fields, name);
    if (day !== null && !dayPattern.test(day)) this.fault(`${fields.path}/${name}`, '日期应为 YYYY-MM-DD', 'a day is written YYYY-MM-DD');
    return day;
  }

  flag(fields: Fields, name: string): boolean {
    const value = this.value(fields, name) ?? false;
    if (typeof value === 'boolean') return value;
    this.fault(`${fields.path}/${name}`, '应为 true 或 false', 'must be true or false');
    return false;
  }

  count(fields: Fields, name: string): number {
    const value = this.value(fields, name);
    if (typeof value === 'number' && Number.isSafeInteger(value) && value > 0) return value;
    this.fault(`${fields.path}/${name}`, '应为正整数', 'must be a positive whole number');
    return 0;
  }

  bilingual(fields: Fields, name: string): Text {
    return this.textOf(this.value(fields, name), `${fields.path}/${name}`);
  }

  list(fields: Fields, name: string): readonly unknown[] {
    const value = this.value(fields, name);
    if (Array.isArray(value)) return value;
    this.fault(`${fields.path}/${name}`, '应为列表', 'must be a list');
    return [];
  }

  bilingualList(fields: Fields, name: string): Text[] {
    return this.list(fields, name).map((entry, index) => this.textOf(entry, `${fields.path}/${name}/${index}`));
  }

  /** To be called last: a field nobody asked for is a slip of the pen, not something to pass over. */
  noOther(fields: Fields): void {
    for (const name of fields.values.keys()) {
      if (!fields.asked.has(name)) this.fault(`${fields.path}/${name}`, '未知字段', 'unknown field');
    }
  }

  private textOf(value: unknown, path: string): Text {
    const fields = this.fields(value, path);
    return { zh: this.text(fields, 'zh'), en: this.text(fields, 'en') };
  }

  private value(fields: Fields, name: string): unknown {
    fields.asked.add(name);
    return fields.values.get(name);
  }

  private fault(path: string, zh: string, en: string): void {
    this.findings.push({
      code: 'publication_header_wrong',
      severity: 'error',
      place: { file: this.file, path },
      text: { zh: `${path}：${zh}`, en: `${path}: ${en}` },
    });
  }
}
