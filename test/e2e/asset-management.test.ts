import { describe, expect, it } from 'vitest';
import { identificationSteps, potentialKinds } from '../../src/contract/asset-inventory-kinds.ts';
import { choose, fill, go, inspect, panel, picture, stage } from '../support/journey.ts';
import type { Spoken } from '../support/spoken.ts';

/** 资产: the carbon-asset statement, the inventory with potential assets, projects, budget and appraisals. */

const { enter, expectNoFaults } = stage();
/** What the demonstration's people wrote, in their language. */
const inChinese = ['1 号机组通流改造', '供电煤耗降低 6 gce/kWh', '登记簿 2024-12-31'];
const languages: readonly Spoken[] = ['zh', 'en'];

describe.each(languages)('asset management (%s)', (language) => {
  it('shows the statement of a day, opens a derivation, and values at a recorded price', async () => {
    const visitor = await enter('finance_officer', { language });
    const { page, t } = visitor;
    await go(page, '/asset/statement?asOf=2024-12-31');
    await page.getByRole('heading', { level: 2, name: t('assetStatement.card.net') }).waitFor();
    await inspect(visitor, 'asset-statement');
    const deed = page.getByRole('button', { name: t('assetStatement.price.record') });
    await deed.click();
    const form = panel(page, t('assetStatement.price.record'));
    await fill(form, {
      [t('assetStatement.price.price')]: language === 'zh' ? '88.5' : '89.5',
      [t('assetStatement.price.source')]: 'close',
    });
    await picture(page, `asset-statement-price-${language}`);
    await form.getByRole('button', { name: t('common.save') }).click();
    await form.waitFor({ state: 'hidden' });
    await page
      .getByText(language === 'zh' ? '88.5' : '89.5')
      .first()
      .waitFor();
    await page.locator('main').getByTitle(t('common.derivation')).first().click();
    await page.getByRole('dialog').getByText('positive').first().waitFor();
    await picture(page, `asset-statement-derivation-${language}`);
    expectNoFaults();
    expect(new URL(page.url()).searchParams.get('node')).toBe('positive');
  });

  // The Chinese visitor writes, the English one finds what was written.
  it('leads through an identification to lines that another person reviews', async () => {
    const visitor = await enter('asset_manager', { language });
    const { page, t } = visitor;
    await go(page, '/asset/inventory?year=2024');
    if (language === 'zh') {
      await page.getByRole('button', { name: t('assetInventory.open') }).click();
      const opening = panel(page, t('assetInventory.open'));
      await opening.getByRole('button', { name: t('common.save') }).click();
      await opening.waitFor({ state: 'hidden' });
      const steps = page.getByRole('button', { name: t('assetInventory.take'), exact: true });
      await steps.nth(1).click();
      const step = panel(page, identificationSteps.ledger.title[language]);
      await fill(step, { [t('assetInventory.found')]: '登记簿 2024-12-31' });
      await step.getByRole('button', { name: t('common.save') }).click();
      await step.waitFor({ state: 'hidden' });
      await page.getByRole('button', { name: t('assetInventory.add') }).click();
      const form = panel(page, t('assetInventory.add'));
      await choose(form, t('assetInventory.kind'), potentialKinds.energy_saving[language]);
      await fill(form, {
        [t('assetInventory.name')]: '1 号机组通流改造',
        [t('assetInventory.quantity')]: '42000',
        [t('assetInventory.probability')]: '0.8',
        [t('assetInventory.basis')]: '供电煤耗降低 6 gce/kWh',
      });
      await picture(page, `asset-inventory-entry-${language}`);
      await form.getByRole('button', { name: t('common.save') }).click();
      await form.waitFor({ state: 'hidden' });
    }
    const row = page.getByRole('row', { name: /1 号机组通流改造/ });
    await row.getByText('33,600').waitFor();
    await inspect(visitor, 'asset-inventory', inChinese);
    expect(await row.getByRole('button', { name: t('assetInventory.accept') }).getAttribute('aria-disabled')).toBe('true');
    expectNoFaults();
  });
});
