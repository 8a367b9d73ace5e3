import fs from 'node:fs';
import path from 'node:path';
import { parse as parseCsv } from 'csv-parse/sync';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { citation } from '../../src/contract/citations.ts';
import { choiceWords } from '../../src/contract/method-choices.ts';

/** What the shipped methods say is said in both languages: no Chinese-only text in the English product, no English sentence in the Chinese one. */

const folder = path.resolve(import.meta.dirname, '../../data/methods');
const files = fs.readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.yaml'));
const documents = files.map((file) => ({ file, content: parse(fs.readFileSync(path.join(folder, file), 'utf8')) as unknown }));
const han = /[\u3400-\u9fff]/;
/** Names of things in both languages stay as they are: bodies, products, titles of English standards. */
const englishSentence = /\b[a-z]{3,} (?:[a-z]+ )*[a-z]{2,}\b/;

interface Found {
  readonly file: string;
  readonly at: string;
  readonly value: unknown;
}

function walk(file: string, value: unknown, at: string, seen: (found: Found) => void): void {
  seen({ file, at, value });
  if (typeof value === 'object' && value !== null) for (const [key, part] of Object.entries(value)) walk(file, part, `${at}/${key}`, seen);
}
function all(wanted: (found: Found) => boolean): Found[] {
  const found: Found[] = [];
  for (const { file, content } of documents) walk(file, content, '', (one) => wanted(one) && found.push(one));
  return found;
}
const keyOf = (at: string) => at.split('/').at(-1) ?? '';
const isText = (value: unknown): value is { zh: string; en: string } =>
  typeof value === 'object' && value !== null && 'zh' in value && 'en' in value;

/** Sources that stand in the small publications of factors; the large ones are in English. */
function factorSources(): string[] {
  const factors = path.join(folder, '../factors');
  const names = fs.readdirSync(factors).filter((name) => name.endsWith('.csv'));
  return names.flatMap((name) => {
    const rows: Record<string, string>[] = parseCsv(fs.readFileSync(path.join(factors, name), 'utf8'), { columns: true });
    return rows.flatMap((row) => row.source ?? []);
  });
}

describe('texts of the methods', () => {
  test('with two languages have both, each in its own', () => {
    const texts = all(({ value }) => isText(value));
    expect(texts.length).toBeGreaterThan(500);
    const wrong = texts.filter(({ value }) => isText(value) && (han.test(value.en) || value.zh.trim() === '' || value.en.trim() === ''));
    expect(wrong.map(({ file, at }) => `${file} ${at}`)).toEqual([]);
  });

  test('clauses and sources have an English and a Chinese wording', () => {
    const cited = all(({ at, value }) => ['clause', 'source', 'document'].includes(keyOf(at)) && typeof value === 'string');
    const wordings = [...new Set([...cited.map(({ value }) => String(value)), ...factorSources()])];
    expect(wordings.length).toBeGreaterThan(150);
    expect(wordings.filter((one) => han.test(citation(one).en)).map((one) => `${one} → ${citation(one).en}`)).toEqual([]);
    const mixed = wordings.filter((one) => han.test(one) && englishSentence.test(citation(one).zh));
    expect(mixed.map((one) => `${one} → ${citation(one).zh}`)).toEqual([]);
  });

  test('every choice and every word of the rule tables is called something', () => {
    const choices = all(({ at, value }) => keyOf(at) === 'values' && Array.isArray(value))
      .flatMap(({ value }) => (Array.isArray(value) ? value : []))
      .filter((one) => typeof one === 'string');
    const rules = documents.find(({ file }) => file.endsWith('cn-power-rules-by-year.yaml'));
    const words: string[] = [];
    walk('', rules?.content, '', ({ at, value }) => {
      if (keyOf(at) === 'value' && typeof value === 'string' && /^[a-z]/.test(value)) words.push(value);
    });
    expect(words).toContain('national_database');
    expect([...new Set([...choices, ...words, 'true', 'false'])].filter((one) => !/^\d+$/.test(one) && choiceWords(one) === null)).toEqual(
      [],
    );
  });
});
