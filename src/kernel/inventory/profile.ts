import type { Text } from '../text.ts';
import type { SourceMethod } from './inventory.ts';

/** `data/frameworks/inventory-profiles.yaml`: what an organization may have, and what a sector usually has. */
export interface InventoryProfiles {
  readonly groups: readonly { readonly id: string; readonly title: Text }[];
  readonly sources: readonly SourceTemplate[];
  readonly sectors: readonly SectorProfile[];
}

export interface SourceTemplate {
  readonly id: string;
  readonly group: string;
  readonly category: string;
  readonly unit: string;
  readonly monthly: boolean;
  readonly method: SourceMethod;
  /** An id of the factor library, or `gas:<gas>[:biogenic|removal]` for what is released itself. */
  readonly factor: string;
  readonly title: Text;
}

export interface SectorProfile {
  readonly id: string;
  readonly title: Text;
  readonly sources: readonly string[];
  /** What cannot be missing in the sector: expected even when it was not chosen. */
  readonly needed: readonly string[];
}

/** A source as the profile proposes it: numbered within its category, `1.1-01`. */
export interface ProposedSource {
  readonly template: SourceTemplate;
  readonly code: string;
  readonly expected: boolean;
}

/** Sources of the chosen templates, in the order of their categories; `taken`: codes that are in use. What the sector cannot be without is expected. */
export function proposeSources(
  profiles: InventoryProfiles,
  sector: string,
  chosen: readonly string[],
  taken: readonly string[] = [],
): ProposedSource[] {
  const needed = profiles.sectors.find((one) => one.id === sector)?.needed ?? [];
  const used = new Set(taken);
  return profiles.sources
    .filter((one) => chosen.includes(one.id))
    .sort((a, b) => (a.category < b.category ? -1 : a.category > b.category ? 1 : 0))
    .map((template) => {
      const code = nextCode(template.category, used);
      used.add(code);
      return { template, code, expected: needed.includes(template.id) || chosen.includes(template.id) };
    });
}

/** `4.1-03`: the first free number of the category. */
export function nextCode(category: string, used: ReadonlySet<string>): string {
  for (let n = 1; ; n += 1) {
    const code = `${category}-${String(n).padStart(2, '0')}`;
    if (!used.has(code)) return code;
  }
}
