import { expect, test } from 'vitest';
import type { GridRowSpec } from '../grid.ts';
import { checkPlan, type PlanToCheck } from './check-plan.ts';
import { draftPlan, type PlannedUnit } from './draft-plan.ts';
import { metersByPlan } from './meters-by-plan.ts';
import type { PlanContent, PlanLine } from './plan.ts';
import { planDifferences } from './plan-differences.ts';
import { acquisitionFindings, inForceOn } from './plan-in-force.ts';
import { whyNotPlan } from './plan-state.ts';
import { readRequirements } from './read-requirements.ts';
import type { PlanRequirements } from './requirements.ts';

const words = { zh: '甲', en: 'A' };
const rule = {
  acquisition: 'measured',
  frequency: 'daily',
  sources: [
    { key: 'as_fired', title: { zh: '入炉', en: 'as fired' } },
    { key: 'as_received', title: { zh: '入厂', en: 'as received' } },
    { key: 'settled', title: { zh: '结算', en: 'settled' }, metered: false },
  ],
  meters: [{ kinds: ['belt_scale'], accuracy_pct: '0.5', interval_months: 12, document: 'rule', confidence: 'high' }],
  description: words,
  ledgers: words,
  missing: words,
  department: words,
  document: 'guide',
  confidence: 'high',
};
const sections = Object.fromEntries(
  ['boundary', 'management', 'internalReview', 'ledgerControl', 'sampling', 'preparation', 'directMeasurement'].map((name) => [
    name,
    words,
  ]),
);
const file = {
  filing: { opens: '11-01', due: '12-31', document: 'notice' },
  sections,
  parameters: [{ ...rule, symbols: ['FC'], alternatives: ['S_t'] }],
};
function requirements(): PlanRequirements {
  const read = readRequirements(file, 'test.yaml');
  expect(read.findings).toEqual([]);
  if (!read.requirements) throw new Error('not read');
  return read.requirements;
}

function row(symbol: string, primary = true): GridRowSpec {
  const input = { symbol, title: { zh: symbol, en: symbol }, type: 'quantity' as const, unit: 't', required: false, shown: 2 };
  const stream = { id: 's', code: 'coal', name: { zh: '煤', en: 'Coal' }, fuelKind: 'coal', fuel: 'bituminous' };
  return { key: `coal.${symbol}`, record: 'coal_months', input, stream, primary, total: 'sum', weightKey: null };
}
const scale = { id: 'm1', parameter: 'FC', unitId: 'u1', kind: 'belt_scale', inService: true };
const unit = (): PlannedUnit => ({
  id: 'u1',
  code: '1',
  rows: [row('FC'), row('C_ar'), row('S_t', false)],
  meters: [{ ...scale, id: 'm0', inService: false }, scale, { ...scale, id: 'truck', unitId: null, kind: 'truck_scale' }],
  requirements: requirements(),
});
const checked = (plan: PlanToCheck['plan'], more: Partial<PlanToCheck> = {}): PlanToCheck => ({
  year: 2025,
  validFrom: '2025-01-01',
  plan,
  units: [{ ...unit(), name: { zh: '1号机组', en: 'Unit 1' }, burnsCoal: true }],
  meters: new Map([['m1', meter()]]),
  linesBefore: [],
  revision: { trigger: 'first', note: '' },
  metersInPlan: [],
  ...more,
});
const meter = (more: object = {}) => ({
  ...{
    id: 'm1',
    code: 'BS-1',
    kind: 'belt_scale',
    parameter: 'FC',
    accuracyPct: '0.5',
    accuracyClass: '0.5',
    calibrationIntervalMonths: 12,
  },
  ...{ model: 'X', location: 'C8', servicePeriods: [{ from: '2020-01-01', to: null }] },
  ...more,
});
const draft = () => draftPlan([unit()], null, 'en');
const codes = (given: PlanToCheck, severity = 'error') => checkPlan(given).flatMap((f) => (f.severity === severity ? [f.code] : []));
const fcLine = (more: Partial<PlanLine> = {}) => {
  const plan = draft();
  return { ...plan, lines: plan.lines.map((line) => ({ ...line, ...words2, ...(line.parameter === 'FC' ? more : {}) })) };
};
const words2 = { missing: 'x', department: 'x', ledgers: 'x', person: 'x' };

test('a first draft covers what a month must show, with the meters in service', () => {
  expect(draft().lines.map((l) => [l.rowKey, l.meterIds, l.acquisition, l.source])).toEqual([
    ['coal.FC', ['m1'], 'measured', 'as_fired'],
    ['coal.C_ar', [], 'calculated', ''],
  ]);
  expect(draft().facilities.length).toBe(3);
});

test('a draft from an earlier plan keeps its lines and texts, proposes new rows, and drops those that are gone', () => {
  const last = { ...fcLine({ person: 'Chen', sourceReason: 'old' }), sections: { ...draft().sections, boundary: 'ours' } };
  const more = { ...unit(), rows: [row('FC'), row('NCV_ar')] };
  const next = draftPlan([more], last, 'zh');
  expect(next.lines.map((l) => [l.rowKey, l.person, l.sourceReason])).toEqual([
    ['coal.FC', 'Chen', ''],
    ['coal.NCV_ar', '', ''],
  ]);
  expect(next.sections.boundary).toBe('ours');
});

test('a whole plan has no error', () => {
  expect(codes(checked(fcLine()))).toEqual([]);
});

test.each<[string, () => PlanToCheck, string[]]>([
  ['no line for a row', () => checked({ ...fcLine(), lines: fcLine().lines.slice(0, 1) }), ['plan_parameter_missing']],
  ['no meter', () => checked(fcLine({ meterIds: [] })), ['plan_meter_missing']],
  ['a meter of nobody', () => checked(fcLine({ meterIds: ['zz'] })), ['plan_meter_unknown']],
  [
    'a meter retired before',
    () => checked(fcLine(), { meters: new Map([['m1', meter({ servicePeriods: [{ from: '2020-01-01', to: '2024-12-31' }] })]]) }),
    ['plan_meter_retired'],
  ],
  [
    'a long interval',
    () => checked(fcLine(), { meters: new Map([['m1', meter({ calibrationIntervalMonths: 13 })]]) }),
    ['plan_meter_interval'],
  ],
  ['a poor class', () => checked(fcLine(), { meters: new Map([['m1', meter({ accuracyPct: '1.0' })]]) }), ['plan_meter_class']],
  ['no treatment of missing data', () => checked(fcLine({ missing: ' ' })), ['plan_missing_empty']],
  ['no department', () => checked(fcLine({ department: '' })), ['plan_department_empty']],
  ['a settlement needs no meter of its own: none', () => checked(fcLine({ meterIds: [], source: 'settled' })), []],
  ['no facility', () => checked({ ...fcLine(), facilities: [] }), ['plan_facility_missing']],
  ['no sampling plan', () => checked({ ...fcLine(), sections: { ...draft().sections, sampling: '' } }), ['plan_section_empty']],
  ['a revision without words', () => checked(fcLine(), { revision: { trigger: 'wrong_data', note: '' } }), ['plan_note_empty']],
  ['a lower source', () => checked(fcLine({ source: 'as_received' }), { linesBefore: fcLine().lines }), ['plan_source_lowered']],
])('%s is an error', (_, given, expected) => {
  expect(codes(given())).toEqual(expected);
});

test('a lower source with its reason is told, the same or a higher one is not', () => {
  const reason = checked(fcLine({ source: 'as_received', sourceReason: 'belt broke' }), { linesBefore: fcLine().lines });
  expect([codes(reason), codes(reason, 'info')]).toEqual([[], ['plan_source_lowered_with_reason']]);
  const higher = checked(fcLine(), { linesBefore: fcLine({ source: 'as_received' }).lines });
  expect([codes(higher), codes(higher, 'info')]).toEqual([[], []]);
});

test('warnings: a meter of another parameter, a changed meter, no person', () => {
  const other = checked(fcLine(), { meters: new Map([['m1', meter({ parameter: 'heat_gj' })]]) });
  expect(codes(other, 'warning')).toEqual(['plan_meter_other_parameter']);
  const kept = { ...meter(), name: words };
  const changed = checked(fcLine(), {
    metersInPlan: [kept],
    meters: new Map([['m1', meter({ accuracyPct: '0.2', accuracyClass: '0.2' })]]),
  });
  expect(codes(changed, 'warning')).toEqual(['plan_meter_changed']);
  expect(codes(checked(fcLine({ person: '' })), 'warning')).toEqual(['plan_person_empty']);
});

test.each([
  ['review', 'draft', 'c', null],
  ['review', 'draft', 'a', 'same_person_drafts_and_reviews'],
  ['review', 'reviewed', 'c', 'wrong_state'],
  ['approve', 'reviewed', 'c', null],
  ['approve', 'reviewed', 'a', 'same_person_drafts_and_approves'],
  ['approve', 'reviewed', 'b', 'same_person_reviews_and_approves'],
  ['approve', 'draft', 'c', 'wrong_state'],
  ['return', 'approved', 'c', 'wrong_state'],
  ['change', 'reviewed', 'a', 'wrong_state'],
  ['file', 'approved', 'a', null],
] as const)('%s in %s by %s: %s', (deed, state, person, expected) => {
  expect(whyNotPlan(deed, { state, hands: ['a'], reviewedBy: 'b', errors: 0 }, { person, permitted: true })).toBe(expected);
});

test('differences are told field by field, meters by their codes', () => {
  const facts = { code: '', region: null, address: '', industryCode: '', longitude: null, latitude: null, altitudeM: null };
  const plan = fcLine();
  const content: PlanContent = { ...plan, entity: { name: words, ...facts }, units: [], meters: [{ ...meter(), name: words }] };
  const after: PlanContent = {
    ...content,
    lines: content.lines.slice(0, 1).map((line) => ({ ...line, meterIds: [], frequency: 'shift' as const })),
    sections: { ...content.sections, boundary: 'new' },
  };
  expect(planDifferences(content, content)).toEqual([]);
  expect(planDifferences(content, after)).toEqual([
    { part: 'line', key: 'u1 coal.FC', field: 'frequency', from: 'daily', to: 'shift' },
    { part: 'line', key: 'u1 coal.FC', field: 'meterIds', from: 'BS-1', to: '' },
    { part: 'line', key: 'u1 coal.C_ar', field: '', from: 'u1 coal.C_ar', to: null },
    { part: 'section', key: '', field: 'boundary', from: 'A', to: 'new' },
  ]);
});

test('the version in force is the highest number already valid', () => {
  const versions = [
    { number: 1, validFrom: '2025-01-01' },
    { number: 2, validFrom: '2025-07-01' },
  ];
  expect(['2024-12-31', '2025-06-30', '2025-07-01'].map((day) => inForceOn(versions, day)?.number)).toEqual([undefined, 1, 2]);
});

test('a value obtained otherwise than planned is a warning; a design value may be entered as default or estimate', () => {
  const cell = (acquisition: string) => [{ rowKey: 'coal.FC', value: '1', acquisition }];
  const told = (planned: PlanLine['acquisition'], entered: string) =>
    acquisitionFindings([{ rowKey: 'coal.FC', acquisition: planned }], [row('FC')], cell(entered), '2025-01').map((f) => f.severity);
  expect([told('measured', 'measured'), told('measured', 'estimated'), told('design', 'default'), told('default', 'measured')]).toEqual([
    [],
    ['warning'],
    [],
    ['warning'],
  ]);
  expect(acquisitionFindings([], [row('FC')], cell('default'), '2025-01')).toEqual([]);
});

test('the plan assigns meters from its first valid day; before, and for what it leaves open, the register does', () => {
  const always = [{ from: '2020-01-01', to: null }];
  const meters = [
    { id: 'a', parameter: 'FC', servicePeriods: always },
    { id: 'b', parameter: 'other', servicePeriods: always },
    { id: 'c', parameter: 'heat_gj', servicePeriods: always },
  ];
  expect(metersByPlan(meters, [])).toEqual(meters);
  const versions = [{ number: 1, validFrom: '2025-07-01', lines: [{ parameter: 'FC', meterIds: ['b'] }] }];
  expect(metersByPlan(meters, versions)).toEqual([
    { id: 'a', parameter: 'FC', servicePeriods: [{ from: '2020-01-01', to: '2025-06-30' }] },
    { id: 'b', parameter: 'other', servicePeriods: always },
    { id: 'c', parameter: 'heat_gj', servicePeriods: always },
    { id: 'b', parameter: 'FC', servicePeriods: [{ from: '2025-07-01', to: null }] },
  ]);
});
