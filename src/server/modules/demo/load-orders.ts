import { present } from '../../../kernel/assert.ts';
import * as asset from '../asset/index.ts';
import * as trading from '../trading/index.ts';
import { addPaper } from './load-boundary.ts';
import { heldClass } from './load-movements.ts';
import { readTold, type StoryOrder } from './story-year.ts';
import type { Deed, YearDesk } from './year-desk.ts';

/** What the trading account held, as the bank says it: the evidence of every purchase. */
export function fundsDeeds({ scene: { cast, shelving }, told, funds }: YearDesk): Deed[] {
  return told.funds.map(({ ref, at, file, title, to }) => ({
    at,
    run: async () => {
      const paper = { file, title, kind: 'other', from: at.slice(0, 10), to };
      funds.set(ref, await addPaper(cast, shelving, 'finance_officer', at, paper));
    },
  }));
}

async function place({ scene, told: { funds: papers }, entityId, orders, funds }: YearDesk, told: StoryOrder): Promise<void> {
  const { cast, shelf } = scene;
  const paper = papers.find((one) => one.ref === told.funds);
  const { id } = await cast.act('trader', told.at, trading.placeOrder(shelf), {
    ...{ entityId, classId: await heldClass(scene, told.at, told.class), side: told.side, channel: told.channel },
    ...{ quantity: told.quantity, price: told.price, previousClose: told.previous_close, closeSource: '演示行情（非真实行情）' },
    ...{ purpose: told.purpose, complianceYear: told.year, counterparty: told.counterparty },
    funds: paper ? { available: paper.available, evidenceId: funds.get(paper.ref), feeShare: '0.001' } : null,
  });
  orders.set(told.ref, id);
}

function orderDeedsOf(desk: YearDesk, told: StoryOrder): Deed[] {
  const { scene, orders, transactions } = desk;
  const { cast, shelf } = scene;
  const { approved, settled } = told;
  const orderId = () => present(orders.get(told.ref), `order ${told.ref}`);
  const done = async (deed: Promise<unknown>): Promise<void> => {
    await deed;
  };
  return [
    { at: told.at, run: () => place(desk, told) },
    ...(approved
      ? [
          {
            at: approved.at,
            run: () => done(cast.act(approved.by, approved.at, trading.decideOrder(shelf), { orderId: orderId(), decision: 'approve' })),
          },
        ]
      : []),
    ...told.fills.map(({ no: tradeNo, quantity, price, at }) => ({
      at,
      run: () => done(cast.act('trader', at, trading.recordFill, { orderId: orderId(), tradeNo, quantity, price, tradedAt: at })),
    })),
    ...(settled
      ? [
          {
            at: settled.at,
            run: async () => {
              const { on: settledOn, amount, fees, document_no: documentNo } = settled;
              const { transactionId } = await cast.act('finance_officer', settled.at, trading.settleOrder(shelf), {
                ...{ orderId: orderId(), settledOn, quantity: told.quantity, amount, fees, documentNo },
              });
              transactions.set(documentNo, transactionId);
            },
          },
        ]
      : []),
  ];
}

/** Orders from the ticket to the settlement, each step by the person whose it is. What a check refuses stays refused. */
export const orderDeeds = (desk: YearDesk): Deed[] => desk.told.orders.flatMap((told) => orderDeedsOf(desk, told));

/** What purchases cost, each with the note of its settlement. */
export function costDeeds({ scene: { cast, shelving }, told, transactions }: YearDesk): Deed[] {
  return told.costs.map(({ of, at, amount, fees, vat, free, note, paper }) => ({
    at,
    run: async () => {
      const day = at.slice(0, 10);
      const found = paper && { file: paper.file, title: paper.title, kind: 'settlement', from: day, to: day };
      await cast.act('finance_officer', at, asset.recordTransactionCost, {
        ...{ transactionId: present(transactions.get(of), `a transaction of ${of}`), amount, fees, vat, freeQuantity: free ?? null, note },
        ...{ evidenceIds: found ? [await addPaper(cast, shelving, 'finance_officer', at, found)] : [], seenVersion: 0 },
      });
    },
  }));
}

/** Statements against the ledger; what differs is explained by one and accepted by another. */
export function stockTakeDeeds({ scene, told, entityId }: YearDesk): Deed[] {
  const { cast, referenceFolder } = scene;
  return told.stock_takes.map((one) => ({
    at: one.at,
    run: async () => {
      const { accounts } = await cast.ask(one.by, one.at, asset.readHoldings, { entityId });
      const { id } = await cast.act(one.by, one.at, asset.takeStock, {
        ...{
          accountId: present(
            accounts.find((own) => own.kind === one.account),
            `account ${one.account}`,
          ).id,
          source: one.source,
        },
        ...{ firstDay: one.first_day, lastDay: one.last_day, fileName: one.file, documentNo: one.document_no },
        text: readTold(referenceFolder, one.file),
      });
      const { explained, accepted } = one;
      if (!explained || !accepted) return;
      const { breaks } = await cast.ask(explained.by, explained.at, asset.readStockTakes, {});
      for (const found of breaks.filter((own) => own.stockTakeId === id)) {
        const said = { breakId: found.id, reason: explained.reason };
        const { id: explanationId } = await cast.act(explained.by, explained.at, asset.explainBreak, said);
        const decision = { explanationId, decision: 'accepted', reason: accepted.reason };
        await cast.act(accepted.by, accepted.at, asset.decideExplanation, decision);
      }
    },
  }));
}
