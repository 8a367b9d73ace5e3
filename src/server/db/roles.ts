import type pg from 'pg';
import { StartRefusal } from '../start-refusal.ts';

/**
 * What each connection may do. None may log in, none is a superuser or passes row security.
 * `tanheng_app` serves requests, `tanheng_auth` owns log-in data, `tanheng_job` runs queues; `tanheng_backup` sees all organizations' rows through a
 * policy of its own, and nobody can become it: only the export grants it to itself, inside a transaction it rolls back.
 */
export const workRoles = ['tanheng_app', 'tanheng_auth', 'tanheng_job'] as const;
export const backupRole = 'tanheng_backup';
const allRoles = [...workRoles, backupRole] as const;

interface Standing {
  readonly major: number;
  readonly user: string;
  readonly database: string;
  readonly missing: readonly string[];
  readonly notMember: readonly string[];
  readonly tooStrong: readonly string[];
  readonly canCreate: boolean;
  readonly jobCanCreate: boolean;
  readonly isSuperuser: boolean;
  /** Whether this sign-in may lend itself the role of the export: needed for `tanheng backup`, not for a start. */
  readonly mayExport: boolean;
}

/** Reads only: which roles exist and what this sign-in may do with them. */
export async function roleStanding(client: pg.ClientBase): Promise<Standing> {
  const about = await client.query<{ major: number; user: string; database: string; can_create: boolean; is_superuser: boolean }>(
    `select current_setting('server_version_num')::int / 10000 as major, current_user as user, current_database() as database,
            has_database_privilege(current_database(), 'CREATE') as can_create, rolsuper as is_superuser
       from pg_roles where rolname = current_user`,
  );
  const row = about.rows[0];
  if (row === undefined) throw new Error('the current user is not in pg_roles');
  // Since 16 a member may be one in name only: SET lets a connection start in the role, USAGE lets the owner handle its tables.
  const member =
    row.major >= 16
      ? "pg_has_role(current_user, oid, 'SET') and pg_has_role(current_user, oid, 'USAGE')"
      : "pg_has_role(current_user, oid, 'USAGE')";
  // Before 16 whoever may make roles may also grant them.
  const admin = "pg_has_role(current_user, oid, 'MEMBER WITH ADMIN OPTION')";
  const lends = row.major >= 16 ? admin : `${admin} or (select rolcreaterole from pg_roles where rolname = current_user)`;
  const found = await client.query<{ name: string; member: boolean; strong: boolean; creates: boolean; lends: boolean }>(
    `select rolname as name, ${lends} as lends, ${member} as member, rolsuper or rolbypassrls or rolcanlogin as strong,
            has_database_privilege(oid, current_database(), 'CREATE') as creates
       from pg_roles where rolname = any($1)`,
    [[...allRoles]],
  );
  const of = (name: string) => found.rows.find((r) => r.name === name);
  return {
    major: row.major,
    user: row.user,
    database: row.database,
    missing: allRoles.filter((name) => of(name) === undefined),
    notMember: workRoles.filter((name) => of(name)?.member !== true),
    tooStrong: allRoles.filter((name) => of(name)?.strong === true),
    canCreate: row.can_create,
    jobCanCreate: of('tanheng_job')?.creates === true,
    isSuperuser: row.is_superuser,
    mayExport: of(backupRole)?.lends === true,
  };
}

/** What an administrator runs once when our sign-in may not do it itself. */
export function administratorSql(standing: Standing, quote: (name: string) => string): string {
  const { missing, notMember, tooStrong, canCreate, jobCanCreate, mayExport } = standing;
  const user = quote(standing.user);
  const database = quote(standing.database);
  return [
    ...missing.map((name) => `create role ${name} nologin;`),
    ...tooStrong.map((name) => `alter role ${name} nologin nosuperuser nobypassrls;`),
    ...(notMember.length > 0 ? [`grant ${notMember.join(', ')} to ${user};`] : []),
    ...(mayExport ? [] : [`grant ${backupRole} to ${user} with admin option;`]),
    ...(canCreate ? [] : [`grant create on database ${database} to ${user};`]),
    ...(jobCanCreate ? [] : [`grant create on database ${database} to tanheng_job;`]),
  ].join('\n');
}

async function attempt(client: pg.ClientBase, standing: Standing, quote: (name: string) => string): Promise<void> {
  for (const name of standing.missing) {
    // Roles belong to the whole cluster: another database's start may make the same one at the same moment.
    await client.query(`do $$ begin create role ${name} nologin; exception when duplicate_object or unique_violation then null; end $$`);
  }
  for (const name of standing.notMember) await client.query(`grant ${name} to current_user`);
  if (!standing.jobCanCreate) await client.query(`grant create on database ${quote(standing.database)} to tanheng_job`);
}

/** Makes what is missing; a second call, and a call at the same time, changes nothing. */
export async function ensureRoles(client: pg.Client): Promise<void> {
  const quote = (name: string) => client.escapeIdentifier(name);
  let failure: unknown;
  for (let round = 0; round < 8; round++) {
    const standing = await roleStanding(client);
    const done = standing.missing.length === 0 && standing.notMember.length === 0 && standing.jobCanCreate;
    if (done && standing.tooStrong.length === 0 && standing.canCreate) return;
    if (standing.tooStrong.length > 0 || !standing.canCreate) break;
    try {
      await attempt(client, standing, quote);
    } catch (error) {
      failure = error;
      // "tuple concurrently updated" and its kin: somebody else just did the same. Look again.
      if ((error as { code?: string }).code === '42501') break;
    }
  }
  const sql = administratorSql(await roleStanding(client), quote);
  throw new StartRefusal(
    {
      zh: `数据库登录用户的权限不足。原因：本程序需要三个不能登录、受行级安全约束的角色，并须能在此数据库中建立模式。处理：请数据库管理员在该数据库中执行：\n${sql}`,
      en: `The database user lacks rights. Cause: three roles are needed that cannot log in and are bound by row security, and schemas must be created in this database. Cure: let an administrator run, in this database:\n${sql}`,
    },
    { cause: failure },
  );
}
