import { z } from 'zod';
import { statedKinds } from '../kernel/neutrality/rule-set.ts';
import { day, decimalText, shortText } from './values.ts';

/** What is known of the credits of a lot, as the registry shows it. */
export const lotFacts = z.strictObject({
  scheme: shortText,
  project: z.string().trim().max(200).default(''),
  verified: z.boolean(),
  registered: z.boolean(),
  registryUrl: z.string().trim().max(300).default(''),
  reducedUntil: day,
  issuedOn: day,
  removal: z.boolean().default(false),
  /** What the programme of the ledger does not tell: of which kind it is in the words of the event guidance. */
  kind: z.enum(statedKinds).optional(),
  /** Of a newly planted forest: who certified its sinks, and what was made public where. */
  forest: z
    .strictObject({
      ...{ certifiedBy: shortText, place: shortText, species: shortText, plan: shortText, publishedAt: shortText },
      areaHa: decimalText.refine((value) => Number(value) > 0, 'above zero'),
    })
    .optional(),
});
