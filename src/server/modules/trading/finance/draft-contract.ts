import { financeEndpoints } from '../../../../contract/finance.ts';
import { Refusal } from '../../../../kernel/refusal.ts';
import { evaluateContract } from '../../../../kernel/trading/finance/evaluate-contract.ts';
import { changeable } from '../../../work/changeable.ts';
import { command, query, type Work } from '../../../work/command.ts';
import * as asset from '../../asset/index.ts';
import type { Shelf } from '../../library/index.ts';
import * as organization from '../../organization/index.ts';
import { mandateInForce } from '../mandate/mandate-in-force.ts';
import { conflictsOf, conflictView } from './conflict-facts.ts';
import { insertContract, nextContractNo } from './store.ts';
import { type Draft, kernelTerms } from './terms-of.ts';

export const financeObject = 'finance_contract';

const fault = (path: string, zh: string, en: string): Refusal =>
  new Refusal('invalid_input', { findings: [{ code: 'finance_draft', severity: 'error', place: { path }, text: { zh, en } }] });

/** What a draft must say of its units, whatever the calendar says. */
function complete(draft: Draft): void {
  const { kind, side, classId, newClass, receivedClassId, receivedNewClass } = draft;
  if ((classId === undefined) === (newClass === undefined))
    throw fault('/classId', '请选择单位类别，或填写品种与年份', 'Choose a class of units, or say programme and vintage');
  if (side === 'give' && kind !== 'forward' && newClass)
    throw fault('/classId', '交出的须是已持有的单位类别', 'What is given is of a class that is held');
  const received = [receivedClassId, receivedNewClass].filter((one) => one !== undefined).length;
  if (received !== (kind === 'swap' ? 1 : 0))
    throw fault('/receivedClassId', '互换须写明换入的类别，其他合约不写', 'A swap says what it brings; no other contract does');
}

type Named = { readonly programme: string; readonly vintage: number; readonly registeredOn: string | null };

async function named(work: Work, classId: string | undefined, newClass: Draft['newClass']): Promise<Named> {
  return newClass ? { ...newClass, registeredOn: null } : (await asset.tradedClass(work, classId ?? '')).view;
}

/** Payments, cost and conflicts of a contract as it would be drafted (B.6, B.8); nothing is stored. */
export function checkFinance(shelf: Shelf) {
  return query({
    name: 'trading.check-finance',
    action: 'trading.draft_contract',
    input: financeEndpoints.checkFinance.body,
    run: async (work, draft) => {
      complete(draft);
      await organization.findEntity(work, draft.entityId);
      await work.permit('trading.draft_contract', draft.entityId);
      const terms = kernelTerms(draft);
      const result = evaluateContract(terms);
      const conflicts = await conflictsOf(work, shelf, {
        ...{ contractId: null, entityId: draft.entityId, counterparty: draft.counterparty, terms, drafterId: work.actor.personId },
        given: await named(work, draft.classId, draft.newClass),
        received: draft.kind === 'swap' ? await named(work, draft.receivedClassId, draft.receivedNewClass) : null,
      });
      return { result: changeable({ calculation: result.method.id, ...result }), conflicts: conflicts.map(conflictView) };
    },
  });
}

/** Drafts a contract (B.8). Whatever stands against it is told; it counts for nothing before somebody else approves it. */
export const draftFinance = command({
  name: 'trading.draft-finance',
  action: 'trading.draft_contract',
  input: financeEndpoints.draftFinance.body,
  run: async (work, draft) => {
    complete(draft);
    await organization.findEntity(work, draft.entityId);
    await work.permit('trading.draft_contract', draft.entityId);
    evaluateContract(kernelTerms(draft));
    await asset.lockLedger(work);
    const held = async (classId: string | undefined, newClass: Draft['newClass']) =>
      newClass ? await asset.classToTrade(work, newClass) : await asset.tradedClass(work, classId ?? '');
    const given = await held(draft.classId, draft.newClass);
    const received = draft.kind === 'swap' ? await held(draft.receivedClassId, draft.receivedNewClass) : null;
    if (received?.no === given.no) throw fault('/receivedClassId', '换入与换出相同', 'What is received is what is given');
    const { organizationId, personId, name } = work.actor;
    const row = {
      ...{ organization_id: organizationId, id: work.newId(), no: await nextContractNo(work.tx, organizationId) },
      ...{ kind: draft.kind, side: draft.side, entity_id: draft.entityId, counterparty: draft.counterparty },
      ...{ class_no: given.no, received_class_no: received?.no ?? null, quantity: draft.quantity },
      ...{ starts_on: draft.startsOn, ends_on: draft.endsOn, document_no: draft.documentNo, purpose: draft.purpose },
      mandate_id: (await mandateInForce(work, draft.startsOn))?.id ?? null,
      ...{ drafted_at: work.now, drafted_by: personId, drafted_by_name: name },
    };
    await insertContract(work.tx, { ...row, terms: JSON.stringify(draft.terms) });
    const content = { ...row, terms: draft.terms };
    work.record({ kind: 'finance.contract_drafted', objectType: financeObject, objectId: row.id, objectVersion: 1, content });
    return { id: row.id, no: row.no, state: 'drafted' as const };
  },
});
