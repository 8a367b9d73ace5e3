import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { openBrowser, settled, type Visit, visit } from '../support/browser.ts';
import { goodPassword } from '../support/server.ts';
import { type OpenedProduct, startProduct } from '../support/started-product.ts';
import { type Asker, everyRole, type Furnished, furnish } from '../support/two-organizations.ts';

/** Text that wants to be markup, stored in every field a person may fill, on every screen that shows it: it is text, nothing runs. */
const hostile = `"><img src=x onerror=alert(1)><svg/onload=alert(2)>{{7*7}}\${alert(3)}'-alert(4)-'</script><script>alert(5)</script>`;
let product: OpenedProduct | undefined;
let browser: Browser;
let window: Visit;
let address: string;
let all: Furnished<Asker>;
const dialogs: string[] = [];

function overHttp(base: string): Asker & { cookie: string; personId: string } {
  const send = async (method: string, url: string, body?: unknown, headers: Record<string, string> = {}) => {
    const reply = await fetch(base + url, {
      method,
      headers: { cookie: me.cookie, 'x-tanheng': '1', ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await reply.text();
    me.cookie ||= reply.headers.getSetCookie()[0]?.split(';')[0] ?? '';
    return { statusCode: reply.status, body: text, json: () => JSON.parse(text) };
  };
  const me = {
    cookie: '',
    personId: '',
    get: (url: string) => send('GET', url),
    post: (url: string, body?: unknown, headers?: Record<string, string>) => send('POST', url, body, headers),
  };
  return me;
}

beforeAll(async () => {
  // The demonstration lies beside; the organization of this file is set up as in an empty house.
  product = await startProduct(inject('toldPlace'));
  address = product.address;
  const code = new URL(product.setupLink).searchParams.get('code');
  const boss = overHttp(address);
  const founding = {
    organizationName: hostile,
    organizationNameEn: hostile,
    personName: hostile,
    email: 'a@example.com',
    password: goodPassword,
  };
  boss.personId = (await boss.post('/api/v1/setup', { code, ...founding })).json().personId;
  all = await furnish(await everyRole(boss), hostile);
  browser = await openBrowser();
  window = await visit(browser, { baseURL: address, language: 'en', width: 1920 });
  window.page.on('dialog', (dialog) => {
    dialogs.push(dialog.message());
    void dialog.dismiss();
  });
  const [name = '', value = ''] = boss.cookie.split(/=(.*)/s);
  await window.context.addCookies([{ name, value: value, url: address }]);
}, 180_000);
afterAll(async () => {
  await browser?.close();
  await product?.close();
});

/** Elements that only a text taken for markup could have made. */
const grown = (page: Page) =>
  page.evaluate(() => document.querySelectorAll('img[src="x"], svg[onload], body script, [onerror], [onload], iframe[srcdoc]').length);

describe('on every screen it is text', () => {
  const screens: [string, () => string, boolean][] = [
    ['workbench', () => '/workbench?year=2024', true],
    ['organization', () => '/organization', true],
    ['entity', () => `/organization/entities/${all.ids.plantId}`, true],
    ['unit', () => `/organization/units/${all.ids.unitId}`, true],
    ['meters', () => `/organization/meters?meter=${all.ids.meterId}`, true],
    ['scope', () => '/organization/scope', true],
    ['evidence', () => '/evidence', true],
    ['one piece of evidence', () => `/evidence/${all.ids.evidenceId}`, true],
    ['own factors', () => '/library/own-factors', true],
    ['month grid', () => `/emission/units/${all.ids.unitId}/2024`, true],
    ['result', () => `/emission/entities/${all.ids.plantId}/2024`, true],
    ['derivation', () => `/emission/units/${all.ids.unitId}/2024/derivation?node=${encodeURIComponent(all.node)}`, true],
    ['people', () => '/settings/people', true],
    ['API keys', () => '/settings/api-keys', true],
    ['jobs', () => '/settings/jobs', true],
    ['journal', () => '/settings/journal', true],
    ['search', () => `/library/factors?search=${encodeURIComponent(hostile.slice(0, 90))}`, false],
    ['an address', () => `/emission/units/${encodeURIComponent(hostile)}/2024`, false],
    ['the door', () => `/sign-in?then=${encodeURIComponent(`javascript:alert(1)//${hostile}`)}`, false],
  ];
  test.each(screens)('%s', async (_name, url, shows) => {
    const { page } = window;
    await page.goto(url());
    await settled(page);
    if (shows) expect(await page.locator('body').textContent()).toContain(hostile);
    expect([await grown(page), dialogs]).toEqual([0, []]);
    expect(new URL(page.url()).origin).toBe(address);
    expect(window.faults.filter((fault) => /content security policy|uncaught/i.test(fault))).toEqual([]);
  });
});

test('who signs in is not sent elsewhere, whatever the link says', async () => {
  const { page, context } = await visit(browser, { baseURL: address, language: 'en' });
  // The table of addresses is tried in src/web/paths.test.ts; here that a real browser reads them as we do. Few: sign-ins are limited.
  for (const then of [
    'https://example.com',
    '//example.com',
    '/\\example.com',
    '/\t/example.com',
    '/.//example.com',
    'javascript:alert(1)',
  ]) {
    await context.clearCookies();
    await page.goto(`/sign-in?then=${encodeURIComponent(then)}`);
    await page.getByLabel(/e-mail/i).fill('a@example.com');
    await page.getByLabel(/password/i).fill(goodPassword);
    await page.getByRole('button', { name: /^sign in$/i }).click();
    await page.waitForURL((to) => to.pathname !== '/sign-in');
    expect([then, new URL(page.url()).origin]).toEqual([then, address]);
  }
  await context.close();
});
