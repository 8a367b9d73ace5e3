import { z } from 'zod';
import type { Endpoint } from '../../contract/endpoint.ts';
import { isForPrograms } from '../../contract/permission.ts';
import { problem } from '../../contract/problem.ts';
import { refusals } from '../../contract/refusals.ts';
import type { RefusalCode } from '../../kernel/refusal.ts';
import type { Text } from '../../kernel/text.ts';
import { endpointSchemas, type JsonSchema } from './json-schema.ts';

export interface Operation {
  operationId: string;
  tags: string[];
  summary: string;
  description: string;
  parameters: object[];
  requestBody?: { required: boolean; content: Record<string, { schema: JsonSchema; examples?: Record<string, unknown> }> };
  responses: Record<string, { description: string; content?: Record<string, { schema: JsonSchema }> }>;
  security: Record<string, string[]>[];
}

/** An OpenAPI 3.1 document. A module may add to it: `document.paths['/api/v1/…'].post`. */
export interface OpenApiDocument {
  openapi: string;
  info: object;
  servers: object[];
  tags: object[];
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, JsonSchema>; securitySchemes: Record<string, object> };
}

export type OpenApiExtension = (document: OpenApiDocument) => void;

const both = (text: Text): string => `${text.en} · ${text.zh}`;

const ownPageHeader = {
  name: 'X-Tanheng',
  in: 'header',
  required: false,
  description: 'Must be 1 when the call is made with the session cookie; not needed with an API key.',
  schema: { type: 'string', enum: ['1'] },
};
const idempotencyHeader = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  description: 'The same key with the same request gives the same answer for two days; with another request it is refused as conflict.',
  schema: { type: 'string', minLength: 1, maxLength: 150, pattern: '^[\\x21-\\x7e]+$' },
};

/** Every refusal this endpoint can answer with. */
export function refusalsOf(endpoint: Endpoint): RefusalCode[] {
  const codes = new Set<RefusalCode>(endpoint.refusals ?? []);
  codes.add('invalid_input').add('too_many_requests').add('database_unavailable').add('request_refused');
  if (endpoint.access !== 'public') codes.add('not_signed_in');
  if (endpoint.access !== 'public' && endpoint.access !== 'calculation') codes.add('not_permitted');
  if (endpoint.method !== 'GET') codes.add('request_too_large').add('unsupported_media_type');
  if (endpoint.method === 'POST' && endpoint.access !== 'public') codes.add('conflict');
  return [...codes];
}

function securityOf({ access }: Endpoint): Operation['security'] {
  if (access === 'public') return [{}];
  if (access === 'person') return [{ session: [] }];
  if (access === 'calculation') return [{ apiKey: [] }, { session: [] }, {}];
  return isForPrograms(access.action) ? [{ session: [] }, { apiKey: [] }] : [{ session: [] }];
}

function accessText({ access }: Endpoint): string {
  if (access === 'public') return 'Open to everybody.';
  if (access === 'person') return 'For anybody signed in.';
  if (access === 'calculation') return 'For anybody signed in, an API key, or everybody in demo mode. Stores nothing.';
  return `Needs the right \`${access.action}\`.`;
}

function responsesOf(endpoint: Endpoint, reply: JsonSchema, problemSchema: JsonSchema): Operation['responses'] {
  const status = `${endpoint.status ?? 200}`;
  const good =
    status === '204'
      ? { description: 'Done.' }
      : {
          description: 'Done.',
          content: endpoint.replyMedia
            ? { [endpoint.replyMedia]: { schema: { type: 'string', format: 'binary' } } }
            : { 'application/json': { schema: reply } },
        };
  const codes = refusalsOf(endpoint);
  const statuses = [...new Set(codes.map((code) => refusals[code].status))].sort();
  const bad = statuses.map((code) => [
    `${code}`,
    {
      description: codes
        .filter((one) => refusals[one].status === code)
        .map((one) => `\`${one}\`: ${both(refusals[one].title)}`)
        .join('\n\n'),
      content: { 'application/problem+json': { schema: problemSchema } },
    },
  ]);
  const ours = { description: '`internal_error`: our own mistake', content: { 'application/problem+json': { schema: problemSchema } } };
  return { [status]: good, ...Object.fromEntries(bad), '500': ours };
}

function parametersOf(endpoint: Endpoint, params: JsonSchema | undefined, query: JsonSchema | undefined): object[] {
  const list = (schema: JsonSchema | undefined, place: 'path' | 'query'): object[] =>
    Object.entries(schema?.properties ?? {}).map(([name, one]) => ({
      name,
      in: place,
      required: place === 'path' || (schema?.required ?? []).includes(name),
      schema: one,
    }));
  const headers = endpoint.method === 'GET' ? [] : [ownPageHeader, ...(endpoint.method === 'POST' ? [idempotencyHeader] : [])];
  return [...list(params, 'path'), ...list(query, 'query'), ...headers];
}

/** The document of these endpoints: complete, so that a client can be written from it alone. */
export function openApiOf(endpoints: readonly Endpoint[], version: string, extensions: readonly OpenApiExtension[] = []): OpenApiDocument {
  const { of, problemSchema, components } = endpointSchemas(endpoints, problem);
  const document: OpenApiDocument = {
    openapi: '3.1.0',
    info: {
      title: 'Tanheng · 碳衡',
      version,
      summary: 'Carbon management: emission, assets, trading and neutrality on one management system.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    tags: [...new Set(endpoints.map((endpoint) => endpoint.name.split('.')[0] ?? ''))].map((name) => ({ name })),
    paths: {},
    components: {
      schemas: components,
      securitySchemes: {
        session: {
          type: 'apiKey',
          in: 'cookie',
          name: 'tanheng.session',
          description: 'Set by sign-in; `__Host-tanheng.session` over https.',
        },
        apiKey: { type: 'http', scheme: 'bearer', description: 'An API key; may read and calculate.' },
      },
    },
  };
  for (const endpoint of endpoints) {
    const schemas = of(endpoint);
    const operation: Operation = {
      operationId: endpoint.name,
      tags: [endpoint.name.split('.')[0] ?? ''],
      summary: both(endpoint.summary),
      description: [...(endpoint.description ? [both(endpoint.description)] : []), accessText(endpoint)].join('\n\n'),
      parameters: parametersOf(endpoint, schemas.params, schemas.query),
      responses: responsesOf(endpoint, schemas.reply, problemSchema),
      security: securityOf(endpoint),
    };
    if (endpoint.requestMedia) {
      operation.requestBody = { required: true, content: { [endpoint.requestMedia]: { schema: { type: 'string', format: 'binary' } } } };
    } else if (schemas.body) {
      const required = !z.safeParse(endpoint.body ?? z.unknown(), {}).success;
      operation.requestBody = { required, content: { 'application/json': { schema: schemas.body } } };
    }
    document.paths[endpoint.path] = { ...document.paths[endpoint.path], [endpoint.method.toLowerCase()]: operation };
  }
  for (const extend of extensions) extend(document);
  return document;
}
