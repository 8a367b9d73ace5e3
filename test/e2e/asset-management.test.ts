import { describe, expect, it } from 'vitest';
import { identificationSteps, potentialKinds } from '../../src/contract/asset-inventory-kinds.ts';
import { choose, command, day, fill, go, inspect, panel, picture, placesOf, stage } from '../support/journey.ts';
import { languagesOf } from '../support/spoken.ts';

/** 资产: the carbon-asset statement, the inventory with potential assets, projects, budget and appraisals. */

const { enter, expectNoFaults } = stage();
/** What this journey writes, under names of its own; its inventory and budget are those of a year the demonstration does not tell. */
const [project, retrofit] = ['海上风电二期', '1 号机组通流改造'];
const year = 2023;
const inChinese = [retrofit, project, '供电煤耗降低 6 gce/kWh', '登记簿 2024-12-31', 'main', 'PDD-1', 'W-1', 'P50'];
const languages = languagesOf(import.meta.filename);

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
    await go(page, `/asset/inventory?year=${year}`);
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

  it('keeps projects with their cycle, a budget that waits for another person, and appraisals that open again', async () => {
    const visitor = await enter('asset_manager', { language });
    const { page, t } = visitor;
    const { plant } = await placesOf(page);
    const entity = `/api/v1/entities/${plant?.id}`;
    if (language === 'zh') {
      await go(page, '/asset/projects');
      await page
        .getByRole('button', { name: t('assetProjects.add') })
        .first()
        .click();
      const form = panel(page, t('assetProjects.add'));
      await fill(form, { [t('assetProjects.code')]: 'W-1', [t('assetProjects.name')]: project });
      await choose(form, t('assetProjects.methodology'), 'CCER-01-002');
      await day(form, t('assetProjects.constructionOn'), '2021-05-10');
      await day(form, t('assetProjects.creditingFrom'), '2023-01-01');
      await day(form, t('assetProjects.creditingTo'), '2032-12-31');
      await form.getByRole('button', { name: t('common.save') }).click();
      await form.waitFor({ state: 'hidden' });
      const { items } = (await (await page.request.get(`${entity}/asset-projects`)).json()) as { items: { id: string; code: string }[] };
      const projectId = items.find((one) => one.code === 'W-1')?.id;
      const steps = `/api/v1/asset-projects/${projectId}/steps`;
      await command(page, steps, { round: 0, step: 'design', happenedOn: '2024-10-08', documentNo: 'PDD-1' });
      await command(page, steps, { round: 0, step: 'public_notice', happenedOn: '2024-11-04' });
      const meters = [{ meter: 'main', direction: 'export', reading: '810000' }];
      const input = { project: 'offshore_wind', grid_region: 'east', distance_km: '45', meters };
      await command(page, `${entity}/asset-appraisals`, { kind: 'credits', name: 'P50', year: 2026, projectId, input });
      const lines = [
        { item: 'opening', quantity: '1000000' },
        { item: 'purchase_allowance', quantity: '300000', price: '95' },
        { item: 'surrender', quantity: '6879554' },
      ];
      await command(page, `${entity}/years/${year}/asset-budgets`, { lines, seenVersion: 0 });
      const years = [
        { year: 0, cash: '-9000000' },
        { year: 1, cash: '1500000', reduction: '42000', price: '90' },
        { year: 2, cash: '1500000', reduction: '42000', price: '95' },
      ];
      await command(page, `${entity}/asset-appraisals`, { kind: 'investment', name: retrofit, year: 2024, input: { rate: '0.08', years } });
    }
    await go(page, '/asset/projects');
    await page.getByRole('link', { name: project }).first().waitFor();
    await inspect(visitor, 'asset-projects', inChinese);
    await page.getByRole('link', { name: project }).first().click();
    await page.getByRole('heading', { level: 2, name: t('assetProjects.cycle') }).waitFor();
    await inspect(visitor, 'asset-project', inChinese);
    await go(page, `/asset/budget?year=${year}`);
    await page.getByRole('heading', { level: 2, name: t('assetBudget.card.plan_net') }).waitFor();
    await inspect(visitor, 'asset-budget', inChinese);
    expect(await page.getByRole('button', { name: t('assetBudget.approve') }).getAttribute('aria-disabled')).toBe('true');
    await go(page, '/asset/appraisals?kind=investment');
    await inspect(visitor, 'asset-appraisals', inChinese);
    await page.getByRole('link', { name: retrofit }).first().click();
    await page.getByText(t('assetAppraisals.recomputes.identical')).waitFor();
    await inspect(visitor, 'asset-appraisal', inChinese);
    await go(page, '/asset/appraisals?kind=performance&year=2024');
    await page
      .getByRole('button', { name: t('assetAppraisals.add.performance') })
      .first()
      .click();
    const form = panel(page, t('assetAppraisals.add.performance'));
    await form.getByText(t('assetAppraisals.fromProduct')).first().waitFor();
    await picture(page, `asset-performance-${language}`);
    expectNoFaults();
  });
});
