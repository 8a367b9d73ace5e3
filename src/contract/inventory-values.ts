import { z } from 'zod';
import { gasGroups, instrumentCriteria, instrumentKinds, significanceCriteria, sourceMethods } from '../kernel/inventory/inventory.ts';
import { consolidationApproaches } from '../kernel/organization/consolidation.ts';
import { finding } from './library.ts';
import { decimalInput, decimalText, figureText, id, longText, month, shortText, text } from './values.ts';

/** The parts an inventory is made of, as they cross the wire; the kernel's own shapes (kernel/inventory/inventory.ts). */

export const approach = z.enum(consolidationApproaches);
export const isoCategory = z.enum(['1', '2', '3', '4', '5', '6']);
export const scope = z.enum(['1', '2', '3']);
export const categoryCode = z.string().regex(/^[1-6]\.\d$/);
export const gas = z.string().trim().min(1).max(40);
export const gwpSetCode = z.string().trim().min(1).max(20);
const unitText = z.string().trim().min(1).max(80);

export const factorPart = z.strictObject({
  gas,
  origin: z.enum(['fossil', 'biogenic', 'non_anthropogenic']).default('fossil'),
  value: decimalText,
  unit: unitText,
});
export const pinnedFactor = z
  .strictObject({
    ref: z.string().max(300),
    name: text,
    source: z.string().max(1000),
    version: z.string().max(200),
    region: z.string().max(40),
    year: z.string().max(20),
    parts: z.array(factorPart).min(1).max(40),
    gwpBasis: z.string().max(20).nullable(),
    uncertaintyPct: decimalText.nullable(),
  })
  .meta({ id: 'PinnedFactor' });

/** A file as it stands beside a line. */
export const lineEvidence = z.object({
  ...{ id, title: z.string(), kind: z.string(), fileSha256: z.string(), fileName: z.string(), mediaType: z.string(), revision: z.int() },
});

/** A factor of the library or of one's own by its id, or one written in with its source. */
export const factorChoice = z
  .union([
    z.strictObject({ factorId: z.string().min(1).max(300) }),
    z.strictObject({
      name: shortText,
      source: z.string().trim().min(1).max(1000),
      gwpBasis: z.string().max(20).nullable().default(null),
      /** Relative, 95 %, in per cent. */
      uncertaintyPct: decimalText.nullable().default(null),
      parts: z
        .array(z.strictObject({ ...factorPart.shape, value: decimalInput }))
        .min(1)
        .max(40),
    }),
  ])
  .meta({ id: 'FactorChoice' });

export const sourceQuality = z.strictObject({
  uncertaintyPct: decimalText.nullable().default(null),
  pedigree: z.record(z.string().max(40), decimalText).default({}),
  primaryData: z.boolean().default(false),
});
export const sourceReference = z.strictObject({
  kind: z.literal('entity_year'),
  entityId: id,
  year: z.int(),
  state: z.string(),
  sha256: z.string(),
});

export const stretch = z.strictObject({
  station: shortText,
  month,
  first: z.string().regex(/^[1-9]\d{0,14}$/),
  last: z.string().regex(/^[1-9]\d{0,14}$/),
});
export const instrument = z
  .strictObject({
    id,
    kind: z.enum(instrumentKinds),
    name: shortText,
    number: shortText,
    mwh: decimalText,
    factor: pinnedFactor,
    sourceIds: z.array(id).max(500),
    entityId: id,
    from: month,
    to: month,
    criteria: z.record(z.enum(instrumentCriteria), z.boolean().nullable()),
    claims: z.array(stretch).max(200),
  })
  .meta({ id: 'InventoryInstrument' });
export const exclusion = z
  .strictObject({
    id,
    category: categoryCode,
    name: shortText,
    reason: z.string().trim().min(1).max(4000),
    estimate: decimalText.nullable(),
  })
  .meta({ id: 'InventoryExclusion' });

export const significanceRule = z.strictObject({
  weights: z.record(z.enum(significanceCriteria), decimalText),
  magnitudeBands: z.tuple([decimalText, decimalText, decimalText, decimalText]),
  threshold: decimalText,
  decisiveMagnitude: decimalText,
});
export const significanceScores = z.strictObject({
  category: categoryCode,
  scores: z.partialRecord(z.enum(significanceCriteria), decimalText),
  note: z.string().trim().max(1000).default(''),
});

/** What of an inventory is no source and no line; every change is a version of the whole. */
export const inventorySettings = z
  .strictObject({
    approach,
    gwpSet: gwpSetCode,
    gwpOverrides: z.array(z.strictObject({ gas, value: decimalText, source: z.string().trim().min(1).max(1000) })).max(200),
    responsible: z.string().trim().max(200),
    intendedUse: longText,
    sector: z.string().max(40),
    chosen: z.array(z.string().max(60)).max(300),
    significance: z.strictObject({ rule: significanceRule, scores: z.array(significanceScores).max(60) }),
    exclusions: z.array(exclusion).max(200),
    instruments: z.array(instrument).max(500),
  })
  .meta({ id: 'InventorySettings' });

const gasAmount = z.object({ gas: z.string(), group: z.enum(gasGroups), tonnes: figureText.nullable(), co2e: figureText, gwp: figureText });
const sums = {
  emission: figureText,
  removal: figureText,
  biogenic: figureText,
  nonAnthropogenic: figureText,
  otherGases: figureText,
  gases: z.array(gasAmount),
};
export const inventorySums = z.object(sums).meta({ id: 'InventorySums' });
const place = { category: z.string(), iso: isoCategory, scope, scope3: z.int().nullable() };
const foreignClaim = z.object({ station: z.string(), month, first: z.string(), last: z.string(), use: z.string(), reference: z.string() });

export const inventoryResult = z
  .object({
    total: inventorySums,
    byIso: z.array(z.object({ iso: isoCategory, ...sums })),
    byScope: z.array(z.object({ scope, ...sums })),
    byCategory: z.array(z.object({ ...place, ...sums, sources: z.int() })),
    byEntity: z.array(z.object({ entityId: z.string(), ...sums })),
    byMonth: z.array(z.object({ month: month.nullable(), iso: isoCategory, emission: figureText })),
    bySource: z.array(
      z.object({
        ...{ sourceId: z.string(), ...place, entityId: z.string(), share: figureText, amount: figureText },
        ...{ marketBased: figureText.nullable(), months: z.object({ expected: z.int(), present: z.int() }) },
        state: z.enum(['complete', 'partial', 'none', 'no_factor']),
        ...sums,
      }),
    ),
    totalMarketBased: figureText,
    scope2: z.object({
      ...{ locationBased: figureText, marketBased: figureText, mwh: figureText, coveredMwh: figureText },
      applications: z.array(z.object({ instrumentId: z.string(), sourceId: z.string(), mwh: figureText, emission: figureText })),
      refused: z.array(z.object({ instrumentId: z.string(), missed: z.array(z.enum(instrumentCriteria)), claimed: z.array(foreignClaim) })),
      withoutResidual: z.array(z.string()),
    }),
    significance: z.array(
      z.object({
        ...{ category: z.string(), emission: figureText, sharePct: figureText, magnitudeGiven: z.boolean(), score: figureText },
        scores: z.record(z.enum(significanceCriteria), figureText.nullable()),
        ...{ significant: z.boolean(), why: text },
      }),
    ),
    exclusions: z.object({ estimate: figureText, pct: figureText }),
    completeness: z.object({
      ...{ sources: z.int(), complete: z.int(), partial: z.int(), none: z.int(), noFactor: z.int(), monthsPct: figureText },
    }),
    gwp: z.array(z.object({ gas: z.string(), value: figureText, source: z.string() })),
    findings: z.array(finding),
  })
  .meta({ id: 'InventoryResult' });

export const inventorySourceFields = {
  code: z
    .string()
    .trim()
    .regex(/^[\w.-]{1,30}$/),
  name: text,
  entityId: id,
  category: categoryCode,
  kind: z.enum(['emission', 'removal']),
  method: z.enum(sourceMethods),
  unit: unitText,
  monthly: z.boolean(),
  expected: z.boolean(),
  note: z.string().trim().max(1000),
};
export const inventorySource = z
  .object({
    ...{ id, ...inventorySourceFields, version: z.int(), factor: pinnedFactor.nullable(), residualFactor: pinnedFactor.nullable() },
    ...{ quality: sourceQuality, reference: sourceReference.nullable() },
  })
  .meta({ id: 'InventorySource' });
