import { describe, expect, it } from 'vitest';
import { choose, command, day, fill, go, inspect, panel, picture, placesOf, settled, stage } from '../support/journey.ts';
import { languagesOf } from '../support/spoken.ts';

/** From coal of a day and its sample to a report that counts, and the month's value taken over. On a unit of its own, in a year nobody looks at. */

const { enter, expectNoFaults } = stage();
const languages = languagesOf(import.meta.filename);
const month = '2025-01';

describe.each(languages)('the laboratory (%s)', (language) => {
  const mark = language === 'zh' ? 'z' : 'e';

  it('takes days by paste, a report for them, and gives the month its value', async () => {
    const manager = await enter('group_carbon_manager', { language });
    const { plant } = await placesOf(manager.page);
    const unit = await command(manager.page, '/api/v1/units', {
      entityId: plant?.id,
      name: `化验机组${mark}`,
      nameEn: `Tested unit ${mark}`,
      code: `lab-${mark}`,
      unitClass: 'conventional_coal_above_300mw',
      product: 'chp',
      capacityMw: '300',
      boilerType: 'pulverized',
      commissionedOn: '2015-01-01',
      fuelStreams: [{ code: 'coal', name: '入炉煤', nameEn: 'As-fired coal', fuelKind: 'coal', fuel: 'bituminous' }],
    });
    const stream = (unit.fuelStreams as { id: string }[])[0]?.id ?? '';
    const visitor = await enter('lab_analyst', { language });
    const { page, t } = visitor;

    // A laboratory with its accreditation.
    await go(page, `/emission/laboratory?at=${String(unit.id)}&year=2025`);
    await page.getByRole('button', { name: t('laboratory.laboratories') }).click();
    const list = panel(page, t('laboratory.laboratoriesTitle'));
    await list.getByRole('button', { name: t('laboratory.addLaboratory') }).click();
    const form = panel(page, t('laboratory.addLaboratory'));
    await fill(form, { [t('common.nameZh')]: `煤检中心${mark}`, [t('common.nameEn')]: `Coal centre ${mark}` });
    await form.getByRole('button', { name: t('laboratory.addAccreditation') }).click();
    await fill(form, { [t('laboratory.certificate')]: 'L2048' });
    await day(form, t('laboratory.validFrom'), '2024-01-01');
    await day(form, t('laboratory.validTo'), '2026-12-31');
    await form.getByRole('button', { name: t('common.save'), exact: true }).click();
    await list.getByText('L2048').last().waitFor();
    await picture(page, `laboratories-${language}`);

    // Three days of C02 at once, from a sheet: coal, moisture, moisture air-dried, carbon, calorific value.
    await go(page, `/emission/laboratory/${String(unit.id)}/${stream}/${month}`);
    const grid = page.getByRole('grid');
    await grid.locator('td[data-row="0"][data-col="0"]').click();
    const block = ['5200.00\t12.3\t3.15\t58.64\t20.91', '4870.50\t12.3\t3.15\t58.20\t20.80', '5010.25\t12.3\t3.15\t59.10\t21.02'].join(
      '\n',
    );
    await page.evaluate((text) => navigator.clipboard.writeText(text), block);
    await page.keyboard.press('Control+V');
    await page.getByText(t('emission.save.saved')).waitFor();
    await grid.getByText(t('laboratory.standing.waiting')).first().waitFor();
    // Nothing valid yet: the button says why.
    const adopt = page.getByRole('button', { name: t('laboratory.adopt') });
    expect(await adopt.getAttribute('aria-description')).toBe(t('laboratory.nothingToAdopt'));

    // One report for the three samples.
    await page.getByRole('button', { name: t('laboratory.registerReport') }).click();
    const report = panel(page, t('laboratory.registerReport'));
    await day(report, t('laboratory.receivedOn'), '2025-01-06');
    await day(report, t('laboratory.testedOn'), '2025-01-08');
    await day(report, t('laboratory.reportedOn'), '2025-01-15');
    await choose(report, t('laboratory.laboratory'), language === 'zh' ? `煤检中心${mark}` : `Coal centre ${mark}`);
    await fill(report, { [t('laboratory.reportNumber')]: `MJ-${mark}-1` });
    await report.getByRole('button', { name: t('common.save'), exact: true }).click();
    await grid.getByText(t('laboratory.standing.valid')).nth(2).waitFor();
    // 0.5310963670…, computed apart in Python decimals (test/api/laboratory.test.ts).
    await page.getByText('0.5311', { exact: false }).first().waitFor();
    await inspect(visitor, 'coal-month', ['L2048']);

    // How it came about, and into the month.
    await page.getByRole('button', { name: t('laboratory.derivation') }).click();
    await panel(page, t('emission.derivation.title')).getByRole('tree').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: t('laboratory.adopt') }).click();
    await page.getByText(t('laboratory.adopted'), { exact: true }).waitFor();

    // The sample: its way, its verdict; a correction needs a reason.
    await page.getByRole('link', { name: `lab-${mark}-coal-20250101` }).click();
    await page.getByRole('heading', { level: 1, name: t('laboratory.sampleTitle', { number: `lab-${mark}-coal-20250101` }) }).waitFor();
    await settled(page);
    await inspect(visitor, 'coal-sample', ['L2048']);
    await page.getByRole('button', { name: t('laboratory.correct') }).click();
    const correction = panel(page, t('laboratory.correct'));
    await correction.getByRole('button', { name: t('common.save'), exact: true }).click();
    await correction.getByText(t('common.required')).waitFor();
    await page.keyboard.press('Escape');

    // The month panel lists which papers the values ask for.
    await go(page, `/emission/units/${String(unit.id)}/2025?month=${month}`);
    await page.getByRole('heading', { level: 3, name: t('laboratory.checklist') }).waitFor();
    await page
      .getByText(t('laboratory.checklistMissing', { n: 2 }))
      .first()
      .waitFor();
    expectNoFaults();
  });
});
