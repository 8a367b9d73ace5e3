import { expect, test } from 'vitest';
import type { Clause } from '../clause.ts';
import type { Content } from '../register.ts';
import { auditedClauses, checklistCoverage, clausesInScope, drawChecklist } from './checklist.ts';

const clause = (id: string): Clause => ({
  ...{ id, title: { zh: id, en: id }, asks: { zh: id, en: id }, rests: [] },
  module: id.startsWith('A.') ? 'A' : id.startsWith('D.') ? 'D' : 'general',
});
const framework = ['4.1', '9.1', '9.2', '9.3', '10.2', 'A.8', 'A.10', 'D.8'].map(clause);
const ids = (named: string[], annexes: string[] | null = null) => clausesInScope(named, framework, annexes).map((one) => one.id);

test.each([
  [['9'], null, ['9.1', '9.2', '9.3']],
  [['A.8'], null, ['A.8']],
  [['A.8.2', '9.1.2'], null, ['9.1', 'A.8']],
  [['10'], null, ['10.2']],
  [[], ['A'], ['4.1', '9.1', '9.2', '9.3', '10.2', 'A.8', 'A.10']],
  [['D.8', '4.1'], ['A'], ['4.1']],
])('the scope %j with annexes %j means %j', (named, annexes, expected) => {
  expect(ids(named, annexes)).toEqual(expected);
});

const two = (id: string) => [1, 2].map((n) => ({ zh: `${id} 问 ${n}`, en: `${id} asks ${n}` }));
const overdue = { clause: '9.2', source: 'NC-0003', text: { zh: '未关闭', en: 'open' } };
const draw = (rows: readonly Content[], due = [overdue], scope = ['9.1', '9.2'], most = 500) =>
  drawChecklist({ scope: scope.map(clause), questions: two, due, rows, language: 'en', most });
const told = (rows: readonly Content[]) => rows.map((row) => row.drawn ?? row.question);

test('what is due comes before the questions of its clause, in the order of the clauses', () => {
  const { rows, added, dropped } = draw([]);
  expect(told(rows)).toEqual(['9.1/1', '9.1/2', '9.2 NC-0003', '9.2/1', '9.2/2']);
  expect(rows[2]).toEqual({ clause: ['9.2'], drawn: '9.2 NC-0003', question: 'open' });
  expect([added, dropped]).toEqual([5, 0]);
});

test('drawn again it adds what is new, keeps what is filled or written by hand, and lets go of what is settled', () => {
  const own = { clause: ['9.1'], question: 'my own' };
  const filled = { clause: ['9.2'], drawn: '9.2 NC-0003', question: 'as it was', verdict: 'conforms' };
  const settled = { clause: ['9.1'], drawn: '9.1 AF-0001', question: 'not due any more' };
  const first = draw([own, filled, settled], [], ['9.1', '9.2']);
  expect(told(first.rows)).toEqual(['9.1/1', '9.1/2', 'my own', '9.2/1', '9.2/2', '9.2 NC-0003']);
  expect(first.rows.at(-1)).toEqual(filled);
  expect([first.added, first.dropped]).toEqual([4, 1]);
  const wider = draw(first.rows, [overdue], ['9.1', '9.2', '10.2']);
  expect(told(wider.rows)).toEqual(['9.1/1', '9.1/2', 'my own', '9.2 NC-0003', '9.2/1', '9.2/2', '10.2/1', '10.2/2']);
  expect([wider.added, wider.dropped]).toEqual([2, 0]);
  expect(wider.rows[3]).toEqual(filled);
  expect(draw(wider.rows, [overdue], ['9.1', '9.2', '10.2'])).toEqual({ rows: wider.rows, added: 0, dropped: 0 });
});

test('a filled row outside a smaller scope stays; the table takes no more than it may', () => {
  const filled = { clause: ['10.2'], drawn: '10.2/1', question: 'q', finding: 'seen' };
  expect(told(draw([filled], [], ['9.1']).rows)).toEqual(['9.1/1', '9.1/2', '10.2/1']);
  expect(draw([filled], [overdue], ['9.1', '9.2'], 3).rows).toHaveLength(3);
});

test('coverage counts verdicts by clause; "not looked at" is none', () => {
  const rows: Content[] = [
    { clause: ['9.1'], question: 'a', verdict: 'conforms' },
    { clause: ['9.1'], question: 'b', verdict: 'not_looked_at' },
    { clause: ['9.2', '9.1'], question: 'c', verdict: 'nonconforming' },
    { clause: ['9.3'], question: 'd' },
  ];
  const scope = ['9.1', '9.2', '9.3'].map((id) => ({ id }));
  expect(checklistCoverage(scope, rows)).toEqual([
    { clause: '9.1', rows: 3, answered: 2, conforming: 1, observations: 0, nonconforming: 1 },
    { clause: '9.2', rows: 1, answered: 1, conforming: 0, observations: 0, nonconforming: 1 },
    { clause: '9.3', rows: 1, answered: 0, conforming: 0, observations: 0, nonconforming: 0 },
  ]);
  expect(auditedClauses(rows, scope)).toEqual(['9.1', '9.2']);
  expect(auditedClauses([], scope)).toEqual(['9.1', '9.2', '9.3']);
});
