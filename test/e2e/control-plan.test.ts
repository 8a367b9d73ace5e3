import { describe, expect, it } from 'vitest';
import { choose, fill, go, inspect, panel, placesOf, settled, stage } from '../support/journey.ts';
import { languagesOf, type Spoken } from '../support/spoken.ts';

/** A plant's data quality control plan: drafted from what the organization knows, corrected, reviewed, approved, revised. */

const { enter, expectNoFaults } = stage();
// Years far from the demonstration's own; each draft begins with the organization, in its own language.
const years: Readonly<Record<Spoken, number>> = { zh: 2098, en: 2099 };

describe.each(languagesOf(import.meta.filename))('the data quality control plan (%s)', (language) => {
  const year = years[language];

  it('is drafted from the organization, written in a grid, reviewed and approved by others, and revised with its differences', async () => {
    const writer = await enter('plant_statistician', { language });
    const { page, t } = writer;
    const { plant } = await placesOf(page);
    const address = `/emission/plans/${plant?.id}/${year}`;
    await go(page, '/emission/plans');
    await page.getByRole('heading', { level: 1, name: t('controlPlan.title') }).waitFor();
    await go(page, address);
    await page.getByRole('heading', { name: t('controlPlan.empty', { year }) }).waitFor();
    await inspect(writer, 'plan-empty');
    await page.getByRole('button', { name: t('controlPlan.draft') }).click();
    const coal = language === 'zh' ? /燃煤消耗量: 记录频次/ : /Coal consumption: Recorded/;
    await page.getByRole('combobox', { name: coal }).first().waitFor();
    await inspect(writer, 'plan-edit', ['陈静']);
    await choose(page, coal, t('controlPlan.frequency.shift'));
    await fill(page, { [`${t('controlPlan.facility.model')} 1`]: 'DG2100', [`${t('controlPlan.facility.location')} 1`]: 'A1' });
    await page
      .getByRole('textbox', { name: language === 'zh' ? /: 负责人$/ : /: Person$/ })
      .first()
      .fill('C.J.');
    await page.getByRole('button', { name: t('common.save'), exact: true }).click();
    await page.getByText(t('common.saved'), { exact: true }).waitFor();

    await go(page, address);
    await page.getByRole('article').getByText('DG2100').waitFor();
    await inspect(writer, 'plan-document', ['陈静']);
    const review = page.getByRole('button', { name: t('controlPlan.deed.review') });
    expect(await review.getAttribute('aria-disabled')).toBe('true');

    for (const [persona, deed, done] of [
      ['plant_reviewer', 'review', 'reviewed'],
      ['plant_manager', 'approve', 'approved'],
    ] as const) {
      const signer = await enter(persona, { language });
      await go(signer.page, address);
      await signer.page.getByRole('button', { name: t(`controlPlan.deed.${deed}`), exact: true }).click();
      await signer.page.locator('[aria-current="step"]', { hasText: t(`controlPlan.state.${done}`) }).waitFor();
    }

    await go(page, address);
    await page.locator('[aria-current="step"]', { hasText: t('controlPlan.state.approved') }).waitFor();
    await page.getByRole('button', { name: t('controlPlan.revise') }).click();
    const form = panel(page, t('controlPlan.reviseTitle'));
    await choose(form, t('controlPlan.triggerLabel'), t('controlPlan.trigger.more_accurate'));
    await fill(form, { [t('controlPlan.note')]: 'C8A' });
    await form.getByRole('button', { name: t('controlPlan.revise') }).click();
    await page.getByRole('combobox', { name: coal }).first().waitFor();
    await choose(page, coal, t('controlPlan.frequency.continuous'));
    await page.getByRole('button', { name: t('common.save'), exact: true }).click();
    await page.getByText(t('common.saved'), { exact: true }).waitFor();
    await go(page, `${address}?view=history`);
    await page.getByRole('cell', { name: t('controlPlan.frequency.continuous') }).waitFor();
    await settled(page);
    await inspect(writer, 'plan-history', ['陈静', '赵敏', '孙浩']);
    expectNoFaults();
  });
});
