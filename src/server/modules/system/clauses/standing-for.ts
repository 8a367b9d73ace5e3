import type { Day } from '../../../../kernel/calendar/day.ts';
import {
  type ClauseStanding,
  type FactReading,
  factOver,
  isFactCurrent,
  type RegisterTally,
} from '../../../../kernel/system/clause-status.ts';
import type { Text } from '../../../../kernel/text.ts';
import type { Work } from '../../../work/command.ts';
import type { Shelf } from '../../library/index.ts';
import { readFacts } from '../facts/read-facts.ts';
import type { FactReport } from '../facts/reading.ts';
import { type CountingRecord, countingRecord } from '../registers/for-others.ts';
import { materialFor, standingOfClause } from './material.ts';
import { latestRecords } from './store-clauses.ts';
import { type View, viewOf } from './view.ts';

/** What a fact says at one place. */
export interface FactPlace extends FactReading {
  readonly entityId: string | null;
  readonly entity: Text | null;
  readonly says: Text;
  readonly path: string;
  readonly isCurrent: boolean;
}

/** A fact over all places looked at, and at each. */
export interface FactStanding {
  readonly name: Text;
  readonly over: FactReading | undefined;
  readonly places: readonly FactPlace[];
}

function factFrom(shelf: Shelf, view: View, reports: readonly FactReport[], id: string): FactStanding {
  const fact = shelf.frameworks.fact(id);
  const currentForDays = fact?.currentForDays ?? 1;
  const own = reports.filter((one) => one.fact === id);
  return {
    name: fact?.name ?? { zh: id, en: id },
    over: factOver(own, currentForDays),
    places: own.map(({ entityId, on, holds, says, path }) => ({
      ...{ entityId, entity: view.nameOf(entityId)?.name ?? null, on, holds, currentForDays, says, path },
      isCurrent: isFactCurrent({ on, holds, currentForDays }, view.places.today),
    })),
  };
}

/** What these facts say of an entity and everything below it, whoever asks: a level must not depend on who looks. */
export async function factStandings(
  work: Work,
  shelf: Shelf,
  entityId: string,
  ids: readonly string[],
): Promise<Map<string, FactStanding>> {
  if (ids.length === 0) return new Map();
  const view = await viewOf(work, entityId, 'all');
  const reports = await readFacts(work, shelf, view.places, new Set(ids));
  return new Map(ids.map((id) => [id, factFrom(shelf, view, reports, id)]));
}

/** How the whole system of an entity stands today, whoever asks. */
export interface SystemStanding {
  readonly today: Day;
  readonly clause: (id: string) => { readonly applies: boolean; readonly standing: ClauseStanding } | undefined;
  readonly register: (id: string, under: string) => RegisterTally | undefined;
  readonly fact: (id: string) => FactStanding;
  /** The latest records that count and are current, of each register under each clause. */
  readonly records: (pairs: readonly { readonly register: string; readonly clause: string }[]) => Promise<readonly ShownRecord[]>;
}

export interface ShownRecord extends CountingRecord {
  readonly register: string;
  readonly clause: string;
}

export async function systemStanding(work: Work, shelf: Shelf, entityId: string, moreFacts: readonly string[]): Promise<SystemStanding> {
  const { frameworks } = shelf;
  const view = await viewOf(work, entityId, 'all');
  const material = await materialFor(work, shelf, view, frameworks.clauses, moreFacts);
  const standings = new Map(frameworks.clauses.map((one) => [one.id, standingOfClause(frameworks, material, one)]));
  return {
    today: view.places.today,
    clause: (id) => {
      const standing = standings.get(id);
      return standing && { applies: standing.status !== 'not_applicable', standing };
    },
    register: (id, under) => material.tallies.find((one) => one.register === id && one.clause === under),
    fact: (id) => factFrom(shelf, view, material.facts, id),
    records: async (pairs) =>
      (await latestRecords(work.tx, work.actor.organizationId, view.look, pairs)).flatMap((one) => {
        const register = frameworks.register(one.register);
        return register ? [{ ...countingRecord(register, one), register: one.register, clause: one.clause }] : [];
      }),
  };
}
