import { describe, expect, test } from 'vitest';
import { buildSystem } from './build-system.ts';
import { type Exchange, emptyDatabase, type Flow, type LcaDatabase, type LcaProcess } from './dataset.ts';
import { findingsList } from './formats/reading.ts';
import { amountsOf, evaluateFormula, FormulaGap } from './formula.ts';
import { planSystem } from './plan.ts';
import { scoreSystem } from './score-system.ts';
import { prepareSystem } from './solve.ts';
import type { BuildOptions, FlowToGas } from './system.ts';

/** A cogeneration plant with two products beside a boiler, small enough for pencil and paper. */
const flow = (id: string, kind: Flow['kind'], property: 'mass' | 'energy', more: Partial<Flow> = {}): Flow => ({
  ...{ id, name: id, kind, referencePropertyId: property, properties: [{ flowPropertyId: property, factor: 1 }], ...more },
});
const line = (
  id: number,
  flowId: string,
  direction: Exchange['direction'],
  amount: number,
  unit: string,
  more: Partial<Exchange> = {},
): Exchange => ({
  ...{ id, flowId, direction, amount, unit, isReference: false, ...more },
});
const process = (id: string, exchanges: readonly Exchange[], more: Partial<LcaProcess> = {}): LcaProcess => ({
  ...{ id, name: id, kind: 'unit', exchanges, parameters: [], ...more },
});
const reference = { isReference: true } as const;

const database: LcaDatabase = {
  ...emptyDatabase,
  unitGroups: [
    {
      id: 'um',
      name: 'm',
      referenceUnit: 'kg',
      units: [
        { id: 'kg', name: 'kg', factor: 1 },
        { id: 't', name: 't', factor: 1000 },
      ],
    },
    {
      id: 'ue',
      name: 'e',
      referenceUnit: 'MJ',
      units: [
        { id: 'MJ', name: 'MJ', factor: 1 },
        { id: 'kWh', name: 'kWh', factor: 3.6 },
      ],
    },
  ],
  flowProperties: [
    { id: 'mass', name: 'Mass', unitGroupId: 'um' },
    { id: 'energy', name: 'Energy', unitGroupId: 'ue' },
  ],
  flows: [
    flow('coal', 'product', 'mass'),
    flow('power', 'product', 'energy'),
    flow('heat', 'product', 'energy'),
    flow('ash', 'waste', 'mass'),
    flow('Carbon dioxide, fossil', 'elementary', 'mass', { category: ['air'] }),
    flow('Carbon dioxide, in air', 'elementary', 'mass', { category: ['resource', 'air'] }),
    flow('widget', 'product', 'mass'),
    flow('glue', 'product', 'mass'),
  ],
  processes: [
    process('mine-b', [line(1, 'coal', 'output', 1, 't', reference), line(2, 'Carbon dioxide, fossil', 'output', 100, 'kg')]),
    process('mine-a', [line(1, 'coal', 'output', 1000, 'kg', reference), line(2, 'Carbon dioxide, fossil', 'output', 50, 'kg')]),
    process('chp', [
      line(1, 'power', 'output', 1, 'kWh', reference),
      line(2, 'heat', 'output', 7.2, 'MJ'),
      line(3, 'coal', 'input', 0.5, 'kg'),
      line(4, 'Carbon dioxide, fossil', 'output', 1.2, 'kg'),
      line(5, 'ash', 'output', 0.1, 'kg'),
    ]),
    process('boiler', [line(1, 'heat', 'output', 1, 'MJ', reference), line(2, 'Carbon dioxide, fossil', 'output', 0.05, 'kg')]),
    process('landfill', [line(1, 'ash', 'input', 1, 'kg', reference), line(2, 'Carbon dioxide, fossil', 'output', 0.01, 'kg')]),
    process('shop', [
      line(1, 'widget', 'output', 1, 'kg', reference),
      line(2, 'power', 'input', 3.6, 'MJ'),
      line(3, 'coal', 'input', 1, 'kg', { providerId: 'mine-b' }),
      line(4, 'glue', 'input', 1, 'kg'),
      line(5, 'Carbon dioxide, in air', 'input', 0.3, 'kg'),
    ]),
  ],
};
const rules: FlowToGas = [
  { gas: 'CO2', line: 'biogenic', names: ['Carbon dioxide, in air'] },
  { gas: 'CO2', line: 'fossil', names: ['Carbon dioxide, fossil'] },
];
const gwpSet = { id: 'X', values: { CO2: 1 } };

function impacts(processId: string, options: Partial<BuildOptions> = {}, amount = 1) {
  const system = buildSystem([database], { allocation: 'energy', gwpSet, flowToGas: rules, ...options });
  const score = scoreSystem(system, prepareSystem(planSystem(system.a), system.a), { demand: [{ processId, amount }], most: 50 });
  return { score, of: (id: string) => score.impacts.find((one) => one.id === id)?.value ?? Number.NaN };
}

describe('a system', () => {
  test('divides by energy: power 3.6 of 10.8 MJ carries a third, with coal of the mine of lowest id and its ash', () => {
    // One third of (1.2 + 0.5 kg × 50/1000 + 0.1 kg × 0.01) for 3.6 MJ.
    expect(impacts('chp', {}, 3.6).of('gwp')).toBeCloseTo((1.2 + 0.025 + 0.001) / 3, 12);
  });

  test('gives all to the reference where nothing is divided, and to a rule that cannot divide, which is listed', () => {
    expect(impacts('chp', { allocation: 'none' }, 3.6).of('gwp')).toBeCloseTo(1.226, 12);
    const { score, of } = impacts('chp', { allocation: 'mass' }, 3.6);
    expect(of('gwp')).toBeCloseTo(1.226, 12);
    expect(score.choiceCounts.not_divisible).toBe(1);
    const left = impacts('shop', { allocation: 'mass', otherwise: 'leave_out' });
    expect(left.score.choiceCounts.left_out).toBe(1);
    expect(left.of('gwp_fossil')).toBeCloseTo(0.1, 12);
  });

  test('substitutes: 7.2 MJ of heat are not made by the boiler', () => {
    expect(impacts('chp', { allocation: 'substitution' }, 3.6).of('gwp')).toBeCloseTo(1.226 - 7.2 * 0.05, 12);
  });

  test('takes the provider given, converts units, cuts off what nobody makes, and counts uptake apart', () => {
    const { score, of } = impacts('shop');
    expect(of('gwp_fossil')).toBeCloseTo(1.226 / 3 + 0.1, 12);
    expect(of('gwp_biogenic')).toBeCloseTo(-0.3, 12);
    expect(of('gwp')).toBeCloseTo(1.226 / 3 + 0.1, 12);
    expect(score.choiceCounts).toMatchObject({ cut_off: 1, provider_lowest_id: 2, provider_given: 1 });
    expect(score.residual).toBeLessThan(1e-12);
  });

  test('a process that takes all of the product it makes is not linked to itself, and stops no other', () => {
    const collection = process('collection', [
      line(1, 'widget', 'output', 1, 'kg', reference),
      line(2, 'widget', 'input', 1000, 'g'),
      line(3, 'coal', 'input', 0.2, 'kg', { providerId: 'mine-b' }),
    ]);
    const solve = (processes: readonly LcaProcess[], processId: string) => {
      const units = database.unitGroups.map((one) => ({ ...one, units: [...one.units, { id: 'g', name: 'g', factor: 0.001 }] }));
      const system = buildSystem([{ ...database, unitGroups: units, processes }], { allocation: 'energy', gwpSet, flowToGas: rules });
      return scoreSystem(system, prepareSystem(planSystem(system.a), system.a), { demand: [{ processId, amount: 1 }], most: 50 });
    };
    const mines = database.processes.filter((one) => one.id.startsWith('mine'));
    const alone = solve([...mines, collection], 'collection');
    // 0.2 kg of coal at 100 kg a tonne; the widget it takes comes from nobody.
    expect(alone.impacts.find((one) => one.id === 'gwp')?.value).toBeCloseTo(0.02, 12);
    expect(alone.choiceCounts).toMatchObject({ own_output_taken: 1, cut_off: 1 });
    // Where somebody else makes it, it comes from there: 1 kg of widget of the shop with its own 0.1 kg of coal.
    const shop = process('shop', [
      line(1, 'widget', 'output', 1, 'kg', reference),
      line(2, 'coal', 'input', 1, 'kg', { providerId: 'mine-b' }),
    ]);
    expect(solve([...mines, collection, shop], 'collection').impacts.find((one) => one.id === 'gwp')?.value).toBeCloseTo(0.02 + 0.1, 12);
  });

  test('refuses when nothing can be built', () => {
    expect(() => buildSystem([emptyDatabase], { allocation: 'none' })).toThrow('invalid_input');
  });
});

describe('formulas', () => {
  const scope = (name: string) => ({ a: 2, disposal_time: 0 })[name] ?? Number.NaN;
  test.each([
    ['2.45E-01*44.1', 10.8045],
    ['IF(disposal_time=0;A;9)*3', 6],
    ['a^2 + min(1;2)', 5],
    ['-a/4', -0.5],
  ])('%s', (text, value) => {
    expect(evaluateFormula(text, scope)).toBeCloseTo(value, 10);
  });

  test('that are not understood leave the stored amount, and say so', () => {
    expect(() => evaluateFormula('SUM(8;2)', scope)).toThrow(FormulaGap);
    const findings = findingsList();
    const own = process(
      'p',
      [line(1, 'coal', 'output', 33, 'kg', { formula: '23 + SUM(8;2)' }), line(2, 'coal', 'output', 1, 'kg', { formula: 'b*2' })],
      {
        parameters: [
          { name: 'B', value: 0, formula: 'c+1' },
          { name: 'c', value: 4 },
        ],
      },
    );
    expect(amountsOf(own, [], findings)).toEqual([33, 10]);
    expect(findings.all().map((one) => one.code)).toEqual(['lca_formula_unread', 'lca_formula_differs']);
    expect(amountsOf(own, [], findings, { c: 9 })).toEqual([33, 20]);
  });

  test('that go in a circle are not understood', () => {
    const own = process('p', [line(1, 'coal', 'output', 5, 'kg', { formula: 'x' })], {
      parameters: [{ name: 'x', value: 1, formula: 'x+1' }],
    });
    expect(amountsOf(own, [], findingsList())).toEqual([5]);
  });
});
