import fs from 'node:fs';
import path from 'node:path';
import type { Download, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { hire } from '../support/hire.ts';
import { choose, day, fill, go, inspect, panel, picture, settled, stage } from '../support/journey.ts';
import { languagesOf, type Spoken } from '../support/spoken.ts';

/** Factors, global warming potentials, methods: found, understood, credited, exported, and added to by two people. */

const { arrive, enter, expectNoFaults } = stage();
const languages = languagesOf(import.meta.filename);
const publications = path.resolve(import.meta.dirname, '../../data/factors');

async function bytesOf(download: Download): Promise<Buffer> {
  return fs.readFileSync(await download.path());
}

/** Presses export and the entry of its menu that takes all; gives the file. */
async function exported(page: Page, button: string, entry: RegExp): Promise<Buffer> {
  await page.getByRole('button', { name: button }).click();
  const waiting = page.waitForEvent('download');
  await page.getByRole('menuitem', { name: entry }).click();
  return await bytesOf(await waiting);
}

/** Cells of our CSV: every one quoted, quotes doubled. */
function cellsOf(text: string): string[][] {
  return text
    .trim()
    .split('\r\n')
    .map((line) => [...line.matchAll(/"((?:[^"]|"")*)"/g)].map((match) => (match[1] ?? '').replaceAll('""', '"')));
}

describe.each(languages)('the library (%s)', (language) => {
  it('finds a factor by its Chinese and its English name, narrows, and opens it with its source, licence and other editions', async () => {
    const visitor = await enter('plant_statistician', { language });
    const { page, t } = visitor;
    await go(page, '/library/factors');
    for (const text of ['无烟煤', 'anthracite']) {
      await page.getByPlaceholder(t('library.searchHint')).fill(text);
      await page.waitForURL(new RegExp(`search=${encodeURIComponent(text)}`));
      await settled(page);
      await page
        .getByRole('cell', { name: language === 'zh' ? /无烟煤/ : /anthracite/i })
        .first()
        .waitFor();
    }
    const all = await page.locator('.ant-pagination-total-text').textContent();
    await choose(page, t('library.quantity'), t('library.quantityOf.ncv'));
    await page.waitForURL(/quantity=ncv/);
    await settled(page);
    expect(await page.locator('.ant-pagination-total-text').textContent()).not.toBe(all);
    await inspect(visitor, 'factors-found');
    await page
      .getByRole('cell', { name: language === 'zh' ? /无烟煤/ : /anthracite/i })
      .first()
      .click();
    const drawer = page.getByRole('dialog').last();
    for (const key of ['library.asPrinted', 'library.licence', 'library.credit', 'common.source', 'library.otherEditions']) {
      await drawer.getByText(t(key), { exact: true }).first().waitFor();
    }
    await picture(page, `factor-drawer-${language}`);
    const address = page.url();
    await page.reload();
    await drawer.getByText(t('library.asPrinted')).waitFor();
    expect(page.url()).toBe(address);
    expectNoFaults();
  });

  it('shows global warming potentials by report, and finds a gas', async () => {
    const visitor = await enter('trader', { language });
    const { page, t } = visitor;
    await go(page, '/library/gwp');
    await inspect(visitor, 'gwp-table');
    await page.getByPlaceholder(t('common.search')).fill('SF6');
    // IPCC AR5 (2013) table 8.A.1 and AR6 (2021) table 7.SM.7, over 100 years.
    const row = page.getByRole('row', { name: /SF/ }).filter({ hasText: '23,500' });
    await row.first().waitFor();
    expect(await row.first().textContent()).toContain('25,200');
    expectNoFaults();
  });

  it('takes an own factor: refused to who proposed it, approved by another', async () => {
    const key = `lab.coal-${language}`;
    const proposer = await enter('group_carbon_manager', { language });
    const { page, t } = proposer;
    await go(page, '/library/own-factors');
    await page
      .getByRole('button', { name: t('library.propose') })
      .first()
      .click();
    const form = panel(page, t('library.propose'));
    await fill(form, {
      [t('common.nameZh')]: `自测无烟煤热值 ${language}`,
      [t('common.nameEn')]: `Own anthracite NCV ${language}`,
      [t('library.key')]: key,
      [t('library.value')]: '25.85',
      [t('library.unit')]: 'GJ/t',
      [t('common.source')]: '=HYPERLINK("http://example.invalid","x")',
    });
    await choose(form, t('library.quantity'), t('library.quantityOf.ncv'));
    await day(form, t('library.validFrom'), '2025-01-01');
    await form.getByRole('button', { name: t('library.propose') }).click();
    await form.waitFor({ state: 'hidden' });
    const open = async (of: Page) => {
      await of
        .getByRole('row', { name: new RegExp(key) })
        .getByRole('button')
        .first()
        .click();
      return of.getByRole('button', { name: t('library.approve'), exact: true });
    };
    const own = await open(page);
    expect(await own.getAttribute('aria-disabled')).toBe('true');
    expect(await own.getAttribute('aria-description')).toContain(language === 'zh' ? '提出人不能批准' : 'Who proposed may not approve');
    await picture(page, `own-factor-${language}`);

    const file = await exported(page, t('common.export'), /CSV/);
    expect(file.subarray(0, 3).toString('hex')).toBe('efbbbf');
    const cells = cellsOf(file.toString('utf8').slice(1)).flat();
    expect(cells).toContain(key);
    expect(cells.filter((cell) => /^[=+@\t]|^-(?!\d)/.test(cell))).toEqual([]);

    // A manager of one plant may not; of the whole organization may.
    const local = await enter('plant_manager', { language });
    await go(local.page, '/library/own-factors');
    expect(await (await open(local.page)).getAttribute('aria-disabled')).toBe('true');
    const administrator = await enter('administrator', { language });
    const other = await hire(administrator, await arrive({ language }), `factors-${language}@demo.example`, ['plant_manager']);
    await go(other.page, '/library/own-factors');
    await (await open(other.page)).click();
    const dialog = other.page.getByRole('dialog');
    await dialog.getByRole('button', { name: t('library.approve') }).click();
    await dialog.waitFor({ state: 'hidden' });
    await other.page
      .getByRole('row', { name: new RegExp(key) })
      .getByText(t('library.ownState.approved'), { exact: true })
      .waitFor();
    expectNoFaults();
  });

  it('explains a method with its formulas, inputs, checks and a runnable example', async () => {
    const visitor = await enter('internal_auditor', { language });
    const { page, t } = visitor;
    await go(page, '/library/methods');
    await page.getByRole('heading', { level: 2 }).first().waitFor();
    await go(page, '/library/methods/cn-power-generation');
    await page
      .getByRole('img', { name: /E_combustion/ })
      .first()
      .waitFor();
    for (const tab of ['library.inputs', 'library.checks', 'library.tables', 'library.example']) {
      await page.getByRole('tab', { name: new RegExp(t(tab)) }).click();
      // A clause of a Chinese standard.
      await inspect(visitor, `method-${tab.slice(8)}`, ['碳氧化率']);
    }
    await page.getByText('POST /api/v1/calculations/cn-power-generation').waitFor();
    await page.getByRole('tab', { name: new RegExp(t('library.steps')) }).click();
    await page.getByPlaceholder(t('library.searchSymbols')).fill('E_combustion');
    await page
      .getByRole('listitem')
      .filter({ has: page.getByRole('img', { name: /E_combustion/ }) })
      .first()
      .waitFor();
    expectNoFaults();
  });

  it('credits every publisher in the words its licence asks for', async () => {
    const { page } = await enter('trader', { language });
    await go(page, '/settings/about');
    const said = (await page.getByRole('main').textContent()) ?? '';
    const files = fs.readdirSync(publications).filter((name) => name.endsWith('.yaml'));
    expect(files.length).toBeGreaterThan(15);
    const missing = files.filter((name) => {
      const { licence, credit } = parse(fs.readFileSync(path.join(publications, name), 'utf8')) as {
        licence: { name: string };
        credit: Record<Spoken, string>;
      };
      return !said.includes(licence.name) || !said.includes(credit[language]);
    });
    expect(missing).toEqual([]);
    expectNoFaults();
  });

  it('exports what is found as CSV that a spreadsheet opens as it is and cannot be tricked by', async () => {
    const { page, t } = await enter('internal_auditor', { language });
    await go(page, `/library/factors?search=${encodeURIComponent('无烟煤')}`);
    const file = await exported(page, t('common.export'), /CSV/);
    const text = file.toString('utf8');
    expect(file.subarray(0, 3).toString('hex')).toBe('efbbbf');
    const [head = [], ...rows] = cellsOf(text.slice(1));
    expect(head).toContain(t('common.value'));
    expect(rows.length).toBeGreaterThan(3);
    expect(rows.every((row) => row.length === head.length)).toBe(true);
    expect(rows.every((row) => /无烟煤|anthracite/i.test(row.join(' ')))).toBe(true);
    expect(rows.flat().filter((cell) => /^[=+@\t]|^-(?!\d)/.test(cell))).toEqual([]);
    expectNoFaults();
  });
});
