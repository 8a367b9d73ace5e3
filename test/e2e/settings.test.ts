import { describe, expect, it } from 'vitest';
import { hire } from '../support/hire.ts';
import { choose, fill, go, inspect, panel, picture, settled, stage, type Visitor } from '../support/journey.ts';
import { goodPassword } from '../support/server.ts';
import { languagesOf } from '../support/spoken.ts';

/** People, keys, sessions, jobs, the journal, and the way to be rid of the demonstration. */

const { arrive, enter, product, expectNoFaults } = stage();
const languages = languagesOf(import.meta.filename);

/** The row of a table that holds this text. */
function rowOf({ page }: Visitor, text: string) {
  return page.getByRole('row').filter({ hasText: text });
}

async function confirm({ page, t }: Visitor, key: string): Promise<void> {
  await page
    .getByRole('tooltip')
    .getByRole('button', { name: t(key), exact: true })
    .click();
}

describe.each(languages)('people (%s)', (language) => {
  it('are added and invited, get and lose roles, and are out at once when deactivated; the journal tells it', {
    timeout: 180_000,
  }, async () => {
    const administrator = await enter('administrator', { language });
    const { page, t } = administrator;
    const name = language === 'zh' ? '钱新' : 'Qian Xin';
    const email = `qian-${language}@demo.example`;
    await go(page, '/settings/people');
    await page.getByRole('button', { name: t('settings.addPerson') }).click();
    const form = panel(page, t('settings.addPerson'));
    await fill(form, { [t('settings.personName')]: name, [t('settings.personNameEn')]: name, [t('settings.email')]: 'not an address' });
    await form.getByRole('button', { name: t('common.save') }).click();
    await form.getByText(t('common.invalidEmail')).waitFor();
    await fill(form, { [t('settings.email')]: email, [t('settings.jobTitle')]: 'first title' });
    await form.getByRole('button', { name: t('common.save') }).click();
    const invitation = panel(page, t('settings.invite'));
    const link = (await invitation.locator('code').textContent()) ?? '';
    await picture(page, `invitation-${language}`);
    await invitation
      .getByRole('button', { name: t('common.close'), exact: true })
      .last()
      .click();

    const person = await arrive({ language });
    await person.page.goto(link);
    await person.page.getByLabel(t('entry.newPassword'), { exact: true }).fill(goodPassword);
    await person.page.getByRole('button', { name: t('entry.invitationDo') }).click();
    await person.page.waitForURL(/\/workbench/);
    await settled(person.page);
    await person.page.getByRole('heading', { name: t('workbench.noRoleTitle') }).waitFor();
    await inspect(person, 'no-role');

    await page.reload();
    await rowOf(administrator, email).getByText(t('settings.noRoles')).waitFor();
    await rowOf(administrator, email)
      .getByRole('button', { name: t('settings.grantRole') })
      .click();
    const grant = page.getByRole('dialog').last();
    const auditor = language === 'zh' ? '内审员' : 'Internal auditor';
    await choose(grant, t('settings.role'), auditor);
    await grant.getByRole('heading', { name: t('settings.roleMay') }).waitFor();
    await picture(page, `grant-${language}`);
    await grant.getByRole('button', { name: t('settings.grantRole') }).click();
    await rowOf(administrator, email).getByText(auditor).waitFor();
    await go(person.page, '/organization');
    await person.page.getByRole('tree').waitFor();

    await rowOf(administrator, email)
      .getByRole('button', { name: t('common.edit'), exact: true })
      .click();
    const change = panel(page, t('settings.changePerson'));
    await fill(change, { [t('settings.jobTitle')]: 'second title' });
    await change.getByRole('button', { name: t('common.save') }).click();
    await change.waitFor({ state: 'hidden' });

    await rowOf(administrator, email)
      .getByRole('button', { name: `${t('settings.endRole')}: ${auditor}` })
      .click();
    await confirm(administrator, 'settings.endRole');
    await rowOf(administrator, email).getByText(t('settings.noRoles')).waitFor();

    await rowOf(administrator, email)
      .getByRole('button', { name: t('common.edit'), exact: true })
      .click();
    await change.getByRole('switch').click();
    await change.getByRole('button', { name: t('common.save') }).click();
    await change.waitFor({ state: 'hidden' });
    await rowOf(administrator, email).getByText(t('settings.inactive')).waitFor();
    person.expecting(/GET .* 401/);
    const began = performance.now();
    await person.page.goto('/settings/sessions');
    await person.page.getByRole('heading', { level: 1, name: t('entry.signInTitle') }).waitFor();
    expect(performance.now() - began).toBeLessThan(5_000);
    expect((await person.page.request.get('/api/v1/me')).status()).toBe(401);

    await go(page, '/settings/journal');
    await choose(page, t('settings.actor'), language === 'zh' ? '高远' : 'Gao Yuan');
    await settled(page);
    const entry = rowOf(administrator, t('settings.kindOf.person_changed')).first();
    await entry.getByRole('button').first().click();
    const before = page.getByRole('row').filter({ hasText: 'first title' }).filter({ hasText: 'second title' });
    await before.first().waitFor();
    await inspect(administrator, 'journal-entry');
    await rowOf(administrator, t('settings.kindOf.role_ended')).first().waitFor();
    await rowOf(administrator, t('settings.kindOf.role_granted')).first().waitFor();
    expectNoFaults();
  });
});

describe.each(languages)('keys, sessions, jobs (%s)', (language) => {
  it('an API key is shown once, calculates, and is worth nothing once revoked', async () => {
    const visitor = await enter('administrator', { language });
    const { page, t } = visitor;
    await go(page, '/settings/api-keys');
    await page
      .getByRole('button', { name: t('settings.createKey') })
      .first()
      .click();
    const form = panel(page, t('settings.createKey'));
    await fill(form, { [t('settings.keyName')]: `warehouse ${language}` });
    await form.getByRole('button', { name: t('settings.createKey') }).click();
    const shown = panel(page, t('settings.keySecretTitle'));
    const secret = (await shown.locator('code').textContent()) ?? '';
    expect(secret.length).toBeGreaterThan(30);
    await picture(page, `key-${language}`);
    await shown.getByRole('button', { name: t('common.copy') }).click();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(secret);
    await shown
      .getByRole('button', { name: t('common.close'), exact: true })
      .last()
      .click();
    await page.reload();
    await rowOf(visitor, `warehouse ${language}`).waitFor();
    expect(await page.content()).not.toContain(secret);

    const { example } = (await (await page.request.get('/api/v1/methods/cn-power-generation')).json()) as { example: unknown };
    const calculate = async () =>
      await fetch(`${product().address}/api/v1/calculations/cn-power-generation`, {
        method: 'POST',
        headers: { authorization: `Bearer ${secret}`, 'x-tanheng': '1', 'content-type': 'application/json' },
        body: JSON.stringify(example),
      });
    const read = async () =>
      (await fetch(`${product().address}/api/v1/organization`, { headers: { authorization: `Bearer ${secret}` } })).status;
    expect([(await calculate()).status, await read()]).toEqual([200, 200]);
    await rowOf(visitor, `warehouse ${language}`)
      .getByRole('button', { name: t('settings.revoke') })
      .click();
    await confirm(visitor, 'settings.revoke');
    await rowOf(visitor, `warehouse ${language}`).getByText(t('settings.keyState.revoked'), { exact: true }).waitFor();
    // In a demonstration whoever reaches it may calculate; reading needs the key.
    expect(await read()).toBe(401);
    expectNoFaults();
  });

  it('sessions elsewhere are seen and ended', async () => {
    const administrator = await enter('administrator', { language });
    const email = `two-places-${language}@demo.example`;
    const here = await hire(administrator, await arrive({ language }), email, ['internal_auditor']);
    const there = await arrive({ language });
    const { t } = here;
    await go(there.page, '/sign-in');
    await fill(there.page, { [t('entry.email')]: email, [t('entry.password')]: goodPassword });
    await there.page.getByRole('button', { name: t('entry.signIn'), exact: true }).click();
    await there.page.waitForURL(/\/workbench/);
    await go(here.page, '/settings/sessions');
    await rowOf(here, t('settings.sessionHere')).waitFor();
    const others = here.page.getByRole('button', { name: t('settings.endSession'), exact: true });
    expect(await others.count()).toBe(1);
    await others.click();
    await others.waitFor({ state: 'detached' });
    await there.page.goto('/settings/sessions');
    await there.page.getByRole('heading', { level: 1, name: t('entry.signInTitle') }).waitFor();
    await inspect(here, 'sessions-ended');
    expectNoFaults();
  });

  it('a check of all evidence runs with its progress, can be cancelled, and tells its result', async () => {
    const visitor = await enter('internal_auditor', { language });
    const { page, t } = visitor;
    visitor.expecting(/POST \S+\/cancel 409/);
    const title = language === 'zh' ? '核对全部证据文件' : 'Verify all evidence files';
    await go(page, '/settings/jobs');
    const job = page.getByRole('listitem').filter({ hasText: title }).first();
    const start = async () => {
      const before = await page.getByRole('listitem').filter({ hasText: title }).count();
      await page
        .getByRole('button', { name: t('settings.startJob') })
        .first()
        .click();
      await page.getByRole('menuitem', { name: title }).click();
      await page.getByRole('listitem').filter({ hasText: title }).nth(before).waitFor();
    };
    const says = (state: string, timeout: number) => job.getByText(t(`settings.jobState.${state}`), { exact: true }).waitFor({ timeout });
    let cancelled = false;
    for (let tries = 0; tries < 8 && !cancelled; tries += 1) {
      await start();
      const stop = job.getByRole('button', { name: t('settings.cancelJob'), exact: true });
      cancelled = await stop
        .click({ timeout: 2_000 })
        .then(() => says('cancelled', 3_000))
        .then(() => true)
        .catch(() => false);
      // Done before the hand was there: once more.
      if (!cancelled) await says('succeeded', 12_000);
    }
    expect(cancelled).toBe(true);
    expect(await job.getByRole('button', { name: t('settings.resumeJob') }).count(), 'what was cancelled stays so').toBe(0);
    await inspect(visitor, 'job-cancelled');
    await start();
    await says('succeeded', 12_000);
    await job.getByText(t('settings.result')).click();
    await job.getByText('"damagedCount": 0').waitFor();
    await picture(page, `job-done-${language}`);
    expectNoFaults();
  });
});

// Last: nothing of the demonstration is left for another test.
describe('the demonstration', () => {
  it('is removed with one click, whole, and its people with it', { timeout: 240_000 }, async () => {
    const visitor = await enter('group_carbon_manager', { language: 'zh' });
    const { page, t } = visitor;
    await go(page, '/settings/about');
    await page.getByRole('button', { name: t('settings.removeDemo') }).click();
    const dialog = panel(page, t('settings.removeDemoTitle'));
    await picture(page, 'remove-demo');
    await dialog.getByRole('button', { name: t('settings.removeDemo') }).click();
    await page.getByRole('heading', { level: 1, name: t('entry.signInTitle') }).waitFor();
    await settled(page);
    expect(await page.getByText(t('entry.demoTitle'), { exact: true }).count()).toBe(0);
    await page.getByText(t('entry.setupNeeded')).waitFor();
    await inspect(visitor, 'sign-in-without-demo');
    await page.goto(product().setupLink);
    await page.getByRole('button', { name: t('entry.setupDo') }).waitFor();
    expectNoFaults();
  });
});
