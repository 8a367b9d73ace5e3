import excel from 'exceljs';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { choose, go, inspect, picture, settled, stage } from '../support/journey.ts';
import { languagesOf, type Spoken } from '../support/spoken.ts';

/** A file of somebody else becomes monthly data: mapped once, its error named and cured, confirmed, undone; and the form of a unit comes back by itself. */

const { enter, expectNoFaults } = stage();
const languages = languagesOf(import.meta.filename);
/** Months of their own for each language: nobody else's data are touched. */
const years: Record<Spoken, number> = { zh: 2021, en: 2022 };

/** Words of the file, shown as they are. */
const foreign = ['Plant', 'Tag', 'Monat', 'Menge', 'Remark', 'FUEL', 'COAL', 'GEN', 'KW', 'sis', 'csv', 'tons', 'SIS'];
/** Columns of its own for each try: those of a saved source are known already. */
const head = () => `Plant;Tag;Monat;Menge;x${Math.floor(performance.now())}\n`;
const file = (names: string, year: number, value: string) =>
  Buffer.from(`${names}KW-2;FUEL-COAL;${year}-03;${value};x\nKW-2;GEN;${year}-03;351.710,624;\n`);

async function give(page: Page, name: string, content: Buffer): Promise<void> {
  await page.locator('input[type=file]').setInputFiles({ name, mimeType: 'text/csv', buffer: content });
}

async function workbook(sheets: Record<string, (string | number)[][]>): Promise<Buffer> {
  const book = new excel.Workbook();
  for (const [name, rows] of Object.entries(sheets)) book.addWorksheet(name).addRows(rows);
  return Buffer.from(await book.xlsx.writeBuffer());
}

describe.each(languages)('import in %s', (language) => {
  const year = years[language];

  it('a foreign CSV: columns, names once, an error with its cell, cure, confirm, undo', async () => {
    const visitor = await enter('plant_statistician', { language });
    const { page, t } = visitor;
    const names = head();
    await go(page, '/emission/imports');
    await inspect(visitor, 'imports');
    await page
      .getByRole('button', { name: t('intake.open') })
      .first()
      .click();
    await give(page, 'sis.csv', file(names, year, '159.009,75 tons'));
    await page.getByText('FUEL-COAL').first().waitFor();
    const meaning = (column: string) => `${t('intake.meaning')} ${column}`;
    await choose(page, meaning('B'), t('intake.role.parameter'));
    await choose(page, meaning('C'), t('intake.role.month'));
    await choose(page, meaning('D'), t('intake.role.value'));
    await inspect(visitor, 'mapping', foreign);
    await picture(page, `intake-mapping-${language}`);
    await page.getByRole('button', { name: t('intake.previewNow') }).click();
    const means = (name: string) => `${t('intake.means')} ${name}`;
    await choose(page, means('KW-2'), language === 'zh' ? /2号机组/ : /Unit 2/);
    await choose(page, means('FUEL-COAL'), language === 'zh' ? '燃煤消耗量' : 'Coal consumption');
    await choose(page, means('GEN'), language === 'zh' ? '发电量 (' : 'Gross generation');
    await inspect(visitor, 'names', foreign);
    await picture(page, `intake-names-${language}`);
    await page.getByRole('button', { name: t('intake.previewNow') }).click();
    await page.getByText(t('intake.errorsTitle', { count: 1 })).waitFor();
    expect(await page.locator('.th-finding').textContent()).toContain('D2');
    await picture(page, `intake-error-${language}`);

    // The cure: the file is corrected, and what was told is not asked again.
    await page.getByRole('button', { name: t('intake.back') }).click();
    await page.getByRole('button', { name: t('intake.back') }).click();
    await give(page, 'sis.csv', file(names, year, '159.009,75'));
    await page.getByText('159009.75').first().waitFor();
    await page.getByLabel(t('intake.saveAs')).fill(`SIS ${language}`);
    await settled(page);
    await inspect(visitor, 'preview', foreign);
    await picture(page, `intake-preview-${language}`);
    await page.getByRole('button', { name: t('intake.confirm', { count: 2 }) }).click();
    await page.getByText(t('intake.doneTitle')).waitFor();
    await picture(page, `intake-result-${language}`);
    await page.getByRole('button', { name: t('intake.undo') }).click();
    await page
      .getByRole('button', { name: t('intake.undo') })
      .last()
      .click();
    await page.getByText(t('intake.undoneTitle')).waitFor();
    await go(page, '/emission/imports');
    await page.getByText(t('intake.states.undone')).first().waitFor();
    await picture(page, `intake-list-${language}`);
    expectNoFaults();
  });

  it('two sheets of a workbook, saved as a source that is renamed and put away', async () => {
    const visitor = await enter('plant_statistician', { language });
    const { page, t } = visitor;
    const words = ['煤', '电', '说明', '月份', '燃煤消耗量（t）', '发电量（MWh）', 'xlsx', 'Book', 'FC', 'coal', 'generation_mwh'];
    const coal = [
      ['月份', '燃煤消耗量（t）'],
      [`${year}-05`, 159009.75],
      [`${year}-06`, 152300.5],
    ];
    const power = [
      ['月份', '发电量（MWh）'],
      [`${year}-05`, 351710.624],
    ];
    await go(page, '/emission/imports/new');
    await page.locator('input[type=file]').setInputFiles({
      name: 'Book.xlsx',
      mimeType: 'application/octet-stream',
      buffer: await workbook({ 煤: coal, 说明: [['说明']], 电: power }),
    });
    await page.getByText(t('intake.sheets')).waitFor();
    await page.getByRole('combobox', { name: t('intake.sheets') }).click();
    await page.locator('.ant-select-item-option-content').filter({ hasText: '电' }).click();
    await page.keyboard.press('Escape');
    const unit = language === 'zh' ? /2号机组/ : /Unit 2/;
    await choose(page, t('intake.unit'), unit);
    await page.locator('.ant-segmented-item').filter({ hasText: '电' }).click();
    await choose(page, t('intake.unit'), unit);
    await page.getByText(t('intake.sheetAlone')).waitFor();
    await inspect(visitor, 'sheets', words);
    await page.getByRole('button', { name: t('intake.previewNow') }).click();
    await page.getByText('电!B2').waitFor();
    await page.getByLabel(t('intake.saveAs')).fill(`Book ${language}`);
    await page.getByRole('button', { name: t('intake.confirm', { count: 3 }) }).click();
    await page.getByText(t('intake.doneTitle')).waitFor();
    await page.getByRole('button', { name: t('intake.undo') }).click();
    await page
      .getByRole('button', { name: t('intake.undo') })
      .last()
      .click();
    await page.getByText(t('intake.undoneTitle')).waitFor();

    await go(page, '/emission/imports');
    await page.getByRole('link', { name: t('intake.sources.title') }).click();
    await page.getByRole('button', { name: `${t('intake.sources.rename')} Book ${language}` }).click();
    await page.getByRole('dialog').getByLabel(t('common.name')).fill(`Book2 ${language}`);
    await page
      .getByRole('dialog')
      .getByRole('button', { name: t('common.save') })
      .click();
    await page.getByRole('button', { name: `${t('intake.sources.retire')} Book2 ${language}` }).click();
    await page
      .getByRole('button', { name: t('intake.sources.retire'), exact: true })
      .last()
      .click();
    await page.getByRole('button', { name: `${t('intake.sources.restore')} Book2 ${language}` }).waitFor();
    await settled(page);
    await inspect(visitor, 'sources', [...foreign, ...words, 'Book2']);
    await page.getByText(`Book2 ${language}`).first().click();
    await page.getByRole('dialog').getByText(t('intake.sources.mappingText')).waitFor();
    await picture(page, `intake-source-${language}`);
    expectNoFaults();
  });

  it('the filled form of a unit needs no mapping', async () => {
    const visitor = await enter('plant_statistician', { language });
    const { page, t } = visitor;
    await go(page, '/emission/imports/new');
    const link = page.getByRole('link', { name: t('intake.exportCsv') });
    const address = (await link.getAttribute('href'))?.replace(/years\/\d+/, `years/${year}`).replace('values=1&', '') ?? '';
    const form = await (await page.request.get(address)).text();
    const filled = form.replace(/("operating_hours",[^\r]*?"h",)""/, '$1"711.5"');
    expect(filled).not.toBe(form);
    await give(page, 'form.csv', Buffer.from(filled));
    await page.getByText('711.5').first().waitFor();
    await page.getByRole('button', { name: t('intake.confirm', { count: 1 }) }).click();
    await page.getByText(t('intake.doneTitle')).waitFor();
    await page.getByRole('button', { name: t('intake.undo') }).click();
    await page
      .getByRole('button', { name: t('intake.undo') })
      .last()
      .click();
    await page.getByText(t('intake.undoneTitle')).waitFor();
    expectNoFaults();
  });
});
