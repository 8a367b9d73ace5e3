import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { present } from '../../../kernel/assert.ts';
import type { PlanRequirements } from '../../../kernel/emission/control-plan/requirements.ts';
import type { EvidenceList } from '../../../kernel/emission/evidence-list.ts';
import type { Finding } from '../../../kernel/finding.ts';
import type { RuleBooks } from '../../../kernel/market/rule-book.ts';
import { describeMethod, type MethodDescription } from '../../../kernel/method/describe.ts';
import type { Evaluation } from '../../../kernel/method/evaluation.ts';
import type { Method } from '../../../kernel/method/method.ts';
import { describeInput, type JsonSchema } from '../../../kernel/method/schema.ts';
import type { TableRef } from '../../../kernel/method/table.ts';
import type { Decimal } from '../../../kernel/quantity/decimal.ts';
import { givenFits, givenUnit } from '../../../kernel/quantity/given-unit.ts';
import { applyFactor } from '../../../kernel/quantity/rational.ts';
import { conversionFactor } from '../../../kernel/quantity/unit.ts';
import type { Units } from '../../../kernel/quantity/units.ts';
import type { Text } from '../../../kernel/text.ts';
import { readControlPlanRules } from './control-plan-rules.ts';
import { type EvaluateOptions, type Evaluator, openEvaluations } from './evaluations.ts';
import { readEvidenceLists } from './evidence-lists.ts';
import { type Frameworks, readFrameworks } from './frameworks/read-frameworks.ts';
import { type MarketData, readMarketData } from './market-data.ts';
import { loadMethodLibrary } from './methods.ts';
import { readRuleBooks } from './rule-books.ts';

/** An accounting method with what modules and screens need of it. */
export interface ShelvedMethod {
  readonly id: string;
  readonly version: number;
  readonly title: Text;
  /** Over the method's file and every table and publication it reads: two methods of one hash give the same numbers. */
  readonly sha256: string;
  readonly method: Method;
  readonly description: MethodDescription;
  readonly inputSchema: JsonSchema;
  /** Null when the units do not convert. */
  readonly convert: (value: Decimal, from: string, to: string) => Decimal | null;
  /** Bounds of an input in its own unit. */
  readonly range: (record: string, symbol: string) => { readonly min: Decimal | null; readonly max: Decimal | null };
  /** The unit itself, then usual units of the same kind. */
  readonly acceptedUnits: (unit: string) => readonly string[];
  /** Evaluates the method, or tells what it gave for the same input before; throws as `evaluateMethod` does. */
  readonly evaluate: (input: unknown, options?: EvaluateOptions) => Promise<Evaluation>;
}

/** All accounting methods of the installation. */
export interface Shelf {
  readonly units: Units;
  /** By id. */
  readonly methods: readonly ShelvedMethod[];
  readonly method: (id: string) => ShelvedMethod | undefined;
  readonly findings: readonly Finding[];
  /** Reference prices and benchmarks of the market. */
  readonly market: MarketData;
  /** Rules of a market by `<market>/<book>`: trading, compliance, penalties, calendar. */
  readonly ruleBook: RuleBooks;
  /** What a data quality control plan has to say of the method's inputs; null where no file says it. */
  readonly controlPlan: (methodId: string) => PlanRequirements | null;
  /** Which papers the method's values ask for; null where no file says it. */
  readonly evidenceList: (methodId: string) => EvidenceList | null;
  /** Clauses, registers, life cycles and live facts of the management system. */
  readonly frameworks: Frameworks;
}

/** Units offered beside an input's own; whatever converts is accepted all the same. */
const usualUnits = [
  ...['t', 'kg', '10^4t', 'kt', 'm3', '10^4m3', 'L', 'Nm3', '10^4Nm3', 'GJ', 'MJ', 'TJ', 'kWh', 'MWh', '10^4kWh', 'GWh', 'tce'],
  ...['GJ/t', 'MJ/kg', 'kJ/kg', 'kcal/kg', 'GJ/10^4Nm3', 'MJ/Nm3', 'kJ/Nm3', 'tC/GJ', 'kgC/GJ', 'tC/TJ', 'tC/t', 'kgC/kg', 'tC/10^4Nm3'],
  ...[
    'tCO2',
    'kgCO2',
    'tCO2/MWh',
    'kgCO2/kWh',
    'tCO2/GJ',
    'kgCO2/GJ',
    'tCO2/TJ',
    'tCO2/t',
    'kgCO2/t',
    'MW',
    'kW',
    'h',
    'd',
    'm',
    'km',
    '%',
    '1',
  ],
];

/** What the files of a data folder say, before anybody evaluates. */
export interface ReadShelf extends Omit<Shelf, 'methods' | 'method'> {
  readonly methods: readonly ReadMethod[];
}

type ReadMethod = Omit<ShelvedMethod, 'evaluate'>;

/** Reads the methods once, when the server starts; a wrong file is left out and told in `findings`. `evaluator`: how they are evaluated. */
export function openShelf(dataDir: string, evaluator: Evaluator = openEvaluations()): Shelf {
  return shelfOf(readShelf(dataDir), evaluator);
}

/** A shelf of files that are read already: one reading serves several. */
export function shelfOf(read: ReadShelf, evaluator: Evaluator): Shelf {
  const methods = read.methods.map((one): ShelvedMethod => {
    const edition = { id: one.id, sha256: one.sha256, method: one.method };
    return { ...one, evaluate: (input, options) => evaluator(edition, input, options) };
  });
  const byId = new Map(methods.map((one) => [one.id, one]));
  return { ...read, methods, method: (id) => byId.get(id) };
}

export function readShelf(dataDir: string): ReadShelf {
  const { units, methods, findings } = loadMethodLibrary(dataDir);
  const plans = readControlPlanRules(dataDir);
  const papers = readEvidenceLists(dataDir);
  const books = readRuleBooks(dataDir);
  const system = readFrameworks(dataDir);
  return {
    units,
    methods: [...methods.values()].sort((a, b) => (a.id < b.id ? -1 : 1)).map((method) => shelve(dataDir, method, units)),
    findings: [...findings, ...plans.findings, ...papers.findings, ...books.findings, ...system.findings],
    frameworks: { ...system.frameworks, units },
    market: readMarketData(dataDir),
    ruleBook: (id) => books.byId.get(id),
    controlPlan: (methodId) => plans.byMethod.get(methodId) ?? null,
    evidenceList: (methodId) => papers.byMethod.get(methodId) ?? null,
  };
}

function shelve(dataDir: string, method: Method, units: Units): ReadMethod {
  const description = describeMethod(method);
  const accepted = new Map<string, readonly string[]>();
  const refs = description.tables.map((table) => table.ref);
  return {
    id: method.id,
    version: method.version,
    title: method.title,
    sha256: hashOf(dataDir, method.id, refs),
    method,
    description,
    inputSchema: describeInput(method),
    convert: (value, from, to) => {
      const wanted = units.find(to);
      const given = wanted && givenUnit(units, from, wanted);
      const factor = wanted && given && conversionFactor(given, wanted);
      return factor === null ? null : applyFactor(value, factor);
    },
    range: (record, symbol) => {
      const found = method.symbols.find((one) => one.is === 'input' && one.name === symbol && method.records[one.record]?.name === record);
      return found?.is === 'input' ? { min: found.min, max: found.max } : { min: null, max: null };
    },
    acceptedUnits: (unit) => {
      const wanted = units.find(unit);
      const fits = (one: string) => one !== unit && wanted !== null && givenFits(units, one, wanted);
      const known = accepted.get(unit) ?? [unit, ...usualUnits.filter(fits)];
      accepted.set(unit, known);
      return known;
    },
  };
}

function hashOf(dataDir: string, methodId: string, refs: readonly TableRef[]): string {
  const files = new Set([`methods/${methodId}.yaml`]);
  for (const ref of refs) {
    if ('file' in ref) files.add(`methods/tables/${ref.file}.yaml`);
    else if ('factors' in ref) for (const end of ['yaml', 'csv', 'csv.gz']) files.add(`factors/${ref.factors}.${end}`);
    else files.add('gwp/gwp.csv');
  }
  const hash = createHash('sha256');
  let read = 0;
  for (const file of [...files].sort()) {
    if (!existsSync(join(dataDir, file))) continue;
    // Name and length first, so that no two lists of files can give the same bytes.
    const bytes = readFileSync(join(dataDir, file));
    hash.update(`${file}\n${bytes.length}\n`).update(bytes);
    read += 1;
  }
  return present(read > 0 ? hash.digest('hex') : null, `no file of method ${methodId}`);
}
