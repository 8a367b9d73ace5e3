import { z } from 'zod';
import { lcaImportOrder } from '../../../../contract/lca-databases.ts';
import type { Finding } from '../../../../kernel/finding.ts';
import { Refusal } from '../../../../kernel/refusal.ts';
import { command } from '../../../work/command.ts';
import * as document from '../../document/index.ts';
import type { PackedDatabase } from './answer-lca.ts';
import { databaseObject, databaseOf, databaseView } from './database-view.ts';
import { databaseWithContent, insertDatabase, insertFlows, insertPackage, insertProcesses, nextNo } from './store.ts';

const nothingInIt: Finding = {
  code: 'lca_no_process',
  severity: 'error',
  place: {},
  text: { zh: '文件中没有可读的过程', en: 'The file holds no process that can be read' },
  cure: { zh: '导出时选择过程数据集，或检查文件是否完整', en: 'Export process data sets, or check whether the file is complete' },
};

const describedBy = lcaImportOrder.omit({ fileSha256: true, fileName: true });

/** Where the data come from: a stored file of the organization, or the product's own data. */
export type Origin =
  | { readonly origin: 'import'; readonly fileSha256: string; readonly fileName: string }
  | { readonly origin: 'shipped'; readonly fileSha256: string; readonly fileName: string };

/** Told between pieces of what is written; what it throws undoes everything. */
export type Told = (done: number, total: number) => void;

/**
 * Keeps a database as it was read (8.2, A.8): whole or not at all, with its licence and credit, the file as evidence. It is offered once somebody else has approved
 * it; what the product ships was reviewed with it. `databaseId`: the job's id, so that an attempt that is repeated finds its own work.
 */
export function importDatabase(packed: PackedDatabase, from: Origin, databaseId?: string, told: Told = () => {}) {
  return command({
    name: 'lca.import-database',
    action: 'lca.maintain',
    input: z.strictObject(describedBy.shape),
    statementSeconds: 120,
    run: async (work, described) => {
      await work.permit('lca.maintain');
      const { organizationId, personId, name } = work.actor;
      const { facts } = packed;
      if (facts.counts.processes === 0) throw new Refusal('invalid_input', { findings: [nothingInIt, ...facts.findings.slice(0, 50)] });
      const no = await nextNo(work.tx, organizationId);
      const known = await databaseWithContent(work.tx, organizationId, facts.contentSha256);
      if (known) throw new Refusal('already_exists', { detail: sameContent(known.no, known.name) });
      const id = databaseId ?? work.newId();
      const evidenceId = from.origin === 'import' ? await keepEvidence(work, described.name, id, from) : null;
      const shipped = from.origin === 'shipped';
      const row = {
        ...{ id, no, ...described, format: facts.format, origin: from.origin, file_name: from.fileName, file_sha256: from.fileSha256 },
        ...{
          evidence_id: evidenceId,
          content_sha256: facts.contentSha256,
          state: shipped ? ('approved' as const) : ('proposed' as const),
          version: 1,
        },
        ...{ imported_at: work.now, imported_by: personId, imported_by_name: name },
      };
      const nobody = {
        decided_at: null,
        decided_by: null,
        decided_by_name: null,
        retired_at: null,
        retired_by: null,
        retired_by_name: null,
      };
      await insertDatabase(work.tx, {
        ...{ organization_id: organizationId, ...row, ...nobody, decision_reason: '', retirement_reason: '' },
        ...{ counts: JSON.stringify(facts.counts), findings: JSON.stringify(facts.findings) },
      });
      const at = { organization_id: organizationId, database_id: id };
      await insertPackage(work.tx, { ...at, kind: 'table', content: Buffer.from(packed.table) });
      await insertPackage(work.tx, { ...at, kind: 'rest', content: Buffer.from(packed.rest) });
      const { flows, processes } = packed;
      const total = flows.length + processes.length;
      for (const [index, piece] of flows.entries()) {
        told(index, total);
        await insertFlows(work.tx, at, piece);
      }
      for (const [index, piece] of processes.entries()) {
        told(flows.length + index, total);
        await insertProcesses(work.tx, at, piece);
      }
      work.record({
        kind: 'lca_database.imported',
        objectType: databaseObject,
        objectId: id,
        objectVersion: 1,
        content: { ...row, counts: { ...facts.counts } },
      });
      return databaseView(await databaseOf(work, id));
    },
  });
}

const sameContent = (no: number, name: string) => ({
  zh: `内容与第 ${no} 号数据库“${name}”完全相同，未重复导入。`,
  en: `Its content is that of database ${no}, "${name}"; it was not imported again.`,
});

async function keepEvidence(
  work: Parameters<typeof document.addEvidence.run>[0],
  title: string,
  databaseId: string,
  { fileSha256, fileName }: Origin,
): Promise<string> {
  const evidence = await document.addEvidence.run(work, {
    ...{ title, kind: 'other', entityId: null, periodFrom: null, periodTo: null, validUntil: null, note: '', fileSha256, fileName },
  });
  const label = { zh: `生命周期数据库 ${title}`, en: `Life-cycle database ${title}` };
  await document.useEvidence(
    work,
    [evidence.id],
    [{ objectType: databaseObject, objectId: databaseId, label, path: `/lca/databases/${databaseId}` }],
  );
  return evidence.id;
}
