import { expect, test } from 'vitest';
import type { OrganizationInventory } from '../inventory.ts';
import { checkReport, lettersMissing, mandatoryLetters, type ReportFramework } from './checklist.ts';

const froms = {
  g: 'with_words',
  m: 'with_words',
  b: 'either',
  k: 'either',
  p: 'either',
  l: 'asked',
  n: 'asked',
  r: 'asked',
  s: 'asked',
} as const;
const text = { zh: '文', en: 'text' };
const framework: ReportFramework = {
  source: '',
  recommended: [],
  items: mandatoryLetters.map((id) => ({
    id,
    clause: id,
    from: id in froms ? froms[id as keyof typeof froms] : 'inventory',
    title: text,
    ask: text,
  })),
};
type Snapshot = Parameters<typeof checkReport>[1];

const whole = {
  ...{ organization: 'Works', responsible: '' },
  pins: { classification: '', gwpSource: '', factors: [] },
  input: {
    from: '2024-01',
    to: '2024-12',
    entities: [{}],
    exclusions: [],
    sources: [],
    significance: { rule: { weights: { magnitude: '1' } } },
  },
  result: {
    significance: [{}],
    byIso: [
      { iso: '1', emission: '1' },
      { iso: '2', emission: '1' },
    ],
    gwp: [{}],
  },
} as unknown as OrganizationInventory satisfies Snapshot;
const beside = { hasUncertainty: true, hasBaseYear: true };
const missing = (snapshot: Snapshot, facts: Record<string, { text: string }>, has = beside) =>
  checkReport(framework, snapshot, facts, has)
    .filter((one) => one.state === 'missing')
    .map((one) => one.item.id)
    .join('');

test('every letter is judged; words and figures are asked for where they are due', () => {
  expect(lettersMissing(framework)).toEqual([]);
  expect(lettersMissing({ items: framework.items.slice(1) })).toEqual(['a']);
  expect(missing(whole, {})).toBe('bglmnrs');
  const words = Object.fromEntries([...'bglmnrs'].map((id) => [id, { text: 'x' }]));
  expect(missing(whole, words)).toBe('');
  expect(missing(whole, { ...words, s: { text: '  ' } })).toBe('s');
});

test('figures that are missing are not made up for by words, where the item is of the inventory', () => {
  const words = Object.fromEntries(mandatoryLetters.map((id) => [id, { text: 'x' }]));
  expect(missing(whole, words, { hasUncertainty: false, hasBaseYear: false })).toBe('q');
  expect(missing({ ...whole, organization: '' }, words)).toBe('a');
  const bare = { ...whole, result: { ...whole.result, byIso: [], gwp: [] } };
  expect(missing(bare, words)).toBe('fjt');
  const nameless = {
    ...whole,
    input: { ...whole.input, exclusions: [{ id: 'x', category: '3.1', name: 'x', reason: ' ', estimate: null }] },
  };
  expect(missing(nameless, words)).toBe('i');
});
