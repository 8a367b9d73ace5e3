import type { Finding, Place } from '../finding.ts';
import type { Text } from '../text.ts';

export type Path = readonly (string | number)[];

/** Where a value of the parsed file stands; for a key that is not there, the place of the nearest value around it. */
export type Locate = (path: Path) => { readonly file: string; readonly line: number };

export type Fields = ReadonlyMap<string, unknown>;

export const namePattern = /^[A-Za-z][A-Za-z0-9_]{0,59}$/;
export const idPattern = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;

/** JSON pointer (RFC 6901) of a path. */
export function pointer(path: Path): string {
  return path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

/** Reads a plain value from a reviewed file field by field, collecting every fault with file and line; nothing is thrown. */
export class Reading {
  readonly findings: Finding[] = [];
  private readonly locate: Locate;

  constructor(locate: Locate) {
    this.locate = locate;
  }

  fault(path: Path, code: string, text: Text, cure?: Text, more: Partial<Place> = {}): void {
    const place: Place = { path: pointer(path), ...this.locate(path), ...more };
    this.findings.push({ code, severity: 'error', place, text, ...(cure && { cure }) });
  }

  /** The fields of an object; unknown and missing ones are faults. Null when it is no object. */
  fields(value: unknown, path: Path, required: readonly string[], optional: readonly string[]): Fields | null {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      this.fault(path, 'wrong_shape', { zh: '此处应为字段组', en: 'a group of fields is expected here' });
      return null;
    }
    const fields = new Map<string, unknown>(Object.entries(value));
    for (const name of fields.keys()) {
      if (required.includes(name) || optional.includes(name)) continue;
      const known = [...required, ...optional].join(', ');
      this.fault(
        [...path, name],
        'unknown_field',
        { zh: `未知字段 ${name}`, en: `unknown field ${name}` },
        { zh: `可用字段：${known}`, en: `Fields: ${known}` },
      );
    }
    for (const name of required) {
      if (fields.get(name) === undefined || fields.get(name) === null) {
        this.fault([...path, name], 'missing_field', { zh: `缺少字段 ${name}`, en: `field ${name} is missing` });
      }
    }
    return fields;
  }

  list(value: unknown, path: Path, most: number): readonly unknown[] {
    if (value === undefined || value === null) return [];
    if (!Array.isArray(value)) {
      this.fault(path, 'wrong_shape', { zh: '此处应为列表', en: 'a list is expected here' });
      return [];
    }
    if (value.length > most) this.fault(path, 'too_many', { zh: `最多 ${most} 项`, en: `at most ${most} items` });
    return value.slice(0, most);
  }

  /** Name → value; names are checked against `pattern`. */
  entries(value: unknown, path: Path, pattern: RegExp, most: number): [string, unknown][] {
    if (value === undefined || value === null) return [];
    if (typeof value !== 'object' || Array.isArray(value)) {
      this.fault(path, 'wrong_shape', { zh: '此处应为“名称: 内容”', en: 'names with their contents are expected here' });
      return [];
    }
    const entries = Object.entries(value);
    if (entries.length > most) this.fault(path, 'too_many', { zh: `最多 ${most} 项`, en: `at most ${most} entries` });
    return entries.slice(0, most).filter(([name]) => this.isName(name, [...path, name], pattern));
  }

  isName(name: unknown, path: Path, pattern: RegExp = namePattern): name is string {
    if (typeof name === 'string' && pattern.test(name)) return true;
    this.fault(
      path,
      'bad_name',
      { zh: `名称 ${String(name).slice(0, 80)} 不合规`, en: `${String(name).slice(0, 80)} is no proper name` },
      { zh: '字母开头，只含字母、数字和下划线', en: 'A letter first, then letters, digits and underscores' },
    );
    return false;
  }

  string(value: unknown, path: Path): string | null {
    if (value === undefined || value === null) return null;
    if (typeof value === 'string' && value.trim() !== '' && value.length <= 4_000) return value;
    this.fault(path, 'wrong_shape', { zh: '此处应为文本', en: 'a text is expected here' });
    return null;
  }

  /** A text in both languages. */
  text(value: unknown, path: Path): Text | null {
    if (value === undefined || value === null) return null;
    const fields = this.fields(value, path, [], ['zh', 'en']);
    if (fields === null) return null;
    const [zh, en] = [fields.get('zh'), fields.get('en')];
    if (typeof zh === 'string' && typeof en === 'string' && zh.trim() !== '' && en.trim() !== '') return { zh, en };
    this.fault(path, 'language_missing', { zh: '须同时给出 zh 与 en', en: 'both zh and en are needed' });
    return null;
  }

  integer(value: unknown, path: Path, least: number, most: number): number | null {
    if (value === undefined || value === null) return null;
    if (typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most) return value;
    this.fault(path, 'wrong_shape', {
      zh: `此处应为 ${least} 至 ${most} 的整数`,
      en: `a whole number from ${least} to ${most} is expected here`,
    });
    return null;
  }

  boolean(value: unknown, path: Path): boolean {
    if (value === undefined || value === null) return false;
    if (typeof value === 'boolean') return value;
    this.fault(path, 'wrong_shape', { zh: '此处应为 true 或 false', en: 'true or false is expected here' });
    return false;
  }

  oneOf<T extends string>(value: unknown, path: Path, choices: readonly T[]): T | null {
    if (value === undefined || value === null) return null;
    const found = choices.find((choice) => choice === value);
    if (found !== undefined) return found;
    this.fault(path, 'unknown_choice', { zh: `须为：${choices.join('、')}`, en: `must be one of: ${choices.join(', ')}` });
    return null;
  }
}
