import type pg from 'pg';

/**
 * What must hold in the catalog for one organization never to see another's rows. Every query returns the faults it finds, as `object: what is wrong`.
 * Used by the tests, by `tanheng doctor`, and after a restore.
 */
const demands: readonly string[] = [
  // Tenant tables: row security on, also for the owner; the organization leads the key.
  `select format('%I.%I: row security is not %s', n.nspname, c.relname, case when c.relrowsecurity then 'forced' else 'on' end)
     from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid
    where c.relkind in ('r', 'p') and a.attname = 'organization_id' and not a.attisdropped and n.nspname not in ('auth', 'pgboss')
      and not (c.relrowsecurity and c.relforcerowsecurity)`,
  `select format('app.%I: a table without organization_id', c.relname) from pg_class c
    where c.relnamespace = 'app'::regnamespace and c.relkind in ('r', 'p')
      and not exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'organization_id' and a.attnotnull)`,
  `select format('%s: organization_id does not lead the primary key', k.conrelid::regclass) from pg_constraint k
    where k.contype = 'p' and k.connamespace = 'app'::regnamespace
      and k.conkey[1] <> (select a.attnum from pg_attribute a where a.attrelid = k.conrelid and a.attname = 'organization_id')`,
  // A foreign key between tenant tables ignores row security, so the organization must be part of it.
  `select format('%s: foreign key %I lacks organization_id', k.conrelid::regclass, k.conname) from pg_constraint k
    where k.contype = 'f' and k.connamespace = 'app'::regnamespace and k.confrelid in (select oid from pg_class where relnamespace = 'app'::regnamespace)
      and not exists (select from unnest(k.conkey, k.confkey) as pair (ours, theirs)
        join pg_attribute a on a.attrelid = k.conrelid and a.attnum = pair.ours join pg_attribute b on b.attrelid = k.confrelid and b.attnum = pair.theirs
       where a.attname = 'organization_id' and b.attname = 'organization_id')`,
  // A key unique over all organizations would tell one that another uses the same code.
  `select format('%s: unique over all organizations', i.indexrelid::regclass) from pg_index i join pg_class c on c.oid = i.indrelid
    where c.relnamespace = 'app'::regnamespace and i.indisunique and not exists (
      select from pg_attribute a where a.attrelid = i.indrelid and a.attnum = any(i.indkey::int2[]) and a.attname = 'organization_id')`,
  // The one policy for requests, for reading and writing; others only for roles no request has.
  `select format('app.%I: no policy own_organization for reading and writing', c.relname) from pg_class c
    where c.relnamespace = 'app'::regnamespace and c.relkind in ('r', 'p') and not exists (
      select from pg_policy p where p.polrelid = c.oid and p.polname = 'own_organization' and p.polcmd = '*' and p.polroles = '{0}'
         and pg_get_expr(p.polqual, p.polrelid) like '%organization_id = %current_organization()%'
         and pg_get_expr(p.polwithcheck, p.polrelid) like '%organization_id = %current_organization()%')`,
  `select format('%s: policy %I opens it to %s', p.polrelid::regclass, p.polname, coalesce(r.rolname, 'public'))
     from pg_policy p cross join unnest(p.polroles) as given (role) left join pg_roles r on r.oid = given.role
    where p.polname <> 'own_organization' and p.polpermissive and coalesce(r.rolname, 'public') not in ('tanheng_backup', 'tanheng_job')`,
  `select format('%s: view without security_invoker', c.oid::regclass) from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind = 'v' and n.nspname in ('app', 'journal', 'library', 'public') and not coalesce('security_invoker=true' = any(c.reloptions), false)`,
  `select format('%s: materialized view, which row security does not reach', c.oid::regclass) from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind = 'm' and n.nspname in ('app', 'journal', 'auth', 'public')`,
  // Roles.
  `select format('%I: superuser, passes row security, or may log in', rolname) from pg_roles
    where rolname in ('tanheng_app', 'tanheng_auth', 'tanheng_job', 'tanheng_backup') and (rolsuper or rolbypassrls or rolcanlogin or rolcreaterole or rolcreatedb)`,
  `select format('%s: owned by %I', c.oid::regclass, r.rolname) from pg_class c join pg_roles r on r.oid = c.relowner join pg_namespace n on n.oid = c.relnamespace
    where n.nspname in ('app', 'journal', 'library', 'migration') and r.rolname in ('tanheng_app', 'tanheng_auth', 'tanheng_job', 'tanheng_backup')`,
  `select format('%I is a member of %I', pg_get_userbyid(m.member), pg_get_userbyid(m.roleid)) from pg_auth_members m
    where pg_get_userbyid(m.member) in ('tanheng_app', 'tanheng_auth', 'tanheng_job')
       or (pg_get_userbyid(m.roleid) = 'tanheng_backup' and not m.admin_option)`,
  // Rights of requests: nothing that row security does not filter, nothing on what is append-only. Of the journal they write their leaf, and whom
  // the installation trusts as a witness of its log.
  `select format('tanheng_app may %s %s', g.privilege_type, format('%I.%I', g.table_schema, g.table_name)) from information_schema.role_table_grants g
    where g.grantee in ('tanheng_app', 'PUBLIC') and g.table_schema in ('app', 'journal', 'library', 'migration')
      and (g.privilege_type in ('TRUNCATE', 'REFERENCES', 'TRIGGER') or (g.table_schema <> 'app' and g.privilege_type in ('UPDATE', 'DELETE'))
        or (g.table_schema <> 'app' and (g.table_schema, g.table_name) not in (('journal', 'leaf'), ('journal', 'witness')) and g.privilege_type = 'INSERT'))`,
  `select format('tanheng_app may create in schema %I', nspname) from pg_namespace
    where nspname in ('app', 'journal', 'library', 'auth', 'migration', 'public') and has_schema_privilege('tanheng_app', oid, 'CREATE')`,
  `select format('%s: security definer without a fixed search_path', p.oid::regprocedure) from pg_proc p join pg_namespace n on n.oid = p.pronamespace
    where p.prosecdef and n.nspname in ('app', 'journal', 'library', 'auth') and not coalesce(p.proconfig::text like '%search_path=%', false)`,
  // Triggers that keep the journal whole.
  `select format('%s: trigger %s is missing or off', wanted.at, wanted.name)
     from (values ('journal.leaf', 'enqueue'), ('journal.leaf', 'leaf_append_only'), ('journal.leaf', 'leaf_no_truncate'), ('journal.sequence', 'sequence_append_only'),
                  ('journal.sequence', 'sequence_no_truncate'), ('journal.touched', 'require_leaf')) as wanted (at, name)
    where not exists (select from pg_trigger t where t.tgrelid = to_regclass(wanted.at) and t.tgname = wanted.name and t.tgenabled = 'O')`,
  `select format('%s: trigger %I is off', t.tgrelid::regclass, t.tgname) from pg_trigger t join pg_class c on c.oid = t.tgrelid
    where c.relnamespace in ('app'::regnamespace, 'journal'::regnamespace) and t.tgenabled <> 'O'`,
];

/** Empty when tenants are apart. Needs only the right to read the catalog. */
export async function isolationFaults(client: pg.ClientBase): Promise<readonly string[]> {
  const faults: string[] = [];
  for (const demand of demands) {
    const found = await client.query<[string]>({ text: demand, rowMode: 'array' });
    faults.push(...found.rows.map(([fault]) => fault));
  }
  return faults;
}

/** Tables of one organization whose writes need no journal leaf: operational rows. Any other without the trigger is a mistake. */
export async function unjournaledTables(client: pg.ClientBase): Promise<readonly string[]> {
  const found = await client.query<{ name: string }>(
    `select c.relname as name from pg_class c where c.relnamespace = 'app'::regnamespace and c.relkind in ('r', 'p')
       and (select count(*) from pg_trigger t where t.tgrelid = c.oid and t.tgenabled = 'O'
             and t.tgname in ('journaled', 'journaled_update', 'journaled_delete')) < 3 order by 1`,
  );
  return found.rows.map((row) => row.name);
}
