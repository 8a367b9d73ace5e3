import { z } from 'zod';
import { assetEndpoints } from '../../../contract/asset.ts';
import type { Finding } from '../../../kernel/finding.ts';
import { parseDecimal, print } from '../../../kernel/quantity/decimal.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import { command } from '../../work/command.ts';
import * as organization from '../organization/index.ts';
import { insertTogether, latestTogether } from './store.ts';
import type { PartRow } from './tables.ts';

const endpoint = assetEndpoints.recordAllocationTogether;
const input = z.strictObject({ ...endpoint.params.shape, ...endpoint.body.shape });

function fault(path: string, code: string, zh: string, en: string): Finding {
  return { code, severity: 'error', place: { path }, text: { zh, en } };
}

function faultsOf({ parts }: z.output<typeof input>): Finding[] {
  const faults: Finding[] = [];
  if (parts.length === 1) faults.push(fault('/parts', 'too_few_parts', '合并填报至少两台机组', 'At least two units are reported together'));
  for (const [i, { name, capacityMw }] of parts.entries()) {
    if (parts.findIndex((other) => other.name === name) < i)
      faults.push(fault(`/parts/${i}/name`, 'named_twice', '机组名称重复', 'The unit is named twice'));
    const capacity = capacityMw === null ? null : parseDecimal(capacityMw);
    if (capacityMw !== null && (capacity === null || !capacity.greaterThan(0)))
      faults.push(fault(`/parts/${i}/capacityMw`, 'not_positive', '装机容量应大于零', 'The capacity is above zero'));
  }
  return faults;
}

/** Says which units a unit of the register reports together in a year, as a new version; without parts it reports on its own again (C.4). */
export const recordAllocationTogether = command({
  name: 'asset.record-allocation-together',
  action: 'asset.record_allocation',
  input,
  run: async (work, given) => {
    const { unitId, year, reason, seenVersion } = given;
    const unit = await organization.findUnit(work, unitId);
    await work.permit('asset.record_allocation', unit.entityId);
    const { organizationId, personId, name } = work.actor;
    const [latest] = await latestTogether(work.tx, organizationId, [unitId], year);
    if ((latest?.version ?? 0) !== seenVersion) throw new Refusal('conflict', { values: { version: String(latest?.version ?? 0) } });
    const faults = faultsOf(given);
    if (faults.length > 0) throw new Refusal('invalid_input', { findings: faults });
    const parts = given.parts.map((part): PartRow => {
      const capacity = part.capacityMw === null ? null : parseDecimal(part.capacityMw);
      return { name: part.name, unitClass: part.unitClass, capacityMw: capacity && print(capacity) };
    });
    const row = {
      ...{ id: work.newId(), unit_id: unitId, year, version: seenVersion + 1, reason },
      ...{ recorded_at: work.now, recorded_by: personId, recorded_by_name: name, supersedes: latest?.id ?? null },
    };
    await insertTogether(work.tx, { ...row, organization_id: organizationId, parts: JSON.stringify(parts) });
    work.record({
      kind: parts.length > 0 ? 'allocation_together.recorded' : 'allocation_together.withdrawn',
      objectType: 'allocation_together',
      objectId: row.id,
      objectVersion: row.version,
      content: { ...row, parts },
      reason,
    });
    return { version: row.version };
  },
});
