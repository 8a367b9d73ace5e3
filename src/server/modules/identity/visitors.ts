import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Role } from '../../../contract/roles.ts';
import type { Db } from '../../db/tx.ts';
import type { Clock } from '../../work/clock.ts';
import type { Visitor, VisitorLookup } from '../../work/visitor.ts';
import { hashedCode, organizationOfKey } from './codes.ts';
import type { CookieShape } from './cookie.ts';
import { tokenOf } from './cookie.ts';
import { idleSeconds } from './login-library.ts';

/** Longest time for which a look-up is believed; ending a session, a role or a person drops it at once in this process. */
const believedMs = 1000;
const kept = 5000;

interface Facts {
  readonly organizationId: string;
  readonly personId: string;
  readonly name: string;
  readonly grants: readonly { role: Role; entityId: string | null }[];
  readonly sessionId?: string;
}

/** Least recently made entries go first; none is older than a second. */
interface Cached {
  readonly until: number;
  readonly visitor: Visitor | undefined;
}

export interface Visitors extends VisitorLookup {
  readonly forgetPerson: (personId: string) => void;
  readonly forgetAll: () => void;
}

function visitorFrom(facts: Facts, kind: 'person' | 'apikey'): Visitor {
  const { organizationId, personId, name, grants, sessionId } = facts;
  return { actor: { kind, organizationId, personId, name, grants }, sessionId };
}

/** Who is asking: the cookie's signature, then one statement (session → membership → person and roles), believed for at most a second. */
export function openVisitors(db: Db, clock: Clock, cookie: CookieShape): Visitors {
  const cache = new Map<string, Cached>();
  let generation = 0;

  async function remembered(key: string, look: () => Promise<Visitor | undefined>): Promise<Visitor | undefined> {
    const hit = cache.get(key);
    if (hit && hit.until > clock.now()) return hit.visitor;
    const asked = generation;
    const visitor = await look();
    // Something ended while we looked: the answer may be older than that, so it is used once and not kept.
    if (asked !== generation) return await look();
    cache.delete(key);
    cache.set(key, { until: clock.now() + believedMs, visitor });
    if (cache.size > kept) {
      const oldest = cache.keys().next().value;
      if (oldest !== undefined) cache.delete(oldest);
    }
    return visitor;
  }

  return {
    bySession: async (header) => {
      const token = tokenOf(header, cookie);
      if (token === undefined) return undefined;
      return await remembered(`s ${createHash('sha256').update(token).digest('base64')}`, async () => {
        const { rows } = await sql<{
          facts: Facts | null;
        }>`select app.session_facts(${token}, make_interval(secs => ${idleSeconds})) as facts`.execute(db);
        const facts = rows[0]?.facts;
        return facts ? visitorFrom(facts, 'person') : undefined;
      });
    },
    byApiKey: async (key) => {
      const organizationId = organizationOfKey(key);
      if (organizationId === undefined) return undefined;
      const hashed = hashedCode(key);
      return await remembered(`k ${hashed}`, async () => {
        const { rows } = await sql<{ facts: Facts | null }>`select app.api_key_facts(${organizationId}, ${hashed}) as facts`.execute(db);
        const facts = rows[0]?.facts;
        return facts ? visitorFrom(facts, 'apikey') : undefined;
      });
    },
    forgetPerson: (personId) => {
      generation += 1;
      for (const [key, { visitor }] of cache) if (visitor?.actor.personId === personId) cache.delete(key);
    },
    forgetAll: () => {
      generation += 1;
      cache.clear();
    },
  };
}
