import { sql } from 'kysely';
import type { z } from 'zod';
import type { apiKey, person } from '../../../contract/identity.ts';
import type { Role } from '../../../contract/roles.ts';
import type { Tx } from '../../db/tx.ts';
import type { ApiKeyRow, PersonRow } from './tables.ts';

export type Person = z.input<typeof person>;
export type ApiKey = z.input<typeof apiKey>;

interface PersonView extends PersonRow {
  has_login: boolean;
  invited_until: string | null;
  grants: { id: string; role: Role; entityId: string | null; grantedAt: string }[];
}

function personOf(row: PersonView): Person {
  return {
    id: row.id,
    name: row.name,
    nameEn: row.name_en,
    email: row.email,
    jobTitle: row.job_title,
    jobTitleEn: row.job_title_en,
    active: row.active,
    hasLogin: row.has_login,
    invitedUntil: row.invited_until,
    grants: row.grants,
    version: row.version,
  };
}

/** People of the organization with their current roles; one, or all by name. */
export async function people(tx: Tx, organizationId: string, personId?: string): Promise<Person[]> {
  const { rows } = await sql<PersonView>`
    select p.*, p.user_id is not null as has_login,
      (select max(i.expires_at) from auth.invitation i
        where i.organization_id = p.organization_id and i.person_id = p.id and i.used_at is null and i.expires_at > clock_timestamp()) as invited_until,
      coalesce((select jsonb_agg(jsonb_build_object('id', r.id, 'role', r.role, 'entityId', r.entity_id,
          'grantedAt', to_char(r.granted_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) order by r.granted_at, r.id)
        from app.person_role r where r.organization_id = p.organization_id and r.person_id = p.id and r.ended_at is null), '[]'::jsonb) as grants
      from app.person p
     where p.organization_id = ${organizationId} and (${personId ?? null}::uuid is null or p.id = ${personId ?? null}::uuid)
     order by p.active desc, p.name, p.id`.execute(tx);
  return rows.map(personOf);
}

export async function findPersonRow(tx: Tx, organizationId: string, personId: string): Promise<PersonRow | undefined> {
  return await tx
    .selectFrom('app.person')
    .selectAll()
    .where('organization_id', '=', organizationId)
    .where('id', '=', personId)
    .forUpdate()
    .executeTakeFirst();
}

/** What goes into the history of a person: no more than the list shows. */
export function personContent(row: PersonRow): Record<string, unknown> {
  const { name, name_en, email, job_title, job_title_en, active } = row;
  return { name, nameEn: name_en, email, jobTitle: job_title, jobTitleEn: job_title_en, active };
}

/** Replaces open invitations of a person by this one. */
export async function putInvitation(
  tx: Tx,
  invitation: { codeSha256: string; organizationId: string; personId: string; now: string; expiresAt: string },
): Promise<void> {
  const { codeSha256, organizationId, personId, now, expiresAt } = invitation;
  await tx
    .deleteFrom('auth.invitation')
    .where('organization_id', '=', organizationId)
    .where('person_id', '=', personId)
    .where('used_at', 'is', null)
    .execute();
  await tx
    .insertInto('auth.invitation')
    .values({
      code_sha256: codeSha256,
      organization_id: organizationId,
      person_id: personId,
      created_at: now,
      expires_at: expiresAt,
      used_at: null,
    })
    .execute();
}

/** Makes the log-in of a person; the e-mail is unique over the installation. */
export async function createLogin(
  tx: Tx,
  login: { userId: string; email: string; name: string; passwordHash: string | null; personId: string },
): Promise<void> {
  await sql`select auth.create_login(${login.userId}, ${login.email}, ${login.name}, ${login.passwordHash}, ${login.personId}, clock_timestamp())`.execute(
    tx,
  );
}

export async function changeLogin(tx: Tx, personId: string, name: string, email: string | null, active: boolean): Promise<void> {
  await sql`select auth.change_login(${personId}, ${name}, ${email}, ${active})`.execute(tx);
}

export async function setPassword(tx: Tx, personId: string, passwordHash: string): Promise<boolean> {
  const { rows } = await sql<{ done: boolean }>`select auth.set_password(${personId}, ${passwordHash}) as done`.execute(tx);
  return rows[0]?.done === true;
}

export async function passwordHashOf(tx: Tx, personId: string): Promise<string | undefined> {
  const { rows } = await sql<{ hash: string | null }>`select auth.password_hash_of(${personId}) as hash`.execute(tx);
  return rows[0]?.hash ?? undefined;
}

export interface SessionRow {
  session_id: string;
  person_id: string;
  created_at: string;
  last_used_at: string;
  ends_at: string;
  address: string | null;
  agent: string | null;
}

export async function sessionsOf(tx: Tx, personId: string): Promise<SessionRow[]> {
  const { rows } = await sql<SessionRow>`select * from auth.list_sessions(${personId})`.execute(tx);
  return rows;
}

/** Ends one session, or all of the person but `kept`. Returns how many there were. */
export async function endSessions(tx: Tx, personId: string, sessionId: string | null, kept: string | null): Promise<number> {
  const { rows } = await sql<{ n: string }>`select auth.end_sessions(${personId}, ${sessionId}, ${kept}) as n`.execute(tx);
  return Number(rows[0]?.n ?? 0);
}

export function apiKeyOf(row: ApiKeyRow, personName: string): ApiKey {
  const { id, name, start, person_id, created_at, expires_at, revoked_at } = row;
  return { id, name, start, personId: person_id, personName, createdAt: created_at, expiresAt: expires_at, revokedAt: revoked_at };
}
