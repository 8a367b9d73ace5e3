import { lcaDatabaseEndpoints as e } from '../../../../contract/lca-databases.ts';
import { type FootprintStudy, lineKey } from '../../../../kernel/lca/model/study.ts';
import type { FlowToGas } from '../../../../kernel/lca/system.ts';
import type { PrepareSample } from '../footprints/simulate-footprint.ts';
import type { LcaThreads } from './open-databases.ts';
import { prepareSolve } from './solve-database.ts';
import { processesBy } from './store.ts';

/** By database: the process each line or co-product of a study is linked to. */
function linkedProcesses(study: FootprintStudy): Map<string, Map<string, string>> {
  const found = new Map<string, Map<string, string>>();
  for (const process of study.processes) {
    const links = [
      ...process.inputs.filter((line) => !line.excluded).map((line) => ({ id: line.id, link: line.link })),
      ...process.outputs.map((output) => ({ id: output.id, link: output.replaces })),
    ];
    for (const { id, link } of links) {
      if (link.kind !== 'database') continue;
      const own = found.get(link.databaseId) ?? new Map<string, string>();
      found.set(link.databaseId, own.set(lineKey(process.id, id), link.processId));
    }
  }
  return found;
}

/**
 * A footprint made ready to be drawn from in the thread that solves databases: the processes its lines rest on join its own, built by the rules that their worth was
 * computed by. What no longer gives that worth is refused by the kernel.
 */
export function openSampling(solving: LcaThreads, flowToGas: FlowToGas): PrepareSample {
  const prepare = prepareSolve(flowToGas);
  return async (work, input) => {
    const databases = [];
    for (const [databaseId, processOf] of linkedProcesses(input.study)) {
      const [known] = await processesBy(work.tx, work.actor.organizationId, databaseId, { ids: [...processOf.values()].slice(0, 1) });
      if (!known) continue;
      const order = e.solveLcaDatabase.body.parse({ demand: [{ process: known.number, amount: 1 }], most: 1, gwpSet: input.study.gwpSet });
      const { task } = await prepare.run(work, { databaseId, ...order });
      databases.push({ id: databaseId, hash: task.hash, table: task.table, build: task.build, processOf });
    }
    const answer = await solving.ask(work.actor.personId, { ask: 'sample', input, databases });
    if (!('sampled' in answer)) throw new TypeError('the thread answered another question');
    return answer.sampled;
  };
}
