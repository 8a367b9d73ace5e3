import { describe, expect, test } from 'vitest';
import { parseDay } from '../calendar/day.ts';
import { decimal, print } from '../quantity/decimal.ts';
import { type CalibrationFact, calibrationStateOn } from './calibration.ts';
import { consolidationShares, type OwnedEntity } from './consolidation.ts';
import { servesOn, servicePeriods } from './service.ts';
import { type EntityPlace, placeFaults } from './tree.ts';

const day = (text: string) => {
  const parsed = parseDay(text);
  if (parsed === null) throw new Error(text);
  return parsed;
};
const always = { validFrom: '2000-01-01', validTo: null };

describe('consolidation', () => {
  const owned = (
    id: string,
    parentId: string | null,
    pct: string,
    financialControl: 'yes' | 'joint' | 'no',
    operationalControl: boolean,
    fixedAssetInvestment = false,
  ): OwnedEntity => ({
    id,
    parentId,
    kind: parentId === null ? 'group' : 'company',
    ...always,
    equitySharePct: decimal(pct),
    financialControl,
    operationalControl,
    fixedAssetInvestment,
  });
  // The chemical group of the GHG Protocol Corporate Standard's worked example in chapter 3.
  const group = [
    owned('group', null, '100', 'yes', true),
    owned('switzerland', 'group', '100', 'yes', true),
    owned('america', 'group', '83', 'yes', true),
    owned('bgb', 'america', '50', 'joint', false),
    owned('irw', 'america', '75', 'yes', true),
    owned('kahuna', 'group', '33.3', 'joint', true),
    owned('quickfix', 'group', '43', 'yes', true),
    owned('nallo', 'group', '56', 'no', false),
    owned('syntal', 'group', '1', 'no', false, true),
  ];

  test.each([
    ['switzerland', '1', '1', '1'],
    ['america', '0.83', '1', '1'],
    ['bgb', '0.415', '0.5', '0'],
    ['irw', '0.6225', '1', '1'],
    ['kahuna', '0.333', '0.333', '1'],
    ['quickfix', '0.43', '1', '1'],
    ['nallo', '0.56', '0', '0'],
    ['syntal', '0', '0', '0'],
  ])('%s: equity %s, financial %s, operational %s', (id, equity, financial, operational) => {
    const of = (approach: Parameters<typeof consolidationShares>[1]) =>
      consolidationShares(group, approach, day('2024-06-30'))
        .filter((s) => s.entityId === id)
        .map((s) => print(s.share));
    expect([of('equity_share'), of('financial_control'), of('operational_control')]).toEqual([[equity], [financial], [operational]]);
  });

  test('the formula shows the chain, and an operated asset that is not owned counts in full', () => {
    const more = [...group, owned('leased', 'nallo', '0', 'no', true)];
    const equity = consolidationShares(more, 'equity_share', day('2024-06-30'));
    expect(equity.find((s) => s.entityId === 'irw')?.formula).toBe('83% × 75% = 62.25%');
    const operated = consolidationShares(more, 'operational_control', day('2024-06-30'));
    expect(operated.find((s) => s.entityId === 'leased')?.formula).toBe('100%');
  });

  test('before it was bought, or below one that was sold, an entity counts nothing', () => {
    const sold = group.map((e) => (e.id === 'america' ? { ...e, validTo: '2024-03-31' } : e));
    const shares = consolidationShares(sold, 'equity_share', day('2024-04-01'));
    expect(shares.filter((s) => s.share.isZero()).map((s) => s.entityId)).toEqual(['america', 'bgb', 'irw', 'syntal']);
  });
});

describe('place in the tree', () => {
  const at = (id: string, parentId: string | null, kind: EntityPlace['kind'], validFrom = '2010-01-01', validTo: string | null = null) => ({
    id,
    parentId,
    kind,
    validFrom,
    validTo,
  });
  const tree = [
    at('g', null, 'group'),
    at('c', 'g', 'company'),
    at('d', 'c', 'company', '2015-01-01', '2025-12-31'),
    at('p', 'd', 'plant', '2016-01-01', '2020-12-31'),
  ];

  test.each<[string, EntityPlace, string[]]>([
    ['plant under company', at('n', 'c', 'plant'), []],
    ['plant under group', at('n', 'g', 'plant'), []],
    ['company under plant', at('n', 'p', 'company'), ['entity_kind_of_parent']],
    ['plant under plant', at('n', 'p', 'plant'), ['entity_kind_of_parent']],
    ['group under company', at('n', 'c', 'group'), ['entity_kind_of_parent']],
    ['company without parent', at('n', null, 'company'), ['entity_parent_missing']],
    ['unknown parent', at('n', 'x', 'plant'), ['entity_parent_missing']],
    ['own parent', at('c', 'c', 'company'), ['entity_cycle']],
    ['under its grandchild', at('c', 'd', 'company'), ['entity_cycle']],
    ['company with plants becomes a plant', at('d', 'c', 'plant', '2015-01-01', '2025-12-31'), ['entity_kind_of_parent']],
    ['outside the parent', at('n', 'd', 'plant', '2014-12-31', '2020-01-01'), ['entity_outside_parent']],
    ['longer than the parent', at('n', 'd', 'plant', '2016-01-01', null), ['entity_outside_parent']],
    ['shorter than its child', at('d', 'c', 'company', '2017-01-01', '2025-12-31'), ['entity_outside_parent']],
    ['no such day', at('n', 'c', 'plant', '2023-02-29'), ['not_a_day']],
    ['reversed', at('n', 'c', 'plant', '2023-02-28', '2023-02-27'), ['days_reversed']],
  ])('%s', (_, candidate, codes) => {
    expect(placeFaults(candidate, tree).map((f) => f.code)).toEqual(codes);
  });
});

describe('calibration', () => {
  const done = (calibratedOn: string, validUntil: string, result: CalibrationFact['result'] = 'in_class') => ({
    calibratedOn,
    validUntil,
    result,
  });
  test.each<[CalibrationFact[], string, string, string | null]>([
    [[], '2024-06-01', 'never', null],
    [[done('2024-07-01', '2025-06-30')], '2024-06-01', 'never', null],
    [[done('2024-01-01', '2024-12-31')], '2024-06-01', 'valid', '2024-12-31'],
    [[done('2024-01-01', '2024-12-31')], '2024-11-30', 'valid', '2024-12-31'],
    [[done('2024-01-01', '2024-12-31')], '2024-12-01', 'due_soon', '2024-12-31'],
    [[done('2024-01-01', '2024-12-31')], '2024-12-31', 'due_soon', '2024-12-31'],
    [[done('2024-01-01', '2024-12-31')], '2025-01-01', 'expired', '2024-12-31'],
    [[done('2024-03-01', '2025-02-28', 'out_of_class'), done('2024-01-01', '2024-12-31')], '2024-06-01', 'expired', null],
    [[done('2024-01-01', '2024-12-31'), done('2023-01-01', '2025-12-31')], '2024-06-01', 'valid', '2024-12-31'],
  ])('%j on %s: %s until %s', (calibrations, on, state, validUntil) => {
    expect(calibrationStateOn(calibrations, day(on))).toEqual({ state, validUntil });
  });
});

describe('service of a meter', () => {
  const gap = (from: string, to: string) => ({ from: day(from), to: day(to) });
  const twoGaps = [gap('2024-06-01', '2024-06-30'), gap('2023-01-01', '2023-03-31')];
  test.each([
    ['always', null, [], [['2020-01-01', null]]],
    ['ended', '2025-06-30', [], [['2020-01-01', '2025-06-30']]],
    // Away for three months of 2023 and for June 2024.
    [
      'twice away',
      '2025-06-30',
      twoGaps,
      [
        ['2020-01-01', '2022-12-31'],
        ['2023-04-01', '2024-05-31'],
        ['2024-07-01', '2025-06-30'],
      ],
    ],
    ['away from the first day', null, [gap('2020-01-01', '2020-01-31')], [['2020-02-01', null]]],
  ] as const)('%s', (_, last, gaps, expected) => {
    const periods = servicePeriods(day('2020-01-01'), last === null ? null : day(last), gaps);
    expect(periods.map(({ from, to }) => [from, to])).toEqual(expected);
  });

  test('serves on its first and last day, not between', () => {
    const periods = servicePeriods(day('2020-01-01'), day('2025-06-30'), twoGaps);
    expect(
      ['2019-12-31', '2020-01-01', '2022-12-31', '2023-01-01', '2023-04-01', '2025-06-30', '2025-07-01'].map((d) => servesOn(periods, d)),
    ).toEqual([false, true, true, false, true, true, false]);
  });
});
