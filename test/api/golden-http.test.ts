import { relative, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectRefusal, expectResult, goldenCases, readExpected, readInput } from '../support/golden.ts';
import { type Client, type TestServer, testServer } from '../support/server.ts';

/** Every golden case asked of the product as partners ask it: `POST /api/v1/calculations/{name}`. */

const cases = resolve(import.meta.dirname, '../golden');
let server: TestServer;
let boss: Client;
beforeAll(async () => {
  server = await testServer();
  boss = await server.found();
});
afterAll(async () => await server?.close());

describe('golden cases over HTTP', () => {
  for (const folder of goldenCases(cases)) {
    it(relative(cases, folder), async () => {
      const { calculation, input } = readInput(folder);
      const expected = readExpected(folder);
      const reply = await boss.post(`/api/v1/calculations/${calculation}`, input);
      expect(reply.statusCode, reply.body).toBe(expected.refusal ? 422 : 200);
      if (expected.refusal) expectRefusal(reply.json(), expected);
      else expectResult(reply.json(), expected);
    });
  }
});
