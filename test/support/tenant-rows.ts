import type pg from 'pg';
import { demoOrganizationId } from '../../src/server/work/actor.ts';

/** Rows of every tenant table that belong to the demonstration. */
export async function tenantRows(admin: pg.Client): Promise<Record<string, number>> {
  const rows = async (sql: string, ...values: unknown[]) => (await admin.query(sql, values)).rows;
  const tables = await rows(
    `select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
       join pg_attribute a on a.attrelid = c.oid and a.attname = 'organization_id' and not a.attisdropped
      where n.nspname in ('app', 'auth', 'library') and c.relkind in ('r', 'p') order by 1`,
  );
  const counts: Record<string, number> = {};
  for (const { relname } of tables) {
    const [schema] = await rows(
      `select n.nspname from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relname = $1`,
      relname,
    );
    const [{ n }] = await rows(
      `select count(*)::int as n from ${schema.nspname}.${relname} where organization_id = $1`,
      demoOrganizationId,
    );
    counts[relname] = n;
  }
  return counts;
}
