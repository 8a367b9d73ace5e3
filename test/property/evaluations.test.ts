import path from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type FrozenFigures, frozenPins } from '../../src/kernel/emission/frozen-pins.ts';
import { type Evaluation, evaluateMethod } from '../../src/kernel/method/evaluate.ts';
import { nodeId } from '../../src/kernel/method/nodes.ts';
import { fromPieces, piecesOf } from '../../src/server/modules/library/answer-evaluation.ts';
import { openEvaluations } from '../../src/server/modules/library/evaluations.ts';
import { answerEvaluation, type EvaluationThreads, openShelf } from '../../src/server/modules/library/index.ts';

/** What is told from memory, or through a thread's pieces, has the same bytes as a direct evaluation of the same method, input and pins. */
const shelf = openShelf(path.join(import.meta.dirname, '../../data'));
const shelved = shelf.method('cn-power-generation');
if (!shelved) throw new Error('the method is not there');
const { method, sha256, id } = shelved;
const seed = 20261123;
const bytes = (evaluation: Evaluation | undefined) => JSON.stringify(evaluation);

/** A thread in this process: the same answer, by way of a message. */
let asked = 0;
const threads: EvaluationThreads = {
  ask: async (_caller, task) => {
    asked += 1;
    return structuredClone(answerEvaluation(shelved, structuredClone(task)));
  },
  warm: () => {},
  stop: async () => {},
};

const coal = fc.record({
  FC: fc.integer({ min: 0, max: 300_000 }).map((n) => ({ value: `${n}.37`, unit: 't', ref: `0197b000-0000-7000-8000-${n}` })),
  C_ar: fc.option(
    fc.integer({ min: 1, max: 9999 }).map((n) => `0.${String(n).padStart(4, '0')}`),
    { nil: undefined },
  ),
  NCV_ar: fc.option(
    fc.integer({ min: 5, max: 40 }).map((n) => `${n}.123`),
    { nil: undefined },
  ),
});
const year = fc
  .record({
    data_year: fc.integer({ min: 2019, max: 2026 }),
    units: fc.array(fc.array(coal, { minLength: 8, maxLength: 12 }), { minLength: 2, maxLength: 8 }),
  })
  .map(({ data_year, units }) => ({
    data_year,
    units: units.map((_, u) => ({ unit: `u${u}`, capacity_mw: '630' })),
    coal_months: units.flatMap((months, u) =>
      months.map((values, m) => ({ unit: `u${u}`, coal: 'coal', month: `${data_year}-${String(m + 1).padStart(2, '0')}`, ...values })),
    ),
  }));

/** January of the first unit as it may have been frozen: its own figures, or another carbon content. */
function january(input: { data_year: number }, value: string): FrozenFigures[] {
  const at = { month: `${input.data_year}-01`, coal: 'coal', unit: 'as it was called then' };
  return [{ unit: 'u0', from: 'calculation', figures: JSON.stringify([['C_used', at, value]]) }];
}

test('memory and thread give the bytes of a direct evaluation', async () => {
  const evaluate = openEvaluations({ threads });
  await fc.assert(
    fc.asyncProperty(year, fc.boolean(), fc.option(fc.constantFrom('0.5', '0.61')), async (input, derivation, value) => {
      const figures = value === null ? [] : january(input, value);
      const pins = frozenPins(method, figures);
      const direct = bytes(evaluateMethod(method, input, { derivation, pins }));
      const options = { derivation, frozen: { names: value === null ? [] : [value], load: async () => figures } };
      const several = await Promise.all([1, 2].map(() => evaluate({ id, sha256, method }, input, options)));
      several.push(await evaluate({ id, sha256, method }, structuredClone(input), options));
      several.push(await evaluate({ id, sha256, method }, input, { ...options, known: false }));
      for (const one of several) expect(bytes(one)).toBe(direct);
    }),
    { seed, numRuns: 40 },
  );
  expect(asked).toBeGreaterThan(0);
});

test('pieces of any size are put together again', async () => {
  const input = {
    data_year: 2024,
    units: [{ unit: '1' }],
    coal_months: [{ unit: '1', coal: 'coal', month: '2024-01', FC: '1000', C_ar: '0.5' }],
  };
  const evaluation = evaluateMethod(method, input);
  const many = {
    ...evaluation,
    outputs: Array.from({ length: 4_000 }, (_, i) => ({ ...evaluation.outputs[0], shown: String(i) })),
  } as Evaluation;
  const pieces = piecesOf(many);
  expect(pieces.length).toBeGreaterThan(4);
  let pauses = 0;
  const pause = async () => {
    pauses += 1;
  };
  expect(bytes(await fromPieces(pieces, pause))).toBe(bytes(many));
  expect(pauses).toBe(pieces.length - 2);
});

const small = (FC: string) => ({ data_year: 2024, coal_months: [{ unit: '1', coal: 'coal', month: '2024-01', FC, C_ar: '0.5' }] });
const total = (evaluation: Evaluation) => evaluation.outputs.find((o) => nodeId(o.symbol, o.at) === 'E_total')?.rounded;

test('computed once for the same input, and once for each other input, edition and set of pins', async () => {
  let loads = 0;
  const counted = async () => {
    loads += 1;
    return [];
  };
  const evaluate = openEvaluations();
  const edition = { id, sha256, method };
  const frozen = (name: string) => ({ names: [name], load: counted });
  // 1000 t × 0.5 × 0.99 × 44/12 = 1815 t
  const facts = [
    { FC: '1000', tonnes: '1815' },
    { FC: '2000', tonnes: '3630' },
    { FC: '1000', tonnes: '1815' },
  ];
  for (const { FC, tonnes } of facts)
    expect(total(await evaluate(edition, small(FC), { frozen: frozen('a'), derivation: false }))).toBe(tonnes);
  expect(loads).toBe(2);
  await evaluate(edition, small('1000'), { frozen: frozen('b'), derivation: false });
  await evaluate({ ...edition, sha256: 'other' }, small('1000'), { frozen: frozen('a'), derivation: false });
  await evaluate(edition, small('1000'), { frozen: frozen('a'), derivation: true });
  expect(loads).toBe(5);
});

test('what no longer has room is computed again; a fault is nobody else’s', async () => {
  let loads = 0;
  const counted = async () => {
    loads += 1;
    return [];
  };
  const edition = { id, sha256, method };
  const evaluate = openEvaluations({ memoBytes: 100_000 });
  const frozen = { names: [], load: counted };
  const ask = (FC: string) => evaluate(edition, small(FC), { frozen, derivation: false });
  for (const FC of ['1', '2', '3', '4', '5', '1']) await ask(FC);
  expect(loads).toBe(6);
  const failing = { names: [], load: () => Promise.reject(new Error('the transaction was cut off')) };
  const [cut, behind] = await Promise.allSettled([
    evaluate(edition, small('7'), { frozen: failing, derivation: false }),
    evaluate(edition, small('7'), { frozen, derivation: false }),
  ]);
  expect([cut.status, behind.status]).toEqual(['rejected', 'fulfilled']);
});

test('a thread that read another edition does not answer for this one', async () => {
  const other: EvaluationThreads = { ...threads, ask: async (_, task) => answerEvaluation(undefined, task) };
  const evaluate = openEvaluations({ threads: other });
  const input = {
    ...small('1000'),
    units: Array.from({ length: 400 }, (_, i) => ({ unit: i === 0 ? '1' : `u${i}`, capacity_mw: '600', unit_class: 'conventional' })),
  };
  expect(total(await evaluate({ id, sha256, method }, input, { derivation: false }))).toBe('1815');
});
