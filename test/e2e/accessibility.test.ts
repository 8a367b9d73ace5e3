import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { cellOf, go, placesOf, settled, stage } from '../support/journey.ts';

/** The work of a month without a mouse. */

const { arrive, enter, expectNoFaults } = stage();

/** Presses Tab until what holds the focus says this. */
async function tabTo(page: Page, wanted: RegExp, key = 'Tab'): Promise<void> {
  for (let presses = 0; presses < 90; presses += 1) {
    await page.keyboard.press(key);
    if (wanted.test(await focused(page))) return;
  }
  throw new Error(`not reached by ${key}: ${wanted}; at ${await focused(page)}`);
}

/** Name of what holds the focus: its label, otherwise its text. */
async function focused(page: Page): Promise<string> {
  return await page.evaluate(() => {
    const at = document.activeElement;
    return at === null || at === document.body
      ? ''
      : `${at.getAttribute('aria-label') ?? ''} ${at.textContent ?? ''} ${at.getAttribute('href') ?? ''}`;
  });
}

describe('without a mouse', () => {
  it('one signs in, enters a value, opens a derivation, closes it, and is where one was', async () => {
    const visitor = await arrive({ language: 'zh' });
    const { page, t } = visitor;
    await go(page, '/sign-in');
    await tabTo(page, /陈静/);
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/workbench/);
    await settled(page);
    await page.keyboard.press('Tab');
    expect(await focused(page)).toContain(t('shell.skip'));
    await tabTo(page, new RegExp(`^ ?${t('shell.page.months')}`));
    await page.keyboard.press('Enter');
    await page.getByRole('grid').waitFor();
    await settled(page);

    // A month of the year to come, which no other test touches.
    const { units } = await placesOf(page);
    await go(page, `/emission/units/${units.find((one) => one.code === '1')?.id}/2025`);
    const cell = cellOf(page, /供热量/, 12);
    await tabTo(page, /2025年/);
    await page.keyboard.press('Control+Home');
    const row = Number(await cell.getAttribute('data-row'));
    for (let down = 0; down < row; down += 1) await page.keyboard.press('ArrowDown');
    await page.keyboard.press('End');
    await page.keyboard.type('98765.4');
    await page.keyboard.press('Enter');
    await page.locator('[data-save="saved"]').waitFor();
    expect(await cell.textContent()).toContain('98,765.4');

    await go(page, `/emission/units/${units.find((one) => one.code === '1')?.id}/2024`);
    await tabTo(page, /derivation\?node/, 'Shift+Tab');
    const place = await focused(page);
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').getByRole('tree').waitFor();
    await page.waitForTimeout(400);
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(new URL(page.url()).pathname).toMatch(/\/2024$/);
    expect(await focused(page)).toBe(place);
    expectNoFaults();
  });

  it('on a narrow window the menu is a panel that a button opens: it holds the focus, closes with Escape, and is gone once a page is chosen', async () => {
    const { page, t } = await enter('group_carbon_manager', { language: 'en', width: 390, height: 844 });
    await go(page, '/workbench');
    const menu = page.getByRole('navigation', { name: t('shell.mainMenu') });
    expect(await menu.count()).toBe(0);
    await tabTo(page, new RegExp(`^ ?${t('shell.mainMenu')}`));
    const opener = await focused(page);
    await page.keyboard.press('Enter');
    await menu.waitFor();
    for (let step = 0; step < 40; step += 1) await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.querySelector('[role="dialog"]')?.contains(document.activeElement))).toBe(true);
    await page.keyboard.press('Escape');
    await menu.waitFor({ state: 'detached' });
    expect(await focused(page)).toBe(opener);
    await page.keyboard.press('Enter');
    await menu.getByRole('button', { name: t('shell.group.settings') }).click();
    await menu.getByRole('link', { name: t('shell.page.journal') }).click();
    await page.waitForURL(/\/settings\/journal/);
    await menu.waitFor({ state: 'detached' });
    await page.setViewportSize({ width: 1440, height: 900 });
    await menu.waitFor();
    expectNoFaults();
  });

  it('one opens a group of the sider, which stays open, and of the narrow sider, which closes with Escape', async () => {
    const { page, t } = await enter('group_carbon_manager', { language: 'zh' });
    await go(page, '/workbench');
    const menu = page.getByRole('navigation', { name: t('shell.mainMenu') });
    const journal = menu.getByRole('link', { name: t('shell.page.journal') });
    const group = menu.getByRole('button', { name: t('shell.group.settings') });
    expect(await journal.count()).toBe(0);
    await tabTo(page, new RegExp(`^ ?${t('shell.group.settings')}`));
    await page.keyboard.press('Enter');
    expect(await group.getAttribute('aria-expanded')).toBe('true');
    await page.reload();
    await settled(page);
    expect(await group.getAttribute('aria-expanded')).toBe('true');
    await tabTo(page, new RegExp(`^ ?${t('shell.page.journal')}`));
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/settings\/journal/);
    await settled(page);
    expect(await journal.getAttribute('aria-current')).toBe('page');
    // Of the page one is on, the group can be closed too; coming back opens it.
    await group.click();
    expect(await journal.count()).toBe(0);

    await page.getByRole('button', { name: t('shell.collapse') }).click();
    await page.keyboard.press('Shift+Tab');
    expect(await focused(page)).toContain(t('shell.group.settings'));
    await page.keyboard.press('Enter');
    await journal.waitFor();
    await page.keyboard.press('Tab');
    expect(await focused(page)).toContain(t('shell.page.people'));
    await page.keyboard.press('Escape');
    await journal.waitFor({ state: 'hidden' });
    expect(await focused(page)).toContain(t('shell.group.settings'));
    expectNoFaults();
  });
});
