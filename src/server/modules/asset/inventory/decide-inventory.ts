import { z } from 'zod';
import { assetInventoryEndpoints as e } from '../../../../contract/asset-inventory.ts';
import { identificationStepCodes, identificationSteps } from '../../../../contract/asset-inventory-kinds.ts';
import { Refusal } from '../../../../kernel/refusal.ts';
import type { Text } from '../../../../kernel/text.ts';
import { command } from '../../../work/command.ts';
import { identificationFor, identificationObject, mustBeOpen } from './open-identification.ts';
import { entryObject } from './record-entry.ts';
import { type Entry, entriesOf, entryById, insertDecision, insertReview, type Step, stepsOf } from './store.ts';

/** Reviews a version of a line, by somebody else than its author (Annex G). */
export const reviewInventoryEntry = command({
  name: 'asset.review-inventory-entry',
  action: 'asset.review_inventory',
  input: z.strictObject({ ...e.reviewInventoryEntry.params.shape, ...e.reviewInventoryEntry.body.shape }),
  run: async (work, { entryId, verdict, reason }) => {
    const { organizationId, personId, name } = work.actor;
    const entry = await entryById(work.tx, organizationId, entryId);
    if (!entry) throw new Refusal('not_found', { values: { what: entryObject, id: entryId } });
    const found = await identificationFor(work, entry.identification_id, 'asset.review_inventory');
    mustBeOpen(found);
    if (entry.recorded_by === personId) throw new Refusal('same_person_enters_and_reviews');
    const latest = (await entriesOf(work.tx, organizationId, [found.id])).find((one) => one.line_id === entry.line_id);
    if (latest?.id !== entryId || entry.verdict !== null) throw new Refusal('wrong_state');
    if (verdict === 'returned' && reason === '') throw new Refusal('reason_required');
    const row = {
      ...{ entry_id: entryId, recorded_by: entry.recorded_by, verdict, reason },
      ...{ reviewed_at: work.now, reviewed_by: personId, reviewed_by_name: name },
    };
    await insertReview(work.tx, { ...row, organization_id: organizationId });
    work.record({
      kind: 'asset.inventory_entry_reviewed',
      objectType: entryObject,
      objectId: entryId,
      objectVersion: entry.version,
      content: row,
      ...(reason === '' ? {} : { reason }),
    });
    return { id: entryId, version: entry.version };
  },
});

/** What still stands against an approval: steps not taken, lines not reviewed or returned. */
export function missingOf(steps: readonly Step[], entries: readonly Entry[]): Text[] {
  const open = identificationStepCodes
    .filter((code) => !steps.some((one) => one.step === code))
    .map((code) => {
      const { zh, en } = identificationSteps[code].title;
      return { zh: `步骤“${zh}”尚未完成`, en: `The step “${en}” is not taken` };
    });
  const lines = entries
    .filter((one) => one.verdict !== 'accepted')
    .map(({ name, verdict }) =>
      verdict === null
        ? { zh: `“${name}”尚未复核`, en: `“${name}” is not reviewed` }
        : { zh: `“${name}”已退回，须更正`, en: `“${name}” was returned and has to be changed` },
    );
  return [...open, ...lines];
}

/** Approves an inventory whose steps are taken and whose lines are reviewed, or rejects it; by somebody who neither opened it nor wrote a line of it. */
export const decideIdentification = command({
  name: 'asset.decide-identification',
  action: 'asset.approve_inventory',
  isolation: 'serializable',
  input: z.strictObject({ ...e.decideIdentification.params.shape, ...e.decideIdentification.body.shape }),
  run: async (work, { identificationId, decision, reason }) => {
    const found = await identificationFor(work, identificationId, 'asset.approve_inventory');
    mustBeOpen(found);
    const { organizationId, personId, name } = work.actor;
    const entries = await entriesOf(work.tx, organizationId, [identificationId]);
    if (found.opened_by === personId || entries.some((one) => one.recorded_by === personId))
      throw new Refusal('same_person_proposes_and_approves');
    if (decision === 'reject' && reason === '') throw new Refusal('reason_required');
    const missing = decision === 'approve' ? missingOf(await stepsOf(work.tx, organizationId, identificationId), entries) : [];
    if (missing.length > 0)
      throw new Refusal('wrong_state', {
        detail: { zh: `${missing.map((one) => one.zh).join('；')}。`, en: `${missing.map((one) => one.en).join('; ')}.` },
      });
    const decided = decision === 'approve' ? ('approved' as const) : ('rejected' as const);
    const row = {
      ...{ identification_id: identificationId, opened_by: found.opened_by, decision: decided, reason },
      ...{ decided_at: work.now, decided_by: personId, decided_by_name: name },
    };
    await insertDecision(work.tx, { ...row, organization_id: organizationId });
    work.record({
      kind: `asset.inventory_${decided}`,
      objectType: identificationObject,
      objectId: identificationId,
      objectVersion: found.version,
      content: row,
      ...(reason === '' ? {} : { reason }),
    });
    return { id: identificationId, version: found.version };
  },
});
