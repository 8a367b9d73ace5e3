import type { Locator, Page } from 'playwright-core';
import { describe, it } from 'vitest';
import { command, fill, go, inspect, panel, picture, settled, stage } from '../support/journey.ts';

/** 交易风险: the basis is set, a trade is tried, a breach is found and closed; every figure opens how it came about. */

const { enter, expectNoFaults } = stage();
const row = (within: Page | Locator, text: string | RegExp) => within.getByRole('row').filter({ hasText: text });
const data = ['示例碳资产管理有限公司', '已提交追加授权', '年度评审', '王凯', '郑洁'];

/** A version of the mandate with so small a position that it is exceeded at once. */
async function tightenMandate(): Promise<void> {
  const [assets, top] = [await enter('asset_manager'), await enter('top_management')];
  const view = (await (await assets.page.request.get('/api/v1/trading/mandate')).json()) as {
    inForceId: string;
    versions: readonly { id: string; version: number; terms: Record<string, unknown> }[];
  };
  const latest = view.versions.find((one) => one.id === view.inForceId);
  const terms = { ...latest?.terms, positions: [{ complianceYear: 2024, limitT: '100000' }] };
  const drafted = (await command(assets.page, '/api/v1/trading/mandate', {
    ...{ terms, note: '收紧头寸', seenVersion: view.versions[0]?.version ?? 0 },
  })) as { versions?: readonly { id: string }[] };
  await command(top.page, `/api/v1/trading/mandate/${drafted.versions?.[0]?.id}/decision`, { decision: 'approve' });
}

describe('risks of trading', () => {
  it('basis with stress, what a trade changes, a breach found and closed, a derivation', async () => {
    await tightenMandate();
    const risk = await enter('risk_officer', { language: 'zh' });
    const { page, t } = risk;
    await go(page, '/trading/risk');
    await page.getByRole('heading', { level: 2, name: t('risk.values') }).waitFor();
    await page.getByRole('button', { name: t('risk.setBasis') }).click();
    const basis = panel(page, t('risk.setBasis'));
    await fill(basis, { [t('trading.mandate.noteLabel')]: '年度评审' });
    await picture(page, 'risk-basis-zh');
    await basis.getByRole('button', { name: t('common.save') }).click();
    await basis.waitFor({ state: 'hidden' });
    await page.getByText(t('risk.basisVersion', { version: 2 })).waitFor();
    await row(page, 'CEA -30%').getByRole('link').first().waitFor();
    await page.getByLabel(t('risk.tradeTonnes')).fill('100000');
    await page
      .getByRole('button', { name: t('risk.try'), exact: true })
      .first()
      .click();
    await row(page, t('risk.after')).first().waitFor();
    await page.getByRole('button', { name: t('risk.breach.look') }).click();
    await page.getByRole('button', { name: t('risk.breach.close'), exact: true }).click();
    const closing = panel(page, t('risk.breach.closeTitle', { number: 2 }));
    await closing.getByLabel(t('common.reason'), { exact: true }).fill('已提交追加授权');
    await closing.getByRole('button', { name: t('common.save') }).click();
    await closing.waitFor({ state: 'hidden' });
    await page.getByText('已提交追加授权').waitFor();
    await settled(page);
    await inspect(risk, 'risk', data);
    await row(page, t('risk.methods.parametric')).getByRole('link').first().click();
    await panel(page, t('emission.derivation.title')).waitFor();
    await settled(page);
    await picture(page, 'risk-derivation-zh');
    expectNoFaults();
  });

  it('reads the same in English, where a trader may close nothing', async () => {
    const trader = await enter('trader', { language: 'en', width: 1920 });
    const { page, t } = trader;
    await go(page, '/trading/risk');
    await page.getByRole('heading', { level: 2, name: t('risk.breaches') }).waitFor();
    await page
      .getByRole('button', { name: t('risk.breach.look') })
      .and(page.locator('[aria-disabled=true]'))
      .waitFor();
    await inspect(trader, 'risk', data);
    await page.getByRole('heading', { level: 2, name: t('risk.results') }).scrollIntoViewIfNeeded();
    await picture(page, 'risk-lower-en');
    expectNoFaults();
  });
});
