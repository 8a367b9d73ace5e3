import path from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { gridRows, type Stream } from '../../src/kernel/emission/grid.ts';
import { completenessOf, gridFindings } from '../../src/kernel/emission/grid-findings.ts';
import { type Deed, deeds, type MonthState, monthStates, whyNot } from '../../src/kernel/emission/month-state.ts';
import { type CellValue, yearInput } from '../../src/kernel/emission/year-input.ts';
import { yearTotal } from '../../src/kernel/emission/year-total.ts';
import { evaluateMethod } from '../../src/kernel/method/evaluate.ts';
import { openShelf } from '../../src/server/modules/library/index.ts';
import { canonical } from '../../src/server/work/leaf.ts';

/** Laws of the emission room that hold for any data; figures of single cases stand in test/golden. */
const seed = 20_240_701;
const shelf = openShelf(path.join(import.meta.dirname, '../../data'));
const method = shelf.method('cn-power-generation');
if (!method?.description.screen) throw new Error('the power method has a screen');
const { records, screen } = method.description;
const streams: Stream[] = [{ id: 'coal', code: 'coal', name: { zh: '煤', en: 'Coal' }, fuelKind: 'coal', fuel: 'bituminous' }];
const rows = gridRows(records, screen, streams, 'month', 'unit');
const months = Array.from({ length: 12 }, (_, i) => `2024-${String(i + 1).padStart(2, '0')}`);

const scaled = (max: number, digits: number) => fc.integer({ min: 1, max }).map((n) => (n / 10 ** digits).toFixed(digits));
const month = fc.record({ FC: scaled(20_000_000, 2), C_ar: fc.option(scaled(9000, 4)), NCV_ar: fc.option(scaled(30_000, 3)) });
const year = fc.array(month, { minLength: 1, maxLength: 12 });
type Year = (typeof year)['generate'] extends (...args: never[]) => { readonly value: infer T } ? T : never;

function cellsOf(figures: Year): CellValue[] {
  return figures.flatMap((one, i) =>
    Object.entries(one).flatMap(([symbol, value]) => {
      const row = rows.find((r) => r.key === `coal.${symbol}`);
      return row && value !== null ? [{ rowKey: row.key, month: months[i] ?? '', value, unit: row.input.unit, ref: `${symbol}-${i}` }] : [];
    }),
  );
}
function evaluated(cells: readonly CellValue[], options = {}) {
  const input = yearInput(2024, [{ key: '1', attributes: { capacity_mw: '630' }, rows, cells }], records);
  return evaluateMethod(method?.method ?? fail(), input, options);
}
function fail(): never {
  throw new Error('no method');
}
/** Hundredths of a hundredth of a tonne as a whole number, so that sums are exact without the code under test. */
const whole = (value: string, digits: number) => {
  const [units = '0', rest = ''] = value.split('.');
  return BigInt(units) * 10n ** BigInt(digits) + BigInt(rest.padEnd(digits, '0').slice(0, digits) || '0');
};

test(`the same data give the same bytes, in whatever order they were recorded (seed ${seed})`, () => {
  fc.assert(
    fc.property(year, fc.integer(), (figures, turn) => {
      const cells = cellsOf(figures);
      const at = Math.abs(turn) % cells.length;
      const turned = [...cells.slice(at), ...cells.slice(0, at)];
      const [one, again, other] = [evaluated(cells), evaluated(cells), evaluated(turned)];
      expect(canonical(again)).toBe(canonical(one));
      const values = (of: typeof one) =>
        new Map(of.outputs.map((o) => [`${o.symbol} ${JSON.stringify(Object.entries(o.at).sort())}`, o.value]));
      const [a, b] = [values(one), values(other)];
      expect([...a].filter(([place, value]) => b.get(place) !== value && !place.startsWith('E_month'))).toEqual([]);
    }),
    { numRuns: 60, seed },
  );
});

test('a measured month is FC × C × 0.99 × 44/12, and the year is the sum of its months', () => {
  fc.assert(
    fc.property(year, (figures) => {
      const { outputs } = evaluated(cellsOf(figures), { derivation: false });
      const emissions = outputs.filter((o) => o.symbol === 'E_unit_month');
      for (const [i, { FC, C_ar }] of figures.entries()) {
        if (C_ar === null) continue;
        // ×10⁶ exactly: FC in 0.01 t, C in 0.0001; 0.99 × 44/12 = 3.63.
        const expected = whole(FC, 2) * whole(C_ar, 4) * 363n;
        expect(whole(emissions.find((o) => o.at.month === months[i])?.value ?? '', 8)).toBe(expected);
      }
      const total = emissions.reduce((sum, o) => sum + whole(o.value ?? '', 20), 0n);
      expect(whole(outputs.find((o) => o.symbol === 'E_unit')?.value ?? '', 20)).toBe(total);
    }),
    { numRuns: 80, seed },
  );
});

test('frozen months keep their value whatever the data say now, and nothing else moves', () => {
  fc.assert(
    fc.property(year, fc.nat(11), scaled(20_000_000, 2), (figures, nth, other) => {
      const i = nth % figures.length;
      const before = evaluated(cellsOf(figures), { derivation: false });
      const pins = new Map(
        before.outputs
          .filter((o) => o.at.month === months[i] && o.at.unit !== undefined && o.value !== null)
          .map((o) => [
            `${o.symbol}@${Object.entries(o.at)
              .map(([set, key]) => `${set}=${key}`)
              .join(',')}`,
            { value: o.value ?? '', from: 'frozen' },
          ]),
      );
      const changed = figures.map((one, n) => (n === i ? { ...one, FC: other } : one));
      const after = evaluated(cellsOf(changed), { derivation: false, pins });
      const monthly = (of: typeof before) =>
        of.outputs.filter((o) => o.symbol === 'E_unit_month' || o.symbol === 'E_unit').map((o) => o.value);
      expect(monthly(after)).toEqual(monthly(before));
      const same = before.outputs.every((o, n) => o.symbol !== 'E_unit_month' || after.outputs[n]?.value === o.value);
      expect(same).toBe(true);
      expect(after.findings.some((f) => f.code === 'differs_from_frozen')).toBe(whole(other, 2) !== whole(figures[i]?.FC ?? '0', 2));
    }),
    { numRuns: 60, seed },
  );
});

test('the total of a row is exact, and completeness never counts more than is expected', () => {
  fc.assert(
    fc.property(year, (figures) => {
      const cells = cellsOf(figures);
      const fc1 = rows.find((r) => r.key === 'coal.FC');
      expect(whole((fc1 && yearTotal(fc1, cells)) ?? '', 2)).toBe(figures.reduce((sum, one) => sum + whole(one.FC, 2), 0n));
      const filled = cells.map((cell) => ({ ...cell, evidenceCount: 0 }));
      for (const name of months) {
        const own = filled.filter((cell) => cell.month === name);
        const { given, required, evidenced } = completenessOf(rows, own);
        expect(evidenced <= given && given <= required).toBe(true);
        const missing = gridFindings(rows, own, name, new Set()).filter((f) => f.code !== 'evidence_missing');
        expect(missing).toHaveLength(required - given);
      }
    }),
    { numRuns: 40, seed },
  );
});

test('over any way through the states, entry, review and approval are three people', () => {
  const people = ['a', 'b', 'c', 'd'] as const;
  const act = fc.record({ who: fc.constantFrom(...people), deed: fc.constantFrom(...(Object.keys(deeds) as Deed[])) });
  fc.assert(
    fc.property(fc.array(act, { maxLength: 30 }), fc.subarray([...people], { minLength: 1, maxLength: 2 }), (acts, entered) => {
      let state: MonthState = 'draft';
      const signed = new Map<Deed, string>();
      for (const { who, deed } of acts) {
        const facts = {
          state,
          enteredBy: new Set<string>(entered),
          submittedBy: signed.get('submit') ?? null,
          reviewedBy: signed.get('review') ?? null,
          empty: false,
          errors: 0,
          unexplainedWarnings: 0,
        };
        if (whyNot(deed, facts, { person: who, permitted: true, reason: 'because' }) !== null) continue;
        const from = monthStates.indexOf(state);
        state = deeds[deed].to;
        if (deed === 'return') signed.clear();
        else {
          expect(monthStates.indexOf(state)).toBe(from + 1);
          signed.set(deed, who);
        }
        const [submit, review, approve] = [signed.get('submit'), signed.get('review'), signed.get('approve')];
        if (review) expect([...entered, submit]).not.toContain(review);
        if (approve) expect([...entered, submit, review]).not.toContain(approve);
      }
    }),
    { numRuns: 2000, seed },
  );
});
