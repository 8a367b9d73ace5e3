import { z } from 'zod';
import { maturityScheme } from '../../../contract/maturity-calculations.ts';
import { text } from '../../../contract/values.ts';
import { present } from '../../../kernel/assert.ts';
import type { GivenDimension, MaturityScheme } from '../../../kernel/maturity/score.ts';
import { decimal } from '../../../kernel/quantity/decimal.ts';
import type { Clause } from '../../../kernel/system/clause.ts';
import type { Frameworks, MaturityFramework } from '../library/index.ts';
import type { Score } from './store.ts';

/** The scheme an assessment is judged by, with its items: every clause is one, in the dimension of its module. */
export interface Judge extends MaturityFramework {
  readonly items: readonly Pick<Clause, 'id' | 'title' | 'asks' | 'module'>[];
}

const look = z.union([
  z.object({ type: z.literal('records'), register: z.string(), field: z.string(), is: z.array(z.string()) }),
  z.object({ type: z.literal('fact'), id: z.string(), stands: z.enum(['refuted', 'unless_current']) }),
]);
const kept = z.object({
  ...maturityScheme.shape,
  title: text,
  source: z.string(),
  dimensions: z.array(z.object({ id: z.string(), name: text, weight: z.string() })),
  levels: z.array(z.object({ level: z.int(), name: text, min: z.string() })),
  gates: z.array(z.object({ id: z.string(), name: text, caps: z.int(), opens: text.optional(), looks: look.optional() })),
  scale: z.string(),
  without_evidence: z.string(),
  steps: z.array(z.object({ score: z.int(), name: text })),
  items: z.array(z.object({ id: z.string(), title: text, asks: text, module: z.enum(['general', 'A', 'B', 'C', 'D']) })),
});

/** The scheme of today with today's clauses. */
export function judgeOf({ maturity, clauses }: Frameworks): Judge {
  const { scheme, steps, gates } = present(maturity, 'data/frameworks/maturity.yaml');
  return { scheme, steps, gates, items: clauses.map(({ id, title, asks, module }) => ({ id, title, asks, module })) };
}

/** As it is kept with an assessment. */
export function keptText({ scheme, steps, gates, items }: Judge): string {
  const { withoutEvidence, scale, dimensions, levels, ...rest } = scheme;
  return JSON.stringify({
    ...{ ...rest, scale: scale.toFixed(), without_evidence: withoutEvidence.toFixed(), steps, items },
    dimensions: dimensions.map((one) => ({ ...one, weight: one.weight.toFixed() })),
    levels: levels.map((one) => ({ ...one, min: one.min.toFixed() })),
    gates: scheme.gates.map((one) => ({ ...one, ...gates.find((each) => each.id === one.id) })),
  });
}

/** As it was kept; a gate of which it was not kept where to look is looked for as today's scheme says. */
export function judgeFrom(stored: unknown, { maturity }: Frameworks): Judge {
  const { steps, items, without_evidence, gates, ...rest } = kept.parse(stored);
  const scheme: MaturityScheme = {
    ...{ ...rest, scale: decimal(rest.scale), withoutEvidence: decimal(without_evidence) },
    dimensions: rest.dimensions.map((one) => ({ ...one, weight: decimal(one.weight) })),
    levels: rest.levels.map((one) => ({ ...one, min: decimal(one.min) })),
    gates: gates.map(({ id, name, caps }) => ({ id, name, caps })),
  };
  const looked = gates.flatMap(({ id, opens, looks }) =>
    opens && looks ? [{ id, opens, looks }] : (maturity?.gates.filter((one) => one.id === id) ?? []),
  );
  return { scheme, steps, items, gates: looked };
}

/** What the scores say, as the kernel takes it. A clause nobody has scored counts 0; a dimension of which nothing applies leaves. */
export function givenOf(judge: Judge, scores: readonly Score[]): GivenDimension[] {
  return judge.scheme.dimensions.map(({ id }) => {
    const items = judge.items
      .filter((one) => one.module === id)
      .map((one) => {
        const score = scores.find((each) => each.clause === one.id);
        return {
          ...{ id: one.id, weight: decimal('1'), score: decimal(String(score?.score ?? 0)) },
          ...{ evidence: score?.evidence.length ?? 0, applies: score?.applies ?? true },
        };
      });
    return { id, applies: items.some((one) => one.applies), score: null, items };
  });
}
