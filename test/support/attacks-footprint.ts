import { type Attack, get, post, put } from './attacks.ts';
import type { AttackedIds } from './attacks-objects.ts';
import { plantStudy } from './footprint-study.ts';
import { type Client, ok } from './server.ts';

/** Attacks on product footprints: one with its first draft. */
export async function furnishFootprint(all: Client, entityId: string, mark: string) {
  const { footprint, version } = ok(await all.post('/api/v1/footprints', { entityId, productName: mark, study: plantStudy() })).json();
  return { footprintId: String(footprint.id), footprintVersionId: String(version.id) };
}

export function attacksOnFootprints({ plantId, footprintId, footprintVersionId }: AttackedIds): Attack[] {
  const version = `/api/v1/footprint-versions/${footprintVersionId}`;
  const study = plantStudy();
  return [
    get('lca.listFootprints', `/api/v1/footprints?entityId=${plantId}`),
    post('lca.createFootprint', '/api/v1/footprints', { entityId: plantId, productName: 'another', study }),
    get('lca.readFootprint', `/api/v1/footprints/${footprintId}`),
    post('lca.renewFootprint', `/api/v1/footprints/${footprintId}/versions`, { seenNumber: 1 }),
    get('lca.readFootprintVersion', version),
    put('lca.changeFootprint', version, { version: 1, study }),
    post('lca.moveFootprint', `${version}/move`, { to: 'reviewed', version: 1 }),
    post('lca.tryFootprint', `${version}/try`, { study }),
    get('lca.analyseFootprint', `${version}/analysis`),
    get('lca.explainFootprint', `${version}/derivation`),
    get('lca.readFootprintPact', `${version}/pact`),
    get('lca.readFootprintReport', `${version}/report`),
    get('lca.readFootprintWorkbook', `${version}/workbook`),
    get('lca.listFootprintSimulations', `${version}/simulations`),
  ];
}
