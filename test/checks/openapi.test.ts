import { Validator } from '@seriousme/openapi-schema-validator';
import { describe, expect, test } from 'vitest';
import { endpoints } from '../../src/contract/endpoints.ts';
import { openApiOf } from '../../src/server/http/openapi.ts';

const document = openApiOf(endpoints, '0.0.0');

describe('the OpenAPI document', () => {
  test('is valid OpenAPI 3.1', async () => {
    const result = await new Validator().validate(JSON.parse(JSON.stringify(document)));
    expect(result.errors ?? []).toEqual([]);
    expect(result.valid).toBe(true);
  }, 30_000);

  test('names every endpoint once, by an operationId and an address of its own', () => {
    expect(new Set(endpoints.map((e) => e.name)).size).toBe(endpoints.length);
    expect(new Set(endpoints.map((e) => `${e.method} ${e.path}`)).size).toBe(endpoints.length);
    const operations = Object.values(document.paths).flatMap((path) => Object.values(path));
    expect(operations.map((o) => o.operationId).sort()).toEqual(endpoints.map((e) => e.name).sort());
  });

  test.each(endpoints.map((e) => [e.name, e] as const))('%s: parameters in the path are those of the schema', (_name, endpoint) => {
    const inPath = [...endpoint.path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]).sort();
    const operation = document.paths[endpoint.path]?.[endpoint.method.toLowerCase()];
    const described = ((operation?.parameters ?? []) as { in: string; name: string }[]).filter((p) => p.in === 'path').map((p) => p.name);
    expect(described.sort()).toEqual(inPath);
  });

  test('has no reference that leads nowhere and no schema that says nothing', () => {
    const text = JSON.stringify(document);
    const referred = new Set([...text.matchAll(/"#\/components\/schemas\/([^"]+)"/g)].map((match) => match[1] ?? ''));
    expect([...referred].filter((name) => !(name in document.components.schemas))).toEqual([]);
    expect(text).not.toContain('"#/$defs/');
    expect(Object.entries(document.components.schemas).filter(([name, schema]) => schema.$ref === `#/components/schemas/${name}`)).toEqual(
      [],
    );
    expect(Object.keys(document.components.schemas).filter((name) => name.startsWith('__'))).toEqual([]);
  });

  test('every GET says what it answers', () => {
    const silent = endpoints
      .filter((e) => e.method === 'GET' && !e.replyMedia)
      .filter((e) => {
        const schema = document.paths[e.path]?.get?.responses['200']?.content?.['application/json']?.schema ?? {};
        return Object.keys(schema).length === 0;
      });
    expect(silent.map((e) => e.name)).toEqual([]);
  });
});
