import { expect, test } from 'vitest';
import { draftOf, type Row, withDraft } from './model.ts';

const row: Row = { row: 3, clauses: ['7.1'], question: 'q', drawn: '', verdict: 'conforms', finding: 'seen', auditor: null, raised: null };

test('a draft is what differs from what is saved; taken back it is none', () => {
  const one = withDraft(new Map(), row, { verdict: 'observation', finding: 'seen' });
  expect([one.size, draftOf(one, row).verdict, draftOf(new Map(), row).finding]).toEqual([1, 'observation', 'seen']);
  expect(withDraft(one, row, { verdict: 'conforms', finding: 'seen' }).size).toBe(0);
});
