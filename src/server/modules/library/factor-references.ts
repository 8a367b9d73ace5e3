import { z } from 'zod';
import { Refusal } from '../../../kernel/refusal.ts';
import { query } from '../../work/command.ts';
import { factorById } from './store/factors.ts';
import { allOwnFactors } from './store/own-factors.ts';

/** A factor as a calculation takes it; `ref` leads from the derivation back to it. */
export interface ReferencedFactor {
  readonly value: string;
  readonly unit: string;
  readonly ref: string;
}

const mostReferences = 500;

function isReference(value: object): value is { factorId: string } {
  return 'factorId' in value && typeof value.factorId === 'string' && Object.keys(value).length === 1;
}

/** Every `{"factorId": …}` in an input, each id once. */
export function referencesIn(input: unknown): string[] {
  const found = new Set<string>();
  const walk = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    if (isReference(value)) found.add(value.factorId);
    else for (const inner of Object.values(value)) walk(inner);
  };
  walk(input);
  return [...found];
}

/** The same input with each reference replaced by the factor's value. */
export function withFactors(input: unknown, factors: ReadonlyMap<string, ReferencedFactor>): unknown {
  if (Array.isArray(input)) return input.map((inner) => withFactors(inner, factors));
  if (typeof input !== 'object' || input === null) return input;
  if (isReference(input)) return factors.get(input.factorId) ?? input;
  return Object.fromEntries(Object.entries(input).map(([key, inner]) => [key, withFactors(inner, factors)]));
}

/** Looks up referenced factors: published ones by their id, own ones only when approved. */
export const resolveFactors = query({
  name: 'library.resolve-factors',
  action: 'calculation',
  input: z.strictObject({ ids: z.array(z.string().max(300)).max(mostReferences) }),
  run: async (work, { ids }) => {
    const own = new Map((await allOwnFactors(work.tx, work.actor.organizationId)).map((factor) => [factor.id, factor]));
    const found: { id: string; value: string; unit: string }[] = [];
    for (const id of ids) {
      const mine = own.get(id);
      if (mine && mine.state !== 'approved') throw new Refusal('factor_not_approved', { values: { factorId: id, state: mine.state } });
      const factor = mine ?? (await factorById(work.tx, id));
      if (!factor) throw new Refusal('not_found', { values: { factorId: id } });
      found.push({ id, value: factor.value, unit: factor.unit });
    }
    return found;
  },
});
