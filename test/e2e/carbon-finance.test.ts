import { expect, it } from 'vitest';
import { choose, command, day, fill, go, inspect, panel, placesOf, settled, stage, type Visitor } from '../support/journey.ts';

/** 碳金融: a pledge drafted with its payments and conflicts beside, approved by the risk officer with the reason, started by finance; then read in English. */

const { enter, expectNoFaults } = stage();
const own = ['补充流动资金', '顺延至下一交易日'];
/** A partner whom the mandate in force names, where one is. */
let partner = '示例银行';

/** The drawer of this journey's contract, the only one about these units. */
async function opened({ page, t }: Visitor) {
  await go(page, '/trading/finance');
  await page
    .getByRole('row', { name: t('finance.kinds.pledge') })
    .filter({ hasText: 'CEA 2019' })
    .click();
  const drawer = panel(page, t('finance.contract'));
  await drawer.getByRole('cell', { name: t('finance.flows.interest'), exact: true }).waitFor();
  return drawer;
}

it('a pledge that ends on a day without trading: told, approved with a reason, started; its units are in the ledger', async () => {
  const assets = await enter('asset_manager');
  const { page, t } = assets;
  await go(page, '/trading/finance');
  const { plant } = await placesOf(page);
  const { counterparties } = (await (await page.request.get('/api/v1/trading/finance')).json()) as { counterparties: string[] | null };
  partner = counterparties?.[0] ?? partner;
  await command(page, '/api/v1/ledger/instructions', {
    ...{ kind: 'open', entityId: plant?.id, effectiveOn: '2025-01-10', quantity: '5000', from: 'external', to: 'trading' },
    newClass: { programme: 'CEA', vintage: 2019 },
  });
  await page.getByRole('button', { name: t('finance.draft') }).click();
  const form = panel(page, t('finance.draft'));
  await choose(form, t('finance.units'), 'CEA 2019');
  await fill(form, {
    ...{ [t('finance.counterparty')]: partner, [t('finance.quantity')]: '1000', [t('finance.prices.pledge')]: '74.63' },
    ...{ [t('finance.loan')]: '40000', [t('finance.rate')]: '4.35', [t('finance.purpose')]: '补充流动资金' },
  });
  // A Saturday.
  await day(form, t('finance.endsOn'), '2025-03-15');
  await form.getByText('2025-03-17').waitFor();
  await inspect(assets, 'finance-form', [partner, ...own]);
  await form.getByRole('button', { name: t('finance.keep') }).click();
  await form.waitFor({ state: 'hidden' });
  const risk = await enter('risk_officer');
  const drafted = await opened(risk);
  await drafted.getByRole('button', { name: t('finance.deeds.approve') }).click();
  const deciding = panel(risk.page, t('finance.deeds.approve'));
  await deciding.getByLabel(t('common.reason')).fill('顺延至下一交易日');
  await deciding.getByRole('button', { name: t('finance.deeds.approve') }).click();
  await deciding.waitFor({ state: 'hidden' });
  await drafted.getByText(t('finance.state.approved')).waitFor();
  const finance = await enter('finance_officer', { width: 1920 });
  const approved = await opened(finance);
  await approved.getByRole('button', { name: t('finance.deeds.started') }).click();
  const starting = panel(finance.page, t('finance.deeds.started'));
  await starting.getByRole('button', { name: t('finance.deeds.started') }).click();
  await starting.waitFor({ state: 'hidden' });
  await approved.getByRole('link', { name: t('finance.toLedger') }).waitFor();
  await settled(finance.page);
  await inspect(finance, 'finance-contract', [partner, ...own]);
  expectNoFaults();
});

it('finance tells the loan as received; it is settled on the schedule and stands in the entries of the year', async () => {
  const finance = await enter('finance_officer');
  const { page, t } = finance;
  const drawer = await opened(finance);
  await drawer
    .getByRole('button', { name: t('finance.pay') })
    .first()
    .click();
  const form = panel(page, t('finance.pay'));
  expect(await form.getByLabel(t('finance.payAmount')).inputValue()).toBe('40000');
  await fill(form, { [t('finance.paymentDocument')]: 'HD-2025-001' });
  await inspect(finance, 'finance-payment', [partner, ...own]);
  await form.getByRole('button', { name: t('finance.pay') }).click();
  await form.waitFor({ state: 'hidden' });
  await drawer.getByText(t('finance.paymentState.paid'), { exact: true }).waitFor();
  await drawer.getByRole('cell', { name: 'HD-2025-001' }).waitFor();
  await inspect(finance, 'finance-paid', [partner, ...own, 'HD-2025-001']);
  const paidOn = (await drawer.getByRole('row').filter({ hasText: 'HD-2025-001' }).textContent())?.match(/\d{4}-\d\d-\d\d/)?.[0] ?? '';
  await go(page, `/asset/accounting?year=${paidOn.slice(0, 4)}`);
  await page.getByRole('row').filter({ hasText: '2001' }).filter({ hasText: '40,000.00' }).waitFor();
  await inspect(finance, 'accounting-payment', [partner, ...own]);
  expectNoFaults();
});

it('the list, the strip, the form and the contract in English', async () => {
  const assets = await enter('asset_manager', { language: 'en' });
  const { page, t } = assets;
  const drawer = await opened(assets);
  expect(await drawer.getByText(t('finance.state.running')).count()).toBe(1);
  await inspect(assets, 'finance-contract', [partner, ...own]);
  await page.keyboard.press('Escape');
  await drawer.waitFor({ state: 'hidden' });
  await inspect(assets, 'finance', [partner, ...own]);
  await page.getByRole('button', { name: t('finance.draft') }).click();
  await panel(page, t('finance.draft')).getByText(t('finance.fillFirst')).waitFor();
  await inspect(assets, 'finance-form', [partner, ...own]);
  expectNoFaults();
});
