import type { Pool } from '../../../../db/raw.ts';
import type { Clock } from '../../../../work/clock.ts';
import { type LedgerWriter, openLedgerWriter } from '../writer/writer.ts';

/** The ledger writers of this process, one for each organization that sends; each holds a connection while it is used and for a while after. */
export interface LedgerWriters {
  /** @throws Refusal `database_unavailable` when no writer can be opened. */
  readonly use: <T>(organizationId: string, work: (writer: LedgerWriter) => Promise<T>) => Promise<T>;
  readonly stop: () => Promise<void>;
}

export interface WritersDeps {
  readonly pool: Pool;
  readonly clock: Clock;
}

interface Seat {
  readonly writer: Promise<LedgerWriter>;
  busy: number;
  rest: NodeJS.Timeout | undefined;
}

/** A sender that is heard again within this time finds its writer still open. */
const restMs = 30_000;

export function openLedgerWriters(deps: WritersDeps, idleMs = restMs): LedgerWriters {
  const seats = new Map<string, Seat>();
  const close = async (organizationId: string, seat: Seat): Promise<void> => {
    clearTimeout(seat.rest);
    if (seats.get(organizationId) === seat) seats.delete(organizationId);
    await seat.writer.then(
      (writer) => writer.close(),
      () => undefined,
    );
  };
  const sit = (organizationId: string): Seat => {
    const known = seats.get(organizationId);
    if (known) return known;
    const seat: Seat = { writer: openLedgerWriter(deps, organizationId), busy: 0, rest: undefined };
    seats.set(organizationId, seat);
    // One that could not be opened is no writer for the next sender.
    seat.writer.catch(() => seats.delete(organizationId));
    return seat;
  };
  return {
    use: async (organizationId, work) => {
      const seat = sit(organizationId);
      seat.busy += 1;
      clearTimeout(seat.rest);
      try {
        return await work(await seat.writer);
      } finally {
        seat.busy -= 1;
        if (seat.busy === 0) seat.rest = setTimeout(() => void close(organizationId, seat), idleMs).unref();
      }
    },
    stop: async () => {
      await Promise.all([...seats].map(([organizationId, seat]) => close(organizationId, seat)));
    },
  };
}
