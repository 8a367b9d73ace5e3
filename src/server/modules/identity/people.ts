import { z } from 'zod';
import { identityEndpoints as e } from '../../../contract/identity.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import type { Work } from '../../work/command.ts';
import { command, query } from '../../work/command.ts';
import { hashedCode, newCode } from './codes.ts';
import type { Person } from './store.ts';
import { changeLogin, endSessions, findPersonRow, people, personContent, putInvitation } from './store.ts';
import type { PersonRow } from './tables.ts';
import type { Visitors } from './visitors.ts';

const invitationDays = 7;

async function personOrRefuse(work: Work, personId: string): Promise<PersonRow> {
  const row = await findPersonRow(work.tx, work.actor.organizationId, personId);
  if (!row) throw new Refusal('not_found');
  return row;
}

export async function shownPerson(work: Work, personId: string): Promise<Person> {
  const [one] = await people(work.tx, work.actor.organizationId, personId);
  if (!one) throw new Refusal('not_found');
  return one;
}

/** Who is in the organization and in which roles (clause 5.3). */
export const listPeople = query({
  name: 'identity.list-people',
  action: 'person.read',
  input: z.object({}),
  run: async (work) => ({ items: await people(work.tx, work.actor.organizationId) }),
});

interface Invited {
  readonly code: string;
  readonly expiresAt: string;
}

/** Invitations run on real time even where the organization has a story's clock: a link is a secret. */
async function invite(work: Work, personId: string, realNow: number): Promise<Invited> {
  const code = newCode();
  const expiresAt = new Date(realNow + invitationDays * 86_400_000).toISOString();
  const { organizationId } = work.actor;
  await putInvitation(work.tx, { codeSha256: hashedCode(code), organizationId, personId, now: new Date(realNow).toISOString(), expiresAt });
  return { code, expiresAt };
}

/** Adds a person; with an e-mail address also a one-time invitation, whose code is in the result and nowhere else. */
export function addPerson(realNow: () => number) {
  return command({
    name: 'identity.add-person',
    action: 'person.maintain',
    input: e.addPerson.body,
    secretResult: true,
    run: async (work, input) => {
      const row: PersonRow = {
        organization_id: work.actor.organizationId,
        id: work.newId(),
        user_id: null,
        name: input.name,
        name_en: input.nameEn || input.name,
        email: input.email,
        job_title: input.jobTitle,
        job_title_en: input.jobTitleEn || input.jobTitle,
        persona: null,
        active: true,
        version: 1,
        changed_at: work.now,
      };
      await work.tx.insertInto('app.person').values(row).execute();
      const invited = input.email === null ? null : await invite(work, row.id, realNow());
      work.record({ kind: 'person.added', objectType: 'person', objectId: row.id, objectVersion: 1, content: personContent(row) });
      return { person: await shownPerson(work, row.id), invited };
    },
  });
}

/** A new invitation for somebody who was added before; for somebody with a log-in it sets a new password. */
export function invitePerson(realNow: () => number) {
  return command({
    name: 'identity.invite-person',
    action: 'person.maintain',
    input: e.invitePerson.params,
    secretResult: true,
    run: async (work, { personId }) => {
      const row = await personOrRefuse(work, personId);
      if (!row.active || row.email === null) {
        throw new Refusal('wrong_state', {
          detail: { zh: '邀请需要人员处于启用状态并有邮箱。', en: 'An invitation needs an active person with an e-mail address.' },
        });
      }
      const invited = await invite(work, personId, realNow());
      const version = row.version + 1;
      await work.tx
        .updateTable('app.person')
        .set({ version, changed_at: work.now })
        .where('organization_id', '=', row.organization_id)
        .where('id', '=', personId)
        .execute();
      work.record({
        kind: 'person.invited',
        objectType: 'person',
        objectId: personId,
        objectVersion: version,
        content: personContent(row),
      });
      return invited;
    },
  });
}

async function isLastAdministrator(work: Work, personId: string): Promise<boolean> {
  const others = await work.tx
    .selectFrom('app.person_role as r')
    .innerJoin('app.person as p', (join) => join.onRef('p.organization_id', '=', 'r.organization_id').onRef('p.id', '=', 'r.person_id'))
    .select('r.person_id')
    .where('r.organization_id', '=', work.actor.organizationId)
    .where('r.role', '=', 'administrator')
    .where('r.ended_at', 'is', null)
    .where('r.entity_id', 'is', null)
    .where('p.active', '=', true)
    .execute();
  return others.length > 0 && others.every((row) => row.person_id === personId);
}

export const lastAdministrator = new Refusal('wrong_state', {
  detail: {
    zh: '这是最后一位系统管理员。请先把该角色授予另一人。',
    en: 'This is the last administrator. Grant the role to somebody else first.',
  },
});

export async function requireOtherAdministrator(work: Work, personId: string): Promise<void> {
  // One at a time, so that two administrators cannot each remove the other.
  await work.tx
    .selectFrom('app.organization')
    .select('version')
    .where('organization_id', '=', work.actor.organizationId)
    .forUpdate()
    .execute();
  if (await isLastAdministrator(work, personId)) throw lastAdministrator;
}

/** Changes what is said of a person. A deactivated one is signed out at once. */
export function changePerson(visitors: Visitors) {
  return command({
    name: 'identity.change-person',
    action: 'person.maintain',
    input: e.changePerson.params.extend(e.changePerson.body.shape),
    run: async (work, input) => {
      const before = await personOrRefuse(work, input.personId);
      if (before.version !== input.version) throw new Refusal('conflict');
      if (before.user_id !== null && input.email === null) {
        throw new Refusal('wrong_state', {
          detail: { zh: '已有登录的人员必须有邮箱。', en: 'Somebody with a log-in needs an e-mail address.' },
        });
      }
      if (before.active && !input.active) await requireOtherAdministrator(work, input.personId);
      const row: PersonRow = {
        ...before,
        name: input.name,
        name_en: input.nameEn || input.name,
        email: input.email,
        job_title: input.jobTitle,
        job_title_en: input.jobTitleEn || input.jobTitle,
        active: input.active,
        version: before.version + 1,
        changed_at: work.now,
      };
      await work.tx
        .updateTable('app.person')
        .set(row)
        .where('organization_id', '=', row.organization_id)
        .where('id', '=', row.id)
        .execute();
      await changeLogin(work.tx, row.id, row.name, row.email, row.active);
      if (!row.active) await endSessions(work.tx, row.id, null, null);
      const kind = before.active === row.active ? 'person.changed' : row.active ? 'person.reactivated' : 'person.deactivated';
      work.record({
        kind,
        objectType: 'person',
        objectId: row.id,
        objectVersion: row.version,
        content: personContent(row),
        before: personContent(before),
      });
      work.afterCommit(() => visitors.forgetPerson(row.id));
      return await shownPerson(work, row.id);
    },
  });
}
