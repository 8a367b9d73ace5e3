import { type Attack, get, post } from './attacks.ts';
import type { AttackedIds } from './attacks-objects.ts';
import { type Client, ok } from './server.ts';

/** Attacks on what is said about a record: a thread with a remark that calls upon a person and asks them. */

export async function furnishThread(all: Client, objectId: string, personId: string, mark: string) {
  const body = { objectType: 'register_record', objectId, body: mark, mentions: [personId], question: { askedOf: personId } };
  const [thread] = ok(await all.post('/api/v1/discussions', body)).json().threads;
  return { threadId: thread.id, remarkId: thread.remarks[0].id };
}

export function attacksOnDiscussions(ids: AttackedIds): Attack[] {
  const { registerRecordId, cellId, reportId, planId, instructionId, decisionId, projectId, orderId, mandateId, contractId } = ids;
  const { personId, evidenceId, threadId, remarkId, assessmentId } = ids;
  const objects = {
    ...{ register_record: registerRecordId, activity_cell: cellId, annual_report: reportId, control_plan: planId },
    ...{ ledger_instruction: instructionId, allocation_decision: decisionId, asset_project: projectId, trading_order: orderId },
    ...{ trading_mandate: mandateId, finance_contract: contractId, maturity_assessment: assessmentId },
  };
  const about = { objectType: 'register_record', objectId: registerRecordId };
  const [thread, remark] = [`/api/v1/discussions/${threadId}`, `/api/v1/remarks/${remarkId}`];
  const words = { body: 'x', mentions: [personId], evidenceIds: [evidenceId] };
  return [
    ...Object.entries(objects).map(([objectType, objectId]) =>
      get('discussion.read', `/api/v1/discussions?objectType=${objectType}&objectId=${objectId}`),
    ),
    get('discussion.suggest', `/api/v1/discussions/people?objectType=register_record&objectId=${registerRecordId}`),
    post('discussion.open', '/api/v1/discussions', { ...about, ...words, question: { askedOf: personId } }),
    post('discussion.see', '/api/v1/discussions/seen', about),
    post('discussion.reply', `${thread}/remarks`, words),
    post('discussion.turn', `${thread}/turns`, { turn: 'asked', question: { askedOf: personId }, seenTurns: 1 }),
    post('discussion.turn', `${thread}/turns`, { turn: 'resolved', seenTurns: 1 }),
    post('discussion.correct', `${remark}/versions`, { ...words, reason: 'r', seenVersion: 1 }),
    post('discussion.withdraw', `${remark}/withdrawal`, { reason: 'r', seenVersion: 1 }),
  ];
}
