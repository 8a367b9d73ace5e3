import { z } from 'zod';
import { footprintEndpoints } from '../../../../contract/footprints.ts';
import type { FootprintStudy } from '../../../../kernel/lca/model/study.ts';
import { command } from '../../../work/command.ts';
import { findEntity } from '../../organization/index.ts';
import { tieEvidence } from './evidence.ts';
import { type FootprintParts, studySha256 } from './figure.ts';
import { findVersion, footprintObject, versionView } from './footprint-view.ts';
import { insertFootprint, insertVersion } from './store.ts';

const input = z.strictObject({ ...footprintEndpoints.createFootprint.body.shape });

/** What a new study begins with: one process with one product, to be filled in. */
export function emptyStudy(productName: string): FootprintStudy {
  const output = {
    ...{ id: 'product', name: productName, amount: '1', unit: 'piece', mass: null, energy: null, exergyFactor: null },
    ...{ referenceEfficiency: null, prices: [], replaces: { kind: 'none' as const } },
  };
  return {
    ...{ ruleSet: 'iso-14067-2018', goal: '', audience: '', boundary: 'cradle_to_gate', boundaryDescription: '', period: null },
    unit: { kind: 'declared', amount: '1', unit: 'piece', description: productName },
    ...{
      geography: '',
      gwpSet: 'AR6',
      limitations: '',
      electricity: '',
      productMass: '',
      biogenicCarbon: '',
      fossilCarbon: '',
      validUntil: null,
      parameters: [],
    },
    processes: [
      {
        ...{ id: 'production', name: productName, stage: 'production', outputs: [output], inputs: [], emissions: [] },
        ...{ allocation: 'none', allocationReason: '' },
      },
    ],
    demand: [{ processId: 'production', outputId: 'product', amount: '1', unit: 'piece' }],
  };
}

/** Begins a product's footprint with its first draft; a study can be given whole, as it was exported. */
export const createFootprint = (parts: FootprintParts) =>
  command({
    name: 'lca.create-footprint',
    action: 'footprint.model',
    input,
    run: async (work, { entityId, productName, study: given }) => {
      const { organizationId, personId, name } = work.actor;
      await findEntity(work, entityId);
      await work.permit('footprint.model', entityId);
      const study = given ?? emptyStudy(productName);
      const footprintId = work.newId();
      const row = {
        ...{ id: work.newId(), footprint_id: footprintId, entity_id: entityId, number: 1, state: 'draft' as const, note: '' },
        ...{ content_sha256: studySha256(study, ''), valid_until: study.validUntil, hands: [personId] },
        ...{ drafted_at: work.now, drafted_by: personId, drafted_by_name: name, version: 1, changed_at: work.now },
      };
      const footprint = { id: footprintId, entity_id: entityId, product_name: productName, created_at: work.now, created_by: personId };
      await insertFootprint(work.tx, { ...footprint, organization_id: organizationId });
      await insertVersion(work.tx, { ...row, organization_id: organizationId, study: JSON.stringify(study) });
      await tieEvidence(work, { id: row.id, footprint_id: footprintId, study: null }, study);
      work.record({ kind: 'footprint.begun', objectType: 'footprint', objectId: footprintId, objectVersion: 1, content: footprint });
      work.record({
        kind: 'footprint.drafted',
        objectType: footprintObject,
        objectId: row.id,
        objectVersion: 1,
        content: { ...row, study },
      });
      return await versionView(work, parts, await findVersion(work, row.id));
    },
  });
