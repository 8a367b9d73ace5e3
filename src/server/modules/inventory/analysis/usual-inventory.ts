import { join } from 'node:path';
import { z } from 'zod';
import { sourceMethods } from '../../../../kernel/inventory/inventory.ts';
import type { UsualInventoryUncertainty } from '../../../../kernel/inventory/quality/uncertainty-of-inventory.ts';
import { readYamlFile } from '../../library/index.ts';

const usual = z.strictObject({
  percent: z.string().regex(/^\d+(\.\d+)?$/),
  document: z.strictObject({ zh: z.string().min(1), en: z.string().min(1) }),
});
const byMethod = z.record(z.enum(sourceMethods), usual);
const file = z.strictObject({ version: z.int(), source: z.string(), activity: byMethod, factor: byMethod });

/** Reads `data/uncertainty/inventory.yaml`; a wrong file stops the start, because it is ours. */
export function readUsualOfInventories(referenceFolder: string): UsualInventoryUncertainty {
  const read = readYamlFile(join(referenceFolder, 'uncertainty/inventory.yaml'), 'uncertainty/inventory.yaml');
  if (read.findings.length > 0) throw new TypeError(JSON.stringify(read.findings));
  const { activity, factor } = file.parse(read.value);
  return { activity, factor };
}
