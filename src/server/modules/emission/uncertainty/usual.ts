import { join } from 'node:path';
import { z } from 'zod';
import { distributions } from '../../../../kernel/emission/uncertainty/marginal.ts';
import { readYamlFile } from '../../library/index.ts';

const bilingual = z.strictObject({ zh: z.string().min(1), en: z.string().min(1) });
const percent = z.string().regex(/^\d+(\.\d+)?$/);

const usualParameter = z.strictObject({
  source: z.string(),
  name: z.string(),
  title: bilingual,
  fuel: z.string().optional(),
  given: z.array(z.string()).optional(),
  unless: z.array(z.string()).optional(),
  kind: z.enum(['activity', 'factor']),
  meter: z.string().optional(),
  percent: percent.optional(),
  lower: percent.optional(),
  upper: percent.optional(),
  distribution: z.enum(distributions),
  greatest: percent.optional(),
  group: z.string().optional(),
  document: bilingual,
  confidence: z.enum(['high', 'medium', 'low']),
});
const file = z.strictObject({ version: z.int(), title: bilingual, parameters: z.array(usualParameter).min(1) });

export type UsualParameter = z.output<typeof usualParameter>;

/** Reads `data/uncertainty/parameters.yaml`; a wrong file stops the start, because it is ours. */
export function readUsualUncertainties(referenceFolder: string): readonly UsualParameter[] {
  const read = readYamlFile(join(referenceFolder, 'uncertainty/parameters.yaml'), 'uncertainty/parameters.yaml');
  if (read.findings.length > 0) throw new TypeError(JSON.stringify(read.findings));
  return file.parse(read.value).parameters;
}

/** What is known of a source when its usual uncertainties are looked up. */
export interface SourceFacts {
  readonly symbol: string;
  readonly fuel: string;
  /** Inputs of which some month of the year has a value. */
  readonly given: ReadonlySet<string>;
}

/** The first row that fits for each parameter of a source; rows for any source only where none is made for it. */
export function usualFor(all: readonly UsualParameter[], { symbol, fuel, given }: SourceFacts): UsualParameter[] {
  const own = all.filter((one) => one.source === symbol);
  const found = new Map<string, UsualParameter>();
  for (const one of own.length > 0 ? own : all.filter((any) => any.source === '*')) {
    if (one.fuel !== undefined && one.fuel !== fuel) continue;
    if (one.given && !one.given.some((name) => given.has(name))) continue;
    if (one.unless?.some((name) => given.has(name))) continue;
    if (!found.has(one.name)) found.set(one.name, one);
  }
  return [...found.values()];
}
