import { type ProposalReason, proposeScore } from '../../../kernel/maturity/propose.ts';
import { decimal } from '../../../kernel/quantity/decimal.ts';
import type { Clause } from '../../../kernel/system/clause.ts';
import type { Work } from '../../work/command.ts';
import type { Shelf } from '../library/index.ts';
import * as system from '../system/index.ts';
import { factEvidence, recordEvidence } from './evidence.ts';
import { signedBefore } from './store.ts';
import type { KeptEvidence, KeptProposal } from './tables.ts';

interface Pair {
  readonly register: string;
  readonly clause: string;
}
/** Where a clause is shown: registers under clauses, and facts. */
interface Places {
  readonly pairs: readonly Pair[];
  readonly facts: readonly string[];
}

/** What a clause rests on, and what the rules found for it elsewhere. */
function placesOf(clause: Clause, reasons: readonly ProposalReason[]): Places {
  const found = reasons.flatMap(({ standing, from }) => (standing === 'met' && from ? [from] : []));
  return {
    pairs: [
      ...clause.rests.flatMap((one) => (one.type === 'register' ? [{ register: one.id, clause: one.under ?? clause.id }] : [])),
      ...found.flatMap((one) => (one.type === 'register' ? [{ register: one.id, clause: one.under ?? clause.id }] : [])),
    ],
    facts: [
      ...clause.rests.flatMap((one) => (one.type === 'fact' ? [one.id] : [])),
      ...found.flatMap((one) => (one.type === 'fact' ? [one.id] : [])),
    ],
  };
}

const most = 12;
const pairKey = ({ register, clause }: Pair): string => `${register} ${clause}`;

/** Evidence for a proposal: facts that hold, and the latest records that count. */
function evidenceFrom(
  places: Places,
  records: ReadonlyMap<string, readonly system.ShownRecord[]>,
  standing: system.SystemStanding,
): KeptEvidence[] {
  const facts = [...new Set(places.facts)].flatMap((id) => factEvidence(id, standing.fact(id)) ?? []);
  const found = [...new Set(places.pairs.map(pairKey))].flatMap((key) => records.get(key) ?? []);
  const unique = new Map(found.map((one) => [one.id, recordEvidence(one)]));
  return [...facts, ...unique.values()].slice(0, most);
}

const factsAsked = (shelf: Shelf): string[] => shelf.frameworks.proposals.flatMap(({ ask }) => (ask.type === 'fact' ? [ask.id] : []));

/**
 * What live data of today propose for each of these clauses at an entity and everything below it. The score does not depend on who asks; evidence out of
 * reach is not named, and without any that can be named nothing above "documented" is proposed.
 */
export async function proposalsNow(
  work: Work,
  shelf: Shelf,
  { entityId, year }: { readonly entityId: string; readonly year: number },
  clauseIds: readonly string[],
): Promise<{ readonly asOf: string; readonly items: KeptProposal[] }> {
  const { frameworks } = shelf;
  const standing = await system.systemStanding(work, shelf, entityId, factsAsked(shelf));
  const before = await signedBefore(work.tx, work.actor.organizationId, entityId, year);
  const drawn = clauseIds.flatMap((id) => {
    const [clause, stands] = [frameworks.clause(id), standing.clause(id)];
    if (!clause || !stands) return [];
    const given = {
      ...{ clause: id, module: clause.module, applies: stands.applies, today: standing.today, standing: stands.standing },
      ...{ register: standing.register, fact: (fact: string) => standing.fact(fact).over },
      earlier: before.map(({ scores }) => {
        const one = scores.find((each) => each.clause === id);
        return one?.applies ? one.score : null;
      }),
      totals: before.map((one) => decimal(one.total)),
    };
    const proposal = proposeScore(frameworks.proposals, given);
    return [{ proposal, places: placesOf(clause, proposal.reasons) }];
  });
  const pairs = new Map(drawn.flatMap(({ places }) => places.pairs.map((one): [string, Pair] => [pairKey(one), one])));
  const reach = await work.reach('system.read');
  const records = new Map<string, system.ShownRecord[]>();
  for (const one of await standing.records([...pairs.values()]))
    if (reach === null || reach.has(one.entityId)) records.set(pairKey(one), [...(records.get(pairKey(one)) ?? []), one]);
  const items = drawn.map(({ proposal: { clause, applies, score, reasons }, places }) => {
    const evidence = applies && score > 0 ? evidenceFrom(places, records, standing) : [];
    return {
      ...{ clause, applies, score: evidence.length === 0 ? Math.min(score, 1) : score, evidence },
      reasons: reasons.map(({ rule, score: step, name, standing: found, on }) => ({ rule, score: step, name, standing: found, on })),
    };
  });
  return { asOf: standing.today, items };
}
