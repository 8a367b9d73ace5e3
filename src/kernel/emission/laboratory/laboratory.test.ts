import { describe, expect, it } from 'vitest';
import { present } from '../../assert.ts';
import { parseDay } from '../../calendar/day.ts';
import { metBy, missingPapers } from '../evidence-list.ts';
import { type CoalSample, daysAfterSampling, fingerprintOf, inScope, reportDue, reportGroup, retainUntil } from './coal-sample.ts';
import { convertedOf, ncvCounts, weightingInput } from './method-inputs.ts';
import { fuelSum, sameShown } from './month-findings.ts';
import { changedPdf, doubledReports, editedReports, peersBy } from './report-doubles.ts';

const day = (text: string) => present(parseDay(text), text);
const sample = (more: Partial<CoalSample> = {}): CoalSample => ({
  sampleId: 's1',
  versionId: 'v1',
  version: 1,
  unitId: 'u1',
  fuelStreamId: 'f1',
  month: '2024-03',
  kind: 'batch',
  number: 'S1',
  sampledOn: '2024-03-31',
  state: 'as_fired',
  amountT: '100',
  receivedOn: '2024-04-02',
  testedOn: '2024-04-05',
  reportedOn: '2024-05-10',
  laboratoryId: 'l1',
  reportNumber: 'R1',
  basis: 'ad',
  mAd: '3.15',
  mAr: '12.3',
  carbon: '58.64',
  ncvAr: '20.9',
  ash: '21.1',
  volatile: null,
  hydrogen: null,
  sulfur: null,
  transmittance: null,
  grossCv: null,
  files: [],
  ...more,
});

describe('the days of a sample', () => {
  // Worked case C35.
  it.each([
    ['2024-05-10', 40],
    ['2024-05-11', 41],
    ['2024-03-30', -1],
    [null, null],
  ])('%s is day %s', (to, expected) => expect(daysAfterSampling(sample(), to)).toBe(expected));

  it('give the last day of the report and of keeping the sample', () => {
    expect(reportDue(day('2024-03-31'), 40)).toBe('2024-05-10');
    expect(retainUntil(day('2024-03-31'), 12)).toBe('2025-03-31');
    expect(retainUntil(day('2024-02-29'), 12)).toBe('2025-02-28');
  });
});

describe('accreditation', () => {
  const held = [{ validFrom: '2023-01-01', validTo: '2024-04-05', scope: ['carbon'] }];
  const external = { id: 'l1', kind: 'external' as const, accreditations: held };
  it('covers both its first and its last day, and only what is in its scope', () => {
    expect(['2022-12-31', '2023-01-01', '2024-04-05', '2024-04-06'].map((on) => inScope(external, 'carbon', on))).toEqual([
      false,
      true,
      true,
      false,
    ]);
    expect([inScope(external, 'ncv', '2024-01-01'), inScope(undefined, 'carbon', '2024-01-01'), inScope(external, 'carbon', null)]).toEqual(
      [false, false, false],
    );
  });
  it('is asked of another laboratory for the calorific value, not of the own one', () => {
    const own = new Map([['l1', { ...external, kind: 'own' as const, accreditations: [] }]]);
    expect([
      ncvCounts(sample(), own),
      ncvCounts(sample(), new Map([['l1', external]])),
      ncvCounts(sample({ laboratoryId: null }), own),
    ]).toEqual([true, false, false]);
  });
});

describe('what goes into the weighting', () => {
  const none = convertedOf([]);
  it('is only what counts; a day without coal carries no weight; a day’s moisture stands in for the sample’s', () => {
    const daily = sample({ kind: 'daily', sampledOn: '2024-03-01', mAr: null });
    const days = [
      { day: '2024-03-01', fuelT: '10', mAr: '12' },
      { day: '2024-03-02', fuelT: null, mAr: '11' },
    ];
    const input = weightingInput(
      [daily],
      days,
      none,
      () => true,
      () => false,
    );
    expect(input).toEqual({
      days: [{ day: '2024-03-01', FC: '10', M_ar: '12', C_ad: { value: '58.64', unit: '%', ref: 'v1' }, M_ad: '3.15' }],
    });
    expect(
      weightingInput(
        [daily],
        days,
        none,
        () => false,
        () => false,
      ),
    ).toEqual({ days: [{ day: '2024-03-01', FC: '10', M_ar: '12' }] });
    expect(
      weightingInput(
        [daily],
        [],
        none,
        () => true,
        () => true,
      ),
    ).toBeNull();
  });
});

describe('reports that serve twice', () => {
  const codes = (found: readonly { code: string }[]) => found.map((one) => one.code);
  it('daily samples of one month may share a report; batches may not', () => {
    const other = sample({ sampleId: 's2', versionId: 'v2', number: 'S2', carbon: '57' });
    expect(codes(doubledReports(sample(), peersBy([sample(), other])))).toEqual(['laboratory_report_doubled']);
    const days = [sample({ kind: 'daily' }), { ...other, kind: 'daily' as const }];
    expect(reportGroup(days[0] as CoalSample)).toBe(reportGroup(days[1] as CoalSample));
    expect(doubledReports(days[0] as CoalSample, peersBy(days))).toEqual([]);
  });
  it('equal figures count from three on', () => {
    expect(fingerprintOf(sample({ ash: null, ncvAr: null }))).toBeNull();
    expect(codes(doubledReports(sample(), peersBy([sample({ sampleId: 's2', reportNumber: 'R2' })])))).toEqual([
      'laboratory_figures_doubled',
    ]);
  });
  it('the same number with another file was edited', () => {
    expect(codes(editedReports(sample({ files: ['a'] }), peersBy([sample({ versionId: 'v0', files: ['b'] })])))).toEqual([
      'laboratory_report_edited',
    ]);
    expect(editedReports(sample({ files: ['a'] }), peersBy([sample({ versionId: 'v0', files: ['a'] })]))).toEqual([]);
  });
  it('a PDF without dates says nothing', () => {
    expect(changedPdf(sample(), { createdAt: null, modifiedAt: '2024-06-01T00:00:00', revisions: 1 })).toEqual([]);
  });
});

describe('figures beside each other', () => {
  it('agree as they are shown, half up', () => {
    expect([
      sameShown('0.53275', '0.5328', 4),
      sameShown('0.53274', '0.5328', 4),
      sameShown(null, null, 4),
      sameShown('1', null, 4),
    ]).toEqual([true, false, true, false]);
  });
  // C02: 5200.00 + 4870.50 + 5010.25.
  it('coal of days adds up exactly', () => {
    const days = ['5200.00', null, '4870.50', '5010.25'].map((fuelT, i) => ({ day: `2024-03-0${i + 1}`, fuelT, mAr: null }));
    expect([fuelSum(days), fuelSum([])]).toEqual(['15080.75', null]);
  });
});

describe('papers', () => {
  const item = { code: 'a', required: true, kinds: ['lab_report'], product: 'weighting' as const, title: { zh: '甲', en: 'A' } };
  const list = { id: 'x', title: item.title, source: 'x', requiredFrom: 2026, items: () => [item] };
  const value = {
    rowKey: 'r',
    month: '2026-01',
    parameter: 'C_ar',
    title: item.title,
    kinds: new Set(['other']),
    records: new Set<'weighting'>(),
  };
  it('are met by evidence before the product’s own record, and missed only where the year requires them', () => {
    expect([
      metBy(item, { ...value, kinds: new Set(['lab_report']), records: new Set(['weighting'] as const) }),
      metBy(item, { ...value, records: new Set(['weighting'] as const) }),
      metBy(item, value),
    ]).toEqual(['evidence', 'product', null]);
    expect([missingPapers(list, 2026, [value]).length, missingPapers(list, 2025, [value]).length]).toEqual([1, 0]);
  });
});
