import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import type { GwpResolution } from '../../../../kernel/inventory/category.ts';
import type { BlendPart, GwpBook, GwpValue } from '../../../../kernel/inventory/gwp-book.ts';

/** `gwp/gwp.csv` and `gwp/refrigerant-blends.csv` as inventories look them up; empty where a file is not there. */
export function readGwpBook(dataDir: string, resolutions: readonly GwpResolution[]): GwpBook {
  const sets = new Map<string, Map<string, GwpValue>>();
  for (const { gwp_set: set = '', gas = '', value = '', source = '' } of rowsOf(dataDir, 'gwp/gwp.csv')) {
    const values = sets.get(set) ?? new Map<string, GwpValue>();
    values.set(gas, { value, source });
    sets.set(set, values);
  }
  const blends = new Map<string, BlendPart[]>();
  for (const { blend = '', gas = '', share_pct: sharePct = '' } of rowsOf(dataDir, 'gwp/refrigerant-blends.csv')) {
    blends.set(blend, [...(blends.get(blend) ?? []), { gas, sharePct }]);
  }
  return { sets, blends, resolutions };
}

function rowsOf(dataDir: string, file: string): Partial<Record<string, string>>[] {
  const at = join(dataDir, file);
  return existsSync(at) ? parse<Record<string, string>>(readFileSync(at), { columns: true, bom: true }) : [];
}
