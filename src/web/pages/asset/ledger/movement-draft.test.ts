import { describe, expect, test } from 'vitest';
import { draftOf, type MovementFields, newClassChoice, sidesOf } from './movement-draft.ts';

const fields = (more: Partial<MovementFields>): MovementFields => ({
  ...{ kind: 'buy', entityId: 'e', effectiveOn: '2025-01-10', from: 'external', to: 'trading', quantity: '12,000' },
  ...more,
});

describe('what a movement form sends', () => {
  test('a purchase of a new class: no field of other kinds, digits without commas', () => {
    const newClass = { programme: ' CEA ', vintage: '2024', unit: 't' as const };
    const draft = draftOf(fields({ classId: newClassChoice, newClass, claim: 'left from before', toVintage: '2025' }), undefined, ['f']);
    expect(draft).toEqual({
      ...{ kind: 'buy', entityId: 'e', effectiveOn: '2025-01-10', from: 'external', to: 'trading', quantity: '12000' },
      newClass: { programme: 'CEA', vintage: 2024, project: '', unit: 't', registeredOn: null },
      ...{ serials: [], documentNo: '', reason: '', beneficiary: '', period: '', claim: '', evidenceIds: ['f'] },
    });
  });

  test('a surrender names beneficiary, period and claim; a carry-over its vintage; an issue its statement and that one’s class', () => {
    const said = { beneficiary: 'plant', period: '2024', claim: 'compliance 2024' };
    expect(draftOf(fields({ kind: 'surrender', ...sidesOf('surrender'), classId: 'c', ...said }), undefined, [])).toMatchObject({
      ...{ from: 'registry', to: 'surrendered', classId: 'c' },
      ...said,
    });
    expect(draftOf(fields({ kind: 'carry_over', toVintage: '2025' }), undefined, []).toVintage).toBe(2025);
    const issue = draftOf(fields({ kind: 'issue', classId: 'other', attestationId: 'a' }), 'c', []);
    expect([issue.classId, issue.attestationId]).toEqual(['c', 'a']);
  });

  test('a kind without a new class never sends one', () => {
    const newClass = { programme: 'CEA', vintage: '2024', unit: 't' as const };
    const draft = draftOf(fields({ kind: 'transfer', classId: newClassChoice, newClass }), undefined, []);
    expect([draft.newClass, draft.classId]).toEqual([undefined, undefined]);
  });
});

test('a transfer begins between two different accounts', () => {
  expect(sidesOf('transfer')).toEqual({ from: 'registry', to: 'trading' });
  expect(sidesOf('buy')).toEqual({ from: 'external', to: 'registry' });
});
