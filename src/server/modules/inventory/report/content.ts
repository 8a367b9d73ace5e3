import { createHash } from 'node:crypto';
import type { InventoryClassification } from '../../../../kernel/inventory/category.ts';
import type { InventoryInput, OrganizationInventory } from '../../../../kernel/inventory/inventory.ts';
import { checkReport, type ItemState, type ReportFramework } from '../../../../kernel/inventory/report/checklist.ts';
import type { Text } from '../../../../kernel/text.ts';
import { changeable } from '../../../work/changeable.ts';
import { canonical } from '../../../work/leaf.ts';
import type { ToldAnalysis } from '../analysis/tell-analysis.ts';
import type { ToldDecision } from '../base-year/tell-decision.ts';

/** What a report shows, all of it frozen: the inventory without its single lines, the words of the organization, base year and uncertainty. */
export interface ReportContent {
  readonly inventory: Omit<OrganizationInventory, 'input'> & {
    readonly input: Omit<InventoryInput, 'lines'> & { readonly lineCount: number };
  };
  readonly facts: Readonly<Record<string, string>>;
  readonly items: readonly { readonly id: string; readonly clause: string; readonly title: Text; readonly state: ItemState['state'] }[];
  readonly recommended: readonly { readonly id: string; readonly clause: string; readonly title: Text }[];
  readonly framework: string;
  readonly categoryTitles: Readonly<Record<string, Text>>;
  readonly isoTitles: Readonly<Record<string, Text>>;
  readonly baseYear: ToldDecision | null;
  readonly analysis: ToldAnalysis | null;
}

export interface ReportSnapshot {
  readonly format: 'tanheng.inventory-report';
  readonly formatVersion: 1;
  readonly report: {
    readonly id: string;
    readonly number: string;
    readonly language: 'zh' | 'en';
    readonly issuedAt: string;
    readonly issuedByName: string;
    readonly supersedes: string | null;
  };
  readonly contentSha256: string;
  readonly content: ReportContent;
}

export const sha256Of = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');
export const textOf = (value: object): string => canonical(changeable(value));

export interface ReportParts {
  readonly frozen: OrganizationInventory;
  readonly framework: ReportFramework;
  readonly classification: InventoryClassification;
  readonly facts: Readonly<Record<string, string>>;
  readonly baseYear: ToldDecision | null;
  readonly analysis: ToldAnalysis | null;
}

/** Items a–t as they stand for a frozen inventory. */
export function statesOf({ frozen, framework, facts, baseYear, analysis }: Omit<ReportParts, 'classification'>): ItemState[] {
  const written = Object.fromEntries(Object.entries(facts).map(([id, text]) => [id, { text }]));
  return checkReport(framework, frozen, written, { hasUncertainty: analysis !== null, hasBaseYear: baseYear !== null });
}

export function contentOf(parts: ReportParts): ReportContent {
  const { frozen, framework, classification, facts, baseYear, analysis } = parts;
  const { lines, ...input } = frozen.input;
  return {
    inventory: { ...frozen, input: { ...input, lineCount: lines.length } },
    facts,
    items: statesOf(parts).map(({ item: { id, clause, title }, state }) => ({ id, clause, title, state })),
    recommended: framework.recommended.map(({ id, clause, title }) => ({ id, clause, title })),
    framework: framework.source,
    categoryTitles: Object.fromEntries(classification.categories.map(({ code, title }) => [code, title])),
    isoTitles: Object.fromEntries(classification.isoTitles.map(({ code, title }) => [code, title])),
    ...{ baseYear, analysis },
  };
}
