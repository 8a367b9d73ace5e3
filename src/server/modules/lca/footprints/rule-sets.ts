import { join } from 'node:path';
import { type AllocationRule, allocationRules } from '../../../../kernel/lca/allocation.ts';
import { type RuleCheck, type RuleItem, type RuleSet, ruleChecks } from '../../../../kernel/lca/model/rule-set.ts';
import { type RuleSetId, ruleSetIds, type SeparateLine, separateLines } from '../../../../kernel/lca/model/study.ts';
import { decimal } from '../../../../kernel/quantity/decimal.ts';
import type { Text } from '../../../../kernel/text.ts';
import { readYamlFile } from '../../library/index.ts';

type Fields = Readonly<Record<string, unknown>>;
export type RuleSets = ReadonlyMap<RuleSetId, RuleSet>;

const file = 'lca/rule-sets.yaml';
const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value);
const fieldsOf = (value: unknown): Fields => (isFields(value) ? value : {});
const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const textOf = (value: unknown): Text => ({ zh: String(fieldsOf(value).zh ?? ''), en: String(fieldsOf(value).en ?? '') });

/** The value when it is one of the known words; our own file's mistake otherwise. */
function wordOf<Word extends string>(value: unknown, words: readonly Word[]): Word {
  const found = words.find((word) => word === value);
  if (found === undefined) throw new TypeError(`${file}: ${String(value)} is none of ${words.join(', ')}`);
  return found;
}

/** `data/lca/rule-sets.yaml`, a reviewed file. @throws TypeError where it does not say what the kernel knows; test/checks reads it too. */
export function readRuleSets(dataDir: string): RuleSets {
  const { value } = readYamlFile(join(dataDir, file), file);
  const sets = listOf(fieldsOf(value).rule_sets).map(fieldsOf).map(ruleSetOf);
  for (const id of ruleSetIds) if (!sets.some((one) => one.id === id)) throw new TypeError(`${file}: ${id} is missing`);
  return new Map(sets.map((one) => [one.id, one]));
}

function ruleSetOf(fields: Fields): RuleSet {
  const cutOff = fieldsOf(fields.cut_off);
  return {
    id: wordOf<RuleSetId>(fields.id, ruleSetIds),
    title: textOf(fields.title),
    source: String(fields.source),
    cutOff: {
      rule: wordOf(cutOff.rule, ['single_total', 'pas2050'] as const),
      single: decimal(String(cutOff.single)),
      total: decimal(String(cutOff.total)),
    },
    scaleToWhole: fields.scale_to_whole === true,
    allocationOrder: listOf(fields.allocation_order).map((one) => wordOf<AllocationRule>(one, allocationRules)),
    separateLines: listOf(fields.separate_lines).map((one) => wordOf<SeparateLine>(one, separateLines)),
    validYears: typeof fields.valid_years === 'number' ? fields.valid_years : null,
    items: listOf(fields.items)
      .map(fieldsOf)
      .map(
        (item): RuleItem => ({
          id: String(item.id),
          check: wordOf<RuleCheck>(item.check, ruleChecks),
          clause: String(item.clause),
          title: textOf(item.title),
        }),
      ),
  };
}
