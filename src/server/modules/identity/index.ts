import { sql } from 'kysely';
import type pg from 'pg';
import type { Actor } from '../../work/actor.ts';
import type { ModuleDeps } from '../../work/module.ts';
import type { Call, MountedRoute } from '../../work/route.ts';
import { runCommand } from '../../work/run.ts';
import type { CookieShape } from './cookie.ts';
import { cookieShape, sessionCookie } from './cookie.ts';
import type { Logins } from './login-library.ts';
import { absoluteSeconds, openLogins } from './login-library.ts';
import { identityRoutes } from './routes.ts';
import { noteSignIn } from './sessions.ts';
import { newSetupCode } from './set-up.ts';
import type { Visitors } from './visitors.ts';
import { openVisitors } from './visitors.ts';

/** People and permissions, log-ins, first start, demonstration. Opened once, before the routes are mounted. */
export interface Identity {
  readonly deps: ModuleDeps;
  readonly cookie: CookieShape;
  readonly logins: Logins;
  readonly visitors: Visitors;
  readonly demoRemoved: () => void | Promise<void>;
  readonly demoLoading: () => boolean;
  /** Every organization somebody can enter, the demonstration among them: for work that goes through all of them. */
  readonly organizations: () => Promise<readonly string[]>;
  /** The person whose log-in this is, where both are active. */
  readonly personOfLogin: (userId: string) => Promise<Entered | undefined>;
  /** Opens a session for somebody who has proved who it is, sets the cookie, notes it in the history. */
  readonly welcome: (call: Call, entered: Entered, by: SignInBy) => Promise<{ personId: string; organizationId: string }>;
  /** For the first start: a one-time code to print as `<origin>/setup?code=…`; undefined once an organization exists. */
  readonly setupCode: () => Promise<string | undefined>;
}

export interface Entered {
  readonly personId: string;
  readonly organizationId: string;
  readonly userId: string;
}
type SignInBy = 'password' | 'persona' | 'setup' | 'invitation';

export interface IdentitySettings {
  readonly auth: pg.Pool;
  readonly secret: string;
  /** `https://…` where the product is reached from outside; null: plain http on this machine. */
  readonly publicUrl: string | null;
  /** After the demonstration's rows are gone: files and whatever else belongs to it. */
  readonly demoRemoved?: () => void | Promise<void>;
  /** Whether the demonstration is being loaded right now. */
  readonly demoLoading?: () => boolean;
}

async function organizationsOf(deps: ModuleDeps): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select distinct organization_id as id from auth.membership order by 1`.execute(deps.db.app);
  return rows.map((row) => row.id);
}

async function personOfLogin(deps: ModuleDeps, userId: string): Promise<Entered | undefined> {
  const { rows } = await sql<{ organizationId: string; personId: string }>`
    select organization_id as "organizationId", person_id as "personId" from auth.membership
     where user_id = ${userId} and active order by organization_id limit 1`.execute(deps.db.app);
  const row = rows[0];
  return row ? { ...row, userId } : undefined;
}

export async function openIdentity(deps: ModuleDeps, settings: IdentitySettings): Promise<Identity> {
  const baseUrl = settings.publicUrl ?? 'http://localhost';
  const logins = await openLogins({ pool: settings.auth, secret: settings.secret, baseUrl });
  const cookie = cookieShape(baseUrl.startsWith('https:'), settings.secret, absoluteSeconds);
  return {
    deps,
    cookie,
    logins,
    visitors: openVisitors(deps.db.app, deps.clock, cookie),
    demoRemoved: settings.demoRemoved ?? (() => {}),
    demoLoading: settings.demoLoading ?? (() => false),
    organizations: () => organizationsOf(deps),
    personOfLogin: (userId) => personOfLogin(deps, userId),
    welcome: async (call, { personId, organizationId, userId }, by) => {
      const { id, token } = await logins.openSession(userId, { ip: call.facts.ip, userAgent: call.facts.userAgent });
      const actor: Actor = { kind: 'person', organizationId, personId, name: await nameOf(deps, organizationId, personId), grants: [] };
      await runCommand(deps, noteSignIn, actor, { sessionId: id, by });
      call.header('set-cookie', sessionCookie(token, cookie));
      return { personId, organizationId };
    },
    setupCode: () => newSetupCode(deps.db.app, deps.clock),
  };
}

async function nameOf(deps: ModuleDeps, organizationId: string, personId: string): Promise<string> {
  return await deps.db.app.transaction().execute(async (tx) => {
    await sql`select set_config('app.organization', ${organizationId}, true)`.execute(tx);
    const row = await tx
      .selectFrom('app.person')
      .select('name')
      .where('organization_id', '=', organizationId)
      .where('id', '=', personId)
      .executeTakeFirst();
    return row?.name ?? '';
  });
}

export { createApiKey, listApiKeys, revokeApiKey } from './api-keys.ts';
export { hashedCode, newKey, organizationIn } from './codes.ts';
export { cookieShape } from './cookie.ts';
export { clearDemo, foundDemo, setDemoClock } from './found-demo.ts';
export { absoluteSeconds, openLogins } from './login-library.ts';
export { everybody, type PersonWithRoles, peopleNamed, peopleWithRoles } from './people-named.ts';
export { grantRole } from './roles.ts';
export { openVisitors } from './visitors.ts';

export function routes(identity: Identity): MountedRoute[] {
  return identityRoutes(identity);
}
