import { describe, expect, it } from 'vitest';
import { ledgerAccountKinds } from '../../src/contract/ledger-kinds.ts';
import { choose, day, fill, go, inspect, panel, settled, stage, type Visitor } from '../support/journey.ts';
import { languagesOf } from '../support/spoken.ts';
import { bookOf } from '../support/workbook.ts';

/** 碳资产盘点: a statement as a workbook agrees, one as CSV has a break, which one person explains and another accepts; the certificate of a surrender as PDF. */

const { enter, expectNoFaults } = stage();
const languages = languagesOf(import.meta.filename);

/** What the exchange says of 2025 until 20 January: the first batch, and what came from the gas plant. Each language with a reference of its own. */
const excel = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const agreeing = bookOf({
  对账单: [
    ['交易账户对账单'],
    ['类型', '日期', '品种', '年度', '数量', '编号'],
    ['变动', '2025-01-13', 'CEA', 2024, 20000, '挂牌 20250113-0117'],
    ['变动', '2025-01-17', 'CEA', 2021, 30000, '内转〔2025〕1号'],
    ['余额', '2025-01-20', 'CEA', 2024, 20000, ''],
    ['余额', '2025-01-20', 'CEA', 2021, 30000, ''],
  ],
});
const differing = (quantity: number) =>
  Buffer.from(
    [
      'type,day,programme,vintage,quantity,reference',
      `movement,2025-01-13,CEA,2024,${quantity},挂牌 20250113-0117`,
      'movement,2025-01-17,CEA,2021,30000,内转〔2025〕1号\n',
    ].join('\n'),
  );

interface Statement {
  readonly name: string;
  readonly mimeType: string;
  readonly buffer: Buffer;
}

async function take({ page, t, language }: Visitor, file: Statement) {
  await page.getByRole('button', { name: t('stockTake.take') }).click();
  const form = panel(page, t('stockTake.take'));
  await choose(form, t('stockTake.account'), new RegExp(`(示例热电厂|Demo CHP plant).*${ledgerAccountKinds.trading.title[language]}`));
  await choose(form, t('stockTake.source'), t('stockTake.sourceOf.exchange'));
  await day(form, t('stockTake.to'), '2025-01-20');
  // The name stands there while the file is still on its way; kept, it is told below.
  await form.locator('input[type=file]').setInputFiles(file);
  await form.locator('p').filter({ hasText: file.name }).waitFor();
  await form.getByRole('button', { name: t('common.save') }).click();
  await form.waitFor({ state: 'hidden' });
  await settled(page);
}

describe.each(languages)('stock-take (%s)', (language) => {
  it('a workbook agrees; a CSV has a break, explained by one and accepted by another', async () => {
    const keeper = await enter('asset_manager', { language });
    const { page, t } = keeper;
    await go(page, '/asset/stock-take');
    await inspect(keeper, 'stock-take');
    await take(keeper, { name: `agrees-${language}.xlsx`, mimeType: excel, buffer: agreeing });
    const agreed = page.getByRole('row').filter({ hasText: `agrees-${language}.xlsx` });
    expect(await agreed.count()).toBe(1);

    const quantity = language === 'zh' ? 19999 : 19998;
    await take(keeper, { name: `differs-${language}.csv`, mimeType: 'text/csv', buffer: differing(quantity) });
    const differs = page
      .getByRole('row')
      .filter({ hasText: t('stockTake.kindOf.quantity_differs') })
      .filter({ hasText: quantity.toLocaleString('en-US') });
    await differs.getByRole('button', { name: t('stockTake.explain') }).click();
    const form = panel(page, new RegExp(t('stockTake.explainTitle')));
    await fill(form, { [t('common.reason')]: `rounded by the exchange ${quantity}` });
    await form.getByRole('button', { name: t('common.save') }).click();
    await form.waitFor({ state: 'hidden' });
    await differs.getByText(t('stockTake.stateOf.explained'), { exact: true }).waitFor();
    // Who explained does not accept.
    expect(await differs.getByRole('button', { name: t('stockTake.accept') }).getAttribute('aria-disabled')).toBe('true');

    const finance = await enter('finance_officer', { language, width: 1920 });
    await go(finance.page, '/asset/stock-take');
    const waiting = finance.page.getByRole('row').filter({ hasText: `rounded by the exchange ${quantity}` });
    await waiting.getByRole('button', { name: t('stockTake.accept') }).click();
    await waiting.getByText(t('stockTake.stateOf.closed'), { exact: true }).waitFor();
    await settled(finance.page);
    await inspect(finance, 'stock-take-accepted');
    expectNoFaults();
  });

  it('the certificate of a surrender is downloaded as PDF', async () => {
    const keeper = await enter('asset_manager', { language });
    const { page, t } = keeper;
    const { items } = (await (await page.request.get('/api/v1/ledger/transactions?kind=surrender')).json()) as { items: { id: string }[] };
    await go(page, `/asset/certificates/${items[0]?.id}`);
    await inspect(keeper, 'certificate');
    const link = page.getByRole('link', { name: t('compliance.pdf') });
    const reply = await page.request.get((await link.getAttribute('href')) ?? '');
    expect([reply.status(), reply.headers()['content-type'], (await reply.body()).subarray(0, 5).toString()]).toEqual([
      200,
      'application/pdf',
      '%PDF-',
    ]);
    expectNoFaults();
  });
});
