import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { identityEndpoints as e } from '../../../contract/identity.ts';
import type { Role } from '../../../contract/roles.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import type { Db, Tx } from '../../db/tx.ts';
import { demoOrganizationId } from '../../work/actor.ts';
import type { Clock } from '../../work/clock.ts';
import type { Work } from '../../work/command.ts';
import { command } from '../../work/command.ts';
import { hashedCode, newCode } from './codes.ts';
import { hashPassword, requireGoodPassword } from './passwords.ts';
import { createLogin, personContent, setPassword } from './store.ts';
import type { PersonRow } from './tables.ts';

const setupHours = 24;
const firstRoles: readonly Role[] = ['administrator', 'group_carbon_manager'];

/** Nobody has a log-in yet but demo personas. */
export async function isSetupNeeded(db: Db | Tx): Promise<boolean> {
  const { rows } = await sql<{
    there: boolean;
  }>`select exists (select 1 from auth.membership where organization_id <> ${demoOrganizationId}) as there`.execute(db);
  return rows[0]?.there !== true;
}

/** A fresh one-time code for the first start, replacing any earlier one; undefined once an organization exists. Only its hash is kept. */
export async function newSetupCode(db: Db, clock: Clock): Promise<string | undefined> {
  if (!(await isSetupNeeded(db))) return undefined;
  const code = newCode();
  const now = clock.now();
  await db.transaction().execute(async (tx) => {
    await tx.deleteFrom('auth.setup_code').where('used_at', 'is', null).execute();
    const row = {
      created_at: new Date(now).toISOString(),
      expires_at: new Date(now + setupHours * 3_600_000).toISOString(),
      used_at: null,
    };
    await tx
      .insertInto('auth.setup_code')
      .values({ code_sha256: hashedCode(code), ...row })
      .execute();
  });
  return code;
}

async function useSetupCode(work: Work, code: string): Promise<void> {
  // Two people with the link at once: the second waits here and then finds it used.
  await sql`lock table auth.setup_code in exclusive mode`.execute(work.tx);
  if (!(await isSetupNeeded(work.tx))) throw new Refusal('setup_already_done');
  const used = await work.tx
    .updateTable('auth.setup_code')
    .set({ used_at: sql`clock_timestamp()` })
    .where('code_sha256', '=', hashedCode(code))
    .where('used_at', 'is', null)
    .where('expires_at', '>', sql<string>`clock_timestamp()`)
    .executeTakeFirst();
  if (used.numUpdatedRows !== 1n) throw new Refusal('setup_code_wrong');
}

interface Founding {
  readonly organizationName: string;
  readonly organizationNameEn: string;
  readonly personName: string;
  readonly email: string;
  readonly passwordHash: string;
}

async function found(work: Work, founding: Founding) {
  const { tx, now, actor } = work;
  const organizationId = actor.organizationId;
  const person: PersonRow = {
    organization_id: organizationId,
    id: work.newId(),
    user_id: `u_${work.newId()}`,
    name: founding.personName,
    name_en: founding.personName,
    email: founding.email,
    job_title: '',
    job_title_en: '',
    persona: null,
    active: true,
    version: 1,
    changed_at: now,
  };
  const names = { name: founding.organizationName, name_en: founding.organizationNameEn };
  await tx
    .insertInto('app.organization')
    .values({
      organization_id: organizationId,
      ...names,
      is_demo: false,
      clock_at: null,
      salt: randomBytes(32),
      version: 1,
      created_at: now,
    })
    .execute();
  await tx.insertInto('app.person').values(person).execute();
  const userId = person.user_id ?? '';
  await createLogin(tx, {
    userId,
    email: founding.email,
    name: founding.personName,
    passwordHash: founding.passwordHash,
    personId: person.id,
  });
  work.record({ kind: 'organization.founded', objectType: 'organization', objectId: organizationId, objectVersion: 1, content: names });
  work.record({ kind: 'person.added', objectType: 'person', objectId: person.id, objectVersion: 1, content: personContent(person) });
  for (const role of firstRoles) {
    const id = work.newId();
    const grant = {
      organization_id: organizationId,
      id,
      person_id: person.id,
      role,
      entity_id: null,
      granted_at: now,
      granted_by: actor.personId,
      ended_at: null,
    };
    await tx.insertInto('app.person_role').values(grant).execute();
    const content = { personId: person.id, role, entityId: null };
    work.record({ kind: 'role.granted', objectType: 'person_role', objectId: id, objectVersion: 1, content });
  }
  return { personId: person.id, organizationId, userId };
}

/** First start: organization and first person, in exchange for the one-time code (no default password exists anywhere). */
export const setUp = command({
  name: 'identity.set-up',
  action: 'system',
  input: e.setUp.body,
  run: async (work, input) => {
    await useSetupCode(work, input.code);
    requireGoodPassword(input.password);
    return await found(work, { ...input, passwordHash: await hashPassword(input.password) });
  },
});

/** A person takes up an invitation: the first log-in, or a new password for an old one. */
export const acceptInvitation = command({
  name: 'identity.accept-invitation',
  action: 'system',
  input: e.acceptInvitation.body,
  run: async (work, { code, password }) => {
    const { tx } = work;
    const invitation = await tx
      .updateTable('auth.invitation')
      .set({ used_at: sql`clock_timestamp()` })
      .where('code_sha256', '=', hashedCode(code))
      .where('organization_id', '=', work.actor.organizationId)
      .where('used_at', 'is', null)
      .where('expires_at', '>', sql<string>`clock_timestamp()`)
      .returning('person_id')
      .executeTakeFirst();
    const personOf = tx.selectFrom('app.person').selectAll().where('organization_id', '=', work.actor.organizationId);
    const person = invitation && (await personOf.where('id', '=', invitation.person_id).forUpdate().executeTakeFirst());
    if (!person?.active || person.email === null) throw new Refusal('invitation_code_wrong');
    requireGoodPassword(password);
    const passwordHash = await hashPassword(password);
    const userId = person.user_id ?? `u_${work.newId()}`;
    if (person.user_id === null) {
      await createLogin(tx, { userId, email: person.email, name: person.name, passwordHash, personId: person.id });
    } else {
      await setPassword(tx, person.id, passwordHash);
      await sql`select auth.end_sessions(${person.id}, null, null)`.execute(tx);
    }
    const after = { ...person, user_id: userId, version: person.version + 1, changed_at: work.now };
    await tx
      .updateTable('app.person')
      .set(after)
      .where('organization_id', '=', person.organization_id)
      .where('id', '=', person.id)
      .execute();
    work.record({
      kind: 'invitation.accepted',
      objectType: 'person',
      objectId: person.id,
      objectVersion: after.version,
      content: personContent(after),
    });
    return { personId: person.id, organizationId: person.organization_id, userId };
  },
});

/** The organization of an open invitation, looked up before any organization is known. */
export async function organizationOfInvitation(db: Db, code: string): Promise<string> {
  const row = await db
    .selectFrom('auth.invitation')
    .select('organization_id')
    .where('code_sha256', '=', hashedCode(code))
    .executeTakeFirst();
  if (!row) throw new Refusal('invitation_code_wrong');
  return row.organization_id;
}
