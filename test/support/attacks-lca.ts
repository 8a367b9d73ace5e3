import { type Attack, get, post } from './attacks.ts';
import type { AttackedIds } from './attacks-objects.ts';
import { type Client, ok } from './server.ts';

/** Attacks on life-cycle databases: one with a process and a flow that bear the mark. */

const file = (mark: string): string =>
  [
    ...['{SimaPro 9.1}', '{CSV separator: Semicolon}', '{Decimal separator: .}', '', 'Process', ''],
    ...['Process identifier', mark, '', 'Process name', mark, '', 'Products', `${mark};kg;1;100;not defined;${mark};`, ''],
    ...['Emissions to air', `${mark};low. pop.;kg;2;Undefined;0;0;0;`, '', 'End', ''],
  ].join('\r\n');

/** `wait`: ends when the job has. */
export async function furnishLca(all: Client, mark: string, wait: (jobId: string) => Promise<{ state: string; body: string }>) {
  const content = `\ufeff${file(mark)}`;
  const { sha256 } = ok(await all.post('/api/v1/lca/files', content, { 'content-type': 'application/octet-stream' })).json();
  const input = { fileSha256: sha256, fileName: `${mark}.csv`, name: mark, licence: mark, credit: mark };
  const job = ok(await all.post('/api/v1/jobs', { kind: 'lca.import', input })).json();
  const { state, body } = await wait(job.id);
  if (state !== 'succeeded') throw new Error(body);
  return { lcaDatabaseId: String(job.id), lcaSha256: String(sha256) };
}

export function attacksOnLca({ lcaDatabaseId, lcaSha256 }: AttackedIds): Attack[] {
  const database = `/api/v1/lca/databases/${lcaDatabaseId}`;
  return [
    post('lca.previewImport', '/api/v1/lca/previews', { fileSha256: lcaSha256, fileName: 'x.csv' }),
    get('lca.readDatabase', database),
    post('lca.decideDatabase', `${database}/decisions`, { decision: 'reject', reason: 'r', version: 1 }),
    post('lca.retireDatabase', `${database}/retirements`, { reason: 'r', version: 1 }),
    get('lca.listProcesses', `${database}/processes`),
    get('lca.readProcess', `${database}/processes/0`),
    get('lca.rankProducts', `${database}/ranking`),
    get('lca.traceProcess', `${database}/processes/0/trace`),
    get('lca.compareDatabases', `${database}/changes?since=${lcaDatabaseId}`),
    get('lca.listFlows', `${database}/flows`),
    get('lca.readFlow', `${database}/flows/0`),
    get('lca.exportDatabase', `${database}/export`),
    post('lca.solveDatabase', `${database}/solve`, { demand: [{ process: 0, amount: 1 }] }),
    post('library.solveSystem', '/api/v1/calculations/lca-solve', {
      system: { databaseId: lcaDatabaseId },
      demands: [{ amounts: { nothing: 1 } }],
    }),
    post('library.runCalculation', '/api/v1/calculations/lca-monte-carlo', {
      ...{ system: { databaseId: lcaDatabaseId }, amounts: { nothing: 1 }, seed: 1, iterations: 2 },
    }),
  ];
}
