import crypto from 'node:crypto';
import type pg from 'pg';

/** A tenant made by plain SQL, below everything that product code could do right or wrong. */
export interface Tenant {
  readonly id: string;
  readonly mark: string;
}

/** The same ids in every tenant: only the organization tells rows apart. */
export const sharedIds = {
  entity: '018f0000-0000-7000-8000-00000000e001',
  plant: '018f0000-0000-7000-8000-00000000e002',
  unit: '018f0000-0000-7000-8000-00000000a001',
  person: '018f0000-0000-7000-8000-0000000000c1',
  evidence: '018f0000-0000-7000-8000-0000000000d1',
  file: 'ab'.repeat(32),
} as const;

export const tenantId = (n: number): string => `018f0000-0000-7000-8000-${n.toString(16).padStart(12, '0')}`;

export function leafOf(bytes: string): [string, string, Buffer] {
  const hash = crypto
    .createHash('sha256')
    .update(Buffer.from([0]))
    .update(bytes)
    .digest();
  return [crypto.randomUUID(), bytes, hash];
}

export async function writeLeaf(client: pg.ClientBase, bytes = `{"n":"${crypto.randomUUID()}"}`): Promise<string> {
  const [id, text, hash] = leafOf(bytes);
  await client.query('insert into journal.leaf (id, bytes, hash, recorded_at) values ($1, $2, $3, now())', [id, text, hash]);
  return id;
}

/** One transaction of one organization on a connection of the pool. */
export async function inOrganization<T>(pool: pg.Pool, organization: string, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  try {
    await client.query('begin');
    await client.query("select set_config('app.organization', $1, true)", [organization]);
    const result = await work(client);
    await client.query('commit');
    return result;
  } catch (error) {
    await client.query('rollback').catch(() => {});
    throw error;
  } finally {
    client.release();
  }
}

/** An organization with a person, a group, a plant, a unit, a file and evidence. Every text of it carries its mark. */
export async function makeTenant(pool: pg.Pool, n: number): Promise<Tenant> {
  const id = tenantId(n);
  const mark = `mark-${n}-`;
  await inOrganization(pool, id, async (client) => {
    const put = (sql: string, values: unknown[]) => client.query(sql, [id, ...values]);
    await put('insert into organization (organization_id, name, name_en, salt, created_at) values ($1, $2, $2, $3, now())', [
      `${mark}organization`,
      crypto.randomBytes(32),
    ]);
    await put('insert into person (organization_id, id, name, name_en, changed_at) values ($1, $2, $3, $3, now())', [
      sharedIds.person,
      `${mark}person`,
    ]);
    const entity = `insert into entity (organization_id, id, parent_id, kind, name, name_en, valid_from, changed_at) values ($1, $2, $3, $4, $5, $5, '2024-01-01', now())`;
    await put(entity, [sharedIds.entity, null, 'group', `${mark}group`]);
    await put(entity, [sharedIds.plant, sharedIds.entity, 'plant', `${mark}plant`]);
    await put(
      `insert into unit (organization_id, id, entity_id, name, name_en, code, sector, unit_class, product, capacity_mw, method_id, commissioned_on, changed_at)
       values ($1, $2, $3, $4, $4, 'U1', 'power', 'gas', 'condensing', 100, 'm', '2024-01-01', now())`,
      [sharedIds.unit, sharedIds.plant, `${mark}unit`],
    );
    await put(
      `insert into stored_file (organization_id, sha256, size_bytes, media_type, stored_at, stored_by) values ($1, $2, 1, $3, now(), $4)`,
      [sharedIds.file, `${mark}type`, sharedIds.person],
    );
    await put(`insert into evidence (organization_id, id, title, kind, recorded_at, recorded_by) values ($1, $2, $3, 'other', now(), $4)`, [
      sharedIds.evidence,
      `${mark}evidence`,
      sharedIds.person,
    ]);
    await writeLeaf(client);
  });
  return { id, mark };
}
