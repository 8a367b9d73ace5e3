import { describe, expect, it } from 'vitest';
import { present } from '../assert.ts';
import { parseDay } from '../calendar/day.ts';
import { Decimal, zero } from '../quantity/decimal.ts';
import { Refusal } from '../refusal.ts';
import type { CbamGood } from './cbam.ts';
import { type CbamGoods, takesIn } from './cbam-goods.ts';
import { evaluateCbam } from './evaluate-cbam.ts';

const d = (value: number | string) => new Decimal(value);
const day = (value: string) => present(parseDay(value), value);
const named = (id: string) => ({ id, name: { zh: id, en: id } });

const book: CbamGoods = {
  source: 'a test',
  definitiveFrom: { value: day('2026-01-01'), confidence: 'high' },
  sectors: [
    { ...named('counts'), unit: 't', indirectCounts: true, confidence: 'high' },
    { ...named('counts-not'), unit: 't', indirectCounts: false, confidence: 'high' },
  ],
  categories: [
    { ...named('raw'), sector: 'counts', cn: ['1111'], except: ['111199'], gases: ['CO2'], precursors: ['raw'], confidence: 'high' },
    { ...named('doubtful'), sector: 'counts', cn: ['2222'], except: [], gases: ['CO2'], precursors: [], confidence: 'low' },
    { ...named('direct-only'), sector: 'counts-not', cn: ['3333'], except: [], gases: ['CO2'], precursors: ['raw'], confidence: 'high' },
  ],
};

function good(id: string, more: Partial<CbamGood> = {}): CbamGood {
  return {
    ...{ id, cnCode: '11110000', category: 'raw', route: '', quantity: d(100), unit: 't', attributed: d(70), basis: 'actual' },
    ...{ electricity: { quantity: d(10), factor: d('0.7'), basis: 'actual' }, precursors: [], carbonPrice: null },
    ...more,
  };
}

const judged = (goods: readonly CbamGood[], from = '2026-01-01') =>
  evaluateCbam({ installation: 'A', from: day(from), until: day('2026-12-31'), goods }, book);
const value = (goods: readonly CbamGood[], symbol: string, id: string, from?: string) =>
  judged(goods, from).outputs.find((one) => one.symbol === symbol && one.at.good === id && one.at.precursor === undefined)?.value;
const codes = (goods: readonly CbamGood[]) => judged(goods).findings.map((one) => one.code);

function refused(goods: readonly CbamGood[], from?: string): string[] {
  try {
    judged(goods, from);
  } catch (error) {
    if (error instanceof Refusal) return error.findings.map((one) => one.code);
    throw error;
  }
  return [];
}

describe('embedded emissions of goods', () => {
  it('loses nothing along a chain that is used up: the last good carries what was attributed to all', () => {
    const chain = Array.from({ length: 7 }, (_, index) =>
      good(`g${index}`, {
        quantity: d(3 + index),
        attributed: d(10 + index),
        precursors: index === 0 ? [] : [{ id: 'before', madeHere: `g${index - 1}`, quantity: d(2 + index) }],
      }),
    );
    expect(value([...chain].reverse(), 'direct', 'g6')).toBe('91');
    expect(value(chain, 'indirect', 'g6')).toBe('49');
    expect(value(chain, 'actual_share', 'g6')).toBe('100');
  });

  it('shows indirect emissions that do not count, and reports them before the definitive period', () => {
    const sheet = good('sheet', { category: 'direct-only', cnCode: '33330000' });
    expect(value([sheet], 'indirect', 'sheet')).toBe('7');
    expect(value([sheet], 'counted', 'sheet')).toBe('70');
    expect(value([sheet], 'counted', 'sheet', '2025-10-01')).toBe('77');
    expect(codes([sheet])).toEqual(['layout_not_official', 'indirect_not_counted']);
  });

  it('gives no share where nothing is emitted', () => {
    expect(value([good('clean', { attributed: zero, electricity: null })], 'actual_share', 'clean')).toBeUndefined();
  });

  it('tells what is a default, not stated, not certain, not proven, or more than was made', () => {
    const price = { surrendered: d(5), freeAllocation: zero, price: d(10), currency: 'CNY', rebate: d(80), evidence: ' ' };
    const raw = good('raw', { basis: 'default', electricity: null, carbonPrice: price });
    const made = good('made', { precursors: [{ id: 'raw', madeHere: 'raw', quantity: d(101) }] });
    const doubtful = good('doubtful', { category: 'doubtful', cnCode: '22220000' });
    expect(codes([raw, made, doubtful]).sort()).toEqual([
      ...['carbon_price_without_evidence', 'default_value', 'electricity_not_stated', 'layout_not_official'],
      ...['precursor_above_production', 'rule_to_be_checked'],
    ]);
    expect(value([raw], 'price_due', 'raw')).toBe('0');
  });

  it('attributes a share of a frozen whole, or so much a unit, and tells shares above the whole', () => {
    const share = (id: string, percent: number, source = 'year 2026') =>
      good(id, { attributed: zero, taken: { kind: 'entity_year', source, total: d(1000), share: d(percent) } });
    // 62.5 % of 1,000 t; 0.31 t a unit × 100.
    expect(value([share('a', 62.5)], 'direct', 'a')).toBe('625');
    const each = good('b', { taken: { kind: 'footprint', source: 'footprint', perUnit: d('0.31') } });
    expect([value([each], 'direct', 'b'), value([each], 'specific_direct', 'b')]).toEqual(['31', '0.31']);
    expect(codes([each])).toEqual(['layout_not_official', 'source_life_cycle']);
    const above = judged([share('a', 62.5), share('b', 37.6), share('c', 100, 'another year')]).findings;
    expect(above.filter((one) => one.severity === 'error').map((one) => [one.code, one.text.en])).toEqual([
      ['source_above_whole', 'a, b take 100.1 % of one source, more than 100 %: correct the shares'],
    ]);
    expect(codes([share('a', 62.5), share('b', 37.5)])).not.toContain('source_above_whole');
  });

  it('refuses with every fault at once', () => {
    const bought = {
      id: 'x',
      madeHere: null,
      category: 'doubtful',
      quantity: d(1),
      direct: d(1),
      indirect: d(1),
      basis: 'actual',
    } as const;
    const wrong = good('wrong', { cnCode: '11119900', unit: 'MWh', precursors: [bought, { ...bought, madeHere: 'nobody' }] });
    expect(refused([wrong, good('twice'), good('twice'), good('none', { category: 'none' })], '2027-01-01')).toEqual([
      ...['period_order', 'good_twice', 'precursor_twice', 'cn_code_not_in_category', 'cbam_unit', 'precursor_not_relevant'],
      ...['precursor_unknown', 'cbam_category'],
    ]);
    expect(refused([good('self', { precursors: [{ id: 'self', madeHere: 'self', quantity: d(1) }] })])).toEqual(['precursor_circle']);
  });

  it('takes a CN code by prefix, exceptions left out', () => {
    const [raw] = book.categories;
    expect(raw && [takesIn(raw, '11110000'), takesIn(raw, '11119900'), takesIn(raw, '22220000')]).toEqual([true, false, false]);
  });
});
