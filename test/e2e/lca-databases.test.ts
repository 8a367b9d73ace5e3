import fs from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { fill, go, inspect, panel, stage, type Visitor } from '../support/journey.ts';

/**
 * 生命周期数据库: the public USLCI in EcoSpold 1 is read and looked at, imported, approved by somebody else, searched, solved, ranked, compared with the
 * edition that is there, and taken out again. Each page is seen on a notebook and on a large screen.
 */

const { enter, expectNoFaults } = stage();
const file = path.join(import.meta.dirname, '../fixtures/lca/uslci-ecospold.zip');
/** How many the publisher's file says it holds. */
const processes = 631;
const name = 'USLCI EcoSpold';
const searched = 'Electricity, at grid';
/** Data of the database that are a wording elsewhere. */
const own = ['default', 'unit', 'Lead', 'Anthracite', name];

async function seen(visitor: Visitor, screen: string): Promise<void> {
  const { page } = visitor;
  await inspect(visitor, screen, own);
  await page.setViewportSize({ width: 1920, height: 1080 });
  await inspect(visitor, screen, own);
  await page.setViewportSize({ width: 1440, height: 900 });
}

async function sent(visitor: Visitor): Promise<void> {
  const { page, t } = visitor;
  await go(page, '/lca/databases');
  await page.getByRole('button', { name: t('lcaDatabases.import'), exact: true }).click();
  const form = panel(page, t('lcaDatabases.importTitle'));
  await form.locator('input[type=file]').setInputFiles(file);
  await form.getByText(new RegExp(`EcoSpold 1.*${processes}`)).waitFor({ timeout: 60_000 });
  await inspect(visitor, 'lca-import', own);
  const [licence, credit] = [t('lcaDatabases.licence'), t('lcaDatabases.credit')];
  await fill(form, { [t('lcaDatabases.name')]: name, [t('lcaDatabases.edition')]: 'FY20 Q4', [licence]: 'MIT', [credit]: 'DOE/NREL' });
  await form.getByRole('button', { name: t('lcaDatabases.import'), exact: true }).click();
}

it('is imported with findings, approved by another, solved, ranked, compared and exported', async () => {
  const visitor = await enter('neutrality_owner');
  await sent(visitor);
  const { page, t } = visitor;
  await page.getByRole('link', { name, exact: true }).waitFor({ timeout: 90_000 });
  await seen(visitor, 'lca-databases');
  await page.getByRole('link', { name, exact: true }).click();
  expect(await page.getByRole('button', { name: t('lcaDatabases.approve'), exact: true }).getAttribute('aria-disabled')).toBe('true');
  const address = new URL(page.url()).pathname;

  const decider = await enter('group_carbon_manager', { language: 'en' });
  await go(decider.page, `${address}?tab=facts`);
  await decider.page.getByRole('heading', { name: decider.t('lcaDatabases.findings') }).waitFor();
  await seen(decider, 'lca-facts');
  await decider.page.getByRole('button', { name: decider.t('lcaDatabases.approve'), exact: true }).click();
  const asked = panel(decider.page, decider.t('lcaDatabases.decideTitle'));
  await asked.getByLabel(decider.t('lcaDatabases.reason')).fill('Counts agree with the source');
  await asked.getByRole('button', { name: decider.t('lcaDatabases.approve'), exact: true }).click();
  await decider.page.getByText(decider.t('lcaDatabases.stateOf.approved'), { exact: true }).first().waitFor();

  await go(page, `${address}?search=${encodeURIComponent(searched)}`);
  await seen(visitor, 'lca-processes');
  await page
    .getByRole('link', { name: new RegExp(searched) })
    .first()
    .click();
  await page.getByRole('button', { name: t('lcaDatabases.calculate'), exact: true }).click();
  await page.getByText(t('lcaDatabases.residual'), { exact: true }).waitFor();
  const told = page.getByRole('status').filter({ hasText: t('lcaDatabases.residual') });
  // The residual that is stated keeps to the limit of the solver.
  expect(Number(/\d\.\de[-+]\d+/.exec((await told.textContent()) ?? '')?.[0])).toBeLessThanOrEqual(1e-12);
  await told.getByRole('link').first().waitFor();
  await seen(visitor, 'lca-solved');

  await go(decider.page, `${address}?tab=ranking`);
  await decider.page.getByRole('table').first().waitFor();
  await seen(decider, 'lca-ranking');
  await go(decider.page, `${address}?tab=changes`);
  const added = decider.page.getByText(decider.t('lcaDatabases.flowChanges'), { exact: true });
  await added.waitFor();
  await seen(decider, 'lca-changes');

  await go(page, address);
  const waiting = page.waitForEvent('download', { timeout: 60_000 });
  await page.getByRole('link', { name: t('lcaDatabases.export'), exact: true }).click();
  const bytes = fs.readFileSync(await (await waiting).path());
  expect(bytes.subarray(0, 2).toString('latin1')).toBe('PK');

  // The same file again comes to nothing, and the page goes on to say why until it is read.
  await sent(visitor);
  const why = page.getByRole('alert').filter({ hasText: t('lcaDatabases.failed', { why: '' }).trim().slice(0, 4) });
  await why.waitFor({ timeout: 90_000 });
  await seen(visitor, 'lca-import-refused');
  await why.getByRole('button', { name: t('common.close') }).click();
  await why.waitFor({ state: 'detached' });
  expectNoFaults();
});
