import { z } from 'zod';
import { systemChoices } from './lca-databases.ts';

/** Inputs of the LCA engine's calculations: matrices with labels of their own. Arrays of the engine are numbers, not decimals. */

const labelId = z.string().trim().min(1).max(200);
/** A product of a database: process id, or process id/flow id. */
const productId = z.string().trim().min(1).max(801);
const label = z.union([
  labelId,
  z.strictObject({ id: labelId, name: z.string().max(300).optional(), unit: z.string().max(40).optional() }),
]);
const labels = z.array(label).max(30_000);
/** An id, or the place among the matrix's own rows or columns, from 0. */
const place = z.union([labelId, z.int().min(0)]);

const mostEntries = 600_000;
/** Of lists of places and values, which are quicker to read than entries one by one: a database of 25,000 processes has about a million elementary entries. */
const mostListed = 2_000_000;
const places = z.array(z.int().min(0)).max(mostListed);

export const labelledMatrix = z
  .strictObject({
    rows: labels,
    columns: labels,
    entries: z
      .array(z.tuple([place, place, z.number()]))
      .max(mostEntries)
      .optional()
      .meta({ description: 'Row, column (id or place from 0) and value; values of the same place are added.' }),
    lists: z
      .strictObject({ rows: places, columns: places, values: z.array(z.number()).max(mostListed) })
      .refine((one) => one.rows.length === one.values.length && one.columns.length === one.values.length, 'three lists of one length')
      .optional()
      .meta({ description: 'The same for large matrices: places of rows (from 0), places of columns, values; three lists of one length.' }),
    dense: z.array(z.array(z.number()).max(2_000)).max(2_000).optional().meta({ description: 'Full rows, one number a column.' }),
  })
  .refine(
    (one) => [one.entries, one.lists, one.dense].filter((given) => given !== undefined).length === 1,
    'one of entries, lists and dense',
  );

export const writtenSystem = {
  technosphere: labelledMatrix.meta({
    description:
      'A: rows are products, columns are processes; outputs positive, inputs negative. Rows and columns need not be in the same order.',
  }),
  biosphere: labelledMatrix.optional().meta({ description: 'B: rows are elementary flows, columns are processes, by the ids of A.' }),
  characterisation: labelledMatrix
    .optional()
    .meta({ description: 'C: rows are indicators, columns are elementary flows, by the ids of B.' }),
};

const demand = z.strictObject({
  id: labelId.default('demand'),
  amounts: z.record(productId, z.number()).refine((all) => Object.keys(all).length > 0, 'at least one product'),
});

/** A database of the organization in place of matrices. */
export const storedSystem = z.strictObject({ databaseId: z.uuid(), ...systemChoices }).meta({
  description:
    'A stored life-cycle database. Demands then name processes by their id (of those that make several products: process id/flow id); needs the right to read life-cycle data.',
});

export const lcaSolveInput = z
  .strictObject({
    technosphere: writtenSystem.technosphere.optional(),
    biosphere: writtenSystem.biosphere,
    characterisation: writtenSystem.characterisation,
    system: storedSystem.optional(),
    demands: z.array(demand).min(1).max(100),
    upstream: z.boolean().default(false).meta({ description: 'Also the impact of a unit of every product.' }),
    most: z.int().min(1).max(5_000).default(200).meta({ description: 'So many values of a list are told, the greatest by size.' }),
  })
  .refine((input) => (input.technosphere === undefined) !== (input.system === undefined), 'either technosphere or system')
  .refine((input) => !input.system || (!input.biosphere && !input.characterisation), 'a stored system brings its own matrices')
  .refine((input) => new Set(input.demands.map((one) => one.id)).size === input.demands.length, 'every demand its own id');

const pedigree = z
  .number()
  .min(1)
  .max(1000)
  .optional()
  .meta({ description: 'Squared geometric standard deviation of the data quality; its variance is added.' });
const spread = z.discriminatedUnion('distribution', [
  z.strictObject({ distribution: z.literal('lognormal'), gsd2: z.number().min(1).max(1e6), pedigree }),
  z.strictObject({ distribution: z.literal('normal'), sd: z.number().min(0), pedigree }),
  z.strictObject({ distribution: z.literal('triangular'), minimum: z.number(), maximum: z.number(), pedigree }),
  z.strictObject({ distribution: z.literal('uniform'), minimum: z.number(), maximum: z.number(), pedigree }),
]);

export const lcaMonteCarloInput = z
  .strictObject({
    technosphere: writtenSystem.technosphere.optional(),
    biosphere: writtenSystem.biosphere,
    characterisation: writtenSystem.characterisation,
    system: storedSystem.optional(),
    storedSpreads: z
      .boolean()
      .default(true)
      .meta({ description: 'Of a stored system: what its data sets say of their uncertainty is drawn.' }),
    amounts: z.record(productId, z.number()).refine((all) => Object.keys(all).length > 0, 'at least one product'),
    uncertain: z
      .array(z.strictObject({ matrix: z.enum(['technosphere', 'biosphere']), row: productId, column: productId, spread }))
      .max(200_000)
      .default([])
      .meta({
        description:
          'Entries and their distributions; of a stored system they stand before those of its data sets. A lognormal has the entry as its median, a triangle as its mode, a normal as its mean.',
      }),
    iterations: z.int().min(2).max(10_000).default(1_000),
    seed: z.int().min(0).max(Number.MAX_SAFE_INTEGER),
    most: z.int().min(0).max(100).default(20).meta({ description: 'So many inputs of each indicator are correlated with it.' }),
  })
  .refine((input) => (input.technosphere === undefined) !== (input.system === undefined), 'either technosphere or system')
  .refine((input) => !input.system || (!input.biosphere && !input.characterisation), 'a stored system brings its own matrices')
  .refine((input) => input.system !== undefined || input.uncertain.length > 0, 'at least one uncertain entry');
