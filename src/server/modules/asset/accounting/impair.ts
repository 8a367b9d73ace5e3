import { z } from 'zod';
import { accountingEndpoints } from '../../../../contract/accounting.ts';
import { evaluateLedgerBooks } from '../../../../kernel/accounting/evaluate-ledger-books.ts';
import { impairmentOf } from '../../../../kernel/accounting/impairment.ts';
import { todayOf } from '../../../../kernel/calendar/today.ts';
import { type Decimal, decimal, print, zero } from '../../../../kernel/quantity/decimal.ts';
import { round } from '../../../../kernel/quantity/rounding.ts';
import { Refusal } from '../../../../kernel/refusal.ts';
import { command, type Work } from '../../../work/command.ts';
import * as organization from '../../organization/index.ts';
import { classesOf, lockHead } from '../ledger/store.ts';
import { rulesOf } from './policy.ts';
import { changesUntil } from './read-accounting.ts';
import { policiesOf } from './store.ts';
import { impairmentsOf, insertImpairment, insertImpairmentDecision, nextImpairmentNo } from './store-impairments.ts';
import { writeDownsUntil } from './write-downs.ts';

const { recordImpairment: recorded, decideImpairment: decided } = accountingEndpoints;
const impairmentObject = 'impairment';

const fault = (path: string, zh: string, en: string): Refusal =>
  new Refusal('invalid_input', { findings: [{ code: 'impairment', severity: 'error', place: { path }, text: { zh, en } }] });

/** What a class of an entity stands at on a day, in yuan to the cent, and how much of earlier impairment is in it: the books without any less the books. */
async function standingOf(
  work: Work,
  entityId: string,
  classId: string,
  day: string,
): Promise<{ carrying: Decimal; impairedBefore: Decimal }> {
  const approved = (await policiesOf(work.tx, work.actor.organizationId)).find((one) => one.approved_at !== null);
  const { originOrder, impairment, ...rules } = rulesOf(approved);
  const { changes } = await changesUntil(work, entityId, day);
  const writeDowns = await writeDownsUntil(work, entityId, day, impairment);
  const standsAt = (beside: object) => {
    const { classes } = evaluateLedgerBooks(changes, rules, originOrder, new Set(), beside);
    return round(classes.find((one) => one.classId === classId)?.value ?? zero, 2);
  };
  const carrying = standsAt({ writeDowns });
  const impaired = standsAt({}).minus(carrying);
  return { carrying, impairedBefore: impaired.isNegative() ? zero : impaired };
}

/** Keeps a test of impairment of a class of an entity (C.10): carrying amount by the books, recoverable amount with its source; it counts once another person approves it. */
export const recordImpairment = command({
  name: 'asset.record-impairment',
  action: 'asset.keep_accounts',
  input: recorded.body,
  run: async (work, { entityId, classId, testedOn, recoverable, source, reason, documentNo }) => {
    const { organizationId, personId, name } = work.actor;
    await organization.findEntity(work, entityId);
    await work.permit('asset.keep_accounts', entityId);
    await lockHead(work.tx, organizationId);
    const held = (await classesOf(work.tx, organizationId)).find((one) => one.id === classId);
    if (!held) throw new Refusal('not_found', { values: { id: classId, what: 'class' } });
    if (testedOn > todayOf(work.now)) throw fault('/testedOn', '测试日不晚于今天', 'The day of the test is not after today');
    const same = (await impairmentsOf(work.tx, organizationId)).filter((one) => one.entity_id === entityId && one.class_no === held.no);
    if (same.some((one) => one.decision === null)) throw new Refusal('wrong_state');
    if (same.some((one) => one.decision === 'approved' && one.tested_on > testedOn))
      throw fault('/testedOn', '已有更晚的减值测试获批准', 'A later test is approved already');
    const approved = (await policiesOf(work.tx, organizationId)).find((one) => one.approved_at !== null);
    const { carrying, impairedBefore } = await standingOf(work, entityId, classId, testedOn);
    if (carrying.isZero()) throw fault('/classId', '该类别当日没有账面价值', 'The class has no carrying amount on the day');
    const amount = impairmentOf({ carrying, recoverable: decimal(recoverable), impairedBefore }, rulesOf(approved).impairment);
    const row = {
      ...{ organization_id: organizationId, id: work.newId(), no: await nextImpairmentNo(work.tx, organizationId), entity_id: entityId },
      ...{ class_no: held.no, tested_on: testedOn, carrying: print(carrying), impaired_before: print(impairedBefore) },
      ...{ recoverable: print(decimal(recoverable)), source, amount: print(amount), reason, document_no: documentNo },
      ...{ recorded_at: work.now, recorded_by: personId, recorded_by_name: name },
    };
    await insertImpairment(work.tx, row);
    work.record({ kind: 'impairment.recorded', objectType: impairmentObject, objectId: row.id, objectVersion: 1, content: row, reason });
    return { id: row.id, no: row.no, carrying: row.carrying, amount: row.amount };
  },
});

/** Approves or rejects a test once (C.10), by another person; approved only while the books still say what was tested. */
export const decideImpairment = command({
  name: 'asset.decide-impairment',
  action: 'asset.approve_accounts',
  input: z.strictObject({ ...decided.params.shape, ...decided.body.shape }),
  run: async (work, { impairmentId, decision, reason }) => {
    const { organizationId, personId, name } = work.actor;
    await lockHead(work.tx, organizationId);
    const one = (await impairmentsOf(work.tx, organizationId)).find((row) => row.id === impairmentId);
    if (!one) throw new Refusal('not_found', { values: { id: impairmentId, what: impairmentObject } });
    await work.permit('asset.approve_accounts', one.entity_id);
    if (one.recorded_by === personId) throw new Refusal('same_person_proposes_and_approves');
    if (one.decision !== null) throw new Refusal('wrong_state');
    if (decision === 'rejected' && reason === '') throw new Refusal('reason_required');
    if (decision === 'approved') {
      const held = (await classesOf(work.tx, organizationId)).find((row) => row.no === one.class_no);
      const { carrying, impairedBefore } = await standingOf(work, one.entity_id, held?.id ?? '', one.tested_on);
      if (!carrying.equals(one.carrying) || !impairedBefore.equals(one.impaired_before))
        throw fault(
          '/impairmentId',
          `账面价值已变为 ${print(carrying)}，请退回后重新测试`,
          `The carrying amount is ${print(carrying)} by now: reject it and test again`,
        );
    }
    const row = {
      ...{ organization_id: organizationId, impairment_id: impairmentId, decision, recorded_by: one.recorded_by, reason },
      ...{ decided_at: work.now, decided_by: personId, decided_by_name: name },
    };
    await insertImpairmentDecision(work.tx, row);
    work.record({
      ...{ kind: `impairment.${decision}`, objectType: impairmentObject, objectId: impairmentId, objectVersion: 2, content: row },
      ...(reason === '' ? {} : { reason }),
    });
    return { id: impairmentId };
  },
});
