import { describe, expect, it } from 'vitest';
import { fill, go, inspect, panel, picture, stage } from '../support/journey.ts';
import type { Spoken } from '../support/spoken.ts';

/** 资产: the carbon-asset statement, the inventory with potential assets, projects, budget and appraisals. */

const { enter, expectNoFaults } = stage();
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
});
