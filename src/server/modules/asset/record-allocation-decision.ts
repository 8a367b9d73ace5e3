import { z } from 'zod';
import { assetEndpoints } from '../../../contract/asset.ts';
import { parseDecimal, print } from '../../../kernel/quantity/decimal.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import { command } from '../../work/command.ts';
import * as document from '../document/index.ts';
import * as organization from '../organization/index.ts';
import { decisionsOf, insertDecision } from './store.ts';

export const decisionObject = 'allocation_decision';
const endpoint = assetEndpoints.recordAllocationDecision;
const input = z.strictObject({ ...endpoint.params.shape, ...endpoint.body.shape });

const notWhole = {
  code: 'not_whole_tonnes',
  severity: 'error' as const,
  place: { path: '/tonnes' },
  text: { zh: '配额为不小于零的整数吨', en: 'Allowances are whole tonnes, not below zero' },
};

/**
 * Records what the authority decided for a unit's year as a new version, with its evidence (C.4). Nothing is changed: the version counts, and a later one takes
 * its place, once somebody else has confirmed it.
 */
export const recordAllocationDecision = command({
  name: 'asset.record-allocation-decision',
  action: 'asset.record_allocation',
  input,
  run: async (work, { unitId, year, kind, seenVersion, evidenceIds, ...given }) => {
    const unit = await organization.findUnit(work, unitId);
    await work.permit('asset.record_allocation', unit.entityId);
    const { organizationId, personId, name } = work.actor;
    const latest = (await decisionsOf(work.tx, organizationId, [unitId], year)).find((one) => one.kind === kind);
    if ((latest?.version ?? 0) !== seenVersion) throw new Refusal('conflict', { values: { version: String(latest?.version ?? 0) } });
    const tonnes = given.tonnes === null ? null : parseDecimal(given.tonnes);
    if (given.tonnes !== null && (tonnes === null || tonnes.isNegative() || !tonnes.isInteger()))
      throw new Refusal('invalid_input', { findings: [notWhole] });
    if (tonnes === null && given.note === '') throw new Refusal('reason_required');
    const row = {
      ...{ id: work.newId(), unit_id: unitId, year, kind, version: seenVersion + 1, tonnes: tonnes && print(tonnes) },
      ...{ decided_on: given.decidedOn, document_no: given.documentNo, note: given.note },
      ...{ recorded_at: work.now, recorded_by: personId, recorded_by_name: name, supersedes: latest?.id ?? null },
    };
    await insertDecision(work.tx, { ...row, organization_id: organizationId });
    await document.useEvidence(work, evidenceIds, {
      objectType: decisionObject,
      objectId: row.id,
      label: { zh: `${unit.name} ${year} 年配额决定`, en: `Allocation decision for ${unit.nameEn}, ${year}` },
      path: `/asset/allocation/${unit.entityId}/${year}`,
    });
    work.record({
      kind: 'allocation_decision.recorded',
      objectType: decisionObject,
      objectId: row.id,
      objectVersion: row.version,
      content: { ...row, evidence_ids: evidenceIds },
      ...(given.note === '' ? {} : { reason: given.note }),
    });
    return { id: row.id, kind, version: row.version };
  },
});
