import type { Actor } from './actor.ts';
import type { RequestFacts } from './route.ts';

/** Who sent a request, as far as its credentials prove. */
export interface Visitor {
  readonly actor: Actor;
  readonly sessionId: string | undefined;
}

/** Looks up sessions and API keys; the identity module provides it. */
export interface VisitorLookup {
  readonly bySession: (cookieHeader: string | undefined, facts: RequestFacts) => Promise<Visitor | undefined>;
  readonly byApiKey: (key: string) => Promise<Visitor | undefined>;
}
