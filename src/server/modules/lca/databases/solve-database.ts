import path from 'node:path';
import { z } from 'zod';
import { lcaMonteCarloInput, lcaSolveInput } from '../../../../contract/lca-calculations.ts';
import { lcaDatabaseEndpoints as e } from '../../../../contract/lca-databases.ts';
import type { FlowToGas, GasLine, GasRule } from '../../../../kernel/lca/system.ts';
import { Refusal } from '../../../../kernel/refusal.ts';
import { query, type Work } from '../../../work/command.ts';
import { gwpValues, readYamlFile } from '../../library/index.ts';
import type { LcaTask } from './answer-lca.ts';
import { databaseOf } from './database-view.ts';
import { packageOf, processesBy } from './store.ts';

const solve = e.solveLcaDatabase;
const input = z.strictObject({ ...solve.params.shape, ...solve.body.shape });

const isLine = (value: unknown): value is GasLine => value === 'fossil' || value === 'biogenic' || value === 'land_use';
const texts = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : []);

/** `data/lca/flow-to-gas.yaml`: which elementary flows are which gas. A reviewed file of our own; test/checks/reference-data.test.ts tells what is wrong in it. */
export function readFlowToGas(referenceFolder: string): FlowToGas {
  const { value } = readYamlFile(path.join(referenceFolder, 'lca', 'flow-to-gas.yaml'), 'lca/flow-to-gas.yaml');
  const rules = typeof value === 'object' && value !== null && 'rules' in value && Array.isArray(value.rules) ? value.rules : [];
  return rules.flatMap((one): GasRule[] => {
    const { gas, line, names, cas } = typeof one === 'object' && one !== null ? one : {};
    return typeof gas === 'string' && isLine(line) ? [{ gas, line, names: texts(names), cas: texts(cas) }] : [];
  });
}

/** A GWP set of the library by its name; throws `invalid_input` with the field. */
export async function gwpSetOf(work: Pick<Work, 'tx'>, id: string) {
  const values = await gwpValues(work, id);
  if (values) return { id, values };
  throw new Refusal('invalid_input', {
    findings: [
      {
        ...{ code: 'gwp_set_unknown', severity: 'error', place: { path: '/gwpSet' } },
        text: { zh: `没有名为 ${id} 的 GWP 数据集`, en: `There is no GWP set ${id}` },
        cure: { zh: '采用 AR4、AR5、AR6 等因子库中的名称', en: 'Use a name of the library, such as AR4, AR5 or AR6' },
      },
    ],
  });
}

/** A database and its table; one that was rejected is not calculated with, one that is retired still is (what rests on it). */
export async function solvable(work: Work, databaseId: string) {
  const database = await databaseOf(work, databaseId);
  if (database.state === 'rejected') throw new Refusal('wrong_state', { values: { state: database.state } });
  const table = await packageOf(work.tx, work.actor.organizationId, databaseId, 'table');
  if (!table) throw new Refusal('not_found', { values: { what: 'lca_database', id: databaseId } });
  return { database, table };
}

type StoredChoice = NonNullable<z.output<typeof lcaSolveInput>['system']>;

/** A database of the caller's organization as a calculation over it needs it. */
async function storedFor(work: Work, flowToGas: FlowToGas, system: StoredChoice | undefined) {
  if (!system) throw new Refusal('not_found', { values: { what: 'lca_database' } });
  const { databaseId, gwpSet, ...build } = system;
  const { database, table } = await solvable(work, databaseId);
  const { name, edition, content_sha256: contentSha256 } = database;
  return { table, database: { name, edition, contentSha256 }, build: { ...build, gwpSet: await gwpSetOf(work, gwpSet), flowToGas } };
}

/** What the thread needs for `lca-monte-carlo` over a database. */
export const prepareMonteCarlo = (flowToGas: FlowToGas) =>
  query({
    name: 'lca.simulate-with-database',
    action: 'lca.read',
    input: lcaMonteCarloInput,
    run: async (
      work,
      { system, storedSpreads, amounts, uncertain, iterations, seed, most },
    ): Promise<Extract<LcaTask, { ask: 'simulate' }>> => ({
      ...{ ask: 'simulate', storedSpreads, request: { amounts, uncertain, iterations, seed, most } },
      ...(await storedFor(work, flowToGas, system)),
    }),
  });

/** What the thread needs for `lca-solve` over a database. */
export const prepareCalculation = (flowToGas: FlowToGas) =>
  query({
    name: 'lca.calculate-with-database',
    action: 'lca.read',
    input: lcaSolveInput,
    run: async (work, { system, demands, upstream, most }): Promise<Extract<LcaTask, { ask: 'calculate' }>> => ({
      ...{ ask: 'calculate', request: { demands, upstream, most } },
      ...(await storedFor(work, flowToGas, system)),
    }),
  });

/** What the thread needs for a demand on a database. */
export const prepareSolve = (flowToGas: FlowToGas) =>
  query({
    name: 'lca.solve-database',
    action: 'lca.read',
    input,
    run: async (work, { databaseId, demand, most, gwpSet, ...build }) => {
      const { database, table } = await solvable(work, databaseId);
      const { organizationId } = work.actor;
      const rows = await processesBy(work.tx, organizationId, databaseId, { numbers: demand.map((one) => one.process) });
      const ids = new Map(rows.map((row) => [row.number, row.process_id]));
      const missing = demand.find((one) => !ids.has(one.process));
      if (missing) throw new Refusal('not_found', { values: { what: 'lca_process', id: String(missing.process) } });
      const task: Extract<LcaTask, { ask: 'solve' }> = {
        ...{ ask: 'solve', hash: database.content_sha256, table },
        build: { ...build, gwpSet: await gwpSetOf(work, gwpSet), flowToGas },
        score: {
          most,
          demand: demand.map((one) => ({
            processId: ids.get(one.process) ?? '',
            amount: one.amount,
            ...(one.product === undefined ? {} : { flowId: one.product }),
          })),
        },
      };
      return { task, contentSha256: database.content_sha256 };
    },
  });

/** Id of the process with this number; throws `not_found`. */
export const processIdOf = query({
  name: 'lca.find-process-id',
  action: 'lca.read',
  input: z.strictObject({ databaseId: z.uuid(), number: z.int() }),
  run: async (work, { databaseId, number }) => {
    const [row] = await processesBy(work.tx, work.actor.organizationId, databaseId, { numbers: [number] });
    if (!row) throw new Refusal('not_found', { values: { what: 'lca_process', id: String(number) } });
    return row.process_id;
  },
});

/** Numbers of processes by their id: addresses of what a solution names. */
export const numbersOf = query({
  name: 'lca.number-processes',
  action: 'lca.read',
  input: z.strictObject({ databaseId: z.uuid(), ids: z.array(z.string()) }),
  run: async (work, { databaseId, ids }) => {
    const rows = await processesBy(work.tx, work.actor.organizationId, databaseId, { ids });
    return new Map(rows.map((row) => [row.process_id, row.number]));
  },
});
