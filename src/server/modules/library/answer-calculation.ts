import { z } from 'zod';
import { calculationResult, libraryEndpoints as e } from '../../../contract/library.ts';
import { assert } from '../../../kernel/assert.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import { parseJson } from '../../work/json.ts';
import { type Call, ReadyReply } from '../../work/route.ts';
import { parseInput } from '../../work/strict.ts';
import type { Threads } from '../../work/threads.ts';
import { runCalculation } from './calculation.ts';
import { type ReferencedFactor, referencesIn, resolveFactors, withFactors } from './factor-references.ts';
import { apart, findKernelCalculation } from './functions.ts';
import type { Shelf } from './shelf.ts';

/** A calculation as a thread receives it. `factors`: what its references stand for, once they are looked up. */
export interface CalculationTask {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly factors?: ReadonlyMap<string, ReferencedFactor>;
}

/** The reply's bytes, the ids of the factors that must be looked up first, or the input where another module must answer it. */
export type CalculationAnswer = { readonly reply: Uint8Array } | { readonly needs: readonly string[] } | { readonly rests: unknown };

export type CalculationThreads = Threads<CalculationTask, CalculationAnswer>;

/** A calculation over what an organization has stored, answered by the module that keeps it; by the name of the calculation. */
export type StoredCalculations = Readonly<Record<string, (call: Pick<Call, 'ask' | 'actor'>, input: unknown) => Promise<Uint8Array>>>;

/** An input that rests on something stored is a demand and some choices; it comes back to the server's own thread. */
const largestRestingBytes = 1024 * 1024;

/** A derivation of more than this is no longer something to read. */
const largestReplyBytes = 64 * 1024 * 1024;

/** In the thread: reads, computes and writes one calculation. */
export function answerCalculation(shelf: Shelf, { name, bytes, factors }: CalculationTask): CalculationAnswer {
  const input = parseInput(e.runCalculation.body, parseJson(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)));
  if (findKernelCalculation(name)?.rests?.(input) === true) {
    if (bytes.length <= largestRestingBytes) return { rests: input };
    throw tooLarge(
      `对已存系统的请求最多 ${largestRestingBytes / 1024 / 1024} MB，现有 ${megabytes(bytes.length)} MB。请把需求分成几次。`,
      `A demand on a stored system has at most ${largestRestingBytes / 1024 / 1024} MB; this one has ${megabytes(bytes.length)}. Divide the demands.`,
    );
  }
  const needs = factors ? [] : referencesIn(input);
  if (needs.length > 0) return { needs };
  const result = runCalculation(shelf, name, factors ? withFactors(input, factors) : input);
  return { reply: replyOf(result) };
}

const megabytes = (bytes: number): string => (bytes / 1024 / 1024).toFixed(1);
const tooLarge = (zh: string, en: string) => new Refusal('request_too_large', { detail: { zh, en } });

/** A result in its schema, as the bytes of a reply. @throws Refusal `request_too_large` */
export function replyOf(result: object): Uint8Array {
  const reply = new TextEncoder().encode(JSON.stringify(z.parse(calculationResult, result)));
  if (reply.length <= largestReplyBytes) return reply;
  throw tooLarge(
    `结果及其推导超过 ${largestReplyBytes / 1024 / 1024} MB。请分成几次计算。`,
    `The result with its derivation is larger than ${largestReplyBytes / 1024 / 1024} MB. Divide the calculation.`,
  );
}

async function factorsOf(call: Pick<Call, 'ask'>, ids: readonly string[]): Promise<ReadonlyMap<string, ReferencedFactor>> {
  const found = await call.ask(resolveFactors, { ids });
  return new Map(found.map(({ id, value, unit }) => [id, { value, unit, ref: id }]));
}

/** `POST /api/v1/calculations/<name>`: a small one at once, a large or slow one in a thread, so that nobody else waits for it. */
export function calculate(shelf: Shelf, threads: CalculationThreads, stored: StoredCalculations) {
  return async (name: string, call: Call<unknown, unknown, Record<string, unknown>>) => {
    const bytes = call.bytes ?? (apart.has(name) ? new TextEncoder().encode(JSON.stringify(call.body)) : null);
    if (!bytes) {
      const ids = referencesIn(call.body);
      return runCalculation(shelf, name, ids.length === 0 ? call.body : withFactors(call.body, await factorsOf(call, ids)));
    }
    const caller = call.visitor?.kind === 'anonymous' || !call.visitor ? call.facts.ip : call.visitor.personId;
    const first = await threads.ask(caller, { name, bytes });
    if ('reply' in first) return new ReadyReply(first.reply);
    if ('rests' in first) {
      const answer = stored[name];
      assert(answer, `${name} rests on what nobody keeps`);
      return new ReadyReply(await answer(call, first.rests));
    }
    const second = await threads.ask(caller, { name, bytes, factors: await factorsOf(call, first.needs) });
    if ('reply' in second) return new ReadyReply(second.reply);
    throw new Refusal('not_found');
  };
}
