import { describe, expect, it } from 'vitest';
import { command, fill, go, inspect, panel, picture, settled, stage } from '../support/journey.ts';
import type { Spoken } from '../support/spoken.ts';

/** 资产: what the units get in a year and why, what the authority decided, and how much is short on any day. */

const { enter, expectNoFaults } = stage();
const languages: readonly Spoken[] = ['zh', 'en'];

describe.each(languages)('allowances (%s)', (language) => {
  it('are shown by unit, down to the benchmark and its source; the gap has a range, a cost and a what-if', async () => {
    const visitor = await enter('asset_manager', { language });
    const { page, t } = visitor;
    await go(page, '/asset/allocation?year=2024');
    await page.waitForURL(/\/asset\/allocation\/[^/]+\/2024/);
    await page.getByRole('heading', { level: 2, name: t('asset.total.allocation') }).waitFor();
    await inspect(visitor, 'allocation');

    const figure = page.locator('main').getByRole('link', { name: /tCO/ }).first();
    await figure.click();
    await page.waitForURL(/derivation\?node=/);
    await page.getByRole('tree').waitFor();
    await page.getByRole('button', { name: t('emission.derivation.expandAll') }).click();
    await page.getByText('0.7910').first().waitFor();
    await picture(page, `allocation-derivation-${language}`);
    await page.goBack();

    await page.getByRole('link', { name: t('asset.toGap') }).click();
    await page.getByRole('heading', { level: 2, name: t('asset.gapPage.byUnit') }).waitFor();
    await inspect(visitor, 'gap');
    await page.getByLabel(t('asset.gapPage.price'), { exact: true }).fill('100');
    await page.getByLabel(t('asset.gapPage.price'), { exact: true }).press('Enter');
    await page.getByText(t('asset.gapPage.priceOwn')).waitFor();
    await page.getByLabel(t('asset.gapPage.whatIf'), { exact: true }).fill('60');
    await page.getByRole('button', { name: t('asset.gapPage.whatIfRun') }).click();
    await page.getByText(t('asset.gapPage.change'), { exact: true }).waitFor();
    await picture(page, `gap-what-if-${language}`);
    expectNoFaults();
  });
});

describe('what there is to do', () => {
  it('a year without data says what to do, and the workbench shows the gap', async () => {
    const visitor = await enter('group_carbon_manager', { language: 'zh' });
    const { page, t } = visitor;
    await go(page, '/asset/allocation?year=2021');
    await page.getByRole('heading', { name: t('asset.empty') }).waitFor();
    await inspect(visitor, 'allocation-empty');
    await go(page, '/workbench?year=2024');
    await page.getByRole('heading', { level: 2, name: new RegExp(`${t('asset.card.gap')}|${t('asset.card.surplus')}`) }).waitFor();
    expectNoFaults();
  });

  it('a decision is recorded on a unit made for it, who may not is told why', async () => {
    const { page, t } = await enter('group_carbon_manager', { language: 'en' });
    const tree: { entities: { id: string; kind: string }[] } = await (await page.request.get('/api/v1/organization')).json();
    const own = await command(page, '/api/v1/entities', {
      ...{
        parentId: tree.entities.find((one) => one.kind === 'group')?.id,
        kind: 'plant',
        name: '配额试验厂',
        nameEn: 'Allocation trial plant',
        code: `A${Date.now() % 100000}`,
      },
      validFrom: '2020-01-01',
    });
    const unit = await command(page, '/api/v1/units', {
      ...{ entityId: own.id, name: '配额试验机组', nameEn: 'Allocation trial unit', code: `A${Date.now() % 100000}` },
      ...{ unitClass: 'gas', product: 'condensing', capacityMw: '200', commissionedOn: '2020-01-01' },
      fuelStreams: [{ code: 'gas', name: '天然气', nameEn: 'Natural gas', fuelKind: 'gas', fuel: 'natural_gas' }],
    });
    await command(page, `/api/v1/units/${String(unit.id)}/years/2026/allocation-inputs`, {
      ...{ symbol: 'generation_mwh', value: '100000', reason: 'trial', seenVersion: 0 },
    });
    await go(page, `/asset/allocation/${String(own.id)}/2026`);
    await page.getByRole('heading', { level: 2, name: 'Allocation trial unit' }).waitFor();
    await page.getByText(t('asset.plan.draft')).first().waitFor();
    await page
      .getByRole('button', { name: t('asset.timeline.record') })
      .first()
      .click();
    const form = panel(page, new RegExp(t('asset.decision.title')));
    await fill(form, { [t('asset.decision.tonnes')]: '15000', [t('asset.decision.documentNo')]: 'No. 12' });
    await form.getByRole('button', { name: t('common.save') }).click();
    await page.getByText('No. 12').waitFor();
    await settled(page);
    expectNoFaults();
    const auditor = await enter('internal_auditor', { language: 'en' });
    await go(auditor.page, `/asset/allocation/${String(own.id)}/2026`);
    const button = auditor.page.getByRole('button', { name: t('asset.timeline.record') }).first();
    await button.waitFor();
    expect(await button.getAttribute('aria-description')).toMatch(/asset manager/i);
    expectNoFaults();
  });
});
