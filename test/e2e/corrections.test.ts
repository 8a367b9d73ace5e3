import { describe, expect, it } from 'vitest';
import { fill, go, inspect, panel, picture, placesOf, settled, stage } from '../support/journey.ts';
import { languagesOf } from '../support/spoken.ts';

/** What is complete, what a penalty costs, what another rule would give, how a locked month is corrected, what the verifier found. */

const { enter, expectNoFaults } = stage();
const year = 2023;

it('completeness by month and parameter leads to the value; another rule year is tried without storing', async () => {
  const visitor = await enter('internal_auditor', { language: 'zh' });
  const { page, t } = visitor;
  const { units } = await placesOf(page);
  const unit = units.find((one) => one.code === '2');
  await go(page, `/emission/completeness?from=${year}&to=${year}`);
  const map = page.getByRole('table').first();
  await map.waitFor();
  await inspect(visitor, 'completeness');
  await map
    .getByRole('link', { name: new RegExp(t('completeness.face.e')) })
    .first()
    .click();
  await page.waitForURL(/\/emission\/units\//);
  await settled(page);
  await go(page, `/emission/units/${unit?.id}/${year}/what-if`);
  await page.getByRole('heading', { level: 2, name: t('whatIf.months') }).waitFor();
  await page.getByLabel(`${t('whatIf.given')} 电网排放因子`).fill('0.7');
  await page.getByRole('button', { name: t('whatIf.calculate') }).click();
  await page.getByText('0.7', { exact: false }).first().waitFor();
  await inspect(visitor, 'what-if');
  expectNoFaults();
});

describe.each(languagesOf(import.meta.filename))('a locked month and a verified year (%s)', (language) => {
  it('a correction is asked for with its difference and rejected with a reason; nothing moves', async () => {
    const asking = await enter('plant_statistician', { language });
    const { page, t } = asking;
    const { units } = await placesOf(page);
    const unit = units.find((one) => one.code === '2');
    const month = `/emission/units/${unit?.id}/${year}?month=${year}-0${language === 'zh' ? 3 : 4}`;
    await go(page, month);
    const side = page.getByRole('complementary').last();
    await side.getByRole('heading', { name: t('correction.title') }).waitFor();
    await side.getByRole('button', { name: t('correction.request') }).click();
    const form = panel(page, new RegExp(t('correction.request')));
    await form.getByRole('button', { name: t('correction.preview') }).click();
    await form.getByText(t('correction.recalculationOnly')).waitFor();
    await fill(form, { [t('common.reason')]: language === 'zh' ? '化验室更正了报告' : 'The laboratory corrected its report' });
    await picture(page, `correction-form-${language}`);
    await form.getByRole('button', { name: t('common.save') }).click();
    await form.waitFor({ state: 'hidden' });
    await side
      .locator('.th-tag', { hasText: t('correction.state.requested') })
      .first()
      .waitFor();
    await picture(page, `correction-requested-${language}`);

    const deciding = await enter('plant_reviewer', { language });
    await go(deciding.page, month);
    const panelOf = deciding.page.getByRole('complementary').last();
    await panelOf.getByRole('button', { name: t('correction.deed.reject'), exact: true }).click();
    await fill(panelOf, { [t('correction.rejectReason')]: language === 'zh' ? '无需更正' : 'Not needed' });
    await panelOf
      .getByRole('button', { name: t('correction.confirmReject'), exact: true })
      .last()
      .click();
    await panelOf
      .locator('.th-tag', { hasText: t('correction.state.rejected') })
      .first()
      .waitFor();
    expectNoFaults();
  });

  it('the annual result shows the year before, penalties and the verified figure that waits for its confirmation', async () => {
    const visitor = await enter('group_carbon_manager', { language });
    const { page, t } = visitor;
    const { plant } = await placesOf(page);
    await go(page, `/emission/entities/${plant?.id}/2024`);
    for (const title of ['yearChange.title', 'penalty.title', 'verificationRecord.title'])
      await page.getByRole('heading', { level: 2, name: t(title) }).waitFor();
    await inspect(visitor, 'result-with-change');
    await page.locator('#year-change').scrollIntoViewIfNeeded();
    await picture(page, `year-change-${language}`);
    await go(page, `/emission/entities/${plant?.id}/${year}`);
    const section = page.locator('#verification-record');
    await section.getByRole('button', { name: new RegExp(language === 'zh' ? '录入' : 'Enter') }).click();
    const form = panel(page, t('verificationRecord.enter'));
    await fill(form, { [t('verificationRecord.verified')]: '6600000', [t('verificationRecord.verifier')]: '示例核查机构 Verifier' });
    await form.getByRole('button', { name: t('common.save') }).click();
    await form.waitFor({ state: 'hidden' });
    await section.getByText(t('verificationRecord.state.entered')).first().waitFor();
    const confirm = section.getByRole('button', { name: t('verificationRecord.confirm'), exact: true });
    expect(await confirm.getAttribute('aria-disabled')).toBe('true');
    await section.scrollIntoViewIfNeeded();
    await picture(page, `verification-record-${language}`);
    expectNoFaults();
  });
});
