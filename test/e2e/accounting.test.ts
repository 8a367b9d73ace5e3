import { describe, expect, it } from 'vitest';
import { go, inspect, panel, picture, stage } from '../support/journey.ts';
import { languagesOf } from '../support/spoken.ts';

/** 资产: what allowances cost and brought, the books that follow, and the policy another person approves. */

const { enter, expectNoFaults } = stage();
const languages = languagesOf(import.meta.filename);

describe.each(languages)('accounting (%s)', (language) => {
  it('shows the books of a year and takes a policy that somebody else approves', async () => {
    const visitor = await enter('finance_officer', { language });
    const { page, t } = visitor;
    await go(page, '/asset/accounting?year=2024');
    await page.getByRole('heading', { level: 2, name: t('accounting.policy.title') }).waitFor();
    await inspect(visitor, 'accounting');
    await page.getByRole('button', { name: t('accounting.policy.propose') }).click();
    const form = panel(page, new RegExp(t('accounting.policy.propose')));
    await form.getByLabel(t('common.reason'), { exact: true }).fill('board resolution');
    await picture(page, `accounting-policy-${language}`);
    await form.getByRole('button', { name: t('common.save') }).click();
    const approve = page.getByRole('button', { name: t('accounting.policy.approve'), exact: true });
    await approve.waitFor();
    expect(await approve.getAttribute('aria-disabled')).toBe('true');
    expectNoFaults();
  });
});
