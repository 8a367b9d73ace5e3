import { identityEndpoints as e } from '../../../contract/identity.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import { systemActor } from '../../work/actor.ts';
import { uuidOf } from '../../work/new-id.ts';
import type { Call, MountedRoute } from '../../work/route.ts';
import { route, runs } from '../../work/route.ts';
import { runCommand, runQuery } from '../../work/run.ts';
import { createApiKey, listApiKeys, revokeApiKey } from './api-keys.ts';
import { endedCookie } from './cookie.ts';
import { demoActor, enterDemo, readDemo, removeDemo } from './demo.ts';
import { guessCounter } from './guessing.ts';
import type { Identity } from './index.ts';
import { readMe } from './me.ts';
import { addPerson, changePerson, invitePerson, listPeople } from './people.ts';
import { endRole, grantRole } from './roles.ts';
import { changePassword, endMySessions, endSessions, listMySessions, listSessions } from './sessions.ts';
import { acceptInvitation, isSetupNeeded, organizationOfInvitation, setUp } from './set-up.ts';

function current(call: Call): string | null {
  return call.sessionId ?? null;
}

function link(call: Call, path: string, code: string): string {
  return `${call.facts.origin}${path}?code=${encodeURIComponent(code)}`;
}

/** Signing in and out, set-up, invitations: where somebody becomes a person of an organization. */
function doors(identity: Identity): MountedRoute[] {
  const { deps, cookie, visitors } = identity;
  const guesses = guessCounter(deps.clock);
  const setUpRoute = route(e.setUp, async (call) => {
    const organizationId = uuidOf(deps.clock.now());
    const entered = await runCommand(deps, setUp, systemActor(organizationId), call.body);
    return await identity.welcome(call, entered, 'setup');
  });
  return [
    setUpRoute,
    route(e.readSetup, async () => ({ needed: await isSetupNeeded(deps.db.app) })),
    route(e.signIn, async (call) => {
      const { email, password } = call.body;
      guesses.requireCalm(email);
      const userId = await identity.logins.checkPassword(email, password);
      const entered = userId === undefined ? undefined : await identity.personOfLogin(userId);
      if (!entered) {
        guesses.failed(email);
        deps.log.warn({ reqId: call.facts.requestId, ip: call.facts.ip, event: 'sign_in_failed' }, 'sign-in failed');
        throw new Refusal('wrong_credentials');
      }
      guesses.succeeded(email);
      return await identity.welcome(call, entered, 'password');
    }),
    route(e.signOut, async (call) => {
      if (call.visitor?.kind === 'person' && call.sessionId !== undefined) {
        await call.command(endMySessions(visitors), { sessionId: call.sessionId, current: null });
      }
      call.header('set-cookie', endedCookie(cookie));
      call.header('clear-site-data', '"cache", "storage"');
      return { signedOut: true as const };
    }),
    route(e.acceptInvitation, async (call) => {
      const organizationId = await organizationOfInvitation(deps.db.app, call.body.code);
      const entered = await runCommand(deps, acceptInvitation, systemActor(organizationId), call.body);
      visitors.forgetPerson(entered.personId);
      return await identity.welcome(call, entered, 'invitation');
    }),
    route(e.readDemo, async () => {
      if (!deps.demo) return { available: false, loading: false, organization: null, personas: [] };
      return { loading: identity.demoLoading(), ...(await runQuery(deps, readDemo, demoActor, {})) };
    }),
    route(e.signInToDemo, async (call) => {
      if (!deps.demo) throw new Refusal('demo_not_available');
      const entered = await runCommand(deps, enterDemo, demoActor, call.body);
      return await identity.welcome(call, entered, 'persona');
    }),
    route(e.removeDemo, async (call) => {
      if (!deps.demo) throw new Refusal('demo_not_available');
      const removed = await call.command(removeDemo(visitors, identity.demoRemoved), call.body);
      call.header('set-cookie', endedCookie(cookie));
      return removed;
    }),
  ];
}

export function identityRoutes(identity: Identity): MountedRoute[] {
  const { deps, visitors } = identity;
  const add = addPerson(deps.clock.now);
  const invite = invitePerson(deps.clock.now);
  const change = changePassword(visitors);
  const endMine = endMySessions(visitors);
  return [
    ...doors(identity),
    route(e.readMe, (call) => call.ask(readMe, { sessionId: current(call) })),
    route(e.readSession, async (call) => ({
      me: call.visitor?.kind === 'person' ? await call.ask(readMe, { sessionId: current(call) }) : null,
    })),
    route(e.changePassword, (call) => call.command(change, { ...call.body, current: current(call) })),
    route(e.listMySessions, (call) => call.ask(listMySessions, { current: call.sessionId })),
    route(e.endMySessions, (call) => call.command(endMine, { ...call.body, current: current(call) })),
    route(e.listPeople, runs(listPeople)),
    route(e.addPerson, async (call) => {
      const { person, invited } = await call.command(add, call.body);
      return { person, invitation: invited && { link: link(call, '/invite', invited.code), expiresAt: invited.expiresAt } };
    }),
    route(e.changePerson, runs(changePerson(visitors))),
    route(e.invitePerson, async (call) => {
      const { code, expiresAt } = await call.command(invite, call.params);
      return { link: link(call, '/invite', code), expiresAt };
    }),
    route(e.grantRole, runs(grantRole(visitors))),
    route(e.endRole, runs(endRole(visitors))),
    route(e.listSessions, runs(listSessions)),
    route(e.endSessions, runs(endSessions(visitors))),
    route(e.listApiKeys, runs(listApiKeys)),
    route(e.createApiKey, runs(createApiKey)),
    route(e.revokeApiKey, runs(revokeApiKey(visitors))),
  ];
}
