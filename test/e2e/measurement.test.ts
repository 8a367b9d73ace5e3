import { describe, expect, it } from 'vitest';
import { choose, fill, go, inspect, panel, picture, placesOf, settled, stage } from '../support/journey.ts';
import { languagesOf, type Spoken } from '../support/spoken.ts';

/** What is measured continuously beside what is calculated, and how sure the year's total is. */

const { enter, expectNoFaults } = stage();
const languages = languagesOf(import.meta.filename);
/** Years of their own: the demonstration's 2024 is looked at by others. */
const years: Record<Spoken, number> = { zh: 2022, en: 2021 };
const two = (n: number) => String(n).padStart(2, '0');

/** March: 12 % of 1,800,000 Nm³/h, dry, swinging by the hour; six hours of calibration on the 9th. */
function march(year: number): Buffer {
  const lines = ['hour,co2_pct,flow,o2,temperature,moisture,velocity,load,status'];
  for (let d = 1; d <= 31; d += 1)
    for (let h = 0; h < 24; h += 1) {
      const bad = d === 9 && h >= 6 && h < 12;
      const swing = Math.sin((2 * Math.PI * h) / 24) * 0.8;
      lines.push(
        `${year}-03-${two(d)} ${two(h)}:00,${bad ? '' : (12 + swing).toFixed(2)},${bad ? '' : 1800000 + h * 2000},6.2,52.5,9.8,14.1,80,${bad ? 'calibration' : 'valid'}`,
      );
    }
  return Buffer.from(lines.join('\n'));
}

describe.each(languages)('continuous monitoring (%s)', (language) => {
  it('a stack is added, a month of hours taken in, its gap seen, table C.8 taken along', async () => {
    const visitor = await enter('plant_statistician', { language });
    const { page, t } = visitor;
    const { units } = await placesOf(page);
    // The demonstration's own stack is unit 2's.
    const unit = units.find((one) => one.code === '1');
    const year = years[language];
    await go(page, `/emission/measurement/${unit?.id}/${year}`);
    // Tried again, it is another stack.
    const code = `DA-${language}-${String(performance.now()).slice(-6)}`;
    if (await page.getByText(t('measurement.empty')).isVisible()) await inspect(visitor, 'measurement-empty');
    await page
      .getByRole('button', { name: t('measurement.addStack') })
      .first()
      .click();
    const form = panel(page, t('measurement.addStack'));
    await fill(form, { [t('common.code')]: code, [t('common.nameZh')]: '二号烟囱', [t('common.nameEn')]: 'Second stack' });
    await choose(form, t('measurement.flowBasis'), t('measurement.basis.dry'));
    await form.getByRole('button', { name: t('common.save') }).click();
    await form.waitFor({ state: 'hidden' });
    const input = page.getByLabel(`${t('measurement.import')} ${code}`);
    visitor.expecting(/POST .*\/hours\/csv 422/);
    await input.setInputFiles({ name: 'wrong.csv', mimeType: 'text/csv', buffer: Buffer.from('hour,co2_pct,flow\nsoon,12,1\n') });
    await page.getByRole('alert').getByText('soon').waitFor();
    await input.setInputFiles({ name: 'march.csv', mimeType: 'text/csv', buffer: march(year) });
    await page.getByRole('figure').first().waitFor();
    await settled(page);
    await page.locator('canvas').first().waitFor();
    await inspect(visitor, 'measurement', ['二号烟囱', 'soon', 'calibration', '陈静', '1号机组']);
    // 31 days; the six hours of calibration are one gap.
    const report = page.getByRole('region', { name: t('measurement.report') }).first();
    expect(await report.getByRole('row').count()).toBe(1 + 31 + 5);
    expect(await page.getByRole('listitem').filter({ hasText: '03-09 06:00' }).count()).toBeGreaterThan(0);
    await page.getByText(t('measurement.perDay')).first().click();
    await picture(page, `measurement-days-${language}`);
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page
        .getByRole('link', { name: t('measurement.exportReport') })
        .first()
        .click(),
    ]);
    expect(download.suggestedFilename()).toBe(`cems-${year}-03.csv`);
    expectNoFaults();
  });
});

describe.each(languages)('uncertainty (%s)', (language) => {
  it('is analysed by both approaches; ± stands beside the total; it recomputes', async () => {
    const visitor = await enter('plant_statistician', { language });
    const { page, t } = visitor;
    const { plant } = await placesOf(page);
    await go(page, `/emission/entities/${plant?.id}/2023`);
    const section = page.locator('#uncertainty');
    const begin = async () => {
      await section
        .getByRole('button', { name: new RegExp(`^(${t('uncertainty.analyse')}|${t('uncertainty.again')})$`) })
        .first()
        .click();
      return panel(page, t('uncertainty.form.title'));
    };
    const first = await begin();
    await first.getByRole('table').first().waitFor();
    await picture(page, `uncertainty-form-${language}`);
    await first.getByRole('button', { name: t('uncertainty.form.run') }).click();
    await first.waitFor({ state: 'hidden' });
    await page.getByRole('link', { name: /^±\d/ }).first().waitFor();
    const second = await begin();
    await second.getByRole('radio', { name: t('uncertainty.approach.monte_carlo') }).click();
    await second.getByRole('button', { name: t('uncertainty.form.run') }).click();
    await second.waitFor({ state: 'hidden' });
    await section.getByRole('figure', { name: t('uncertainty.distribution') }).waitFor();
    await section.scrollIntoViewIfNeeded();
    await section.locator('canvas').first().waitFor();
    await picture(page, `uncertainty-${language}`);
    await section.getByText(t('uncertainty.table'), { exact: true }).click();
    await picture(page, `uncertainty-table-${language}`);
    await section
      .getByRole('button', { name: t('uncertainty.recompute') })
      .first()
      .click();
    await page.getByText(t('uncertainty.recomputed.identical')).waitFor();
    expectNoFaults();
  });

  it('of a unit against the year before, with two parameters that deviate together; the trend tells how it came about', async () => {
    const visitor = await enter('plant_statistician', { language });
    const { page, t } = visitor;
    const { plant, units } = await placesOf(page);
    const unit = units.find((one) => one.code === '2');
    await go(page, `/emission/entities/${plant?.id}/2024`);
    const section = page.locator('#uncertainty');
    await section
      .getByRole('button', { name: new RegExp(`^(${t('uncertainty.analyse')}|${t('uncertainty.again')})$`) })
      .first()
      .click();
    const form = panel(page, t('uncertainty.form.title'));
    await choose(form, t('uncertainty.form.unit'), (language === 'zh' ? unit?.name : unit?.nameEn) ?? '');
    await choose(form, t('uncertainty.form.baseYear'), '2023');
    await form.getByRole('checkbox').first().waitFor();
    await form.getByRole('button', { name: t('uncertainty.form.addPair') }).click();
    const pair = t('uncertainty.form.pair', { n: 1 });
    for (const end of ['first', 'second']) {
      const box = form.getByRole('combobox', { name: `${pair} ${t(`uncertainty.form.${end}`)}` });
      await box.click();
      await box.press('ArrowDown');
      await box.press('Enter');
    }
    await form.getByRole('textbox', { name: `${pair} ${t('uncertainty.form.coefficient')}` }).fill('0.5');
    await picture(page, `uncertainty-pair-${language}`);
    await form.getByRole('button', { name: t('uncertainty.form.run') }).click();
    await form.waitFor({ state: 'hidden' });
    await section.getByText(t('uncertainty.trend', { year: 2023 })).waitFor();
    await section.getByText(t('uncertainty.correlated', { n: 1 })).waitFor();
    await section
      .getByRole('button', { name: t('uncertainty.derivation') })
      .last()
      .click();
    await page.getByRole('dialog').getByRole('tree').waitFor();
    await picture(page, `uncertainty-derivation-${language}`);
    expectNoFaults();
  });
});
