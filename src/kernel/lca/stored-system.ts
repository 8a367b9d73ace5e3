import { convention } from '../emission/uncertainty/sheet.ts';
import type { Finding } from '../finding.ts';
import type { Convention, Evaluation } from '../method/evaluation.ts';
import { Refusal } from '../refusal.ts';
import { evaluateLcaMonteCarlo, type MonteCarloRequest } from './evaluate-lca-monte-carlo.ts';
import { evaluateLcaSolve, type SolveRequest } from './evaluate-lca-solve.ts';
import type { LcaSystem } from './labelled-system.ts';
import type { PreparedSystem } from './solve.ts';
import { storedSpreads } from './stored-spreads.ts';
import type { BuildOptions, BuiltSystem, SystemProcess } from './system.ts';
import type { SystemTable } from './system-table.ts';

/** What a result says of the database it was computed from. */
export interface StoredDatabase {
  readonly name: string;
  readonly edition: string;
  readonly contentSha256: string;
}

/** A process by its id; one that makes several products by process id/flow id, product for product. */
function idsOf(columns: readonly SystemProcess[]): string[] {
  const times = new Map<string, number>();
  for (const { processId } of columns) times.set(processId, (times.get(processId) ?? 0) + 1);
  return columns.map(({ processId, flowId }) => ((times.get(processId) ?? 0) > 1 ? `${processId}/${flowId}` : processId));
}

/** The matrices of a database with the labels that demands and results name. */
export function labelledFrom({ a, b, c, processIndex, flowIndex, indicatorIndex }: BuiltSystem): LcaSystem {
  const ids = idsOf(processIndex);
  const processes = processIndex.map(({ name }, j) => ({ id: ids[j] ?? '', name }));
  return {
    ...{ a, b, c, processes },
    products: processIndex.map(({ flowName, unit }, j) => ({ id: ids[j] ?? '', name: flowName, unit })),
    flows: flowIndex.map(({ id, name, unit }) => ({ id, name, unit })),
    indicators: indicatorIndex.map(({ id, name, unit }) => ({ id, name: name.en, unit })),
  };
}

const mostNamed = 10;

/** Demands, each with its path, that name a process where its product must be told. */
function ambiguous({ processIndex }: BuiltSystem, demands: readonly (readonly [path: string, amounts: object])[]): Finding[] {
  const ids = idsOf(processIndex);
  return demands.flatMap(([path, amounts]) =>
    Object.keys(amounts).flatMap((id): Finding[] => {
      const several = ids.filter((_, j) => processIndex[j]?.processId === id);
      if (several.length < 2) return [];
      const named = `${several.slice(0, mostNamed).join(', ')}${several.length > mostNamed ? ' …' : ''}`;
      return [
        {
          ...{ code: 'lca_product_open', severity: 'error', place: { path: `${path}/${id}` } },
          text: { zh: `过程 ${id} 有 ${several.length} 种产品`, en: `The process ${id} makes ${several.length} products` },
          cure: { zh: `写明产品：${named}`, en: `Name the product: ${named}` },
        },
      ];
    }),
  );
}

const source = 'docs/spec/lca-solve.md';
const said = (symbol: string, zh: string, en: string, value: string, from: Convention['from'] = 'input'): Convention =>
  convention(symbol, { zh, en }, value, from, source);

/** Which database, by which rules its matrices were made, and how often something had to be chosen. */
function conventionsOf({ choices }: BuiltSystem, database: StoredDatabase, build: BuildOptions): Convention[] {
  const counts = new Map<string, number>();
  for (const { kind, count } of choices) counts.set(kind, (counts.get(kind) ?? 0) + count);
  return [
    said('database', '数据库', 'Database', `${database.name} ${database.edition}`.trim()),
    said('content', '数据库内容 SHA-256', 'SHA-256 of its content', database.contentSha256),
    said('allocation', '分配规则', 'Allocation rule', String(build.allocation)),
    said('providers', '供应过程的选取', 'Choice of providers', build.providers ?? ''),
    said('gwp_set', 'GWP 数据集', 'GWP set', build.gwpSet?.id ?? ''),
    ...[...counts].map(([kind, count]) =>
      said(`choice.${kind}`, '建立矩阵时的选择', 'Choice made for the matrices', `${kind}: ${count}`, 'default'),
    ),
  ];
}

/** A database built and prepared. */
interface StoredSystem {
  readonly system: BuiltSystem;
  readonly labelled: LcaSystem;
  readonly prepared: PreparedSystem;
}

interface StoredFrom {
  readonly database: StoredDatabase;
  readonly build: BuildOptions;
}

/** The calculation `lca-solve` over a stored database. @throws Refusal `invalid_input` naming the demand that fits no single product */
export function evaluateStoredSolve(
  { system, labelled, prepared }: StoredSystem,
  request: SolveRequest,
  { database, build }: StoredFrom,
): Evaluation {
  const findings = ambiguous(
    system,
    request.demands.map(({ amounts }, d) => [`/demands/${d}/amounts`, amounts]),
  );
  if (findings.length > 0) throw new Refusal('invalid_input', { findings });
  const known = { prepared, findings: system.findings, conventions: conventionsOf(system, database, build) };
  return evaluateLcaSolve(labelled, request, known);
}

const nothingUncertain: Finding = {
  ...{ code: 'nothing_uncertain', severity: 'error', place: { path: '/uncertain' } },
  text: {
    zh: '没有可以抽样的：数据集没有说明不确定度（或没有要求采用），也没有另外给出',
    en: 'There is nothing to draw: the data sets state no uncertainty (or it was not asked for), and none was given',
  },
  cure: { zh: '在 uncertain 中给出条目的分布', en: 'Give distributions of entries in “uncertain”' },
};

/** The calculation `lca-monte-carlo` over a stored database; `table` (null: not to be drawn) says how uncertain its data sets are. @throws Refusal `invalid_input` */
export function evaluateStoredMonteCarlo(
  { system, labelled, prepared }: StoredSystem,
  request: MonteCarloRequest,
  { database, build, table }: StoredFrom & { readonly table: SystemTable | null },
): Evaluation {
  const findings = ambiguous(system, [['/amounts', request.amounts]]);
  if (findings.length > 0) throw new Refusal('invalid_input', { findings });
  const spreads = table ? storedSpreads(system, table) : { technosphere: [], biosphere: [], joined: 0, impossible: 0 };
  const drawn = spreads.technosphere.length + spreads.biosphere.length;
  if (drawn + request.uncertain.length === 0) throw new Refusal('invalid_input', { findings: [nothingUncertain] });
  const conventions = [
    ...conventionsOf(system, database, build),
    said('stored_spreads', '采用数据集所述不确定度的条目', 'Entries drawn as their data sets state', String(drawn)),
    ...(spreads.joined > 0
      ? [said('joined_spreads', '其中由多条交换相加的条目', 'Of them, sums of several exchanges', String(spreads.joined), 'default')]
      : []),
    ...(spreads.impossible > 0
      ? [
          said(
            'impossible_spreads',
            '分布不含其数值、未抽样的交换',
            'Exchanges outside their own limits, not drawn',
            String(spreads.impossible),
            'default',
          ),
        ]
      : []),
  ];
  return evaluateLcaMonteCarlo(labelled, request, { prepared, spreads, findings: system.findings, conventions });
}
