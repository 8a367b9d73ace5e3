import type { z } from 'zod';
import { lcaDatabaseEndpoints, type lcaDatabaseView } from '../../../../contract/lca-databases.ts';
import { Refusal } from '../../../../kernel/refusal.ts';
import { changeable } from '../../../work/changeable.ts';
import { query, type Work } from '../../../work/command.ts';
import { type DatabaseRow, databases, findDatabase } from './store.ts';

export const databaseObject = 'lca_database';
type View = z.input<typeof lcaDatabaseView>;

const person = (id: string | null, name: string | null) => ({ id: id ?? '', name: name ?? '' });

export function databaseView(row: DatabaseRow): View {
  return {
    ...{ id: row.id, no: row.no, name: row.name, edition: row.edition, publisher: row.publisher, licence: row.licence, credit: row.credit },
    ...{ format: row.format, origin: row.origin, fileName: row.file_name, fileSha256: row.file_sha256, contentSha256: row.content_sha256 },
    ...{ counts: row.counts, state: row.state, version: row.version, importedAt: row.imported_at, evidenceId: row.evidence_id },
    importedBy: person(row.imported_by, row.imported_by_name),
    decided:
      row.decided_at === null ? null : { at: row.decided_at, by: person(row.decided_by, row.decided_by_name), reason: row.decision_reason },
    retired:
      row.retired_at === null
        ? null
        : { at: row.retired_at, by: person(row.retired_by, row.retired_by_name), reason: row.retirement_reason },
  };
}

/** The row of a database of the actor's organization; throws `not_found`. */
export async function databaseOf(work: Pick<Work, 'tx' | 'actor'>, databaseId: string): Promise<DatabaseRow> {
  const row = await findDatabase(work.tx, work.actor.organizationId, databaseId);
  if (!row) throw new Refusal('not_found', { values: { what: databaseObject, id: databaseId } });
  return row;
}

const list = lcaDatabaseEndpoints.listLcaDatabases;
const read = lcaDatabaseEndpoints.readLcaDatabase;

export const listDatabases = query({
  name: 'lca.list-databases',
  action: 'lca.read',
  input: list.query,
  run: async (work, input) => {
    const { items, total } = await databases(work.tx, work.actor.organizationId, input);
    return { items: items.map(databaseView), total };
  },
});

export const readDatabase = query({
  name: 'lca.read-database',
  action: 'lca.read',
  input: read.params,
  run: async (work, { databaseId }) => {
    const row = await databaseOf(work, databaseId);
    return { ...databaseView(row), findings: changeable(row.findings) };
  },
});
