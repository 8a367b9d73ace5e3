import type { Locator, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { choose, fill, go, inspect, panel, picture, settled, stage, type Visitor } from '../support/journey.ts';
import { bookOf } from '../support/workbook.ts';

/** 委托: from the ticket to the report, each step by the person whose it is; one order is refused by a limit, one by T+1. */

const { enter, expectNoFaults } = stage();
const [limit, first, second] = ['94.20', '94.10', '94.05'] as const;

const row = (within: Page | Locator, text: string | RegExp) => within.getByRole('row').filter({ hasText: text });

async function openTicket({ page, t }: Visitor): Promise<Locator> {
  await page.getByRole('button', { name: t('orders.ticket') }).click();
  const form = panel(page, t('orders.ticket'));
  await form.waitFor();
  return form;
}

async function chooseFunds({ page, t }: Visitor, form: Locator): Promise<void> {
  await form.getByRole('button', { name: t('orders.chooseEvidence') }).click();
  const picker = panel(page, t('evidence.pick'));
  await picker
    .getByRole('checkbox', { name: /交易资金账户余额证明/ })
    .first()
    .check();
  await picker.getByRole('button', { name: t('evidence.pickDone', { count: 1 }) }).click();
  await form.getByRole('button', { name: t('orders.evidenceChosen') }).waitFor();
}

/** Writes a purchase of 25,000 t, which is above what the trader may order at once; then 1,000 t. The number of the order that was sent. */
async function buy(visitor: Visitor): Promise<void> {
  const { page, t, language } = visitor;
  const form = await openTicket(visitor);
  await fill(form, {
    ...{ [t('orders.vintage')]: '2023', [t('orders.funds')]: '8000000', [t('orders.quantity')]: '25000' },
    ...{ [t('orders.price')]: limit, [t('orders.previousClose')]: '94.60' },
    ...{ [t('orders.closeSource')]: 'SEEE', [t('orders.purpose')]: '补足缺口' },
  });
  await chooseFunds(visitor, form);
  const refused = row(form, '25,000 / 20,000 t');
  await refused.getByText(t('orders.verdicts.fail'), { exact: true }).waitFor();
  await picture(page, `ticket-refused-${language}`);
  await form.getByRole('button', { name: t('orders.send'), exact: true }).click();
  await form.waitFor({ state: 'hidden' });
  const again = await openTicket(visitor);
  await fill(again, {
    ...{ [t('orders.vintage')]: '2023', [t('orders.funds')]: '8000000', [t('orders.quantity')]: '1000' },
    ...{ [t('orders.price')]: limit, [t('orders.previousClose')]: '94.60' },
    ...{ [t('orders.closeSource')]: 'SEEE', [t('orders.purpose')]: '补足缺口' },
  });
  await chooseFunds(visitor, again);
  await row(again, '1,000 / 20,000 t').getByText(t('orders.verdicts.pass'), { exact: true }).waitFor();
  await picture(page, `ticket-${language}`);
  await again.getByRole('button', { name: t('orders.send'), exact: true }).click();
  await again.waitFor({ state: 'hidden' });
  await settled(page);
}

/** Approves as the risk officer, who may; the trader may not. */
async function approve({ page, t, language }: Visitor, address: string): Promise<void> {
  const own = page.getByRole('button', { name: t('orders.approve'), exact: true });
  expect(await own.getAttribute('aria-disabled')).toBe('true');
  const risk = await enter('risk_officer', { language });
  await go(risk.page, address);
  await risk.page.getByRole('button', { name: t('orders.approve'), exact: true }).click();
  await risk.page.getByRole('heading', { level: 2, name: t('orders.state.in_market'), exact: true }).waitFor();
  await risk.page.getByRole('heading', { level: 3, name: t('orders.stage.approval') }).waitFor();
}

/** One fill is typed, the other comes in the exchange's report; a report with faults is told cell by cell and keeps nothing. */
async function fillOrder(visitor: Visitor, no: string, address: string): Promise<void> {
  const { page, t, language } = visitor;
  await go(page, address);
  await page.getByRole('button', { name: t('orders.enterFill') }).click();
  const form = panel(page, t('orders.enterFill'));
  await fill(form, {
    [t('orders.tradeNo')]: `A-${language}`,
    [t('orders.quantity')]: '400',
    [t('orders.fillPrice')]: first,
    [t('orders.tradedAt')]: '09:30',
  });
  await form.getByRole('button', { name: t('common.save') }).click();
  await form.waitFor({ state: 'hidden' });
  await row(page, `A-${language}`).first().waitFor();
  await go(page, '/trading/orders');
  await page.getByRole('button', { name: t('orders.importFills') }).click();
  const report = panel(page, t('orders.importFills'));
  const give = async (name: string, buffer: Buffer) =>
    await report.getByLabel(t('orders.fillsFile')).setInputFiles({ name, mimeType: 'application/octet-stream', buffer });
  const lines = (quantity: string) => [
    ['trade_no', 'order_no', 'price', 'quantity', 'traded_at'],
    [`A-${language}`, no, first, '400', '2025-01-20 09:30:00'],
    [`B-${language}`, no, second, quantity, '2025-01-20 09:30:00'],
  ];
  await give(
    `wrong-${language}.csv`,
    Buffer.from(
      lines('601')
        .map((one) => one.join(','))
        .join('\r\n'),
    ),
  );
  await report.getByText('D3', { exact: true }).waitFor();
  await picture(page, `fills-wrong-${language}`);
  await give(`right-${language}.xlsx`, bookOf({ Fills: lines('600') }));
  await report.getByText(t('orders.fillKnown')).waitFor();
  await picture(page, `fills-right-${language}`);
  await report.getByRole('button', { name: t('orders.takeFills', { n: 1 }) }).click();
  await report.waitFor({ state: 'hidden' });
}

/** The finance officer settles by the clearing statement; fills, statement and ledger agree. */
async function settle({ language, t }: Visitor, address: string): Promise<void> {
  const finance = await enter('finance_officer', { language, width: 1920 });
  const { page } = finance;
  await go(page, address);
  await inspect(finance, 'order-to-settle', ['补足缺口', 'SEEE']);
  await page.getByRole('button', { name: t('orders.settle'), exact: true }).click();
  const form = panel(page, t('orders.settle'));
  const amount = (400 * Number(first) + 600 * Number(second)).toFixed(2);
  await fill(form, {
    ...{ [t('orders.amount')]: amount, [t('orders.fees')]: '94.20', [t('orders.marketAverage')]: '94.00' },
    [t('orders.documentNo')]: `挂牌 ${language}`,
  });
  await picture(page, `settle-${language}`);
  await form.getByRole('button', { name: t('common.save') }).click();
  await form.waitFor({ state: 'hidden' });
  await page.getByText(t('orders.noBreaks')).waitFor();
}

/** What was bought today is not sold today (T+1). */
async function sellSameDay(visitor: Visitor): Promise<void> {
  const { page, t, language } = visitor;
  await go(page, '/trading/orders');
  const form = await openTicket(visitor);
  await choose(form, t('orders.side'), t('orders.sides.sell'));
  await choose(form, t('orders.instrument'), 'CEA 2023');
  await fill(form, {
    ...{ [t('orders.quantity')]: '500', [t('orders.price')]: '95', [t('orders.previousClose')]: '94.60' },
    ...{ [t('orders.closeSource')]: 'SEEE', [t('orders.purpose')]: '补足缺口' },
  });
  await row(form, 'T+1').getByText(t('orders.verdicts.fail'), { exact: true }).waitFor();
  await picture(page, `ticket-resale-${language}`);
  await form.getByRole('button', { name: t('orders.send'), exact: true }).click();
  await form.waitFor({ state: 'hidden' });
  await settled(page);
}

/** The report: (400 × 94.10 + 600 × 94.05) / 1 000 = 94.07, and how it came about. */
async function readReport(visitor: Visitor): Promise<void> {
  const { page, t, language } = visitor;
  await page.getByRole('heading', { level: 2, name: t('orders.report') }).waitFor();
  await inspect(visitor, 'order-settled', ['补足缺口', 'SEEE', '挂牌']);
  await row(page, language === 'zh' ? /^成交均价/ : /^Average price/)
    .getByRole('link', { name: '94.0700' })
    .click();
  await panel(page, t('emission.derivation.title')).getByText('94,070.00').first().waitFor();
  await picture(page, `order-derivation-${language}`);
}

describe('orders', () => {
  it('ticket, approval, fills typed and imported, settlement, report; one refused by a limit, one by T+1', async () => {
    const trader = await enter('trader', { language: 'zh' });
    const { page, t } = trader;
    await go(page, '/trading/orders');
    await buy(trader);
    const link = row(page, t('orders.state.waiting')).filter({ hasText: 'CEA 2023' }).getByRole('link').first();
    const no = (await link.textContent()) ?? '';
    await link.click();
    await page.getByRole('heading', { level: 1, name: new RegExp(`${no} · `) }).waitFor();
    const address = new URL(page.url()).pathname;
    await settled(page);
    await inspect(trader, 'order-waiting', ['补足缺口', 'SEEE']);
    await approve(trader, address);
    await fillOrder(trader, no, address);
    await settle(trader, address);
    await go(page, address);
    await readReport(trader);
    await sellSameDay(trader);
    const refused = row(page, t('orders.state.refused')).filter({ hasText: 'CEA 2023' });
    await refused.filter({ hasText: t('orders.sides.buy') }).waitFor();
    await refused.filter({ hasText: t('orders.sides.sell') }).waitFor();
    await inspect(trader, 'orders', ['补足缺口']);
    expectNoFaults();
  });

  it('reads the same in English', async () => {
    const auditor = await enter('internal_auditor', { language: 'en', width: 1920 });
    const { page, t } = auditor;
    await go(page, '/trading/orders');
    await inspect(auditor, 'orders', ['补足缺口']);
    await row(page, t('orders.state.settled')).filter({ hasText: 'CEA 2023' }).getByRole('link').first().click();
    await page.getByRole('heading', { level: 1, name: / · / }).waitFor();
    await settled(page);
    await readReport(auditor);
    expectNoFaults();
  });
});
