import { type Fields, isFields } from './fields.ts';
import type { Markup } from './markup.ts';
import { type Findings, kinds } from './reading.ts';

/**
 * What a reader takes of a data set, by name; `true` takes all below. Of an XML element attributes are written `@name`, its own text `#`. `list` stands for the parts
 * that are read of each element of a list.
 */
export interface Shape {
  readonly [name: string]: true | Shape;
}

/** Counts what stands in data sets and is read by nobody, so that nothing is lost without being said. */
export interface Unread {
  readonly fields: (of: string, one: Fields, shape: Shape) => void;
  readonly markup: (of: string, one: Markup, shape: Shape) => void;
  /** One finding for each kind of data set, with every field and how often it was met. */
  readonly say: (findings: Findings) => void;
}

const hasValue = (value: unknown): boolean =>
  value !== null &&
  value !== undefined &&
  value !== false &&
  !(typeof value === 'string' && value.trim() === '') &&
  !(typeof value === 'object' && Object.values(value).every((one) => !hasValue(one)));

/** Book-keeping of files, that says nothing of the data. */
const book = new Set(['@type', '@context', 'lastChange', 'lastInternalId', '@lang', '@schemaLocation']);

export function unreadList(): Unread {
  const counts = new Map<string, Map<string, number>>();
  const count = (of: string, path: string): void => {
    const mine = counts.get(of) ?? new Map<string, number>();
    counts.set(of, mine);
    mine.set(path, (mine.get(path) ?? 0) + 1);
  };
  const fields = (of: string, one: Fields, shape: Shape, above = ''): void => {
    for (const [name, value] of Object.entries(one)) {
      const known = shape[name];
      if (known === true || book.has(name)) continue;
      const path = above === '' ? name : `${above}.${name}`;
      if (known === undefined) {
        if (hasValue(value)) count(of, path);
        continue;
      }
      for (const each of Array.isArray(value) ? value : [value]) if (isFields(each)) fields(of, each, known, path);
    }
  };
  const markup = (of: string, one: Markup, shape: Shape, above = ''): void => {
    for (const [name, value] of Object.entries(one.attributes)) {
      const key = `@${name}`;
      if (shape[key] === undefined && value.trim() !== '' && !book.has(key)) count(of, `${above}${key}`);
    }
    if (one.text !== '' && shape['#'] === undefined) count(of, above.replace(/\/$/, ''));
    for (const each of one.children) {
      const known = shape[each.name];
      if (known === true) continue;
      if (known !== undefined) markup(of, each, known, `${above}${each.name}/`);
      else if (speaks(each)) count(of, `${above}${each.name}`);
    }
  };
  return {
    fields,
    markup,
    say: (findings) => {
      for (const [of, mine] of counts) {
        const told = [...mine].sort((one, other) => other[1] - one[1] || (one[0] < other[0] ? -1 : 1));
        findings.say(kinds.unread, { at: { of } }, { of, fields: told.map(([path, times]) => `${path} (${times})`).join(', ') });
      }
    },
  };
}

const speaks = ({ attributes, text, children }: Markup): boolean =>
  text !== '' || Object.values(attributes).some((one) => one.trim() !== '') || children.some(speaks);
