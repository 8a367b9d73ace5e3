import fs from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import chromium from '@sparticuz/chromium';
import { type Browser, type BrowserContext, chromium as launcher, type Page, type Request } from 'playwright-core';

/** Our own flags: the package's would switch web security off and hide faults. */
const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--font-render-hinting=none',
];

/**
 * A folder of this user's own for the unpacked browser and its font set-up: the package unpacks to a fixed name in the temp folder, which another user's
 * run may already own.
 */
function ownFolder(): string {
  const folder = path.join(os.tmpdir(), `tanheng-browser-${os.userInfo().uid}`);
  fs.mkdirSync(folder, { recursive: true, mode: 0o700 });
  return folder;
}

/** A fontconfig file that adds a Chinese face from npm to what the machine has. */
function fontSetup(folder: string): string {
  const require = createRequire(import.meta.url);
  const fonts = path.join(path.dirname(require.resolve('@expo-google-fonts/noto-sans-sc/package.json')));
  const faces = ['400Regular', '500Medium', '600SemiBold', '700Bold'].map((face) => `<dir>${path.join(fonts, face)}</dir>`).join('');
  const file = path.join(folder, 'fonts.conf');
  fs.writeFileSync(
    file,
    `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig><dir>/usr/share/fonts</dir>${faces}<cachedir>${path.join(folder, 'font-cache')}</cachedir><alias><family>monospace</family><prefer><family>DejaVu Sans Mono</family></prefer></alias><alias><family>sans-serif</family><prefer><family>Noto Sans SC</family></prefer></alias></fontconfig>`,
  );
  return file;
}

/** Unpacks the browser where it is not yet: once before the files of a run, because one that is being written cannot be started by another. */
export async function unpackBrowser(): Promise<string> {
  const folder = ownFolder();
  const before = process.env.TMPDIR;
  process.env.TMPDIR = folder;
  try {
    chromium.setGraphicsMode = false;
    return await chromium.executablePath();
  } finally {
    if (before === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = before;
  }
}

/** A real Chromium from npm, with a Chinese font, without a window. Close it when done. */
export async function openBrowser(): Promise<Browser> {
  const folder = ownFolder();
  return await launcher.launch({
    executablePath: await unpackBrowser(),
    args: [...flags, '--headless=shell'],
    headless: true,
    env: { ...process.env, TMPDIR: folder, HOME: folder, FONTCONFIG_FILE: fontSetup(folder) },
  });
}

export interface Visit {
  readonly context: BrowserContext;
  readonly page: Page;
  /** Errors of the console, uncaught ones, refused requests (5xx) and broken content policy, as they come. */
  readonly faults: string[];
}

/** A window of a fresh visitor in one language; collects everything that went wrong in it. */
export async function visit(
  browser: Browser,
  options: { baseURL: string; language: 'zh' | 'en'; width?: number; height?: number },
): Promise<Visit> {
  const context = await browser.newContext({
    baseURL: options.baseURL,
    locale: options.language === 'zh' ? 'zh-CN' : 'en-GB',
    timezoneId: 'Asia/Shanghai',
    // Drawers and lists stand at once, as for people who ask for less motion; `npm run journeys` walks with it.
    reducedMotion: process.env.TANHENG_TEST_JOURNEYS === 'both' ? 'no-preference' : 'reduce',
    viewport: { width: options.width ?? 1440, height: options.height ?? 900 },
  });
  await context.addInitScript((language) => {
    // A language the visitor has chosen meanwhile stays.
    if (localStorage.getItem('tanheng.language') === null) localStorage.setItem('tanheng.language', language);
  }, options.language);
  const page = await context.newPage();
  countRequests(page);
  const faults: string[] = [];
  page.on('console', (message) => {
    // A refused request is an answer the page handles; what the page itself reports is what counts.
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) faults.push(`console: ${message.text()}`);
    if (message.type() === 'warning' && message.text().includes('antd')) faults.push(`antd: ${message.text()}`);
  });
  page.on('pageerror', (error) => faults.push(`uncaught: ${error.message}`));
  page.on('response', (reply) => {
    if (reply.status() >= 500) faults.push(`${reply.status()}: ${reply.request().method()} ${reply.url()}`);
  });
  return { context, page, faults };
}

/** Enters the demonstration as one of its people, by the product's own door. */
export async function enterDemo(page: Page, persona: string): Promise<void> {
  const reply = await page.request.post('/api/v1/demo/sign-in', { data: { persona }, headers: { 'x-tanheng': '1' } });
  if (!reply.ok()) throw new Error(`demo sign-in as ${persona}: ${reply.status()} ${await reply.text()}`);
}

/** What each page still waits for from the server. */
const asked = new WeakMap<Page, Set<Request>>();

function countRequests(page: Page): void {
  const open = new Set<Request>();
  asked.set(page, open);
  page.on('request', (request) => {
    // What an earlier page asked for is not answered to the next one.
    if (request.isNavigationRequest()) open.clear();
    open.add(request);
  });
  page.on('requestfinished', (request) => open.delete(request));
  page.on('requestfailed', (request) => open.delete(request));
}

/** Once the page has nothing left to do: what its last answers led to is drawn, and what that asks for is sent. */
const idle = 'new Promise((done) => requestAnimationFrame(() => requestIdleCallback(() => setTimeout(done, 20), { timeout: 5000 })))';
const settlesWithinMs = 30_000;

/** Waits until nothing is being asked of the server, the page is idle, and no skeleton is left. */
export async function settled(page: Page): Promise<void> {
  const open = asked.get(page);
  const until = Date.now() + settlesWithinMs;
  await page.waitForLoadState('load');
  for (let quiet = 0; quiet < 2 && Date.now() < until; ) {
    // A page that is being left has no context to ask.
    const rested = await page.evaluate(idle).then(
      () => true,
      () => false,
    );
    quiet = rested && (open?.size ?? 0) === 0 ? quiet + 1 : 0;
  }
  await page
    .waitForFunction(() => document.querySelector('.th-waiting') === null, undefined, { timeout: settlesWithinMs })
    .catch(() => undefined);
}
