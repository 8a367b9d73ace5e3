import { z } from 'zod';
import { identityEndpoints as e } from '../../../contract/identity.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import type { Work } from '../../work/command.ts';
import { command, query } from '../../work/command.ts';
import { hashPassword, isPassword, requireGoodPassword } from './passwords.ts';
import { shownPerson } from './people.ts';
import type { SessionRow } from './store.ts';
import { endSessions as endStored, findPersonRow, passwordHashOf, sessionsOf, setPassword } from './store.ts';
import type { Visitors } from './visitors.ts';

function sessionOf(row: SessionRow, current: string | undefined) {
  return {
    id: row.session_id,
    createdAt: row.created_at,
    lastUsedAt: row.last_used_at,
    endsAt: row.ends_at,
    address: row.address ?? '',
    agent: row.agent ?? '',
    current: row.session_id === current,
  };
}

/** Sessions of the person who asks. */
export const listMySessions = query({
  name: 'identity.list-my-sessions',
  action: 'person',
  input: z.object({ current: z.string().optional() }),
  run: async (work, { current }) => ({ items: (await sessionsOf(work.tx, work.actor.personId)).map((row) => sessionOf(row, current)) }),
});

/** Sessions of another person, for an administrator. */
export const listSessions = query({
  name: 'identity.list-sessions',
  action: 'person.maintain',
  input: e.listSessions.params,
  run: async (work, { personId }) => {
    await shownPerson(work, personId); // or not found
    return { items: (await sessionsOf(work.tx, personId)).map((row) => sessionOf(row, undefined)) };
  },
});

function recordEnded(work: Work, visitors: Visitors, personId: string, ended: number): void {
  work.record({ kind: 'session.ended', objectType: 'sessions', objectId: personId, objectVersion: 1, content: { personId, ended } });
  work.afterCommit(() => visitors.forgetPerson(personId));
}

/** A session was opened: kept in the history with where it came from. */
export const noteSignIn = command({
  name: 'identity.note-sign-in',
  action: 'person',
  input: z.object({ sessionId: z.string(), by: z.enum(['password', 'persona', 'setup', 'invitation']) }),
  run: async (work, { sessionId, by }) => {
    work.record({
      kind: 'session.started',
      objectType: 'session',
      objectId: sessionId,
      objectVersion: 1,
      content: { personId: work.actor.personId, by },
    });
  },
});

/** Ends one own session, or with null every own session but the present one. */
export function endMySessions(visitors: Visitors) {
  return command({
    name: 'identity.end-my-sessions',
    action: 'person',
    input: e.endMySessions.body.extend({ current: z.string().nullable() }),
    run: async (work, { sessionId, current }) => {
      const { personId } = work.actor;
      const ended = await endStored(work.tx, personId, sessionId, sessionId === null ? current : null);
      recordEnded(work, visitors, personId, ended);
      return { ended };
    },
  });
}

/** Ends every session of a person, for an administrator. */
export function endSessions(visitors: Visitors) {
  return command({
    name: 'identity.end-sessions',
    action: 'person.maintain',
    input: e.endSessions.params,
    run: async (work, { personId }) => {
      if (!(await findPersonRow(work.tx, work.actor.organizationId, personId))) throw new Refusal('not_found');
      const ended = await endStored(work.tx, personId, null, null);
      recordEnded(work, visitors, personId, ended);
      return { ended };
    },
  });
}

/** Changes the own password; the other sessions end, as whoever holds them may know the old one. */
export function changePassword(visitors: Visitors) {
  return command({
    name: 'identity.change-password',
    action: 'person',
    input: e.changePassword.body.extend({ current: z.string().nullable() }),
    run: async (work, { currentPassword, newPassword, current }) => {
      const { personId } = work.actor;
      const stored = await passwordHashOf(work.tx, personId);
      if (!stored || !(await isPassword(stored, currentPassword))) throw new Refusal('wrong_credentials');
      requireGoodPassword(newPassword);
      await setPassword(work.tx, personId, await hashPassword(newPassword));
      await endStored(work.tx, personId, null, current);
      work.record({ kind: 'password.changed', objectType: 'login', objectId: personId, objectVersion: 1, content: { personId } });
      work.afterCommit(() => visitors.forgetPerson(personId));
      return { changed: true as const };
    },
  });
}
