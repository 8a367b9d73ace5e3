import { type Actor, systemActor } from './actor.ts';
import type { ModuleDeps } from './module.ts';

const minuteMs = 60 * 1000;

/**
 * Does a piece of work in every organization, as the system, when the server has started and once a minute while it runs; never twice at once. What fails
 * is logged as `what` and tried again the next time. `stop` waits for what is being done.
 */
export function everyMinute(
  deps: Pick<ModuleDeps, 'log'>,
  organizations: () => Promise<readonly string[]>,
  what: string,
  work: (actor: Actor) => Promise<unknown>,
): { readonly stop: () => Promise<void> } {
  let running: Promise<void> | null = null;
  const inAll = async (): Promise<void> => {
    for (const organizationId of await organizations()) await work(systemActor(organizationId));
  };
  const turn = (): void => {
    running ??= inAll()
      .catch((fault: unknown) => deps.log.error({ err: fault }, what))
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
