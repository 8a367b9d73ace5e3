import { orderEndpoints } from '../../../../contract/orders.ts';
import { decimal, print, zero } from '../../../../kernel/quantity/decimal.ts';
import { ofUnits } from '../../../../kernel/quantity/whole.ts';
import { Refusal } from '../../../../kernel/refusal.ts';
import { command, query, type Work } from '../../../work/command.ts';
import * as asset from '../../asset/index.ts';
import * as document from '../../document/index.ts';
import type { Shelf } from '../../library/index.ts';
import * as organization from '../../organization/index.ts';
import { progressOf, requestFor } from '../requests/purchase-requests.ts';
import { insertRequestOrder } from '../requests/store.ts';
import { insertChecks, insertOrder, nextOrderNo } from './store.ts';
import { type Check, checkTicket, endOfDay, printed, type Ticket, toCheckOf } from './ticket-checks.ts';

export const orderObject = 'trading_order';

const fault = (path: string, zh: string, en: string): Refusal =>
  new Refusal('invalid_input', { findings: [{ code: 'order_ticket', severity: 'error', place: { path }, text: { zh, en } }] });

/** What a ticket must say, whatever the checks find. */
function complete(ticket: Ticket): void {
  if ((ticket.classId === undefined) === (ticket.newClass === undefined))
    throw fault('/classId', '请选择一个单位类别，或填写买入的品种与年份', 'Choose a class of units, or say programme and vintage to buy');
  if (ticket.side === 'sell' && ticket.newClass) throw fault('/classId', '卖出须选择持有的单位类别', 'A sale is of a class that is held');
  if (ticket.side === 'buy' && ticket.funds === null)
    throw fault('/funds', '买入须填写可用资金及其证据', 'A purchase says the funds available and their evidence');
}

/** The checks of a ticket as they would be kept with it (B.6); nothing is stored. */
export function checkTicketNow(shelf: Shelf) {
  return query({
    name: 'trading.check-ticket',
    action: 'trading.place_order',
    input: orderEndpoints.checkTicket.body,
    run: async (work, ticket) => {
      complete(ticket);
      await organization.findEntity(work, ticket.entityId);
      await work.permit('trading.place_order', ticket.entityId);
      const held = ticket.classId === undefined ? null : await asset.tradedClass(work, ticket.classId);
      const of = toCheckOf(work, ticket, held);
      const found = await checkTicket(work, shelf, of);
      return {
        ...{ verdict: found.verdict, firstReason: found.firstReason, tradingDay: of.day },
        checks: found.checks.map((one) => ({ ...one, stage: 'ticket' as const })),
        ...{ bandLow: printed(found.bandLow), bandHigh: printed(found.bandHigh) },
        amount: print(of.price.times(ofUnits(of.quantity))),
      };
    },
  });
}

/** A ticket that serves a request buys what is asked for, for whom it is asked. */
async function checkRequest(work: Work, ticket: Ticket, held: asset.TradedClass): Promise<void> {
  if (ticket.requestId === undefined) return;
  const request = await requestFor(work, ticket.requestId);
  if (request.ending !== null || progressOf(request).state === 'arrived')
    throw fault('/requestId', '该买入请求已结束或已完成', 'This request to buy is over');
  const fits = ticket.side === 'buy' && ticket.entityId === request.entity_id && held.view.programme === request.programme;
  if (!fits)
    throw fault(
      '/requestId',
      `该请求是为同一单位买入 ${request.programme}；请改正方向、单位或品种`,
      `The request is to buy ${request.programme} for one entity: correct side, entity or programme`,
    );
}

export async function keepChecks(work: Work, orderId: string, stage: 'ticket' | 'approval', checks: readonly Check[]): Promise<void> {
  await insertChecks(
    work.tx,
    checks.map((one, no) => ({
      ...{ organization_id: work.actor.organizationId, order_id: orderId, stage, no, code: one.code, verdict: one.verdict },
      ...{ limit_id: one.limitId, figures: JSON.stringify(one.figures), text_zh: one.text.zh, text_en: one.text.en },
    })),
  );
}

/** Keeps a ticket with the verdict of each check (B.6). One that fails a hard check is kept as refused and never goes further. */
export function placeOrder(shelf: Shelf) {
  return command({
    name: 'trading.place-order',
    action: 'trading.place_order',
    input: orderEndpoints.placeOrder.body,
    run: async (work, ticket) => {
      complete(ticket);
      await organization.findEntity(work, ticket.entityId);
      await work.permit('trading.place_order', ticket.entityId);
      await asset.lockLedger(work);
      const held = ticket.newClass ? await asset.classToTrade(work, ticket.newClass) : await asset.tradedClass(work, ticket.classId ?? '');
      await checkRequest(work, ticket, held);
      const of = toCheckOf(work, ticket, held);
      const found = await checkTicket(work, shelf, of);
      const { organizationId, personId, name } = work.actor;
      const row = {
        ...{ organization_id: organizationId, id: work.newId(), no: await nextOrderNo(work.tx, organizationId) },
        ...{ entity_id: ticket.entityId, class_no: held.no, side: ticket.side, channel: ticket.channel, quantity: ticket.quantity },
        ...{ price: print(of.price), trading_day: of.day, expires_at: endOfDay(of.day), purpose: ticket.purpose },
        ...{ compliance_year: ticket.complianceYear, counterparty: ticket.counterparty },
        ...{ previous_close: print(of.previousClose), close_source: ticket.closeSource },
        arrival_price: print(decimal(ticket.arrivalPrice ?? ticket.previousClose)),
        ...{ band_low: printed(found.bandLow), band_high: printed(found.bandHigh) },
        ...{ funds: printed(of.funds?.available ?? null), fee_share: print(of.funds?.feeShare ?? zero) },
        ...{ evidence_id: ticket.funds?.evidenceId ?? null, mandate_id: found.mandateId },
        ...{ verdict: found.verdict, first_reason: found.firstReason },
        ...{ placed_at: work.now, placed_by: personId, placed_by_name: name },
      };
      await insertOrder(work.tx, row);
      if (ticket.requestId !== undefined)
        await insertRequestOrder(work.tx, { organization_id: organizationId, order_id: row.id, request_id: ticket.requestId });
      await keepChecks(work, row.id, 'ticket', found.checks);
      await document.useEvidence(work, row.evidence_id === null ? [] : [row.evidence_id], {
        ...{ objectType: orderObject, objectId: row.id, path: `/trading/orders/${row.id}` },
        label: { zh: `委托 ${row.no}`, en: `Order ${row.no}` },
      });
      const kind = found.verdict === 'refused' ? 'trading.order_refused' : 'trading.order_placed';
      work.record({ kind, objectType: orderObject, objectId: row.id, objectVersion: 1, content: { ...row, checks: found.checks } });
      const state = found.verdict === 'refused' ? ('refused' as const) : ('waiting' as const);
      return { id: row.id, no: row.no, state, firstReason: found.firstReason };
    },
  });
}
