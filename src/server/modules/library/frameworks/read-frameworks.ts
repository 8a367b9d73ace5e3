import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { z } from 'zod';
import type { Action } from '../../../../contract/actions.ts';
import type { Finding } from '../../../../kernel/finding.ts';
import type { ReportFramework } from '../../../../kernel/inventory/report/checklist.ts';
import type { PriceTables } from '../../../../kernel/inventory/scope-3/prices.ts';
import type { ProposalRule } from '../../../../kernel/maturity/propose.ts';
import type { CbamGoods } from '../../../../kernel/neutrality/cbam-goods.ts';
import type { NeutralityChecklist } from '../../../../kernel/neutrality/checklist.ts';
import type { NeutralityRules } from '../../../../kernel/neutrality/rule-set.ts';
import type { Units } from '../../../../kernel/quantity/units.ts';
import type { Clause, Fact } from '../../../../kernel/system/clause.ts';
import type { Duty } from '../../../../kernel/system/duty.ts';
import type { Register } from '../../../../kernel/system/register.ts';
import { registerFaults } from '../../../../kernel/system/register-faults.ts';
import type { Text } from '../../../../kernel/text.ts';
import { readYamlFile, type YamlFile } from '../read-yaml.ts';
import { cbamFile, cbamFrom } from './cbam-file.ts';
import { dutiesFrom, dutyFile } from './duty-file.ts';
import {
  clauseFile,
  clausesFrom,
  cycleFile,
  cyclesFrom,
  factFile,
  factsFrom,
  type MaturityFramework,
  maturityFile,
  maturityFrom,
  proposalFile,
  proposalsFrom,
  questionFile,
  questionsFrom,
  registerFile,
  registerFrom,
  withAnyNamed,
} from './framework-files.ts';
import { categoryFile, classificationFrom, type InventoryFrameworks, profileFile } from './inventory-file.ts';
import { priceFile, pricesFrom, reportFile, reportFrom } from './inventory-report-file.ts';
import { checklistFile, checklistsFrom, neutralityFile, neutralityFrom } from './neutrality-file.ts';
import { readGwpBook } from './read-gwp-book.ts';

/** What the management system is made of, as data: clauses, live facts, life cycles, registers (`data/frameworks`). */
export interface Frameworks {
  readonly clauses: readonly Clause[];
  readonly clause: (id: string) => Clause | undefined;
  /** What an auditor asks under a clause. */
  readonly questions: (clauseId: string) => readonly Text[];
  readonly facts: readonly Fact[];
  readonly fact: (id: string) => Fact | undefined;
  /** In the order of their first clause. */
  readonly registers: readonly Register[];
  readonly register: (id: string) => Register | undefined;
  /** What law and market ask of an entity for every year or month. */
  readonly duties: readonly Duty<Action>[];
  /** Null when its file is wrong or not there. */
  readonly maturity: MaturityFramework | null;
  /** By which live data propose scores; none when the file is not there. */
  readonly proposals: readonly ProposalRule[];
  /** Standards and guidance by which neutrality is claimed. */
  readonly neutralityRules: readonly NeutralityRules[];
  readonly neutralityChecklists: readonly NeutralityChecklist[];
  /** Goods of the carbon border adjustment; null when the file is wrong or not there. */
  readonly cbamGoods: CbamGoods | null;
  /** What inventories of organizations are computed with; null when a file of theirs is wrong or not there. */
  readonly inventory: InventoryFrameworks | null;
  /** What a report of an inventory must say (ISO 14064-1 clause 9.3.1). */
  readonly inventoryReport: ReportFramework;
  /** Exchange rates and price indices of spend-based emissions. */
  readonly prices: PriceTables;
  /** What formulas of records are checked with; none where the frameworks were read alone. */
  readonly units?: Units;
}

/** Reads the frameworks once, when the server starts. What is wrong is left out and told with file and line. */
export function readFrameworks(dataDir: string): { readonly frameworks: Frameworks; readonly findings: readonly Finding[] } {
  const folder = join(dataDir, 'frameworks');
  const findings: Finding[] = [];
  const read = <Schema extends z.ZodType, T>(name: string, schema: Schema, made: (data: z.output<Schema>) => T): T | null => {
    if (!existsSync(join(folder, name))) return null;
    const file = readYamlFile(join(folder, name), `frameworks/${name}`);
    const parsed = file.findings.length > 0 ? null : schema.safeParse(file.value);
    findings.push(...file.findings);
    if (parsed?.success) return made(parsed.data);
    if (parsed) findings.push(wrongPlace(file, parsed.error));
    return null;
  };
  const cycles = read('life-cycles.yaml', cycleFile, cyclesFrom) ?? [];
  const clauses = read('clauses.yaml', clauseFile, clausesFrom) ?? [];
  const questions = read('audit-questions.yaml', questionFile, questionsFrom);
  const facts = read('facts.yaml', factFile, factsFrom) ?? [];
  const duties = read('duties.yaml', dutyFile, dutiesFrom) ?? [];
  const maturity = read('maturity.yaml', maturityFile, maturityFrom);
  const proposals = read('maturity-proposals.yaml', proposalFile, proposalsFrom) ?? [];
  const neutrality = {
    neutralityRules: read('neutrality-rules.yaml', neutralityFile, neutralityFrom) ?? [],
    neutralityChecklists: read('neutrality-checklists.yaml', checklistFile, checklistsFrom) ?? [],
    cbamGoods: read('cbam-goods.yaml', cbamFile, cbamFrom),
  };
  const classification = read('inventory-categories.yaml', categoryFile, classificationFrom);
  const profiles = read('inventory-profiles.yaml', profileFile, (data) => data);
  const inventory = classification && profiles && { classification, profiles, gwp: readGwpBook(dataDir, classification.gwpResolutions) };
  const inventoryReport = read('iso-14064-1-report.yaml', reportFile, reportFrom) ?? { source: '', items: [], recommended: [] };
  const prices = read('price-tables.yaml', priceFile, pricesFrom) ?? { rates: [], indices: [] };
  const known = new Set(clauses.map((one) => one.id));
  const described = registerNames(folder).flatMap((name) => {
    const said = findings.length;
    const register = read(name, registerFile, (data) => registerFrom(data, cycles));
    return register === null && findings.length > said ? [] : [{ name, register }];
  });
  const names = new Set(described.flatMap((one) => one.register?.id ?? []));
  const registers = described
    .map(({ name, register }) => ({ name, register: register && withAnyNamed(register, [...names].sort()) }))
    .flatMap(({ name, register }) => {
      const faults = register ? registerFaults(register, known, names) : [{ zh: '没有这种生命周期', en: 'There is no such life cycle' }];
      findings.push(
        ...faults.map((text) => ({ code: 'register_wrong', severity: 'error' as const, place: { file: `frameworks/${name}` }, text })),
      );
      return register && faults.length === 0 ? [register] : [];
    })
    .sort((a, b) => place(a) - place(b) || (a.id < b.id ? -1 : 1));
  function place(register: Register): number {
    const at = clauses.findIndex((one) => register.clauses.includes(one.id));
    return at < 0 ? clauses.length : at;
  }
  return {
    frameworks: {
      questions: (clauseId) => questions?.get(clauseId) ?? [],
      ...{ clauses, clause: byId(clauses), facts, fact: byId(facts), duties },
      ...{
        registers,
        register: byId(registers),
        maturity,
        proposals,
        ...neutrality,
        inventory,
        inventoryReport,
        prices,
      },
    },
    findings,
  };
}

function byId<T extends { readonly id: string }>(all: readonly T[]): (id: string) => T | undefined {
  const map = new Map(all.map((one) => [one.id, one]));
  return (id) => map.get(id);
}

function registerNames(folder: string): string[] {
  const registers = join(folder, 'registers');
  if (!existsSync(registers)) return [];
  return readdirSync(registers)
    .filter((name) => name.endsWith('.yaml'))
    .sort()
    .map((name) => `registers/${name}`);
}

function wrongPlace(file: YamlFile, error: z.ZodError): Finding {
  const issue = error.issues[0];
  const path = (issue?.path ?? []).filter((part): part is string | number => typeof part !== 'symbol');
  const what = `${path.join('/')}: ${issue?.message ?? ''}`;
  return {
    code: 'framework_wrong',
    severity: 'error',
    place: file.locate(path),
    text: { zh: `体系文件有误：${what}`, en: `The framework file is wrong: ${what}` },
  };
}
