import { join } from 'node:path';
import { z } from 'zod';
import type { MeasurementRule } from '../../../../kernel/emission/direct-measurement/compare.ts';
import type { Band } from '../../../../kernel/emission/direct-measurement/complete.ts';
import { decimal } from '../../../../kernel/quantity/decimal.ts';
import type { Text } from '../../../../kernel/text.ts';
import { readYamlFile } from '../../library/index.ts';

const bilingual = z.strictObject({ zh: z.string().min(1), en: z.string().min(1) });
const number = z.string().regex(/^\d+(\.\d+)?$/);
const confidence = z.enum(['high', 'medium', 'low']);
const file = z.strictObject({
  version: z.int(),
  title: bilingual,
  years: z.array(
    z.strictObject({
      from: z.int(),
      to: z.int(),
      status: z.enum(['trial', 'binding']),
      prevails: z.enum(['calculation', 'measurement']),
      threshold_percent: number,
      document: bilingual,
      confidence,
    }),
  ),
  substitution: z.strictObject({
    name: z.string(),
    title: bilingual,
    document: bilingual,
    confidence,
    bands: z.array(z.strictObject({ availability_from: number, gap_to: z.int().nullable(), look_back_hours: z.int() })).min(1),
  }),
});

/** What is in force about direct measurement: reviewed data, never constants in code (house.md §8). */
export interface MeasurementRules {
  readonly ofYear: (year: number) => MeasurementRule | null;
  readonly bands: readonly Band[];
  readonly substitution: { readonly title: Text; readonly document: Text; readonly confidence: string };
}

/** Reads `data/measurement/rules.yaml`; a wrong file stops the start, because it is ours. */
export function readMeasurementRules(referenceFolder: string): MeasurementRules {
  const read = readYamlFile(join(referenceFolder, 'measurement/rules.yaml'), 'measurement/rules.yaml');
  if (read.findings.length > 0) throw new TypeError(JSON.stringify(read.findings));
  const { years, substitution } = file.parse(read.value);
  const { title, document, bands } = substitution;
  return {
    ofYear: (year) => {
      const found = years.find((one) => one.from <= year && year <= one.to);
      if (!found) return null;
      const { status, prevails, threshold_percent, document: source, confidence: sure } = found;
      return { status, prevails, thresholdPercent: decimal(threshold_percent), document: source, confidence: sure };
    },
    bands: bands.map((one) => ({
      availabilityFrom: decimal(one.availability_from),
      gapTo: one.gap_to,
      lookBackHours: one.look_back_hours,
    })),
    substitution: { title, document, confidence: substitution.confidence },
  };
}
