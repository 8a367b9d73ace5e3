import { describe, expect, it } from 'vitest';
import { choose, command, go, inspect, picture, placesOf, settled, stage } from '../support/journey.ts';
import { languagesOf } from '../support/spoken.ts';

/** The first screen: where are we, what is due, what is wrong, what next; and the ways from anywhere to anywhere. */

const { enter, expectNoFaults } = stage();
const languages = languagesOf(import.meta.filename);

describe.each(languages)('the workbench (%s)', (language) => {
  it('answers its four questions, and every figure opens its place', async () => {
    const visitor = await enter('group_carbon_manager', { language, width: language === 'zh' ? 1440 : 1920 });
    const { page, t } = visitor;
    await go(page, '/workbench?year=2024');
    for (const name of ['workbench.complete', 'workbench.strip', 'workbench.wrong', 'workbench.next', 'workbench.due']) {
      await page.getByRole('heading', { level: 2, name: t(name) }).waitFor();
    }
    await inspect(visitor, 'workbench');

    // C11 of the demonstration's story: the two units' fossil emission of 2024 stands in the headline.
    const figures = page.locator('.th-headline').getByRole('link');
    const addresses = await figures.evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? ''));
    expect(addresses.length).toBeGreaterThan(0);
    for (const address of addresses) {
      await go(page, address);
      await page.getByRole('tree').waitFor();
    }
    await go(page, '/workbench?year=2024');
    const cell = page.getByRole('table').getByRole('link').first();
    const name = (await cell.getAttribute('aria-label')) ?? '';
    expect(name).toMatch(/2024/);
    await cell.click();
    await page.getByRole('grid').waitFor();
    await page.getByRole('complementary').waitFor();
    expectNoFaults();
  });

  it('leads from what is wrong, due and next to the place', async () => {
    const { page, t } = await enter('plant_reviewer', { language });
    await go(page, '/workbench');
    for (const heading of ['workbench.next', 'workbench.due', 'workbench.wrong']) {
      const section = page.locator('section').filter({ has: page.getByRole('heading', { name: t(heading) }) });
      const link = section.getByRole('link').first();
      if ((await link.count()) === 0) continue;
      await link.click();
      await settled(page);
      await page.getByRole('heading', { level: 1 }).waitFor();
      expect(new URL(page.url()).pathname).not.toBe('/workbench');
      await page.goBack();
      await settled(page);
    }
    expectNoFaults();
  });

  it('rings the bell for what waits, and its items lead there', async () => {
    const { page, t } = await enter('plant_statistician', { language });
    await go(page, '/workbench');
    const bell = page.getByRole('button', { name: new RegExp(t('shell.toDo')) });
    const count = Number(/\d+/.exec((await bell.getAttribute('aria-label')) ?? '')?.[0] ?? '0');
    expect(count).toBeGreaterThan(0);
    await bell.click();
    const list = page.getByRole('tooltip');
    await picture(page, `bell-${language}`);
    // The bell shows the first eight; the inbox has the rest and tells the same number.
    expect(await list.getByRole('listitem').count()).toBe(Math.min(count, 8));
    await list.getByRole('link').first().click();
    await settled(page);
    expect(new URL(page.url()).pathname).not.toBe('/workbench');
    expectNoFaults();
  });

  it('finds a page, a unit and a factor from the keyboard', async () => {
    const { page, t } = await enter('internal_auditor', { language });
    const { units } = await placesOf(page);
    await go(page, '/workbench');
    const find = async (text: string, wanted: RegExp) => {
      await page.keyboard.press('Control+K');
      const box = page.getByRole('combobox', { name: t('shell.palette') });
      await box.waitFor();
      await box.fill(text);
      const hit = page.getByRole('option', { name: wanted }).first();
      await hit.waitFor();
      await hit.hover();
      await picture(page, `palette-${text}-${language}`);
      await page.keyboard.press('Enter');
      await box.waitFor({ state: 'hidden' });
      await settled(page);
    };
    await find(t('shell.page.journal'), new RegExp(t('shell.page.journal')));
    expect(new URL(page.url()).pathname).toBe('/settings/journal');
    const unit = units.find((one) => one.code === '2');
    const unitName = (language === 'zh' ? unit?.name : unit?.nameEn) ?? '';
    await find(unitName, new RegExp(unitName));
    expect(new URL(page.url()).pathname).toBe(`/organization/units/${unit?.id}`);
    await find(language === 'zh' ? '无烟煤' : 'anthracite', language === 'zh' ? /无烟煤/ : /anthracite/i);
    expect(new URL(page.url()).pathname).toBe('/library/factors');
    await page.getByRole('dialog').getByText(t('library.asPrinted')).waitFor();
    expectNoFaults();
  });

  it('goes to another year, and the year stays on the way', async () => {
    const { page, t } = await enter('group_carbon_manager', { language });
    await go(page, '/workbench?year=2024');
    await choose(page, t('shell.year'), t('common.year', { year: 2023 }));
    await settled(page);
    expect(new URL(page.url()).searchParams.get('year')).toBe('2023');
    await page.getByText(new RegExp(t('workbench.summary', { year: 2023, today: '' }).trim())).waitFor();
    await page.getByRole('link', { name: t('shell.page.months') }).click();
    await page.getByRole('grid').waitFor();
    expect(page.url()).toMatch(/\/2023(\?|$)/);
    expectNoFaults();
  });

  it('a remark that calls upon somebody reaches their first screen; who holds two roles chooses a home, which is remembered', async () => {
    const auditor = await enter('internal_auditor', { language });
    const { page, t } = auditor;
    const people = (await (await page.request.get('/api/v1/people')).json()).items as { id: string; name: string; nameEn: string }[];
    const finance = people.find((one) => one.nameEn === 'Feng Tao');
    const { plant } = await placesOf(page);
    const content = { subject: `${language} electricity price`, owner: finance?.id };
    const record = await command(page, '/api/v1/system/registers/context_issue/records', {
      ...{ entityId: plant?.id, content, evidenceIds: [] },
    });
    await go(page, `/system/records/${record.id}`);
    await page.getByRole('button', { name: t('discussion.title') }).click();
    const box = page.getByRole('textbox', { name: t('discussion.say') });
    await box.pressSequentially('@');
    await page.getByRole('menuitem', { name: new RegExp((language === 'zh' ? finance?.name : finance?.nameEn) ?? '') }).click();
    await box.pressSequentially('<b>?</b> /system/registers');
    await inspect(auditor, 'discussion');
    await page.getByRole('button', { name: t('discussion.say') }).click();
    await page.getByText('<b>?</b>').waitFor();
    await page.getByRole('link', { name: '/system/registers' }).waitFor();

    const window = await enter('administrator', { language });
    await command(window.page, `/api/v1/people/${finance?.id}/roles`, { role: 'trader', entityId: null });
    const called = await enter('finance_officer', { language });
    await go(called.page, '/workbench?year=2024');
    const chooser = called.page.getByRole('radiogroup', { name: t('workbench.home.choose') });
    await called.page.getByRole('list', { name: t('workbench.home.of.finance') }).waitFor();
    await chooser.getByText(t('workbench.home.of.trader')).click();
    await called.page.getByRole('list', { name: t('workbench.home.of.trader') }).waitFor();
    await called.page.reload();
    await called.page.getByRole('list', { name: t('workbench.home.of.trader') }).waitFor();
    await inspect(called, 'home-trader');
    await called.page.getByRole('link', { name: new RegExp(t('workbench.home.callings')) }).click();
    await called.page.getByText('<b>?</b>').waitFor();
    await go(called.page, '/workbench?year=2024');
    await called.page.getByRole('list', { name: t('workbench.home.of.trader') }).waitFor();
    expectNoFaults();
  });
});
