import { createHash } from 'node:crypto';
import { z } from 'zod';
import { neutralityEndpoints as e } from '../../../contract/neutrality.ts';
import { parseDay } from '../../../kernel/calendar/day.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import { command } from '../../work/command.ts';
import * as organization from '../organization/index.ts';
import * as trading from '../trading/index.ts';
import { claimFor, claimObject, periodOf, stateOf, subjectFor } from './find.ts';
import { lockSubject } from './store.ts';
import { claimsOf, insertClaim, insertProcurement, nextClaimNo } from './store-claims.ts';

/** Letters and digits that nobody takes for each other. */
const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** `TH-2024-7K3M9Q2XTB`: fifty bits of a hash of the claim's id, so that numbers cannot be counted up. */
export function numberOf(claimId: string, year: string): string {
  const digest = createHash('sha256').update(`neutrality claim ${claimId}`, 'utf8').digest();
  const bits = digest.readBigUInt64BE(0);
  const signs = Array.from({ length: 10 }, (_, at) => letters[Number((bits >> BigInt(at * 5)) & 31n)] ?? '0');
  return `TH-${year}-${signs.join('')}`;
}

/** Drafts a claim of a period (D.8): one of each kind at a time, until it is withdrawn. */
export const draftClaim = command({
  name: 'neutrality.draft-claim',
  action: 'neutrality.keep',
  input: z.strictObject({ ...e.draftClaim.params.shape, ...e.draftClaim.body.shape }),
  run: async (work, { subjectId, periodId, kind }) => {
    await lockSubject(work.tx, subjectId);
    const subject = await subjectFor(work, subjectId, 'neutrality.keep');
    const period = await periodOf(work, subject.id, periodId);
    const { organizationId, personId, name } = work.actor;
    const open = (await claimsOf(work.tx, organizationId, { subjectId })).filter(
      (one) => one.period_id === periodId && one.kind === kind && stateOf(one) !== 'withdrawn',
    );
    if (open.length > 0) throw new Refusal('already_exists');
    const id = work.newId();
    const row = {
      ...{ id, no: await nextClaimNo(work.tx, organizationId), number: numberOf(id, period.ends_on.slice(0, 4)) },
      ...{ subject_id: subject.id, period_id: period.id, kind, done_at: work.now, done_by: personId, done_by_name: name },
    };
    await insertClaim(work.tx, { ...row, organization_id: organizationId });
    work.record({ kind: 'neutrality.claim_drafted', objectType: claimObject, objectId: id, objectVersion: 1, content: row });
    return { id, number: row.number };
  },
});

/** Asks trading to buy what a claim needs, for the subject's entity or one below it: a request to buy there, followed until the units stand in the ledger (D.8). */
export const requestUnits = command({
  name: 'neutrality.request-units',
  action: 'neutrality.keep',
  input: z.strictObject({ ...e.requestUnits.params.shape, ...e.requestUnits.body.shape }),
  run: async (work, { claimId, programme, quantity, neededBy, reason, entityId }) => {
    const { claim, subject } = await claimFor(work, { id: claimId }, 'neutrality.keep');
    if (stateOf(claim) === 'withdrawn' || claim.kind !== 'achievement') throw new Refusal('wrong_state');
    if (parseDay(neededBy) === null) throw new Refusal('invalid_input');
    const { organizationId, personId, name } = work.actor;
    const holder = entityId ?? subject.entity_id;
    const below = await organization.entitiesBelow(work, subject.entity_id);
    if (!below.some((one) => one.id === holder)) throw new Refusal('not_found', { values: { id: holder, what: 'entity' } });
    const requestId = await trading.requestPurchase(work, {
      ...{ entityId: holder, programme, quantity, neededBy, reason },
      for: {
        ...{ objectType: claimObject, objectId: claimId, path: `/neutrality/claims/${claimId}` },
        label: { zh: `碳中和声明 ${claim.number}：${subject.name}`, en: `Claim of neutrality ${claim.number}: ${subject.name_en}` },
      },
    });
    const row = {
      ...{ id: work.newId(), claim_id: claimId, programme, quantity, needed_by: neededBy, reason, request_id: requestId },
      ...{ done_at: work.now, done_by: personId, done_by_name: name },
    };
    await insertProcurement(work.tx, { ...row, organization_id: organizationId });
    work.record({ kind: 'neutrality.units_requested', objectType: claimObject, objectId: claimId, objectVersion: 1, content: row });
    return { id: row.id };
  },
});
