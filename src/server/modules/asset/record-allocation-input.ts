import { z } from 'zod';
import { assetEndpoints } from '../../../contract/asset.ts';
import type { Finding } from '../../../kernel/finding.ts';
import { parseDecimal, print } from '../../../kernel/quantity/decimal.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import { command } from '../../work/command.ts';
import type { Shelf } from '../library/index.ts';
import * as organization from '../organization/index.ts';
import { type InputField, inputField } from './input-fields.ts';
import { insertInput, latestInputs } from './store.ts';

const endpoint = assetEndpoints.recordAllocationInput;
const input = z.strictObject({ ...endpoint.params.shape, ...endpoint.body.shape });

function fault(zh: string, en: string): Refusal {
  const finding: Finding = { code: 'value_not_accepted', severity: 'error', place: { path: '/value' }, text: { zh, en } };
  return new Refusal('invalid_input', { findings: [finding] });
}

/** Says a value with its reason instead of what emission's result gives for a unit's year, or takes it back (C.4); a new version each time. */
export function recordAllocationInput(shelf: Shelf) {
  return command({
    name: 'asset.record-allocation-input',
    action: 'asset.record_allocation',
    input,
    run: async (work, { unitId, year, symbol, value, reason, seenVersion }) => {
      const unit = await organization.findUnit(work, unitId);
      await work.permit('asset.record_allocation', unit.entityId);
      const { organizationId, personId, name } = work.actor;
      const latest = (await latestInputs(work.tx, organizationId, [unitId], year)).find((one) => one.symbol === symbol);
      if ((latest?.version ?? 0) !== seenVersion) throw new Refusal('conflict', { values: { version: String(latest?.version ?? 0) } });
      const field = inputField(shelf, symbol);
      const written = value === null ? null : accepted(field, String(value));
      const row = {
        ...{ id: work.newId(), unit_id: unitId, year, symbol, version: seenVersion + 1, value: written, unit: field.unit, reason },
        ...{ recorded_at: work.now, recorded_by: personId, recorded_by_name: name, supersedes: latest?.id ?? null },
      };
      await insertInput(work.tx, { ...row, organization_id: organizationId });
      work.record({
        kind: value === null ? 'allocation_input.withdrawn' : 'allocation_input.recorded',
        objectType: 'allocation_input',
        objectId: row.id,
        objectVersion: row.version,
        content: row,
        reason,
      });
      return { symbol, version: row.version };
    },
  });
}

function accepted(field: InputField, value: string): string {
  if (field.values.length > 0) {
    if (field.values.includes(value)) return value;
    throw fault(`应为 ${field.values.join('、')} 之一`, `One of ${field.values.join(', ')}`);
  }
  const number = parseDecimal(value);
  if (number === null) throw fault('应为数值', 'A number is needed');
  const { min, max } = field;
  if ((min !== null && number.lessThan(min)) || (max !== null && number.greaterThan(max)))
    throw fault(
      `应在 ${min?.toFixed() ?? '…'} 与 ${max?.toFixed() ?? '…'} 之间`,
      `Between ${min?.toFixed() ?? '…'} and ${max?.toFixed() ?? '…'}`,
    );
  return print(number);
}
