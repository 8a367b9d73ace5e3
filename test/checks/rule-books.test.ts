import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { citation } from '../../src/contract/citations.ts';
import { parseDay } from '../../src/kernel/calendar/day.ts';
import { readFrameworks } from '../../src/server/modules/library/frameworks/read-frameworks.ts';
import { kernelCalculations } from '../../src/server/modules/library/index.ts';
import { loadMethodLibrary } from '../../src/server/modules/library/methods.ts';
import { readRuleBooks } from '../../src/server/modules/library/rule-books.ts';
import { root } from '../support/sources.ts';

/** The rule files of the markets: readable, complete, dated, and cited in both languages. */
const { byId, findings } = readRuleBooks(path.join(root, 'data'));
const entries = [...byId].flatMap(([id, book]) =>
  [...book.rules.values()].flatMap((rule) => rule.entries.map((entry) => ({ at: `${id} ${rule.name} ${entry.from}`, book, rule, entry }))),
);

describe('rule files of the markets', () => {
  test('are read without a finding, every one that says it is a book', () => {
    expect(findings).toEqual([]);
    const said = [...byId.keys()].filter((id) => {
      const text = fs.readFileSync(path.join(root, `data/markets/${id}.yaml`), 'utf8');
      return new RegExp(`^book: ${id.split('/')[1]}$`, 'm').test(text);
    });
    expect(said).toEqual([...byId.keys()]);
    expect(byId.size).toBeGreaterThanOrEqual(9);
  });

  test('sources are said in both languages', () => {
    const sources = [...new Set(entries.map(({ entry }) => entry.source))];
    expect(sources.filter((one) => /[\u3400-\u9fff]/.test(citation(one).en)).map((one) => `${one} → ${citation(one).en}`)).toEqual([]);
  });

  test('what is not in force says so, and what was not read has no high confidence', () => {
    expect(entries.filter(({ entry }) => /征求意见稿/.test(entry.source) && entry.status !== 'draft').map(({ at }) => at)).toEqual([]);
    expect(entries.filter(({ entry }) => entry.status === 'draft' && entry.confidence === 'high').map(({ at }) => at)).toEqual([]);
  });

  test('days are days of the calendar, inside the year they close', () => {
    const closed = entries.filter(({ rule }) => rule.name === 'closed_days');
    const wrong = closed.flatMap(({ at, entry }) =>
      (typeof entry.value === 'string' ? [entry.value] : (entry.value ?? [])).filter((one) => {
        const [from = '', to = from] = one.split('/');
        return !parseDay(from) || !parseDay(to) || to < from || !from.startsWith(entry.from) || !to.startsWith(entry.from) || at === '';
      }),
    );
    expect(wrong).toEqual([]);
    const dates = entries.filter(({ book }) => book.id.endsWith('compliance-calendar'));
    expect(dates.filter(({ entry }) => typeof entry.value !== 'string' || !parseDay(entry.value)).map(({ at }) => at)).toEqual([]);
  });

  test('both Chinese markets close on the same days', () => {
    const closed = (id: string) => byId.get(id)?.rules.get('closed_days')?.entries;
    expect(closed('cn-ccer/holidays')).toEqual(closed('cn-ets/holidays'));
  });
});

describe('calculations of the kernel', () => {
  const { methods, units } = loadMethodLibrary(path.join(root, 'data'));
  const frameworks = { ...readFrameworks(path.join(root, 'data')).frameworks, units };
  const run = (one: (typeof kernelCalculations)[number]) =>
    one.run(
      one.example,
      (id) => methods.get(id),
      (id) => byId.get(id),
      frameworks,
    );

  test.each(kernelCalculations.map((one) => [one.id, one] as const))(
    '%s: whole derivation, cited in English; every output is announced',
    (_, one) => {
      const { derivation, outputs, findings: told } = run(one);
      const ids = new Set(derivation.nodes.map((node) => node.id));
      expect(ids.size).toBe(derivation.nodes.length);
      const steps = derivation.nodes.flatMap((node) => (node.kind === 'step' ? [node] : []));
      expect(steps.flatMap((node) => node.uses.filter((id) => !ids.has(id)).map((id) => `${node.id} → ${id}`))).toEqual([]);
      const cited = [derivation.method.source, ...steps.flatMap((node) => [node.clause ?? '', node.source ?? ''])];
      expect(
        [...new Set(cited)].filter((text) => /[\u3400-\u9fff]/.test(citation(text).en)).map((text) => `${text} → ${citation(text).en}`),
      ).toEqual([]);
      const announced = new Map(one.outputs.map((output) => [output.symbol, output]));
      expect([...new Set(outputs.map((output) => output.symbol))].filter((symbol) => !announced.has(symbol))).toEqual([]);
      for (const { at, symbol } of outputs) expect(Object.keys(at).filter((set) => !announced.get(symbol)?.per.includes(set))).toEqual([]);
      expect(told.filter((finding) => /[\u3400-\u9fff]/.test(finding.text.en + (finding.cure?.en ?? '')))).toEqual([]);
    },
  );
});
