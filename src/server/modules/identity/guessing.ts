import { Refusal } from '../../../kernel/refusal.ts';
import type { Clock } from '../../work/clock.ts';

/** Wrong passwords for one e-mail address, from wherever they come, before further tries are refused for a while. */
const allowed = 20;
const windowMs = 15 * 60_000;
const kept = 20_000;

/** Counts failures by account; the limit by address is in http/limits.ts. In memory: a restart forgives. */
export function guessCounter(clock: Clock) {
  const failures = new Map<string, { count: number; until: number }>();
  return {
    requireCalm: (account: string): void => {
      const seen = failures.get(account);
      if (!seen || seen.until <= clock.now() || seen.count < allowed) return;
      throw new Refusal('too_many_requests', { values: { seconds: `${Math.ceil((seen.until - clock.now()) / 1000)}` } });
    },
    failed: (account: string): void => {
      const seen = failures.get(account);
      const running = seen && seen.until > clock.now();
      failures.delete(account);
      failures.set(account, { count: running ? seen.count + 1 : 1, until: running ? seen.until : clock.now() + windowMs });
      if (failures.size > kept) failures.delete(failures.keys().next().value ?? '');
    },
    succeeded: (account: string): void => {
      failures.delete(account);
    },
  };
}
