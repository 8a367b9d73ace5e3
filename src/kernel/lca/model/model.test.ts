import { describe, expect, test } from 'vitest';
import { makeUnits } from '../../quantity/units.ts';
import { sankeyOf } from '../analysis/sankey.ts';
import { scoreOf } from '../analysis/system.ts';
import { usualLimits } from '../cut-off.ts';
import { computeFootprint } from './compute.ts';
import { checkRuleSet, type RuleSet, ruleChecks } from './rule-set.ts';
import type { FootprintStudy, LineQuality, ResolvedLink, StudyInput, StudyProcess } from './study.ts';

const energy = { mass: 1, length: 2, time: -2 };
const table: readonly (readonly [unit: string, factor: string, dimension: Record<string, number>])[] = [
  ['%', '0.01', {}],
  ['kg', '1', { mass: 1 }],
  ['g', '0.001', { mass: 1 }],
  ['t', '1000', { mass: 1 }],
  ['km', '1000', { length: 1 }],
  ['MJ', '1000000', energy],
  ['GJ', '1000000000', energy],
  ['kWh', '3600000', energy],
  ['MWh', '3600000000', energy],
  ['kgCO2e', '1', { co2e: 1 }],
  ['tCO2e', '1000', { co2e: 1 }],
  ['piece', '1', { piece: 1 }],
];
const units = makeUnits(
  table.map(([unit, factor_to_base, dimension]) => ({ unit, factor_to_base, dimension, title: { zh: unit, en: unit }, source: 'test' })),
);

const quality: LineQuality = { primary: true, source: 'meter', year: 2025, region: 'CN', technology: '', pedigree: null, pef: null };
const input = (id: string, amount: string, unit: string, more: Partial<StudyInput> = {}): StudyInput => ({
  ...{
    id,
    name: id,
    amount,
    unit,
    link: { kind: 'factor', factorId: id },
    avoided: false,
    excluded: false,
    reason: '',
    stage: null,
    quality,
  },
  ...more,
});
const output = (id: string, amount: string, unit: string, more: Partial<StudyProcess['outputs'][number]> = {}) => ({
  ...{ id, name: id, amount, unit, mass: null, energy: null, exergyFactor: null, referenceEfficiency: null, prices: [] },
  replaces: { kind: 'none' as const },
  ...more,
});
const process = (id: string, more: Partial<StudyProcess>): StudyProcess => ({
  ...{
    id,
    name: id,
    stage: 'production',
    outputs: [output(`${id}-out`, '1', 'piece')],
    inputs: [],
    emissions: [],
    allocation: 'none',
    allocationReason: '',
  },
  ...more,
});
const study = (processes: StudyProcess[], more: Partial<FootprintStudy> = {}): FootprintStudy => ({
  ...{ ruleSet: 'iso-14067-2018', goal: 'g', audience: '', unit: { kind: 'declared', amount: '1', unit: 'piece', description: 'one' } },
  ...{ boundary: 'cradle_to_gate', boundaryDescription: 'b', period: { from: '2025-01', to: '2025-12' }, geography: 'CN', gwpSet: 'AR6' },
  ...{
    limitations: 'l',
    electricity: 'grid',
    productMass: '',
    biogenicCarbon: '',
    fossilCarbon: '',
    validUntil: '2028-01-01',
    parameters: [],
    processes,
  },
  demand: [
    {
      processId: processes[0]?.id ?? '',
      outputId: processes[0]?.outputs[0]?.id ?? '',
      amount: '1',
      unit: processes[0]?.outputs[0]?.unit ?? '1',
    },
  ],
  ...more,
});
const worth = (unit: string, fossil: number, more: Partial<ResolvedLink['values']> = {}): ResolvedLink => ({
  ...{ unit, name: 'factor', source: 'table', pin: 'f@1', primaryShare: null },
  values: { fossil, biogenic: 0, removal: 0, dluc: 0, aircraft: 0, ...more },
});
const ruleSet: RuleSet = {
  ...{ id: 'iso-14067-2018', title: { zh: '', en: '' }, source: '', cutOff: usualLimits, scaleToWhole: false, allocationOrder: ['energy'] },
  ...{ separateLines: ['fossil'], validYears: null },
  items: ruleChecks.map((check) => ({ id: check, check, clause: '', title: { zh: check, en: check } })),
};
const compute = (one: FootprintStudy, links: Record<string, ResolvedLink> = {}, rules = ruleSet) =>
  computeFootprint({ study: one, links: new Map(Object.entries(links)), gwp: (gas) => (gas === 'CH4' ? 27 : null), units, ruleSet: rules });

describe('the model of a footprint', () => {
  test('bill of materials: formulas with parameters and units, stages and separate lines add up', () => {
    const one = study(
      [
        process('assembly', {
          inputs: [
            input('steel', 'weight * (1 + loss)', 'kg', { stage: 'raw_materials' }),
            input('power', '7.2 [MJ]', 'kWh'),
            input('truck', 'weight * distance', 't*km', { stage: 'distribution' }),
            input('wood', '0.5', 'kg', { stage: 'raw_materials' }),
          ],
          emissions: [{ id: 'leak', name: 'leak', amount: '10', unit: 'g', gas: 'CH4', line: 'fossil', quality }],
        }),
      ],
      {
        parameters: [
          { symbol: 'weight', title: 'weight', unit: 'kg', value: '2' },
          { symbol: 'loss', title: 'loss', unit: '%', value: '5' },
          { symbol: 'distance', title: 'distance', unit: 'km', value: '500' },
        ],
      },
    );
    const { result, findings } = compute(one, {
      'assembly/steel': worth('kg', 2),
      'assembly/power': worth('MWh', 600),
      'assembly/truck': worth('t*km', 0.1),
      'assembly/wood': worth('kg', 0.1, { removal: -1.6, biogenic: 0.2, dluc: 0.05 }),
    });
    expect(findings).toEqual([]);
    // 2.1 kg · 2 + 2 kWh · 0.6 + 1 t·km · 0.1 + 0.5 · (0.1 − 1.6 + 0.2 + 0.05) + 0.01 kg · 27
    expect(result?.total).toBeCloseTo(4.2 + 1.2 + 0.1 - 0.625 + 0.27, 12);
    expect(result?.separate.removal).toBeCloseTo(-0.8, 12);
    expect(result?.stages.map((stage) => Number(stage.value.toFixed(9)))).toEqual([3.575, 1.47, 0.1, 0, 0]);
    expect(result?.lines.reduce((sum, line) => sum + line.value, 0)).toBeCloseTo(result?.total ?? 0, 12);
  });

  test('a formula that adds kilograms to megajoules is told at its line; the other lines are still counted', () => {
    const one = study([
      process('p', { inputs: [input('bad', '1 [kg] + 2 [MJ]', 'kg'), input('good', '3', 'kg'), input('odd', '1', 'kgg')] }),
    ]);
    const { result, findings } = compute(one, { 'p/bad': worth('kg', 1), 'p/good': worth('kg', 1), 'p/odd': worth('kg', 1) });
    expect(result?.total).toBeCloseTo(3, 12);
    expect(findings.map((finding) => finding.place.path)).toEqual(
      expect.arrayContaining(['/processes/0/inputs/0/amount', '/processes/0/inputs/2/unit']),
    );
    expect(findings.every((finding) => finding.severity === 'error')).toBe(true);
  });

  /** 100 t over 100 MWh and 540 GJ: as the golden case of the combined plant. */
  const plant = (allocation: StudyProcess['allocation'], wanted: 'kwh' | 'gj') => {
    const chp = process('chp', {
      allocation,
      outputs: [
        output('power', '100', 'MWh', { referenceEfficiency: '0.5' }),
        output('heat', '540', 'GJ', {
          referenceEfficiency: '0.9',
          exergyFactor: String(1 - 293.15 / 393.15),
          replaces: { kind: 'factor', factorId: 'b' },
        }),
      ],
      emissions: [{ id: 'stack', name: 'stack', amount: '100', unit: 'tCO2e', gas: '', line: 'fossil', quality }],
    });
    const demand = wanted === 'kwh' ? { outputId: 'power', unit: 'kWh' } : { outputId: 'heat', unit: 'GJ' };
    return compute(study([chp], { demand: [{ processId: 'chp', amount: '1', ...demand }] }), { 'chp/heat': worth('MJ', 0.06) }).result
      ?.total;
  };
  test('one kWh and one GJ of a combined plant by energy, exergy, efficiency and substitution', () => {
    expect(plant('energy', 'kwh')).toBeCloseTo(0.4, 12);
    expect(plant('energy', 'gj')).toBeCloseTo(60000 / 540, 9);
    expect(plant('exergy', 'kwh')).toBeCloseTo(0.723833195, 8);
    expect(plant('efficiency', 'kwh')).toBeCloseTo(0.545454545, 8);
    expect(plant('substitution', 'kwh')).toBeCloseTo(0.676, 10);
    expect(plant('substitution', 'gj')).toBeCloseTo(60, 10);
  });

  test('a loop is solved: each plant uses the product of the other', () => {
    const coal = process('coal', {
      outputs: [output('coal', '1', 't')],
      inputs: [input('power', '50', 'kWh', { link: { kind: 'process', processId: 'power', outputId: 'power' } })],
      emissions: [{ id: 'e', name: 'e', amount: '30', unit: 'kgCO2e', gas: '', line: 'fossil', quality }],
    });
    const power = process('power', {
      outputs: [output('power', '1', 'MWh')],
      inputs: [input('coal', '400', 'kg', { link: { kind: 'process', processId: 'coal', outputId: 'coal' } })],
      emissions: [{ id: 'e', name: 'e', amount: '900', unit: 'kgCO2e', gas: '', line: 'fossil', quality }],
    });
    const { result, system } = compute(study([power, coal]));
    // P = 900 + 0.4·C, C = 30 + 0.05·P → P = 912 / 0.98
    expect(result?.total).toBeCloseTo(912 / 0.98, 9);
    expect(result?.residual).toBeLessThan(1e-12);
    expect(system && scoreOf(system)).toBeCloseTo(912 / 0.98, 9);
    expect(system && sankeyOf(system, 0).links.filter((link) => link.cut)).toHaveLength(1);
  });

  test('avoided products count with the other sign; what is left out is checked against the rule', () => {
    const one = study([
      process('p', {
        inputs: [
          input('main', '10', 'kg'),
          input('credit', '1', 'kg', { avoided: true }),
          input('small', '0.05', 'kg', { excluded: true, reason: 'below 1 %' }),
          input('large', '2', 'kg', { excluded: true, reason: '' }),
        ],
      }),
    ]);
    const links = Object.fromEntries(['main', 'credit', 'small', 'large'].map((id) => [`p/${id}`, worth('kg', 1)]));
    const { result, findings } = compute(one, links, { ...ruleSet, scaleToWhole: true });
    expect(result?.total).toBeCloseTo(9, 12);
    expect(result?.cutOff.excluded.toNumber()).toBeCloseTo(2.05 / 13.05, 12);
    expect(result?.scaledTotal).toBeCloseTo(9 / (1 - 2.05 / 13.05), 12);
    expect(findings.map((finding) => finding.code)).toEqual(['cut_off_too_large', 'cut_off_total']);
    expect(findings[0]?.place.path).toBe('/processes/0/inputs/3/excluded');
  });

  test('the checklist: gate to gate is no footprint, a line without a source is named', () => {
    const bare = { ...quality, source: '' };
    const one = study([process('p', { inputs: [input('a', '1', 'kg', { quality: bare })] })], { boundary: 'gate_to_gate', goal: '' });
    const list = checkRuleSet(one, compute(one, { 'p/a': worth('kg', 1) }).result, ruleSet, '2026-01-01');
    const unmet = list.filter((line) => !line.met).map((line) => line.check);
    expect(unmet).toEqual(['goal', 'boundary_is_cfp', 'sources', 'quality']);
    expect(checkRuleSet(one, null, ruleSet, '2026-01-01').filter((line) => !line.met).length).toBeGreaterThan(unmet.length);
  });

  test('nothing to compute gives no result and says what is missing', () => {
    const { result, findings } = compute(study([], { demand: [] }));
    expect(result).toBeNull();
    expect(findings.map((finding) => finding.code)).toEqual(['no_demand']);
  });
});
