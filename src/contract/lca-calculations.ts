import { z } from 'zod';

/** Inputs of the LCA engine's calculations: matrices with labels of their own. Arrays of the engine are numbers, not decimals. */

const labelId = z.string().trim().min(1).max(200);
const label = z.union([
  labelId,
  z.strictObject({ id: labelId, name: z.string().max(300).optional(), unit: z.string().max(40).optional() }),
]);
const labels = z.array(label).max(30_000);
/** An id, or the place among the matrix's own rows or columns, from 0. */
const place = z.union([labelId, z.int().min(0)]);

const mostEntries = 600_000;

export const labelledMatrix = z
  .strictObject({
    rows: labels,
    columns: labels,
    entries: z
      .array(z.tuple([place, place, z.number()]))
      .max(mostEntries)
      .optional()
      .meta({ description: 'Row, column (id or place from 0) and value; values of the same place are added.' }),
    dense: z.array(z.array(z.number()).max(2_000)).max(2_000).optional().meta({ description: 'Full rows, one number a column.' }),
  })
  .refine((one) => (one.entries === undefined) !== (one.dense === undefined), 'either entries or dense');

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
  amounts: z.record(labelId, z.number()).refine((all) => Object.keys(all).length > 0, 'at least one product'),
});

export const lcaSolveInput = z
  .strictObject({
    ...writtenSystem,
    demands: z.array(demand).min(1).max(100),
    upstream: z.boolean().default(false).meta({ description: 'Also the impact of a unit of every product.' }),
    most: z.int().min(1).max(5_000).default(200).meta({ description: 'So many values of a list are told, the greatest by size.' }),
  })
  .refine((input) => new Set(input.demands.map((one) => one.id)).size === input.demands.length, 'every demand its own id');
