import type pg from 'pg';

/** What is exported: everything an organization entered, and the log-ins. The library is loaded from data/, queues are made anew. */
export const exportedSchemas = ['app', 'journal', 'auth'] as const;

export interface TableShape {
  readonly schema: string;
  readonly table: string;
  readonly columns: readonly string[];
  /** Its rows are seen by organization only, so the export reads it in the role tanheng_backup. */
  readonly tenant: boolean;
}

/** Tables in an order in which each comes after those it refers to; circles among them are deferrable keys. */
export async function exportedTables(client: pg.ClientBase): Promise<readonly TableShape[]> {
  const found = await client.query<{ oid: string; schema: string; table: string; columns: string[]; tenant: boolean; needs: string[] }>(
    `select c.oid::text as oid, n.nspname as schema, c.relname as table, c.relrowsecurity as tenant,
            array(select a.attname::text from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
                  order by a.attnum) as columns,
            array(select distinct k.confrelid::text from pg_constraint k where k.conrelid = c.oid and k.contype = 'f' and k.confrelid <> c.oid) as needs
       from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relkind in ('r', 'p') and not c.relispartition and n.nspname = any($1) order by n.nspname, c.relname`,
    [[...exportedSchemas]],
  );
  const waiting = new Map(found.rows.map((row) => [row.oid, row]));
  const ordered: TableShape[] = [];
  while (waiting.size > 0) {
    const free = [...waiting.values()].filter((row) => row.needs.every((oid) => !waiting.has(oid)));
    // A circle: any of its members may come first, the keys are checked at the end.
    const next = free.length > 0 ? free : [...waiting.values()].slice(0, 1);
    for (const row of next) {
      waiting.delete(row.oid);
      ordered.push({ schema: row.schema, table: row.table, columns: row.columns, tenant: row.tenant });
    }
  }
  return ordered;
}

export interface SequenceState {
  readonly schema: string;
  readonly name: string;
  readonly value: string;
}

/** Counters that were used; the others start where the migrations leave them. */
export async function sequenceStates(client: pg.ClientBase): Promise<readonly SequenceState[]> {
  const found = await client.query<SequenceState>(
    'select schemaname as schema, sequencename as name, last_value::text as value from pg_sequences where schemaname = any($1) and last_value is not null order by 1, 2',
    [[...exportedSchemas]],
  );
  return found.rows;
}

export function quoted(client: pg.ClientBase, ...names: readonly string[]): string {
  return names.map((name) => client.escapeIdentifier(name)).join('.');
}
