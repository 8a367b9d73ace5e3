import { lcaDatabaseEndpoints as e } from '../../../../contract/lca-databases.ts';
import type { ResolvedLink, Separate } from '../../../../kernel/lca/model/study.ts';
import type { FlowToGas } from '../../../../kernel/lca/system.ts';
import { Refusal } from '../../../../kernel/refusal.ts';
import { openMemo } from '../../../work/memo.ts';
import type { Background } from '../footprints/links.ts';
import type { LcaThreads } from './open-databases.ts';
import { prepareSolve } from './solve-database.ts';
import { findDatabase, processesBy } from './store.ts';

/** An answer is a handful of numbers; some ten thousand of them are kept. */
const keptBytes = 4 * 1024 * 1024;
const answerBytes = 400;

/**
 * What one unit of a product of a background database is worth: its whole system solved under the GWP set of the study, fossil, biogenic and land use apart. A database that
 * nobody has approved yet, or that was rejected, is not there. What was solved once is kept by the content of the database.
 */
export function openBackground(solving: LcaThreads, flowToGas: FlowToGas): Background {
  const prepare = prepareSolve(flowToGas);
  const memo = openMemo<ResolvedLink>(keptBytes);
  return async (work, { databaseId, processId }, gwpSet) => {
    const { organizationId, personId } = work.actor;
    const database = await findDatabase(work.tx, organizationId, databaseId);
    if (!database || (database.state !== 'approved' && database.state !== 'retired')) return null;
    const [process] = await processesBy(work.tx, organizationId, databaseId, { ids: [processId] });
    if (!process) return null;
    const key = `${database.content_sha256} ${gwpSet} ${processId}`;
    const known = memo.get(key);
    if (known) return known;
    const order = e.solveLcaDatabase.body.parse({ demand: [{ process: process.number, amount: 1 }], most: 1, gwpSet });
    const { task } = await prepare.run(work, { databaseId, ...order });
    const answer = await solving.ask(personId, task).catch((error: unknown) => {
      // A process without a product of its own is no part of any system.
      if (error instanceof Refusal && error.code === 'invalid_input') return null;
      throw error;
    });
    if (answer === null) return null;
    if (!('solved' in answer)) throw new TypeError('the thread answered another question');
    const worth = new Map(answer.solved.impacts.map((one) => [one.id, one.value]));
    const values: Separate = {
      ...{ fossil: worth.get('gwp_fossil') ?? 0, biogenic: worth.get('gwp_biogenic') ?? 0, removal: 0 },
      ...{ dluc: worth.get('gwp_land_use') ?? 0, aircraft: 0 },
    };
    const found: ResolvedLink = {
      ...{
        unit: answer.solved.units[0] ?? process.unit,
        values,
        name: process.location === '' ? process.name : `${process.name} [${process.location}]`,
      },
      ...{ source: `${database.name} ${database.edition}`, pin: `database ${databaseId} ${database.content_sha256} process ${processId}` },
      primaryShare: null,
    };
    memo.keep(key, found, answerBytes);
    return found;
  };
}
