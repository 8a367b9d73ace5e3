import path from 'node:path';
import type { Page } from 'playwright-core';

/** The product's wording as tests look for it: a button is found by the name that is in the words file, in either language. */

export type Spoken = 'zh' | 'en';

const both: readonly Spoken[] = ['zh', 'en'];

/**
 * The languages in which the journeys of a file are walked: both for `npm run journeys`, otherwise one by the length of the file's name, so that
 * each language has its share of the files. Every screen is looked at in both either way.
 */
export function languagesOf(file: string): readonly Spoken[] {
  if (process.env.TANHENG_TEST_JOURNEYS === 'both') return both;
  const one = path.basename(file).length % 2;
  return both.slice(one, one + 1);
}

interface Words {
  readonly [key: string]: string | Words;
}

function leaves(words: Words, before = ''): [string, string][] {
  return Object.entries(words).flatMap(([key, value]): [string, string][] =>
    typeof value === 'string' ? [[`${before}${key}`, value]] : leaves(value, `${before}${key}.`),
  );
}

async function load(language: Spoken): Promise<ReadonlyMap<string, string>> {
  const file = path.resolve(import.meta.dirname, '../../src/web/words', `${language}.ts`);
  const module = (await import(/* @vite-ignore */ file)) as Record<string, Words>;
  return new Map(leaves(module[language] ?? {}));
}

const words: Readonly<Record<Spoken, ReadonlyMap<string, string>>> = { zh: await load('zh'), en: await load('en') };

/** The wording of a key with its holes filled. A key that is not there is a mistake of the test. */
export function say(language: Spoken, key: string, holes: Readonly<Record<string, string | number>> = {}): string {
  const text = words[language].get(key);
  if (text === undefined) throw new Error(`no wording for ${key}`);
  return text.replace(/\{\{(\w+)\}\}/g, (_, hole: string) => String(holes[hole] ?? ''));
}

/** What stands in a page: texts, and what is said of things without text. */
async function textsIn(page: Page): Promise<string[]> {
  return await page.evaluate(() => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const found = new Set<string>();
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const inside = node.parentElement?.closest('script, style, pre, code, noscript, [role="img"]');
      const text = node.textContent?.trim() ?? '';
      if (!inside && text !== '') found.add(text);
    }
    for (const element of document.querySelectorAll('[aria-label], [placeholder], [title], [alt]')) {
      // The component library names its icons in English; they are hidden from readers or stand beside a text of ours.
      if (element.closest('[aria-hidden="true"], .anticon')) continue;
      for (const name of ['aria-label', 'placeholder', 'title', 'alt']) {
        const text = element.getAttribute(name)?.trim();
        if (text) found.add(text);
      }
    }
    return [...found];
  });
}

const han = /\p{Script=Han}/u;
const escaped = (text: string) => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** Wordings of one language that betray a page of the other: those without holes are looked up, only those with holes need a pattern. */
interface Foreign {
  readonly fixed: ReadonlySet<string>;
  readonly holed: readonly RegExp[];
}

/** Wordings of the other language that are not also wordings of this one: data may be in any language, wordings may not. */
function foreignTo(language: Spoken): Foreign {
  const own = new Set([...words[language].values()].map((text) => text.trim()));
  const other = words[language === 'zh' ? 'en' : 'zh'];
  const telling = (text: string) => {
    const fixed = text.replaceAll(/\{\{\w+\}\}/g, '');
    return language === 'en' ? han.test(fixed) : fixed.replaceAll(/[^A-Za-z]/g, '').length > 3;
  };
  const texts = [...other.entries()]
    .filter(([key, text]) => key !== 'common.productLong' && !own.has(text.trim()) && telling(text))
    .map(([, text]) => text.trim().split(/\{\{\w+\}\}/));
  return {
    fixed: new Set(texts.flatMap((pieces) => (pieces.length === 1 ? pieces : []))),
    holed: texts.filter((pieces) => pieces.length > 1).map((pieces) => new RegExp(`^${pieces.map(escaped).join('[\\s\\S]*')}$`)),
  };
}
const foreign: Readonly<Record<Spoken, Foreign>> = { zh: foreignTo('zh'), en: foreignTo('en') };

const groups = [...new Set([...words.en.keys()].map((key) => key.split('.')[0] ?? ''))].join('|');
const bareKey = new RegExp(`^(?:words:)?(?:${groups})\\.[A-Za-z]\\w*(?:\\.\\w+)*$`);

/**
 * What is wrong with the wording of a page: keys that were not translated, holes that were not filled, wordings of the other language. `data` are texts that
 * are a wording by chance, as a column of a shown file may be.
 */
export async function misspoken(page: Page, language: Spoken, data: readonly string[] = []): Promise<string[]> {
  const texts = await textsIn(page);
  const { fixed, holed } = foreign[language];
  return texts.flatMap((text) => {
    if (bareKey.test(text)) return [`key ${text}`];
    if (/\{\{|\}\}|\[object |^(undefined|null|NaN)$/.test(text)) return [`hole ${text}`];
    return !data.includes(text) && (fixed.has(text) || holed.some((pattern) => pattern.test(text))) ? [`foreign ${text}`] : [];
  });
}

/** Texts with Chinese characters in them: on an English page these should be data. For looking at, not for judging. */
export async function chineseIn(page: Page): Promise<string[]> {
  return (await textsIn(page)).filter((text) => han.test(text));
}
