import { describe, expect, test } from 'vitest';
import { makeUnits } from '../../quantity/units.ts';
import { Refusal } from '../../refusal.ts';
import { buildSystem } from '../build-system.ts';
import { usualLimits } from '../cut-off.ts';
import { type Exchange, emptyDatabase, type Flow, type LcaDatabase, type LcaProcess, type Uncertainty } from '../dataset.ts';
import { answerSimulation, simulateApart } from '../simulation/apart.ts';
import { simulate } from '../simulation/result.ts';
import { tabulate } from '../system-table.ts';
import { carveBackground } from './background-part.ts';
import { computeFootprint } from './compute.ts';
import type { Background } from './draft-system.ts';
import { drawParameters } from './drawn-parameters.ts';
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

function sampled(study: FootprintStudy, iterations = 4000, backgrounds: readonly Background[] = []) {
  const links = new Map([
    ['p/feed', { unit: 'kg', values: { ...noSeparate, fossil: 3 }, name: 'f', source: 's', pin: 'f', primaryShare: null }],
  ]);
  const computed = computeFootprint({ study, links, gwp: () => null, units, ruleSet });
  const drawn = drawParameters(study, { amounts: computed.amounts, units, seed: 7, iterations });
  const [{ model, amounts }, total] = [computed, computed.result?.total ?? Number.NaN];
  const prepared = prepareFootprint({ study, model, amounts, links, ...drawn, backgrounds, total, iterations, seed: 7, most: 20 });
  return { total, prepared, told: tellFootprintSimulation(prepared, simulate(prepared.simulation, iterations)) };
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

type Parameter = FootprintStudy['parameters'][number];
const followed = (
  study: FootprintStudy,
  parameters: readonly Parameter[],
  change: (process: StudyProcess) => StudyProcess,
): FootprintStudy => ({
  ...{ ...study, parameters },
  processes: study.processes.map(change),
});
const parameter = (symbol: string, value: string, uncertainty: Parameter['uncertainty'] = null, unit = 'kg'): Parameter => ({
  ...{ symbol, title: `the ${symbol}`, unit, value, uncertainty },
});
const totalOf = ({ told }: ReturnType<typeof sampled>) => told.figures.find((one) => one.figure === 'total');

describe('parameters that are drawn', () => {
  const lognormal = { distribution: 'lognormal', gsd2: '1.44' } as const;
  const both = followed(studyOf({}, {}, ['one']), [parameter('m', '2', lognormal), parameter('half', 'm / 2')], (process) => ({
    ...process,
    inputs: process.inputs.map((line) => ({ ...line, amount: 'm' })),
    emissions: process.emissions.map((line) => ({ ...line, amount: 'half * 1 [kgCO2e/kg]' })),
  }));

  test('what follows one parameter varies with it as one: 3·m + m/2 has the GSD² of m, not that of two', () => {
    const run = sampled(both, 8_000);
    expect(run.total).toBeCloseTo(7, 12);
    expect(Math.abs((totalOf(run)?.gsd2 ?? 0) / 1.44 - 1)).toBeLessThan(0.01);
    expect(Math.abs((totalOf(run)?.percentiles.find((one) => one.percent === '50')?.value ?? 0) - 7)).toBeLessThan(0.03);
    expect(run.told.drivers.map(({ key, name, of }) => [key, name, of])).toEqual([['m', 'the m', 'parameter']]);
    expect(run.told.drivers[0]?.correlation).toBeCloseTo(1, 9);
    expect(run.told.drawn).toEqual({ lines: 0, exchanges: 0, parameters: 1, unfit: 0 });
  });

  test('an output that follows one: mass shares move with it, E[7 / (1 + p)] over 1 to 3 is 3.5·ln 2', () => {
    const study = followed(
      studyOf({}, {}, ['one', 'two']),
      [parameter('p', '1', { distribution: 'uniform', minimum: '1', maximum: '3' })],
      (one) => ({
        ...one,
        outputs: one.outputs.map((output, i) => (i === 0 ? { ...output, amount: 'p' } : output)),
      }),
    );
    const run = sampled({ ...study, demand: study.demand.slice(0, 1) }, 8_000);
    expect(run.total).toBeCloseTo(3.5, 12);
    expect(Math.abs((totalOf(run)?.mean ?? 0) - 3.5 * Math.LN2)).toBeLessThan(0.01);
    expect([run.told.histogram.from >= 7 / 4, run.told.histogram.to <= 7 / 2]).toEqual([true, true]);
    expect(run.told.drivers[0]?.correlation).toBeCloseTo(-1, 9);
  });

  test('a demand that follows one; a parameter and a line of its own are two draws of one product', () => {
    const study = { ...both, demand: both.demand.map((one) => ({ ...one, amount: 'half' })) };
    // m·(m/2): the square of a lognormal has GSD² 1.44².
    expect(Math.abs((totalOf(sampled(study, 8_000))?.gsd2 ?? 0) / 1.44 ** 2 - 1)).toBeLessThan(0.02);
    const apart = followed(studyOf({ uncertainty: { distribution: 'lognormal', gsd2: '1.21' } }, {}, ['one']), both.parameters, (one) => ({
      ...{ ...one, emissions: [], inputs: one.inputs.map((line) => ({ ...line, amount: 'm' })) },
    }));
    const run = sampled(apart, 8_000);
    expect(Math.abs((totalOf(run)?.gsd2 ?? 0) / Math.exp(Math.hypot(Math.log(1.44), Math.log(1.21))) - 1)).toBeLessThan(0.02);
    expect(run.told.drivers.map((one) => one.of)).toEqual(['parameter', 'amount']);
  });

  test('values that leave an output at 0 or below are refused at their line; a formula is not drawn itself', () => {
    const wide = followed(studyOf({}, {}, ['one']), [parameter('p', '1', { distribution: 'normal', sd: '1' })], (one) => ({
      ...{ ...one, outputs: one.outputs.map((output) => ({ ...output, amount: 'p' })) },
    }));
    expect(() => sampled(wide)).toThrow(
      expect.objectContaining({ findings: [expect.objectContaining({ code: 'drawn_amount_not_possible' })] }),
    );
    const formula = { ...studyOf({}, {}, ['one']), parameters: [parameter('p', '1 [kg] + 1 [kg]', lognormal)] };
    expect(nothingUncertain(formula)?.code).toBe('nothing_uncertain');
    expect(nothingUncertain(both)).toBeNull();
  });
});

const flow = (id: string, kind: Flow['kind']): Flow => ({
  ...{ id, name: id, kind, referencePropertyId: 'mass', properties: [{ flowPropertyId: 'mass', factor: 1 }] },
});
const exchange = (id: number, flowId: string, amount: number, more: Partial<Exchange> = {}): Exchange => ({
  ...{ id, flowId, direction: 'output', amount, unit: 'kg', isReference: false, ...more },
});
const input = (id: number, flowId: string, amount: number, uncertainty?: Uncertainty): Exchange =>
  exchange(id, flowId, amount, { direction: 'input', ...(uncertainty ? { uncertainty } : {}) });
const processOf = (id: string, exchanges: readonly Exchange[]): LcaProcess => ({
  ...{ id, name: `making ${id}`, kind: 'unit', exchanges, parameters: [] },
});
const makes = (id: number, flowId: string, amount: number) => exchange(id, flowId, amount, { isReference: true });

/** Feed takes 1.5 kg of base, base emits 2 kg of CO2: 3 kgCO2e a kilogram. */
function background(feed: readonly Exchange[], base: readonly Exchange[]): Background {
  const database: LcaDatabase = {
    ...emptyDatabase,
    unitGroups: [{ id: 'um', name: 'm', referenceUnit: 'kg', units: [{ id: 'kg', name: 'kg', factor: 1 }] }],
    flowProperties: [{ id: 'mass', name: 'Mass', unitGroupId: 'um' }],
    flows: [flow('feed', 'product'), flow('side', 'product'), flow('base', 'product'), flow('co2', 'elementary')],
    processes: [processOf('feed', feed), processOf('base', base)],
  };
  const { table } = tabulate([database]);
  const system = buildSystem([database], {
    ...{ allocation: 'mass', gwpSet: { id: 'AR6', values: { CO2: 1 } }, flowToGas: [{ gas: 'CO2', line: 'fossil', names: ['co2'] }] },
  });
  return { id: 'db', part: carveBackground(system, table, ['feed']), processOf: new Map([['p/feed', 'feed']]) };
}
const spread = (amount: number, gsd2: number): Uncertainty => ({ kind: 'lognormal', geometricMean: amount, geometricSd: Math.sqrt(gsd2) });
const onlyFeed = (quality: Partial<LineQuality> = {}) =>
  followed(studyOf(quality, {}, ['one']), [], (one) => ({
    ...{ ...one, emissions: [] },
    inputs: one.inputs.map((line) => ({ ...line, link: { kind: 'database', databaseId: 'db', processId: 'feed' } })),
  }));
const base = (uncertainty?: Uncertainty) => [makes(1, 'base', 1), exchange(2, 'co2', 2, uncertainty ? { uncertainty } : {})];

describe('exchanges of background processes', () => {
  test('a chain of two lognormals under a third: GSD² of the product, drivers with the names of the processes', () => {
    const behind = background([makes(1, 'feed', 1), input(2, 'base', 1.5, spread(1.5, 1.44))], base(spread(2, 1.21)));
    const run = sampled(onlyFeed({ factorGsd2: '1.3' }), 8_000, [behind]);
    expect(run.total).toBeCloseTo(6, 12);
    expect(totalOf(run)?.base).toBeCloseTo(6, 9);
    const together = Math.exp(Math.hypot(Math.log(1.44), Math.log(1.21), Math.log(1.3)));
    expect(Math.abs((totalOf(run)?.gsd2 ?? 0) / together - 1)).toBeLessThan(0.02);
    expect(run.told.drivers.map(({ name, of }) => `${name} ${of}`)).toEqual([
      'making feed: base exchange',
      'feed factor',
      'making base: co2 exchange',
    ]);
    expect(run.told.drivers.every((one) => one.correlation > 0.3)).toBe(true);
    expect(run.told.drawn).toEqual({ lines: 1, exchanges: 2, parameters: 0, unfit: 0 });
  });

  test('two exchanges of one product are two draws, √(σ₁² + σ₂²); one exchange of a joint process is one draw', () => {
    const normal = (mean: number, sd: number): Uncertainty => ({ kind: 'normal', mean, sd });
    const twice = background([makes(1, 'feed', 1), input(2, 'base', 1, normal(1, 0.03)), input(3, 'base', 0.5, normal(0.5, 0.04))], base());
    // 2 kg of feed · 2 kgCO2e/kg of base · √(0.03² + 0.04²) = 0.2
    expect(Math.abs((totalOf(sampled(onlyFeed(), 8_000, [twice]))?.sd ?? 0) - 0.2)).toBeLessThan(0.005);
    // By mass half of the 3 kg of base is for the feed: 2 kg · 2 kgCO2e/kg · 0.1 / 2 = 0.2.
    const joint = background([makes(1, 'feed', 1), exchange(2, 'side', 1), input(3, 'base', 3, normal(3, 0.1))], base());
    const run = sampled(onlyFeed(), 8_000, [joint]);
    expect(Math.abs((totalOf(run)?.sd ?? 0) - 0.2)).toBeLessThan(0.005);
    expect(run.told.drawn?.exchanges).toBe(1);
  });

  test('triangular and uniform stay between their limits; the pedigree speaks where nothing else does; what cannot be is certain, and counted', () => {
    const limits = background(
      [makes(1, 'feed', 1), input(2, 'base', 1.5, { kind: 'uniform', minimum: 1, maximum: 2 })],
      base({ kind: 'triangular', minimum: 1, mode: 2, maximum: 3 }),
    );
    const { histogram } = sampled(onlyFeed(), 4000, [limits]).told;
    expect([histogram.from >= 2, histogram.to <= 12]).toEqual([true, true]);
    // (2,1,1,1,1): reliability 1.05 alone.
    const judged = background([makes(1, 'feed', 1), { ...input(2, 'base', 1.5), pedigree: [2, 1, 1, 1, 1] }], base());
    expect(Math.abs((totalOf(sampled(onlyFeed(), 8_000, [judged]))?.gsd2 ?? 0) - 1.05)).toBeLessThan(0.001);
    const outside = background(
      [makes(1, 'feed', 1), input(2, 'base', 1.5, spread(1.5, 1.44))],
      base({ kind: 'triangular', minimum: 3, mode: 4, maximum: 5 }),
    );
    expect(sampled(onlyFeed(), 200, [outside]).told.drawn).toMatchObject({ exchanges: 1, unfit: 1 });
  });

  test('nothing uncertain behind a database is said; a database that gives another figure is refused', () => {
    const certain = background([makes(1, 'feed', 1), input(2, 'base', 1.5)], base());
    expect(nothingUncertain(onlyFeed())).toBeNull();
    expect(() => sampled(onlyFeed(), 200, [certain])).toThrow(
      expect.objectContaining({ findings: [expect.objectContaining({ code: 'nothing_uncertain' })] }),
    );
    const other = background([makes(1, 'feed', 1), input(2, 'base', 1, spread(1, 1.44))], base());
    expect(() => sampled(onlyFeed(), 200, [other])).toThrow(
      expect.objectContaining({ findings: [expect.objectContaining({ code: 'background_changed' })] }),
    );
  });

  test('one thread or three, the figures are the same to the bit', async () => {
    const behind = background([makes(1, 'feed', 1), input(2, 'base', 1.5, spread(1.5, 1.44))], base());
    const study = followed(onlyFeed(), [parameter('m', '2', { distribution: 'normal', sd: '0.1' })], (one) => ({
      ...{ ...one, inputs: one.inputs.map((line) => ({ ...line, amount: 'm' })) },
    }));
    const { prepared, told } = sampled(study, 500, [behind]);
    const apart = await simulateApart(prepared.simulation, 500, {
      threads: 3,
      key: 'k',
      ask: async (task) => answerSimulation(task),
    });
    expect(apart && tellFootprintSimulation(prepared, apart)).toEqual(told);
  });
});
