import { z } from 'zod';
import { allocationRules } from '../kernel/lca/allocation.ts';
import { boundaries, ruleSetIds, separateLines, stages } from '../kernel/lca/model/study.ts';
import { day, decimalText, id, month } from './values.ts';

/** A product footprint as its author writes it; amounts are formulas of the method language over the study's parameters. */

const words = (most: number) => z.string().trim().max(most);
/** Keys of processes and lines inside a study. */
const key = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,59}$/);
const unit = z.string().trim().min(1).max(80);
const formula = z.string().trim().min(1).max(500);
const number = z.union([z.literal(''), decimalText]);
const maybe = decimalText.nullable();

const perLine = z.strictObject({
  fossil: decimalText,
  biogenic: decimalText,
  removal: decimalText,
  dluc: decimalText,
  aircraft: decimalText,
});

export const lineLink = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('none') }),
    z.strictObject({ kind: z.literal('process'), processId: key, outputId: key }),
    z.strictObject({ kind: z.literal('factor'), factorId: z.string().min(1).max(300) }),
    z.strictObject({ kind: z.literal('footprint'), versionId: id }),
    z.strictObject({ kind: z.literal('database'), databaseId: id, processId: z.string().min(1).max(300) }),
    z.strictObject({ kind: z.literal('supplier'), supplier: words(200), values: perLine, evidenceIds: z.array(id).max(20) }),
  ])
  .meta({ id: 'FootprintLink' });

const score = z.int().min(1).max(5).optional();
const rating = z.string().regex(/^[1-5](\.\d{1,4})?$/);
const spread = z
  .discriminatedUnion('distribution', [
    z.strictObject({ distribution: z.literal('lognormal'), gsd2: decimalText }),
    z.strictObject({ distribution: z.literal('normal'), sd: decimalText }),
    z.strictObject({ distribution: z.literal('triangular'), minimum: decimalText, maximum: decimalText }),
    z.strictObject({ distribution: z.literal('uniform'), minimum: decimalText, maximum: decimalText }),
  ])
  .meta({ id: 'FootprintSpread' });
const quality = z
  .strictObject({
    primary: z.boolean(),
    source: words(500),
    year: z.int().min(1980).max(2100).nullable(),
    region: words(60),
    technology: words(200),
    pedigree: z
      .strictObject({
        reliability: score,
        completeness: score,
        temporal: score,
        geographic: score,
        technology: score,
        sample_size: score,
      })
      .nullable(),
    pef: z.strictObject({ TeR: rating, GeR: rating, TiR: rating, P: rating }).nullable(),
    /** How far the amount may lie from what is written, in the unit of the line. */
    uncertainty: spread.nullable().default(null),
    /** GSD² of what the source is worth for one unit; 1 or more. */
    factorGsd2: maybe.default(null),
  })
  .meta({ id: 'FootprintQuality' });

const output = z.strictObject({
  id: key,
  name: words(200),
  amount: formula,
  unit,
  mass: maybe,
  energy: maybe,
  exergyFactor: maybe,
  referenceEfficiency: maybe,
  prices: z.array(decimalText).max(3),
  replaces: lineLink,
});
const inputLine = z.strictObject({
  id: key,
  name: words(200),
  amount: formula,
  unit,
  link: lineLink,
  avoided: z.boolean(),
  excluded: z.boolean(),
  reason: words(1000),
  stage: z.enum(stages).nullable(),
  quality,
});
const emissionLine = z.strictObject({
  id: key,
  name: words(200),
  amount: formula,
  unit,
  gas: words(30),
  line: z.enum(separateLines),
  quality,
});

const process = z
  .strictObject({
    id: key,
    name: words(200),
    stage: z.enum(stages),
    outputs: z.array(output).min(1).max(20),
    inputs: z.array(inputLine).max(300),
    emissions: z.array(emissionLine).max(100),
    allocation: z.enum(allocationRules),
    allocationReason: words(2000),
  })
  .meta({ id: 'FootprintProcess' });

export const studyContent = z
  .strictObject({
    ruleSet: z.enum(ruleSetIds),
    goal: words(4000),
    audience: words(500),
    unit: z.strictObject({ kind: z.enum(['functional', 'declared']), amount: decimalText, unit, description: words(1000) }),
    boundary: z.enum(boundaries),
    boundaryDescription: words(4000),
    period: z.strictObject({ from: month, to: month }).nullable(),
    geography: words(60),
    gwpSet: words(30),
    limitations: words(4000),
    electricity: words(2000),
    productMass: number,
    biogenicCarbon: number,
    fossilCarbon: number,
    validUntil: day.nullable(),
    parameters: z
      .array(
        z.strictObject({
          ...{ symbol: z.string().regex(/^[A-Za-z][A-Za-z0-9_]{0,59}$/), title: words(200), unit, value: formula },
          /** How far the number may lie from what is written, in its unit; none of a formula, which varies with what it is made of. */
          uncertainty: spread.nullable().default(null),
        }),
      )
      .max(200),
    processes: z.array(process).max(100),
    demand: z.array(z.strictObject({ processId: key, outputId: key, amount: formula, unit })).max(20),
  })
  .superRefine((study, context) => {
    const twice = (path: (string | number)[], ids: readonly string[]) => {
      const index = ids.findIndex((one, i) => ids.indexOf(one) < i);
      if (index >= 0) context.addIssue({ code: 'custom', path: [...path, index], message: `“${ids[index]}” stands twice` });
    };
    twice(
      ['parameters'],
      study.parameters.map((one) => one.symbol),
    );
    twice(
      ['processes'],
      study.processes.map((one) => one.id),
    );
    for (const [p, one] of study.processes.entries())
      twice(
        ['processes', p],
        [...one.outputs, ...one.inputs, ...one.emissions].map((line) => line.id),
      );
    const { period } = study;
    if (period && period.to < period.from) context.addIssue({ code: 'custom', path: ['period', 'to'], message: 'ends before it begins' });
  })
  .meta({ id: 'FootprintStudy' });
