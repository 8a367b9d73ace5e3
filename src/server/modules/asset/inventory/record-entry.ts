import { z } from 'zod';
import { assetInventoryEndpoints as e } from '../../../../contract/asset-inventory.ts';
import type { Finding } from '../../../../kernel/finding.ts';
import { decimal } from '../../../../kernel/quantity/decimal.ts';
import { Refusal } from '../../../../kernel/refusal.ts';
import { command } from '../../../work/command.ts';
import * as document from '../../document/index.ts';
import { identificationFor, mustBeOpen } from './open-identification.ts';
import { type Entry, entriesOf, insertEntries } from './store.ts';

export const entryObject = 'asset_inventory_entry';

const input = z.strictObject({ ...e.recordInventoryEntry.params.shape, ...e.recordInventoryEntry.body.shape });
type Given = z.output<typeof input>;

function wrong(path: string, zh: string, en: string): Finding {
  return { code: 'inventory_entry', severity: 'error', place: { path }, text: { zh, en } };
}

/** What a line must say: a potential asset its kind, quantity and probability, and a range that holds the quantity. */
function checkEntry(given: Given, before: Entry | undefined): void {
  const findings: Finding[] = [];
  if (before?.standing !== 'existing') {
    if (given.kind === undefined) findings.push(wrong('/kind', '请选择资产类型', 'Choose the kind of asset'));
    if (given.quantity === undefined) findings.push(wrong('/quantity', '请填写估计数量', 'Say how much is expected'));
    if (given.probability === null) findings.push(wrong('/probability', '请填写实现概率（0 至 1）', 'Say how likely it is (0 to 1)'));
  }
  const { low, high, quantity } = given;
  if (
    quantity !== undefined &&
    ((low !== null && decimal(low).greaterThan(quantity)) || (high !== null && decimal(high).lessThan(quantity)))
  )
    findings.push(wrong('/low', '范围应包含估计数量', 'The range must hold the quantity'));
  if (findings.length > 0) throw new Refusal('invalid_input', { findings });
}

/** Records a potential asset, or a further version of a line (Annex G). A changed line has to be reviewed again. */
export const recordInventoryEntry = command({
  name: 'asset.record-inventory-entry',
  action: 'asset.identify',
  isolation: 'serializable',
  input,
  run: async (work, given) => {
    const found = await identificationFor(work, given.identificationId, 'asset.identify');
    mustBeOpen(found);
    const { organizationId, personId, name } = work.actor;
    const known = await entriesOf(work.tx, organizationId, [found.id]);
    const before = given.lineId === undefined ? undefined : known.find((one) => one.line_id === given.lineId);
    if (given.lineId !== undefined && !before) throw new Refusal('not_found', { values: { what: entryObject, id: given.lineId } });
    if ((before?.version ?? 0) !== given.seenVersion) throw new Refusal('conflict', { values: { version: String(before?.version ?? 0) } });
    if (before && given.reason === '') throw new Refusal('reason_required');
    checkEntry(given, before);
    const kept = before?.standing === 'existing' ? before : null;
    const row = {
      ...{ id: work.newId(), identification_id: found.id, line_id: before?.line_id ?? work.newId(), version: (before?.version ?? 0) + 1 },
      ...{ standing: kept ? ('existing' as const) : ('potential' as const), kind: kept?.kind ?? given.kind ?? 'other', name: given.name },
      ...{ class_no: kept?.class_no ?? null, quantity: kept?.quantity ?? given.quantity ?? '0', unit: kept?.unit ?? given.unit },
      ...{ low: given.low, high: given.high, probability: kept ? null : given.probability, expected_year: given.expectedYear },
      ...{ basis: given.basis, holder: given.holder, responsible: given.responsible, next_step: given.nextStep, due_on: given.dueOn },
      ...{ withdrawn: given.withdrawn, reason: given.reason, recorded_at: work.now, recorded_by: personId, recorded_by_name: name },
    };
    await insertEntries(work.tx, [{ ...row, organization_id: organizationId }]);
    await document.useEvidence(work, given.evidenceIds, {
      objectType: entryObject,
      objectId: row.id,
      label: { zh: `碳资产清单：${given.name}`, en: `Inventory of carbon assets: ${given.name}` },
      path: `/asset/inventory?year=${found.year}`,
    });
    work.record({
      kind: 'asset.inventory_entry_recorded',
      objectType: entryObject,
      objectId: row.id,
      objectVersion: row.version,
      content: { ...row, evidence_ids: given.evidenceIds },
      ...(given.reason === '' ? {} : { reason: given.reason }),
    });
    return { id: row.id, version: row.version };
  },
});
