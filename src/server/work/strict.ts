import { z } from 'zod';
import type { Finding } from '../../kernel/finding.ts';
import { Refusal } from '../../kernel/refusal.ts';

type Schema = z.core.$ZodType;
const cache = new WeakMap<Schema, Schema>();

function rebuilt(schema: Schema, change: Record<string, unknown>): Schema {
  return z.core.clone(schema, { ...schema._zod.def, ...change } as typeof schema._zod.def);
}

const inner = ['optional', 'nullable', 'default', 'prefault', 'nonoptional', 'readonly', 'catch', 'success'];

function strictOf(schema: Schema): Schema {
  const def = (schema as z.core.$ZodTypes)._zod.def;
  if (inner.includes(def.type)) {
    const wrapped = (def as z.core.$ZodOptionalDef).innerType;
    return rebuilt(schema, { innerType: strictly(wrapped) });
  }
  switch (def.type) {
    case 'object': {
      const shape = Object.fromEntries(Object.entries(def.shape).map(([key, value]) => [key, strictly(value)]));
      return rebuilt(schema, { shape, catchall: def.catchall ?? z.never() });
    }
    case 'array':
      return rebuilt(schema, { element: strictly(def.element) });
    case 'union':
      return rebuilt(schema, { options: def.options.map(strictly) });
    case 'tuple':
      return rebuilt(schema, { items: def.items.map(strictly) });
    case 'record':
      return rebuilt(schema, { valueType: strictly(def.valueType) });
    case 'pipe':
      return rebuilt(schema, { in: strictly(def.in), out: def.out });
    default:
      return schema; // leaves; lazy and intersection keep what they say themselves
  }
}

/** The same schema with unknown keys refused in every object at every depth. */
export function strictly<S extends Schema>(schema: S): S {
  let strict = cache.get(schema);
  if (!strict) {
    strict = strictOf(schema);
    cache.set(schema, strict);
  }
  return strict as S;
}

/** JSON pointer (RFC 6901) of a path. */
export function pointer(path: readonly PropertyKey[]): string {
  return path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

function chinese(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined ? '缺少此项' : `应为 ${issue.expected} 类型`;
    case 'unrecognized_keys':
      return `不认识的字段：${issue.keys.join('、')}`;
    case 'too_small':
      return `过小或过短，至少 ${String(issue.minimum)}`;
    case 'too_big':
      return `过大或过长，至多 ${String(issue.maximum)}`;
    case 'invalid_value':
      return `应为以下之一：${issue.values.map(String).join('、')}`;
    case 'invalid_format':
      return `格式不正确（${issue.format}）`;
    case 'invalid_union':
      return '与任何一种允许的写法都不符';
    default:
      return '输入不正确';
  }
}

function english(issue: z.core.$ZodIssue): string {
  if (issue.code === 'invalid_type' && issue.input === undefined) return 'missing';
  return issue.message;
}

/** Every fault at once, each with its place as a JSON pointer below `prefix`. */
export function findingsOf(error: z.core.$ZodError, prefix = ''): Finding[] {
  return error.issues.slice(0, 200).map((issue) => ({
    code: `input.${issue.code}`,
    severity: 'error',
    place: { path: prefix + pointer(issue.path) },
    text: { zh: chinese(issue), en: english(issue) },
  }));
}

/** Parses input strictly or refuses with all faults. */
export function parseInput<S extends z.ZodType>(schema: S, input: unknown, prefix = ''): z.output<S> {
  const parsed = z.safeParse(strictly(schema), input, { reportInput: true });
  if (parsed.success) return parsed.data as z.output<S>;
  throw new Refusal('invalid_input', { findings: findingsOf(parsed.error, prefix) });
}
