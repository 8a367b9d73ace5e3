import { z } from 'zod';
import { type Actor, systemActor } from '../../../work/actor.ts';
import { query } from '../../../work/command.ts';
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

const minuteMs = 60 * 1000;

/** Ends overdue instructions of every organization when the server has started and once a minute while it runs; what fails is logged and tried again. */
export function startExpiring(deps: ModuleDeps, organizations: () => Promise<readonly string[]>): { readonly stop: () => Promise<void> } {
  let running: Promise<void> | null = null;
  const expireAll = async (): Promise<void> => {
    for (const organizationId of await organizations()) await expireInstructions(deps, systemActor(organizationId));
  };
  const turn = (): void => {
    running ??= expireAll()
      .catch((fault: unknown) => deps.log.error({ err: fault }, 'ending overdue instructions'))
      .finally(() => {
        running = null;
      });
  };
  turn();
  const timer = setInterval(turn, minuteMs);
  timer.unref();
  return {
    stop: async () => {
      clearInterval(timer);
      await running;
    },
  };
}
