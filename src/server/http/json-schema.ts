import { z } from 'zod';
import type { Endpoint } from '../../contract/endpoint.ts';

/** A JSON Schema as far as the document needs to look into it. */
export interface JsonSchema {
  [keyword: string]: unknown;
  properties?: Record<string, JsonSchema>;
  required?: string[];
  $defs?: Record<string, JsonSchema>;
}

type Way = 'input' | 'output';

interface Made {
  readonly schema: JsonSchema;
  readonly defs: Record<string, JsonSchema>;
}

/** `z.json()` names itself, anew in every schema; to a reader it is any JSON value. */
function withoutAnyJson(schema: JsonSchema): JsonSchema {
  const unnamed = Object.keys(schema.$defs ?? {}).filter((name) => name.startsWith('__'));
  for (const name of unnamed) {
    if (!Array.isArray(schema.$defs?.[name]?.anyOf))
      throw new Error(`a recursive schema needs an id: ${JSON.stringify(schema.$defs?.[name])}`);
    delete schema.$defs?.[name];
  }
  return JSON.parse(JSON.stringify(schema).replace(/"\$ref":"#\/\$defs\/__\w+"/g, '"description":"Any JSON value."')) as JsonSchema;
}

/** One schema with its named parts, references as `#/$defs/Name`. */
function made(schema: z.ZodType, io: Way): Made {
  const whole = withoutAnyJson(
    z.toJSONSchema(schema, {
      io,
      target: 'draft-2020-12',
      unrepresentable: 'any',
      override: ({ zodSchema, jsonSchema }) => {
        const { def } = zodSchema._zod;
        // A reader knows what a UUID or an instant looks like; the pattern would fill half a page.
        if (jsonSchema.format === 'uuid' || jsonSchema.format === 'date-time' || jsonSchema.format === 'email') delete jsonSchema.pattern;
        if (def.type === 'union' && 'discriminator' in def && typeof def.discriminator === 'string') {
          Object.assign(jsonSchema, { discriminator: { propertyName: def.discriminator } });
        }
        delete jsonSchema.id;
      },
    }) as JsonSchema,
  );
  const { $defs = {}, $schema, ...rest } = whole;
  const id = z.globalRegistry.get(schema)?.id;
  if (id === undefined || id in $defs) return { schema: rest, defs: $defs };
  return { schema: { $ref: `#/$defs/${id}` }, defs: { ...$defs, [id]: rest } };
}

function renamed<T>(value: T, name: (id: string) => string): T {
  if (Array.isArray(value)) return value.map((one) => renamed(one, name)) as T;
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, one]) => {
    if (key === '$ref' && typeof one === 'string') {
      const id = /^#\/\$defs\/(.+)$/.exec(one)?.[1];
      return [key, id === undefined ? one : `#/components/schemas/${name(id)}`];
    }
    return [key, renamed(one, name)];
  });
  return Object.fromEntries(entries) as T;
}

function refersTo(schema: JsonSchema, ids: ReadonlySet<string>): boolean {
  const text = JSON.stringify(schema);
  return [...ids].some((id) => text.includes(`"#/$defs/${id}"`));
}

/** Named schemas that differ as input and as output (defaults make fields optional going in), with all that refer to them. */
function differing(input: Record<string, JsonSchema>, output: Record<string, JsonSchema>): Set<string> {
  const both = Object.keys(input).filter((id) => id in output);
  const different = new Set(both.filter((id) => JSON.stringify(input[id]) !== JSON.stringify(output[id])));
  for (let before = -1; before !== different.size; ) {
    before = different.size;
    for (const id of both) if (input[id] && refersTo(input[id], different)) different.add(id);
  }
  return different;
}

export interface EndpointSchemas {
  readonly params: JsonSchema | undefined;
  readonly query: JsonSchema | undefined;
  readonly body: JsonSchema | undefined;
  readonly reply: JsonSchema;
}

/**
 * The JSON Schemas of all endpoints and their named components. A name stands for what is answered; where the request differs, the request's is called
 * `NameRequest`.
 */
export function endpointSchemas(endpoints: readonly Endpoint[], problem: z.ZodType) {
  const defs = { input: {} as Record<string, JsonSchema>, output: {} as Record<string, JsonSchema> };
  const take = (schema: z.ZodType, way: Way): JsonSchema => {
    const one = made(schema, way);
    Object.assign(defs[way], one.defs);
    return one.schema;
  };
  const raw = new Map(
    endpoints.map((endpoint) => [
      endpoint,
      {
        params: endpoint.params && take(endpoint.params, 'input'),
        query: endpoint.query && take(endpoint.query, 'input'),
        body: endpoint.body && take(endpoint.body, 'input'),
        reply: take(endpoint.reply, 'output'),
      },
    ]),
  );
  const rawProblem = take(problem, 'output');
  const different = differing(defs.input, defs.output);
  const inputName = (id: string): string => (different.has(id) ? `${id}Request` : id);
  const outputName = (id: string): string => id;
  const components: Record<string, JsonSchema> = {};
  for (const [id, schema] of Object.entries(defs.input)) components[inputName(id)] = renamed(schema, inputName);
  for (const [id, schema] of Object.entries(defs.output)) components[id] = renamed(schema, outputName);
  const sorted = Object.fromEntries(Object.entries(components).sort(([a], [b]) => (a < b ? -1 : 1)));
  return {
    components: sorted,
    problemSchema: renamed(rawProblem, outputName),
    of: (endpoint: Endpoint): EndpointSchemas => {
      const one = raw.get(endpoint);
      if (!one) throw new Error(`unknown endpoint ${endpoint.name}`);
      const input = (schema: JsonSchema | undefined) => schema && renamed(schema, inputName);
      return { params: input(one.params), query: input(one.query), body: input(one.body), reply: renamed(one.reply, outputName) };
    },
  };
}
