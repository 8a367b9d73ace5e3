import { describe, expect, test } from 'vitest';
import { makeUnits } from '../../quantity/units.ts';
import { Refusal } from '../../refusal.ts';
import { usualLimits } from '../cut-off.ts';
import { simulate } from '../simulation/result.ts';
import { computeFootprint } from './compute.ts';
import { histogramOf, nothingUncertain, prepareFootprint, tellFootprintSimulation } from './simulate.ts';
import { type FootprintStudy, type LineQuality, noSeparate, type StudyProcess } from './study.ts';

const units = makeUnits(
  [
    ['kg', { mass: 1 }],
    ['kgCO2e', { co2e: 1 }],
  ].map(([unit, dimension]) => ({
    ...{ unit: String(unit), factor_to_base: '1', dimension: Object(dimension), title: { zh: '', en: '' }, source: 'test' },
  })),
);
const certain: LineQuality = { primary: true, source: 'meter', year: 2025, region: 'CN', technology: '', pedigree: null, pef: null };
const ruleSet = {
  ...{ id: 'iso-14067-2018' as const, title: { zh: '', en: '' }, source: '', cutOff: usualLimits, scaleToWhole: false },
  ...{ allocationOrder: [], separateLines: [], validYears: null, items: [] },
};
const output = (id: string) => ({
  ...{ id, name: id, amount: '1', unit: 'kg', mass: null, energy: null, exergyFactor: null, referenceEfficiency: null, prices: [] },
  replaces: { kind: 'none' as const },
});

/** Two kilograms of feed at 3 kgCO2e and 1 kgCO2e of its own, for one product or for two of equal mass. */
function studyOf(ofFeed: Partial<LineQuality>, ofStack: Partial<LineQuality>, outputs: readonly string[]): FootprintStudy {
  const process: StudyProcess = {
    ...{ id: 'p', name: 'p', stage: 'production', outputs: outputs.map(output), allocation: 'mass', allocationReason: 'r' },
    inputs: [
      {
        ...{ id: 'feed', name: 'feed', amount: '2', unit: 'kg', link: { kind: 'factor', factorId: 'f' }, avoided: false, excluded: false },
        ...{ reason: '', stage: null, quality: { ...certain, ...ofFeed } },
      },
    ],
    emissions: [
      { id: 'stack', name: 'stack', amount: '1', unit: 'kgCO2e', gas: '', line: 'biogenic', quality: { ...certain, ...ofStack } },
    ],
  };
  return {
    ...{ ruleSet: 'iso-14067-2018', goal: '', audience: '', unit: { kind: 'declared', amount: '1', unit: 'kg', description: '' } },
    ...{ boundary: 'cradle_to_gate', boundaryDescription: '', period: null, geography: '', gwpSet: 'AR6', limitations: '' },
    ...{ electricity: '', productMass: '', biogenicCarbon: '', fossilCarbon: '', validUntil: null, parameters: [], processes: [process] },
    demand: outputs.map((outputId) => ({ processId: 'p', outputId, amount: '1', unit: 'kg' })),
  };
}

function sampled(study: FootprintStudy, iterations = 4000) {
  const links = new Map([
    ['p/feed', { unit: 'kg', values: { ...noSeparate, fossil: 3 }, name: 'f', source: 's', pin: 'f', primaryShare: null }],
  ]);
  const computed = computeFootprint({ study, links, gwp: () => null, units, ruleSet });
  const prepared = prepareFootprint({ study, ...computed, links, seed: 7, most: 20 });
  return { total: computed.result?.total, told: tellFootprintSimulation(prepared, simulate(prepared.simulation, iterations)) };
}

describe('Monte Carlo of a footprint', () => {
  test('of a product of two lognormals, the squared geometric deviation is that of the two together', () => {
    const { total, told } = sampled(
      studyOf({ uncertainty: { distribution: 'lognormal', gsd2: '1.44' }, factorGsd2: '1.21' }, {}, ['one']),
      20_000,
    );
    expect(total).toBeCloseTo(7, 12);
    const [all, fossil, biogenic] = told.figures;
    expect(told.figures.map((one) => [one.figure, one.base])).toEqual([
      ['total', 7],
      ['fossil', 6],
      ['biogenic', 1],
    ]);
    const together = Math.exp(Math.hypot(Math.log(1.44), Math.log(1.21)));
    expect(Math.abs((fossil?.gsd2 ?? 0) / together - 1)).toBeLessThan(0.02);
    expect([biogenic?.sd, biogenic?.gsd2]).toEqual([0, 1]);
    expect(Math.abs((all?.percentiles.find((one) => one.percent === '50')?.value ?? 0) - 7)).toBeLessThan(0.05);
    expect(told.drivers.map((one) => `${one.name} ${one.of}`)).toEqual(['feed amount', 'feed factor']);
    expect(told.drivers[0]?.correlation).toBeGreaterThan(0.8);
    expect(told.histogram.counts.reduce((sum, count) => sum + count, 0)).toBe(20_000);
  });

  test('a line that is divided among products is drawn once for all of them', () => {
    const spread = { uncertainty: { distribution: 'normal' as const, sd: '0.2' } };
    const [one, both] = [sampled(studyOf({}, spread, ['one'])), sampled(studyOf({}, spread, ['one', 'two']))];
    expect(both.total).toBeCloseTo(7, 12);
    expect(both.told.figures[0]?.sd).toBeCloseTo(one.told.figures[0]?.sd ?? 0, 12);
    expect(Math.abs((one.told.figures[0]?.sd ?? 0) - 0.2)).toBeLessThan(0.01);
  });

  test('a uniform amount stays within its bounds; the same seed gives the same figures', () => {
    const study = studyOf({ uncertainty: { distribution: 'uniform', minimum: '1', maximum: '3' } }, {}, ['one']);
    const { told } = sampled(study);
    expect(told.histogram.from).toBeGreaterThanOrEqual(4);
    expect(told.histogram.to).toBeLessThanOrEqual(10);
    expect(sampled(study).told).toEqual(told);
  });

  test('what says nothing of its uncertainty is told; a triangle that does not hold its mode is refused', () => {
    expect(nothingUncertain(studyOf({}, { pedigree: { reliability: 1 } }, ['one']))?.code).toBe('nothing_uncertain');
    expect(nothingUncertain(studyOf({}, { pedigree: { reliability: 3 } }, ['one']))).toBeNull();
    const wrong = studyOf({ uncertainty: { distribution: 'triangular', minimum: '5', maximum: '6' } }, {}, ['one']);
    expect(() => sampled(wrong)).toThrow(Refusal);
    expect(histogramOf(new Float64Array([2, 2])).counts[0]).toBe(2);
  });
});
