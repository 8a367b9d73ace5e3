import { expect, it } from 'vitest';
import { command, fill, go, inspect, panel, placesOf, stage } from '../support/journey.ts';

/** 清单的范围 3 录入: a supplier for a part and the spend for the rest, looked at, recorded with its file; the derivation tells the method; read in English. */

const { enter, expectNoFaults } = stage();
const own = ['外购钢材', '钢厂声明', 'EPD 2024-017', '第三批'];

it('spend stands behind the data of a supplier, and the derivation says so', async () => {
  const visitor = await enter('plant_statistician');
  const { page, t } = visitor;
  await go(page, '/inventories');
  const { plant } = await placesOf(page);
  const opened = { name: '范围3录入', entityId: plant?.id, from: '2024-01', to: '2024-12', approach: 'operational_control', gwpSet: 'AR6' };
  const { id } = await command(page, '/api/v1/inventories', { ...opened, sector: 'office', chosen: [] });
  const source = { code: '4.1-01', category: '4.1', unit: 't', name: { zh: '外购钢材', en: 'Steel bought' }, entityId: plant?.id };
  const facts = {
    kind: 'emission',
    method: 'hybrid',
    monthly: false,
    expected: true,
    note: '',
    factor: null,
    residualFactor: null,
    seenVersion: 0,
  };
  await command(page, `/api/v1/inventories/${id}/sources`, { ...source, ...facts });
  await go(page, `/inventories/${id}?tab=sources`);
  await page.getByRole('button', { name: t('inventoryLines.open'), exact: true }).click();
  const lines = panel(page, /4\.1-01/);
  await lines.getByRole('button', { name: t('inventoryLines.enter') }).click();
  const form = panel(page, new RegExp(t('inventoryLines.enter')));
  await form.getByRole('checkbox', { name: t('inventoryLines.way.supplier'), exact: true }).check();
  await form.getByRole('checkbox', { name: t('inventoryLines.way.spend'), exact: true }).check();
  await form.getByText(t('inventoryLines.byHand')).click();
  const factor = t('inventoryLines.supplierFactor');
  await form.getByLabel(`${factor} ${t('inventoryLines.factorName')}`).fill('钢厂声明');
  await form.getByLabel(`${factor} ${t('inventoryLines.factorSource')}`).fill('EPD 2024-017');
  await form.getByLabel(`${factor} ${t('inventoryLines.factorValue')}`).fill('1.5');
  await form.getByLabel(`${factor} ${t('inventory.unit')}`).fill('tCO2e/t');
  await fill(form, {
    ...{ [t('inventoryLines.supplierAmount')]: '60', [t('inventoryLines.coverage')]: '60', [t('inventoryLines.record')]: 'EPD 2024-017' },
    ...{
      [t('inventoryLines.spend')]: '1130000',
      [t('inventoryLines.tax')]: '13',
      [t('inventoryLines.year')]: '2023',
      [t('inventory.note')]: '第三批',
    },
  });
  const industry = form.getByRole('combobox', { name: t('inventoryLines.industry') });
  await industry.fill('331110');
  await page
    .getByText(/NAICS 331110/)
    .first()
    .click();
  await form.getByRole('button', { name: t('inventoryLines.look') }).click();
  await form.getByText(t('inventoryLines.part.rest')).waitFor();
  await inspect(visitor, 'inventory-entry', own);
  await form.getByRole('button', { name: t('inventoryLines.take') }).click();
  await form.waitFor({ state: 'hidden' });
  await lines.getByRole('cell', { name: 'USD2022' }).first().waitFor();
  expect(await lines.getByRole('row').filter({ hasText: '第三批' }).count()).toBe(2);
  await inspect(visitor, 'inventory-lines', own);
  const reader = await enter('plant_statistician', { language: 'en', width: 1920 });
  await go(reader.page, `/inventories/${id}?tab=sources`);
  await reader.page.getByRole('button', { name: reader.t('inventoryLines.open'), exact: true }).click();
  const english = panel(reader.page, /4\.1-01/);
  await english.getByTitle(reader.t('inventory.howItCame')).click();
  const told = panel(reader.page, reader.t('emission.derivation.title'));
  await told.getByRole('button', { name: reader.t('emission.derivation.expandAll') }).click();
  await told.getByText('Method taken').first().waitFor();
  await inspect(reader, 'inventory-derivation', own);
  expectNoFaults();
});
