import { z } from 'zod';
import type { InventoryClassification, IsoCategory, Scope } from '../../../../kernel/inventory/category.ts';
import type { GwpBook } from '../../../../kernel/inventory/gwp-book.ts';
import { sourceMethods } from '../../../../kernel/inventory/inventory.ts';
import type { InventoryProfiles } from '../../../../kernel/inventory/profile.ts';
import { parseDecimal } from '../../../../kernel/quantity/decimal.ts';

/** The shapes of `data/frameworks/inventory-*.yaml`, and how they become what the kernel works with. */

const text = z.strictObject({ zh: z.string().min(1), en: z.string().min(1) });
const iso = z.enum(['1', '2', '3', '4', '5', '6']) satisfies z.ZodType<IsoCategory>;
const scope = z.enum(['1', '2', '3']) satisfies z.ZodType<Scope>;
const category = z.strictObject({
  code: z.string().regex(/^[1-6]\.\d$/),
  annex_b: z.string().max(1),
  scope,
  scope3: z.int().min(1).max(15).nullable(),
  title: text,
  about: text,
});
export const categoryFile = z.strictObject({
  source: z.string().min(1),
  iso: z.array(z.strictObject({ code: iso, title: text })).length(6),
  scopes: z.array(z.strictObject({ code: scope, title: text })).length(3),
  scope3: z.array(z.strictObject({ code: z.int().min(1).max(15), title: text })).length(15),
  categories: z.array(category).min(1),
  gwp_resolutions: z.array(
    z.strictObject({
      set: z.string(),
      gas: z.string(),
      takes: z.string().nullable().default(null),
      value: z
        .string()
        .refine((value) => parseDecimal(value) !== null)
        .nullable()
        .default(null),
      reason: text,
    }),
  ),
});

export function classificationFrom(data: z.output<typeof categoryFile>): InventoryClassification {
  return {
    source: data.source,
    isoTitles: data.iso,
    scopeTitles: data.scopes,
    scope3Titles: data.scope3,
    categories: data.categories.map(({ annex_b: annexB, ...one }) => ({ ...one, annexB, iso: iso.parse(one.code.slice(0, 1)) })),
    gwpResolutions: data.gwp_resolutions,
  };
}

const template = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9_]*$/),
  group: z.string(),
  category: z.string(),
  unit: z.string().min(1),
  monthly: z.boolean(),
  method: z.enum(sourceMethods),
  factor: z.string().min(1),
  title: text,
});
export const profileFile = z.strictObject({
  groups: z.array(z.strictObject({ id: z.string(), title: text })).min(1),
  sources: z.array(template).min(1),
  sectors: z
    .array(z.strictObject({ id: z.string(), title: text, sources: z.array(z.string()).min(1), needed: z.array(z.string()) }))
    .min(1),
}) satisfies z.ZodType<InventoryProfiles>;

/** What an inventory is computed with, read once: its categories, its profiles, the GWP sets. */
export interface InventoryFrameworks {
  readonly classification: InventoryClassification;
  readonly profiles: InventoryProfiles;
  readonly gwp: GwpBook;
}
