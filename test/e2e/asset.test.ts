import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { command, fill, go, inspect, panel, picture, settled, stage, type Visitor } from '../support/journey.ts';
import { languagesOf } from '../support/spoken.ts';

/** 资产: what the units get in a year and why, what the authority decided, and how much is short on any day. */

const { enter, expectNoFaults } = stage();
const languages = languagesOf(import.meta.filename);

/** Two units under one meter take the less favourable class, gas. */
async function reportTogether(page: Page, t: Visitor['t']): Promise<void> {
  await page.getByRole('button', { name: t('asset.together.record') }).click();
  const form = panel(page, new RegExp(t('asset.together.formTitle')));
  for (const [i, name] of ['T1', 'T2'].entries()) {
    await form.getByRole('button', { name: t('asset.together.add') }).click();
    await form.getByLabel(t('asset.together.name'), { exact: true }).nth(i).fill(name);
  }
  await form.getByLabel(t('common.reason'), { exact: true }).fill('one meter');
  await picture(page, 'together-form');
  await form.getByRole('button', { name: t('common.save') }).click();
  await page.getByRole('cell', { name: 'T2', exact: true }).waitFor();
}

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
    // A year that has only begun: which months are forecast, how much of the figures is, and the other gap beside it.
    await go(page, '/asset/gap?year=2025');
    await page.getByRole('heading', { level: 2, name: t('asset.gapPage.parts') }).waitFor();
    await page.getByText(t('asset.gapPage.forecastMonths')).first().waitFor();
    await inspect(visitor, 'gap-forecast');
    expectNoFaults();
  });

  it('of steel, cement and aluminium: a sheet is typed in, calculated, explained and kept', async () => {
    const visitor = await enter('asset_manager', { language });
    const { page, t } = visitor;
    await go(page, '/asset/industry?year=2023');
    await page.getByRole('heading', { name: t('industry.noPlan', { year: 2023 }) }).waitFor();
    await page.getByRole('link', { name: t('industry.goToYear', { year: 2025 }) }).click();
    const sector = language === 'zh' ? 'cement' : 'aluminium';
    await page.getByText(t(`industry.sectorOf.${sector}`), { exact: true }).click();
    await page.getByRole('heading', { name: t('industry.empty') }).waitFor();
    await inspect(visitor, 'industry-empty');
    await page.getByRole('button', { name: t('industry.example') }).click();
    await page.getByRole('button', { name: t('industry.compute') }).click();
    // C19: (3·1.62 + 5·1.75 + 2·1.98) / 10.
    await page.getByRole('link', { name: /1\.757000/ }).waitFor();
    await page.getByRole('button', { name: t('industry.keep'), exact: true }).click();
    await page.getByRole('heading', { level: 2, name: t('industry.versions') }).waitFor();
    await inspect(visitor, 'industry');
    await page.getByRole('link', { name: /1\.757000/ }).click();
    await page.getByRole('tree').waitFor();
    await picture(page, `industry-derivation-${language}`);
    await page.goBack();
    expectNoFaults();
    // The rest is the same in both languages.
    if (language === 'en') return;
    await page.getByRole('button', { name: `${t('industry.lines')} B` }).click();
    const form = panel(page, new RegExp(t('industry.linesTitle', { name: 'B' })));
    await form.getByRole('button', { name: t('industry.addLine') }).click();
    await fill(form, { [t('industry.line')]: 'L1', [t('industry.lineEmission')]: '120000.5' });
    await form.getByRole('button', { name: t('industry.linesDone') }).click();
    await page.getByText(t('industry.balanceOf.published')).click();
    await page.getByLabel(t('industry.published'), { exact: true }).fill('1.8');
    await page.getByRole('button', { name: t('industry.compute') }).click();
    // B: X = (1.8 − 1.75)/1.8, α = 0.15·X; floor(5,000,000·(1+α) + 120,000.5).
    await page.getByRole('link', { name: /5,140,833/ }).waitFor();
    await page.reload();
    await page.getByRole('link', { name: /1\.757000/ }).waitFor();
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
    await page.locator('.th-tag', { hasText: t('asset.decision.state.proposed') }).waitFor();
    const own1 = page.getByRole('button', { name: t('asset.decision.confirm'), exact: true });
    expect(await own1.getAttribute('aria-description')).toMatch(/may not confirm/i);
    await settled(page);
    await reportTogether(page, t);
    const manager = await enter('asset_manager', { language: 'en' });
    await go(manager.page, `/asset/allocation/${String(own.id)}/2026`);
    await manager.page.getByRole('button', { name: t('asset.decision.confirm'), exact: true }).click();
    await manager.page.locator('.th-tag', { hasText: t('asset.decision.state.counts') }).waitFor();
    await inspect(manager, 'allocation-decided');
    expectNoFaults();
    const auditor = await enter('internal_auditor', { language: 'en' });
    await go(auditor.page, `/asset/allocation/${String(own.id)}/2026`);
    const button = auditor.page.getByRole('button', { name: t('asset.timeline.record') }).first();
    await button.waitFor();
    expect(await button.getAttribute('aria-description')).toMatch(/asset manager/i);
    expectNoFaults();
  });

  it('combined heat and power of 2021: the load correction that no rule settles is an input, 1 unless said', async () => {
    const visitor = await enter('group_carbon_manager', { language: 'zh' });
    const { page, t } = visitor;
    const { units }: { units: { id: string; entityId: string; product: string }[] } = await (
      await page.request.get('/api/v1/organization')
    ).json();
    const unit = units.find((one) => one.product === 'chp');
    const facts = { supply_mwh: '3000000', heat_gj: '1000000', heat_ratio: '20', load_factor: '70' };
    for (const [symbol, value] of Object.entries(facts))
      await command(page, `/api/v1/units/${unit?.id}/years/2021/allocation-inputs`, { symbol, value, reason: '试算', seenVersion: 0 });
    await go(page, `/asset/allocation/${unit?.entityId}/2021`);
    await page.getByText(t('asset.unit.from.default')).first().waitFor();
    await page
      .getByText(/热电联产机组是否适用负荷修正尚不明确/)
      .first()
      .waitFor();
    await inspect(visitor, 'allocation-2021');
    expectNoFaults();
  });
});
