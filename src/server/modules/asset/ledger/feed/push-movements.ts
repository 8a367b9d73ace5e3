import type { z } from 'zod';
import { ledgerFeedEndpoints } from '../../../../../contract/ledger-feed.ts';
import { refusals } from '../../../../../contract/refusals.ts';
import { todayOf } from '../../../../../kernel/calendar/today.ts';
import type { Finding } from '../../../../../kernel/finding.ts';
import { Refusal, refusalCodes } from '../../../../../kernel/refusal.ts';
import { fill, type Text } from '../../../../../kernel/text.ts';
import { command, type Work } from '../../../../work/command.ts';
import { actingRole } from '../../../../work/permission.ts';
import type { Call } from '../../../../work/route.ts';
import { accountFor, classFor } from '../accounts.ts';
import { checkDraft, ownerOf } from '../movement.ts';
import { type Account, accountsOf, classesOf } from '../store.ts';
import type { LedgerRequest } from '../writer/request.ts';
import type { LedgerWriter } from '../writer/writer.ts';
import type { LedgerWriters } from './writers.ts';

const endpoint = ledgerFeedEndpoints.pushMovements;
type Body = z.output<typeof endpoint.body>;
type Movement = Body['movements'][number];
type Item = z.input<typeof endpoint.reply>['items'][number];

/** How a movement is posted, or why it cannot be. */
type Way = { readonly fromNo: number; readonly toNo: number; readonly classNo: number } | { readonly refused: Text };

const numbered: Text = {
  zh: '此类单位按序列号管理；请在登记簿中连同编号登记',
  en: 'Units of this class are held by serial number; enter the movement in the ledger with its numbers',
};
const unknownClass: Text = {
  zh: '账上没有此类单位；先登记买入或借入',
  en: 'No units of this class are known; report the purchase or loan first',
};

/** Everything wrong with the form of the movements, at once and at their places. */
function checkMovements(movements: readonly Movement[], today: string): void {
  const findings: Finding[] = [];
  const at = (index: number, path: string, text: Text) =>
    findings.push({ code: 'ledger_draft', severity: 'error', place: { path: `/movements/${index}${path}` }, text });
  const keys = new Set<string>();
  for (const [index, movement] of movements.entries()) {
    if (keys.has(movement.key)) at(index, '/key', { zh: '同一请求中编号重复', en: 'The same key stands twice in this request' });
    keys.add(movement.key);
    if (movement.effectiveOn > today) at(index, '/effectiveOn', { zh: '生效日不能晚于今天', en: 'The effective day is not after today' });
    try {
      checkDraft({ ...noMore, ...movement, classId: movement.entityId });
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      for (const one of error.findings) findings.push({ ...one, place: { path: `/movements/${index}${one.place.path ?? ''}` } });
    }
  }
  if (findings.length > 0) throw new Refusal('invalid_input', { findings: findings.slice(0, 1000) });
}
const noMore = { serials: [], beneficiary: '', period: '', claim: '', evidenceIds: [] };

const isWorld = (kind: string) => kind === 'issuance' || kind === 'external';
const brings = (kind: Movement['kind']) => kind === 'buy' || kind === 'borrow';

/** Finds the accounts and classes of movements; those that are new are opened. The ledger is locked only when something is. */
async function waysOf(work: Work, movements: readonly Movement[]): Promise<Way[]> {
  const { organizationId } = work.actor;
  for (const entityId of new Set(movements.flatMap((one) => [one.entityId, one.toEntityId ?? one.entityId])))
    await work.permit('asset.push', entityId);
  const accounts = await accountsOf(work.tx, organizationId);
  const classes = await classesOf(work.tx, organizationId);
  const account = async (kind: Account['kind'], entityId: string): Promise<Account> => {
    const whose = isWorld(kind) ? null : entityId;
    const known = accounts.find((one) => one.kind === kind && one.entity_id === whose && one.parent_no === null);
    if (known) return known;
    const opened = await accountFor(work, { kind, owner: whose === null ? null : await ownerOf(work, whose) });
    accounts.push(opened);
    return opened;
  };
  const ways: Way[] = [];
  for (const movement of movements) {
    const { programme, vintage, project, unit } = movement;
    let held = classes.find((one) => one.programme === programme && one.vintage === vintage && one.project === project);
    if (!held && brings(movement.kind)) {
      held = await classFor(work, { programme, vintage, project, unit, serialised: false });
      classes.push(held);
    }
    if (!held || held.serialised) {
      ways.push({ refused: held ? numbered : unknownClass });
      continue;
    }
    const from = await account(movement.from, movement.entityId);
    const to = await account(movement.to, movement.toEntityId ?? movement.entityId);
    ways.push({ fromNo: from.no, toNo: to.no, classNo: held.no });
  }
  return ways;
}

/** Checks what another system reports and opens the accounts it needs; what moves is posted by the ledger's writer. */
const prepareMovements = command({
  name: 'asset.prepare-movements',
  action: 'asset.push',
  input: endpoint.body,
  run: async (work, { movements }) => {
    checkMovements(movements, todayOf(work.now));
    return await waysOf(work, movements);
  },
});

const unsure: Text = { zh: '不知道是否已入账；请以同一编号重发', en: 'Not known whether it was posted; send it again under the same key' };

const textOf = (code: string, values: Readonly<Record<string, string>>): Text =>
  fill(refusals[refusalCodes.find((one) => one === code) ?? 'conflict'].detail, values);

async function postOne(writer: LedgerWriter, movement: Movement, way: Way, asker: LedgerRequest['asker']): Promise<Item> {
  const { key, kind, effectiveOn, quantity, documentNo, reason } = movement;
  if ('refused' in way) return { key, state: 'refused', transactionId: null, reason: way.refused };
  try {
    const answer = await writer.post({
      ...{ operation: endpoint.name, key, asker, kind, effectiveOn },
      legs: [{ ...way, quantity: BigInt(quantity) }],
      more: { documentNo, reason },
    });
    return answer.state === 'applied'
      ? { key, state: 'applied', transactionId: answer.transactionId, reason: null }
      : { key, state: 'refused', transactionId: null, reason: textOf(answer.code, answer.values) };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    if (error.code === 'database_unavailable') return { key, state: 'unknown', transactionId: null, reason: unsure };
    return { key, state: 'refused', transactionId: null, reason: error.detail ?? textOf(error.code, error.values) };
  }
}

/**
 * Movements that another system reports (C.5): each is posted or refused by itself, in the order of the request, and has one answer for good by its key.
 * They go through the organization's one writer, which stores what comes at the same time with one commit.
 */
export function pushMovements(writers: LedgerWriters) {
  return async (call: Call<unknown, unknown, Body>): Promise<{ items: Item[] }> => {
    const { actor, body } = call;
    const ways = await call.command(prepareMovements, body);
    const asker = { personId: actor.personId, name: actor.name, role: actingRole(actor, 'asset.push') };
    const items = await writers.use(actor.organizationId, (writer) =>
      Promise.all(body.movements.map((movement, index) => postOne(writer, movement, ways[index] ?? { refused: unknownClass }, asker))),
    );
    return { items };
  };
}
