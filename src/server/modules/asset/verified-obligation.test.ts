import { describe, expect, test } from 'vitest';
import type { VerifiedEmission } from '../emission/index.ts';
import { type UnitEmission, verifiedObligation } from './verified-obligation.ts';

const unit = (id: string, total: string, emission: string): UnitEmission => ({ unit: { id }, year: { total, emission } });
const record = (totalT: string, units: VerifiedEmission['units'] = []): VerifiedEmission => ({
  ...{ recordId: 'r', version: 1, totalT, units, verifier: 'V', verifierEn: '' },
  ...{ verifiedOn: '2025-05-20', confirmedAt: '2025-05-21T00:00:00.000Z' },
});

describe('the obligation of a verified total', () => {
  const cases: [string, UnitEmission[], VerifiedEmission | null, [string, string] | null, [string, string][]][] = [
    ['none before the verification', [unit('a', '100', '90')], null, null, []],
    ['less the purchased power outside the obligation', [unit('a', '100', '90')], record('101'), ['10', '91'], [['a', '91']]],
    ['all of it where the obligation counts purchased power', [unit('a', '100', '100')], record('101'), ['0', '101'], [['a', '101']]],
    [
      'shared by the reported totals, then less each unit’s own purchase',
      [unit('a', '300', '290'), unit('b', '100', '100')],
      record('440'),
      ['10', '430'],
      [
        ['a', '320'],
        ['b', '110'],
      ],
    ],
    [
      'of the units the verifier named',
      [unit('a', '300', '290'), unit('b', '100', '95')],
      record('410', [
        { unitId: 'a', verifiedT: '310' },
        { unitId: 'b', verifiedT: '100' },
      ]),
      ['15', '395'],
      [
        ['a', '300'],
        ['b', '95'],
      ],
    ],
    ['never below zero', [unit('a', '100', '10')], record('50', [{ unitId: 'a', verifiedT: '50' }]), ['50', '0'], [['a', '0']]],
    ['none where nothing was reported to share it by', [unit('a', '0', '0')], record('50'), null, []],
  ];
  test.each(cases)('%s', (_, production, of, sums, byUnit) => {
    const found = verifiedObligation(production, of);
    expect(found && [found.purchasedT, found.obligationT]).toEqual(sums);
    expect([...(found?.byUnit ?? [])]).toEqual(byUnit);
  });
});
