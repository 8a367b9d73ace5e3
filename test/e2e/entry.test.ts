import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { cellOf, choose, day, fill, go, inspect, panel, picture, settled, stage, type Visitor } from '../support/journey.ts';
import { goodPassword } from '../support/server.ts';
import { languagesOf, say } from '../support/spoken.ts';

/** The door, and the first minutes of an organization of one's own. */

const { arrive, enter, product, expectNoFaults } = stage();
const founder = { name: '林岚', email: 'lin@binhai.example' };
const languages = languagesOf(import.meta.filename);

async function signIn({ page, t }: Visitor, password: string): Promise<void> {
  await go(page, '/sign-in');
  await fill(page, { [t('entry.email')]: founder.email, [t('entry.password')]: password });
  await page.getByRole('button', { name: t('entry.signIn'), exact: true }).click();
}

describe('the door', () => {
  it('speaks the language one asks for, before anybody is signed in, and keeps to it', async () => {
    const { page } = await arrive({ language: 'zh' });
    await go(page, '/');
    await page.getByRole('heading', { level: 1, name: say('zh', 'entry.signInTitle') }).waitFor();
    await page.getByText('EN', { exact: true }).click();
    await page.getByRole('heading', { level: 1, name: say('en', 'entry.signInTitle') }).waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe('en');
    await page.reload();
    await page.getByRole('heading', { level: 1, name: say('en', 'entry.signInTitle') }).waitFor();
    await page.getByText('中文', { exact: true }).click();
    await page.getByRole('heading', { level: 1, name: say('zh', 'entry.signInTitle') }).waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe('zh-CN');
    expectNoFaults();
  });

  it.each(languages)(
    'lets a person of the demonstration in with one click, back to where they were going, and out again (%s)',
    async (language) => {
      const visitor = await arrive({ language });
      const { page, t } = visitor;
      await go(page, '/settings/people');
      expect(new URL(page.url()).searchParams.get('then')).toBe('/settings/people');
      const name = language === 'zh' ? '陈静' : 'Chen Jing';
      await page.getByRole('button', { name: new RegExp(name) }).click();
      await page.getByRole('heading', { level: 1, name: t('shell.page.people') }).waitFor();
      await page.getByRole('button', { name: t('shell.person') }).click();
      await page
        .getByRole('tooltip')
        .getByText(language === 'zh' ? '厂级统计员' : 'Plant statistician')
        .first()
        .waitFor();
      await picture(page, `person-menu-${language}`);
      await page.getByRole('button', { name: t('shell.signOut') }).click();
      await page.getByRole('heading', { level: 1, name: t('entry.signInTitle') }).waitFor();
      await go(page, '/workbench');
      await page.getByRole('heading', { level: 1, name: t('entry.signInTitle') }).waitFor();
      expectNoFaults();
    },
  );
});

describe('an organization of one’s own', () => {
  it('is set up with the link of the first start; a wrong code and a weak password are told and nothing is lost', async () => {
    const visitor = await arrive({ language: 'zh' });
    const { page, t } = visitor;
    const open = async () => {
      await fill(page, {
        [t('entry.organizationName')]: '滨海能源',
        [t('entry.organizationNameEn')]: 'Binhai Energy',
        [t('entry.personName')]: founder.name,
        [t('entry.email')]: founder.email,
      });
    };
    const submit = () => page.getByRole('button', { name: t('entry.setupDo') }).click();
    visitor.expecting(/POST \/api\/v1\/setup 4(03|22)/);

    await go(page, '/setup?code=not-the-code-of-this-start');
    await open();
    await page.getByLabel(t('entry.newPassword'), { exact: true }).fill(goodPassword);
    await submit();
    await page.getByRole('alert').filter({ hasText: '设置链接无效' }).waitFor();
    await picture(page, 'setup-wrong-code');
    expect(await page.getByLabel(t('entry.organizationName'), { exact: true }).inputValue()).toBe('滨海能源');

    await page.goto(product().setupLink);
    await settled(page);
    await submit();
    expect(await page.getByText(t('common.required')).count()).toBeGreaterThan(3);
    await open();
    await page.getByLabel(t('entry.newPassword'), { exact: true }).fill('Password2024!');
    await submit();
    await page.getByRole('alert').filter({ hasText: '密码太弱' }).waitFor();
    await page.getByLabel(t('entry.newPassword'), { exact: true }).fill(goodPassword);
    await submit();
    await page.getByRole('heading', { level: 1, name: t('shell.page.organization') }).waitFor();
    await inspect(visitor, 'fresh-organization');

    const later = await arrive({ language: 'en' });
    await later.page.goto(product().setupLink);
    await later.page.getByText(later.t('entry.setupDone')).waitFor();
    await go(later.page, '/sign-in');
    expect(await later.page.getByText(later.t('entry.setupNeeded')).count()).toBe(0);
    expectNoFaults();
  });

  it.each(languages)(
    'sees nothing of the demonstration; every empty page says what, which clause, and what to do (%s)',
    async (language) => {
      const visitor = await arrive({ language });
      const { page, t } = visitor;
      await signIn(visitor, goodPassword);
      await page.getByRole('heading', { level: 1, name: t('shell.page.workbench') }).waitFor();
      const empty = {
        workbench: ['/workbench', 'A.8'],
        months: ['/emission/months', 'A.4'],
        result: ['/emission/result', 'A.4'],
        organization: ['/organization', '4.3'],
        scope: ['/organization/scope', '4.3'],
        meters: ['/organization/meters', '7.1'],
        evidence: ['/evidence', '7.4'],
        'own-factors': ['/library/own-factors', 'A.8'],
        'api-keys': ['/settings/api-keys', ''],
        jobs: ['/settings/jobs', ''],
      } as const;
      for (const [name, [to, clause]] of Object.entries(empty)) {
        await go(page, to);
        await inspect(visitor, `empty-${name}`);
        const state = page.locator('.th-empty');
        await state.waitFor();
        expect(await state.getByRole('heading').textContent(), name).not.toBe('');
        if (clause !== '') await state.getByText(t('common.clause', { clause })).waitFor();
        expect(await state.getByRole('button').or(state.getByRole('link')).count(), `${name}: something to do`).toBeGreaterThan(0);
        expect(await page.locator('body').textContent(), name).not.toMatch(/示例|Demo CHP/);
      }
      for (const to of ['/settings/people', '/settings/journal', '/settings/sessions']) {
        await go(page, to);
        expect(await page.locator('body').textContent(), to).not.toMatch(/示例|Demo CHP|陈静|Chen Jing/);
      }
      expectNoFaults();
    },
  );

  it('is signed in to with the new person; a wrong password is told in words', async () => {
    const visitor = await arrive({ language: 'en' });
    visitor.expecting(/POST \/api\/v1\/sign-in 401/);
    await signIn(visitor, 'not the one I chose');
    await visitor.page.getByRole('alert').filter({ hasText: 'Sign-in failed' }).waitFor();
    expect(await visitor.page.getByLabel(visitor.t('entry.email'), { exact: true }).inputValue()).toBe(founder.email);
    await visitor.page.getByLabel(visitor.t('entry.password'), { exact: true }).fill(goodPassword);
    await visitor.page.getByRole('button', { name: new RegExp(`${visitor.t('entry.signIn')}$`) }).click();
    await visitor.page.getByRole('heading', { level: 1, name: visitor.t('shell.page.workbench') }).waitFor();
    expectNoFaults();
  });

  it('gets group, company, plant and unit, and its first value is in the grid within minutes', { timeout: 180_000 }, async () => {
    const visitor = await arrive({ language: 'zh' });
    const { page, t } = visitor;
    await signIn(visitor, goodPassword);
    await page.waitForURL(/\/workbench/);
    await go(page, '/organization');
    await page
      .locator('.th-empty')
      .getByRole('button', { name: t('organization.addEntity') })
      .click();
    await addEntity(page, t('organization.entityKind.group'), '滨海集团', 'Binhai Group');
    for (const [kind, name, nameEn] of [
      ['company', '滨海热电公司', 'Binhai CHP Co.'],
      ['plant', '滨海热电厂', 'Binhai CHP plant'],
    ] as const) {
      await page.getByRole('button', { name: t('organization.addChild') }).click();
      await addEntity(page, t(`organization.entityKind.${kind}`), name, nameEn);
    }
    await page.getByRole('button', { name: t('organization.addUnit') }).click();
    const form = panel(page, t('organization.addUnit'));
    await fill(form, {
      [t('common.nameZh')]: '1号机组',
      [t('common.nameEn')]: 'Unit 1',
      [t('organization.unitCode')]: '1',
      [t('organization.capacity')]: '135',
    });
    await day(form, t('organization.commissioned'), '2015-03-01');
    await form.getByRole('button', { name: t('common.save') }).click();
    await page.getByRole('heading', { level: 2, name: '1号机组' }).waitFor();
    await picture(page, 'fresh-unit');

    // Whoever set the installation up administers it; entering data is another role, which an administrator can take.
    await page.getByRole('button', { name: t('shell.group.settings') }).click();
    await page.getByRole('link', { name: t('shell.page.people') }).click();
    await page
      .getByRole('button', { name: t('settings.grantRole') })
      .first()
      .click();
    const grant = page.getByRole('dialog').last();
    await choose(grant, t('settings.role'), '厂级统计员');
    await grant.getByRole('button', { name: t('settings.grantRole') }).click();
    await page.getByRole('cell', { name: /厂级统计员/ }).waitFor();

    await page.getByRole('link', { name: t('shell.page.months') }).click();
    await page.getByRole('grid').waitFor();
    await settled(page);
    const first = cellOf(page, /发电量/, 1);
    await first.click();
    await page.keyboard.type('61234.5');
    await page.keyboard.press('Enter');
    await page.locator('[data-save="saved"]').waitFor();
    await page.reload();
    await page.getByRole('grid').waitFor();
    expect(await first.textContent()).toContain('61,234.500');
    await inspect(visitor, 'first-value');
    expectNoFaults();
  });

  it('is not reached from the demonstration either', async () => {
    const { page } = await enter('administrator');
    const tree = await page.request.get('/api/v1/organization');
    expect(await tree.text()).not.toContain('滨海');
    const people = await page.request.get('/api/v1/people');
    expect(await people.text()).not.toContain(founder.email);
    expectNoFaults();
  });
});

async function addEntity(page: Page, kind: string, name: string, nameEn: string): Promise<void> {
  const form = panel(page, say('zh', 'organization.addEntity'));
  await fill(form, { [say('zh', 'common.nameZh')]: name, [say('zh', 'common.nameEn')]: nameEn });
  await choose(form, say('zh', 'organization.kind'), kind);
  await form.getByRole('button', { name: say('zh', 'common.save') }).click();
  await form.waitFor({ state: 'hidden' });
  await page.getByRole('heading', { level: 2, name: new RegExp(name) }).waitFor();
}
