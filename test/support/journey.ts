import fs from 'node:fs';
import path from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, inject } from 'vitest';
import { enterDemo, openBrowser, settled, type Visit, visit } from './browser.ts';
import { misspoken, type Spoken, say } from './spoken.ts';
import { type OpenedProduct, type StartedProduct, startProduct } from './started-product.ts';

export interface Visitor extends Visit {
  readonly language: Spoken;
  /** The wording of a key in this visitor's language. */
  readonly t: (key: string, holes?: Readonly<Record<string, string | number>>) => string;
  /** Answers that a step is meant to provoke, as `POST /api/v1/setup 403`; everything else above 399 is a fault. */
  readonly expecting: (...answers: RegExp[]) => void;
}

export interface VisitorOptions {
  readonly language?: Spoken;
  readonly width?: number;
  readonly height?: number;
  /** Another product than the file's. */
  readonly address?: string;
}

export interface Stage {
  /** The file's own product; there once its tests run. */
  readonly product: () => StartedProduct;
  /** A window of a fresh visitor, nobody signed in. */
  readonly arrive: (options?: VisitorOptions) => Promise<Visitor>;
  /** A window of a person of the demonstration. */
  readonly enter: (persona: string, options?: VisitorOptions) => Promise<Visitor>;
  /** Fails when anything went wrong in any window since it was last asked: console, answers, requests that left the product's address. */
  readonly expectNoFaults: () => void;
}

let arrivals = 0;
/** How long anything may keep a visitor waiting. */
const patienceMs = 30_000;

/** Notes answers that failed and requests that went elsewhere; returns how to announce those that are meant. */
function watch(opened: Visit, own: string): (...answers: RegExp[]) => void {
  const meant: RegExp[] = [];
  opened.context.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(`${own}/`) && !/^(blob|data|about):/.test(url)) opened.faults.push(`left the product: ${url}`);
  });
  opened.context.on('response', (reply) => {
    if (reply.status() < 400) return;
    const answer = `${reply.request().method()} ${reply.url().slice(own.length)} ${reply.status()}`;
    if (!meant.some((pattern) => pattern.test(answer))) opened.faults.push(`answered: ${answer}`);
  });
  opened.context.on('requestfailed', (request) => {
    const why = request.failure()?.errorText ?? '';
    // A page that is left cancels what it still asked for, and a download is taken over by the browser: neither is a fault.
    if (!why.includes('ERR_ABORTED')) opened.faults.push(`failed: ${request.method()} ${request.url()} ${why}`);
  });
  return (...answers) => meant.push(...answers);
}

/** One for all files of this process, one after another; each visitor has a context of its own. It ends with the process. */
let shared: Promise<Browser> | undefined;

async function browserOfProcess(): Promise<Browser> {
  shared ??= openBrowser();
  const open = await shared.catch(() => undefined);
  if (open?.isConnected() !== true) shared = openBrowser();
  return await shared;
}

/** Starts a product for a test file and stops it after; every window made through it is watched, and closed. */
export function stage(): Stage {
  let product: OpenedProduct | undefined;
  let browser: Browser | undefined;
  const visitors: Visitor[] = [];
  beforeAll(async () => {
    [product, browser] = await Promise.all([startProduct(inject('toldPlace')), browserOfProcess()]);
  });
  const opened = (): StartedProduct => {
    if (!product) throw new Error('the product is not started');
    return product;
  };
  afterEach(async ({ task }) => {
    const latest = visitors.at(-1)?.page;
    if (task.result?.state === 'fail' && latest)
      await picture(latest, `failed-${task.id}-${task.name.slice(0, 30)}`).catch(() => undefined);
  });
  afterAll(async () => {
    for (const { context } of visitors) await context.close();
    await product?.close();
  });
  async function arrive(options: VisitorOptions = {}): Promise<Visitor> {
    if (!browser) throw new Error('the browser is not open');
    const { language = 'zh', address = opened().address, width = 1440 } = options;
    const seen = await visit(browser, { baseURL: address, language, width, height: options.height ?? (width > 1440 ? 1080 : 900) });
    seen.context.setDefaultTimeout(patienceMs);
    arrivals += 1;
    // Visitors of one machine, counted as the different people they stand for.
    await seen.context.setExtraHTTPHeaders({
      'x-forwarded-for': `10.${process.pid % 250}.${Math.floor(arrivals / 250)}.${arrivals % 250}`,
    });
    await seen.context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: address });
    const visitor: Visitor = {
      ...seen,
      language,
      t: (key, holes) => say(language, key, holes),
      expecting: watch(seen, address),
    };
    visitors.push(visitor);
    return visitor;
  }
  return {
    product: opened,
    arrive,
    enter: async (persona, options) => {
      const visitor = await arrive(options);
      await enterDemo(visitor.page, persona);
      return visitor;
    },
    expectNoFaults: () => expect(visitors.flatMap((one) => one.faults.splice(0).map((fault) => `${one.language} ${fault}`))).toEqual([]),
  };
}

/** Goes to an address and waits until it stands. */
export async function go(page: Page, to: string): Promise<void> {
  await page.goto(to);
  await settled(page);
}

/** Whether the page, or its content, scrolls sideways. */
async function overflowOf(page: Page): Promise<string[]> {
  return await page.evaluate(() => {
    const root = document.documentElement;
    const main = document.querySelector('main');
    const wide = root.scrollWidth - root.clientWidth;
    const inner = main ? main.scrollWidth - main.clientWidth : 0;
    return [
      ...(wide > 0 ? [`the page scrolls sideways by ${wide}px`] : []),
      ...(inner > 0 ? [`its content scrolls sideways by ${inner}px`] : []),
    ];
  });
}

const pictures = process.env.TANHENG_PICTURES;

/** A picture for the eye, kept only when TANHENG_PICTURES names a folder. */
export async function picture(page: Page, name: string): Promise<void> {
  if (pictures === undefined) return;
  fs.mkdirSync(pictures, { recursive: true });
  await page.waitForTimeout(400); // drawers come to rest
  await page.screenshot({ path: path.join(pictures, `${name}.png`) });
}

/** A whole screen looked at: nothing sticks out, every word is translated and of this language, it has one heading and a name in the tab. */
export async function inspect(visitor: Visitor, name: string, data: readonly string[] = []): Promise<void> {
  const { page, language } = visitor;
  const width = page.viewportSize()?.width ?? 0;
  await picture(page, `${name}-${language}-${width}`);
  const headings = await page.getByRole('heading', { level: 1 }).count();
  const wrong = [
    ...(await overflowOf(page)),
    ...(await misspoken(page, language, data)),
    ...(headings === 1 ? [] : [`${headings} headings of the first level`]),
    ...((await page.title()).includes(' · ') ? [] : ['no name in the tab']),
  ];
  if (wrong.length > 0) throw new Error(`${name} ${language} ${width}: ${wrong.join('; ')}`);
}

/** How long a list may take to close after a choice before one tries again, as a person would. */
const closesWithinMs = 3_000;

/** Chooses from a select box found by its label. */
export async function choose(within: Page | Locator, label: string | RegExp, option: string | RegExp): Promise<void> {
  const page = 'page' in within ? within.page() : within;
  const box = within.getByRole('combobox', { name: label }).first();
  const list = page.locator('.ant-select-dropdown:not(.ant-select-dropdown-hidden)').last();
  await box.click();
  // A long list shows only what fits; where it can be searched, it is.
  if (typeof option === 'string' && (await box.isEditable())) await box.fill(option);
  for (let last = false; ; last = true) {
    await list
      .locator('.ant-select-item-option-content, .ant-select-tree-node-content-wrapper')
      .filter({ hasText: option })
      .first()
      .click();
    const closed = list.waitFor({ state: 'hidden', ...(last ? {} : { timeout: closesWithinMs }) });
    if (last) return await closed;
    if (
      await closed.then(
        () => true,
        () => false,
      )
    )
      return;
  }
}

/** Writes into fields found by their label. */
export async function fill(within: Page | Locator, fields: Readonly<Record<string, string>>): Promise<void> {
  for (const [label, value] of Object.entries(fields)) await within.getByLabel(label, { exact: true }).first().fill(value);
}

/** Types a day into a field found by its label and leaves it. */
export async function day(within: Page | Locator, label: string, value: string): Promise<void> {
  const field = within.getByLabel(label, { exact: true }).first();
  await field.fill(value);
  await field.press('Enter');
  await field.press('Tab');
}

/** The open panel or dialog with this name. */
export function panel(page: Page, name: string | RegExp): Locator {
  return page.getByRole('dialog', { name }).last();
}

interface Node {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly nameEn: string;
}
export interface Places {
  readonly year: number;
  /** The demonstration's own plant and units; tests may have added others. */
  readonly plant: Node | undefined;
  readonly units: readonly Node[];
}

/** Where things are, asked of the product itself. */
export async function placesOf(page: Page): Promise<Places> {
  const read = async (from: string): Promise<unknown> => (await page.request.get(from)).json();
  const tree = (await read('/api/v1/organization')) as { entities: readonly Node[]; units: readonly Node[] };
  const { year } = (await read('/api/v1/workbench')) as { year: number };
  return { year, plant: tree.entities.find((one) => one.code === 'DEMO-CHP'), units: tree.units };
}

/** Sends a command as a page of the product does, for what a test needs but is not about. */
export async function command(page: Page, url: string, data?: unknown): Promise<Record<string, unknown>> {
  const reply = await page.request.post(url, { headers: { 'x-tanheng': '1' }, ...(data === undefined ? {} : { data }) });
  if (!reply.ok()) throw new Error(`${url}: ${reply.status()} ${await reply.text()}`);
  return (await reply.json()) as Record<string, unknown>;
}

export { settled };

/** The cell of a row of the month grid, by the words of its head, and a month from 1 to 12. */
export function cellOf(page: Page, row: RegExp, month: number): Locator {
  return page
    .getByRole('row', { name: row })
    .getByRole('gridcell')
    .and(page.locator(`[data-col="${month - 1}"]`));
}
