import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { choose, day, fill, go, inspect, panel, settled, stage } from '../support/journey.ts';
import { languagesOf } from '../support/spoken.ts';

/** 交易: a mandate drafted by one and approved by another, a stop, prices of a market, the desk and the cheapest cover. */

const { enter, expectNoFaults } = stage();
const languages = languagesOf(import.meta.filename);
const nzu = fs.readFileSync(path.join(import.meta.dirname, '../fixtures/market-nzu/spotprices.csv'));

describe.each(languages)('trading (%s)', (language) => {
  it('the mandate is drafted, approved by the risk officer, stopped; the desk shows its limits', async () => {
    const trader = await enter('trader', { language });
    const { page, t } = trader;
    await go(page, '/trading/mandate');
    await page.getByRole('button', { name: t('trading.mandate.draft') }).click();
    const form = panel(page, t('trading.mandate.draft'));
    await day(form, t('trading.mandate.validTo'), '2026-12-31');
    await fill(form, { [t('trading.mandate.purpose')]: '补足缺口', [t('trading.mandate.budget')]: '3000000' });
    await choose(form, t('trading.mandate.person'), /.+/);
    await fill(form, { [t('trading.mandate.orderT')]: '20000', [t('trading.mandate.dayT')]: '30000' });
    await form.getByRole('button', { name: t('common.save') }).click();
    await form.waitFor({ state: 'hidden' });
    await settled(page);
    await inspect(trader, 'mandate', ['补足缺口']);
    const risk = await enter('risk_officer', { language });
    await go(risk.page, '/trading/mandate');
    await risk.page.getByRole('button', { name: t('trading.mandate.approve'), exact: true }).click();
    const deciding = panel(risk.page, /\d/);
    await deciding.getByRole('button', { name: t('trading.mandate.approve'), exact: true }).click();
    await deciding.waitFor({ state: 'hidden' });
    await settled(risk.page);
    await go(page, '/trading/desk');
    await page.getByRole('heading', { level: 2, name: t('trading.desk.limits') }).waitFor();
    await page.getByText(t('trading.desk.kind.budget')).waitFor();
    await inspect(trader, 'desk');
    expectNoFaults();
  });

  it('prices of a market are taken in and told; the cheapest cover is solved', async () => {
    const trader = await enter('trader', { language });
    const { page, t } = trader;
    await go(page, '/trading/prices');
    await page
      .getByRole('button', { name: t('trading.price.import') })
      .first()
      .click();
    const form = panel(page, t('trading.price.import'));
    await form.locator('input[type=file]').setInputFiles({ name: 'nzu.csv', mimeType: 'text/csv', buffer: nzu });
    await fill(form, { [t('trading.price.instrument')]: 'NZU' });
    await form.getByRole('button', { name: t('trading.price.import') }).click();
    await form.waitFor({ state: 'hidden' });
    await page.locator('canvas').first().waitFor();
    await page.getByLabel(t('trading.price.tonnes')).fill('10000');
    await page.getByRole('button', { name: t('trading.price.apply') }).click();
    await page.getByRole('cell', { name: t('trading.price.methods.historical') }).waitFor();
    await settled(page);
    await inspect(trader, 'prices', ['nzu.csv']);
    await go(page, '/trading/cover?year=2024');
    // The mandate's budget would leave a part uncovered.
    await page.getByLabel(t('trading.cover.budget')).fill('');
    await page.getByRole('button', { name: t('trading.cover.solve') }).click();
    await page.getByRole('heading', { level: 2, name: t('trading.cover.plans') }).waitFor();
    expect(await page.getByText(t('trading.cover.best')).count()).toBeGreaterThan(0);
    await inspect(trader, 'cover');
    expectNoFaults();
  });
});
