import { z } from 'zod';
import type { Actor } from '../../../work/actor.ts';
import { query } from '../../../work/command.ts';
import { everyMinute } from '../../../work/every-minute.ts';
import type { ModuleDeps } from '../../../work/module.ts';
import { runCommand, runQuery } from '../../../work/run.ts';
import { expireInstruction } from './decide-instruction.ts';
import { overdueInstructions } from './store-instructions.ts';

const findOverdue = query({
  name: 'asset.find-overdue-instructions',
  action: 'system',
  input: z.strictObject({}),
  run: (work) => overdueInstructions(work.tx, work.actor.organizationId, work.now),
});

/**
 * Ends the instructions of one organization that nobody decided in time, by its clock on the server (L-16): reserved units go back where they came from.
 * Each in a transaction of its own, so that one that fails keeps no other waiting. `actor`: the system's in that organization. Returns how many ended.
 */
export async function expireInstructions(deps: Pick<ModuleDeps, 'db' | 'clock' | 'log'>, actor: Actor): Promise<number> {
  let ended = 0;
  for (const instructionId of await runQuery(deps, findOverdue, actor, {})) {
    try {
      if ((await runCommand(deps, expireInstruction, actor, { instructionId })).expired) ended += 1;
    } catch (fault) {
      deps.log.error({ err: fault, instructionId }, 'ending an overdue instruction');
    }
  }
  return ended;
}

/** Ends overdue instructions of every organization, once a minute. */
export function startExpiring(deps: ModuleDeps, organizations: () => Promise<readonly string[]>): { readonly stop: () => Promise<void> } {
  return everyMinute(deps, organizations, 'ending overdue instructions', (actor) => expireInstructions(deps, actor));
}
