import { expect, it } from 'vitest';
import { command, go, inspect, panel, placesOf, settled, stage } from '../support/journey.ts';

/** From the matrix of the clauses to what one rests on, and on to the record itself. */

const { enter, expectNoFaults } = stage();

it('the matrix leads to a clause, what it rests on, and the record', async () => {
  const visitor = await enter('group_carbon_manager', { language: 'zh' });
  const { page, t } = visitor;
  const { plant } = await placesOf(page);
  const subject = '核算指南年度更新';
  const content = { subject, origin: 'external', kind: 'policy', effects: ['emission'] };
  const { no } = await command(page, '/api/v1/system/registers/context_issue/records', { entityId: plant?.id, content, evidenceIds: [] });

  await go(page, '/system/clauses');
  await page.getByRole('heading', { level: 1, name: t('shell.page.clauses') }).waitFor();
  // Five blocks, every status told by word; what the demonstration has closed is current.
  for (const part of ['general', 'A', 'B', 'C'] as const)
    await page.getByRole('heading', { level: 2, name: t(`clauses.module.${part}`) }).waitFor();
  const row = page.getByRole('row', { name: /^4\.1 / });
  await row.getByText(t('clauses.status.current'), { exact: true }).waitFor();
  // Live data of neutrality carry its clauses.
  await page
    .getByRole('row', { name: /^D\.4 / })
    .getByText(t('clauses.status.current'), { exact: true })
    .waitFor();
  await inspect(visitor, 'clauses');

  const filter = page.getByRole('group', { name: t('clauses.filter') });
  await filter.getByRole('button', { name: new RegExp(t('clauses.status.current')) }).click();
  await page.waitForURL(/status=current/);
  await row.getByRole('link').click();
  const drawer = panel(page, /^4\.1 /);
  const record = drawer.getByRole('link', { name: `${no} ${subject}` });
  await record.waitFor();
  await inspect(visitor, 'clause');
  await record.click();
  await page.waitForURL(/\/system\/records\//);
  await page.getByRole('heading', { level: 1, name: new RegExp(subject) }).waitFor();
  await settled(page);

  // Beside a register: what the system knows already, with its link.
  await go(page, '/system/registers/role_assignment');
  await page.getByRole('heading', { level: 2, name: t('clauses.fromSystem') }).waitFor();
  expect(await page.getByRole('link', { name: /有效期/ }).getAttribute('href')).toContain('/trading/mandate');
  expectNoFaults();
});

it('data propose the scores of an assessment: one is accepted, another overruled with its reason', async () => {
  const visitor = await enter('internal_auditor', { language: 'zh' });
  const { page, t } = visitor;
  const { plant } = await placesOf(page);
  const { id } = await command(page, '/api/v1/maturity/assessments', { entityId: plant?.id, year: 2022, note: '' });
  await go(page, `/system/maturity/${id}`);
  const row = page.getByRole('row', { name: /A\.4/ }).last();
  await row.getByRole('button', { name: t('maturity.acceptClause', { clause: 'A.4' }) }).click();
  await row.getByRole('button', { name: t('maturity.acceptClause', { clause: 'A.4' }) }).waitFor({ state: 'detached' });
  await row.getByRole('button', { name: t('maturity.scoreClause', { clause: 'A.4' }) }).click();
  const form = panel(page, /^A\.4 /);
  await form.getByRole('radio', { name: /^1 / }).check();
  await form.getByLabel(t('maturity.whyOverruled')).fill('边界清单未更新');
  await inspect(visitor, 'score');
  await form.getByRole('button', { name: t('common.save') }).click();
  await form.waitFor({ state: 'detached' });
  await row.getByText(t('maturity.overruled')).waitFor();
  await inspect(visitor, 'assessment');
  expectNoFaults();
});

it('an audit is drawn, filled by keyboard, its finding becomes a nonconformity, and the pack is downloaded', async () => {
  const visitor = await enter('internal_auditor', { language: 'en' });
  const { page, t } = visitor;
  const { plant } = await placesOf(page);
  const add = (register: string, content: object) =>
    command(page, `/api/v1/system/registers/${register}/records`, { entityId: plant?.id, content, evidenceIds: [] });
  const { me } = (await (await page.request.get('/api/v1/session')).json()) as { me: { person: { id: string } } };
  const people = (await (await page.request.get('/api/v1/people')).json()) as { items: { id: string }[] };
  const auditee = people.items.find((one) => one.id !== me.person.id)?.id;
  const subject = 'Metering and evaluation';
  const audit = await add('audit', {
    ...{ subject, scope: subject, clauses: ['7.1', '9.1'], criteria: 'T/CIECCPA 002', lead: me.person.id, auditee: [auditee] },
    ...{ start_on: '2025-11-03', end_on: '2025-11-05' },
  });
  await go(page, `/system/records/${audit.id}`);
  await page.getByRole('button', { name: t('audit.draw') }).click();
  const row = page.getByRole('group', { name: t('audit.rowOf', { no: 1 }), exact: true });
  await row.getByRole('radio').first().focus();
  await page.keyboard.press('3');
  await row.getByRole('textbox').fill('Seal of belt scale 2 broken since 3 November.');
  await page.keyboard.press('Control+Enter');
  const raise = row.getByRole('button', { name: t('audit.raise') });
  await row.and(page.locator(':not([class*=unsaved])')).waitFor();
  await raise.click();
  await row.getByRole('link', { name: /^AF-/ }).waitFor();
  await inspect(visitor, 'audit-workspace');
  await row.getByRole('link', { name: /^AF-/ }).click();
  await page.getByRole('button', { name: t('audit.makeCase') }).click();
  await page.getByRole('heading', { level: 1, name: /Seal of belt scale 2/ }).waitFor();
  await go(page, `/system/records/${audit.id}`);
  await page.getByRole('button', { name: t('packs.make') }).click();
  const file = page.getByRole('link', { name: t('packs.fileOf.data') });
  await file.waitFor();
  const reply = await page.request.get((await page.getByRole('link', { name: 'PDF' }).getAttribute('href')) ?? '');
  expect((await reply.body()).subarray(0, 5).toString()).toBe('%PDF-');
  await go(page, '/system/audits');
  await page.getByRole('link', { name: new RegExp(subject) }).waitFor();
  await inspect(visitor, 'audits');
  expectNoFaults();
});

it('a parameter is computed from live data and opens its derivation; a carbon review is computed and bound to its version', async () => {
  const visitor = await enter('group_carbon_manager', { language: 'zh' });
  const { page, t } = visitor;
  const { plant } = await placesOf(page);
  const add = (register: string, content: object) =>
    command(page, `/api/v1/system/registers/${register}/records`, { entityId: plant?.id, content, evidenceIds: [] });
  const symbols = [
    { symbol: 'E', meaning: '排放量', unit: 'tCO2', source: 'emission' },
    { symbol: 'W', meaning: '供电量', unit: 'MWh', source: 'supply' },
  ];
  const parameter = await add('performance_parameter', {
    parameter: '供电强度',
    formula: 'E / W',
    unit: 'tCO2/MWh',
    better: 'lower',
    symbols,
  });
  await go(page, `/system/records/${parameter.id}`);
  await page.getByRole('button', { name: t('system.parameter.compute') }).click();
  const row = page.getByRole('row', { name: /^2024 / });
  await row.getByRole('link').first().click();
  await panel(page, t('emission.derivation.title')).getByText('parameter_value').first().waitFor();
  await inspect(visitor, 'parameter');

  const review = await add('carbon_review', { subject: '年度评审', period_to: '2024-12-31' });
  await go(page, `/system/records/${review.id}`);
  await page.getByRole('button', { name: t('system.review.compute') }).click();
  await page.getByText(t('system.review.bound'), { exact: true }).waitFor();
  await page.getByRole('heading', { level: 3, name: new RegExp(t('system.review.part.emission')) }).waitFor();
  await inspect(visitor, 'carbon-review');
  expectNoFaults();
});

it('the calendar shows what is due and is subscribed to; the inbox shows what waits, and the bell counts the same', async () => {
  const visitor = await enter('plant_statistician', { language: 'en' });
  const { page, t } = visitor;
  await go(page, '/system/calendar');
  await page
    .getByRole('table')
    .getByRole('link', { name: /2024-11/ })
    .waitFor();
  await inspect(visitor, 'calendar');
  await page.getByText(t('calendar.view.list'), { exact: true }).click();
  await page.waitForURL(/view=list/);
  await page.getByRole('row', { name: /Annual emission report of 2024/ }).waitFor();

  await page.getByRole('button', { name: t('calendar.feed.open') }).click();
  const drawer = panel(page, t('calendar.feed.title'));
  await drawer.getByLabel(t('calendar.feed.nameOf')).fill('phone');
  await drawer.getByRole('button', { name: t('calendar.feed.make') }).click();
  const secret = panel(page, t('calendar.feed.secretTitle'));
  const address = new URL((await secret.locator('code').textContent()) ?? '');
  const file = await page.request.get(address.pathname);
  expect([file.status(), (await file.text()).startsWith('BEGIN:VCALENDAR\r\n')]).toEqual([200, true]);

  await go(page, '/inbox');
  await page.getByRole('heading', { level: 1, name: t('shell.page.inbox') }).waitFor();
  await settled(page);
  const bell = await page.getByRole('button', { name: new RegExp(t('shell.toDo')) }).getAttribute('aria-label');
  const tab = await page.getByRole('tab', { name: new RegExp(`^${t('inbox.tab.to_do')}`) }).textContent();
  expect(/\d+/.exec(tab ?? '')?.[0]).toBe(/\d+/.exec(bell ?? '')?.[0]);
  await inspect(visitor, 'inbox');
  await page.getByRole('tab', { name: t('inbox.tab.started') }).click();
  await page.waitForURL(/tab=started/);
  await page
    .getByRole('row', { name: new RegExp(t('settings.kindOf.month_submit')) })
    .first()
    .waitFor();
  expectNoFaults();
});
