import { expect, test } from 'vitest';
import { namesClause } from '../../src/kernel/maturity/propose.ts';
import { clausesOf } from '../../src/kernel/system/content.ts';
import type { Field, Register } from '../../src/kernel/system/register.ts';
import { readFrameworks } from '../../src/server/modules/library/frameworks/read-frameworks.ts';
import { readFactIds } from '../../src/server/modules/system/facts/read-facts.ts';

/** What the product ships for the management system (data/frameworks) holds together: clauses, registers, life cycles. */

const { frameworks, findings } = readFrameworks('data');
const { clauses, registers } = frameworks;
const flat = (register: Register) =>
  register.fields.flatMap((field): Field[] => (field.type === 'rows' ? [field, ...field.columns] : [field]));

test('every file reads without a fault', () => {
  expect(findings).toEqual([]);
});

test('every register that a clause rests on is there, and every register serves a clause that rests on it', () => {
  const named = new Set(clauses.flatMap((one) => one.rests.flatMap((rest) => (rest.type === 'register' ? [rest.id] : []))));
  expect([...named].filter((id) => !frameworks.register(id))).toEqual([]);
  expect(registers.map((one) => one.id).filter((id) => !named.has(id))).toEqual([]);
  expect(registers.length).toBe(35);
});

test('a clause that rests on a register can be shown by it: by the register, a kind of record, or clauses the record names', () => {
  const cannot = clauses.flatMap((clause) =>
    clause.rests.flatMap((rest) => {
      const register = rest.type === 'register' ? frameworks.register(rest.id) : undefined;
      if (!register || register.roles.clauses !== null) return [];
      const everything = Object.fromEntries(
        register.fields.flatMap((field) => (field.type === 'choice' ? [[field.id, field.options.map((one) => one.code)]] : [])),
      );
      return clausesOf(register, everything).includes(rest.under ?? clause.id) ? [] : [`${clause.id} ${register.id}`];
    }),
  );
  expect(cannot).toEqual([]);
});

test('record numbers begin differently in every register; names, hints and options are said in both languages', () => {
  expect(new Set(registers.map((one) => one.prefix)).size).toBe(registers.length);
  for (const register of registers) {
    const texts = [
      register.name,
      register.one,
      register.hint,
      ...flat(register).flatMap((one) => [one.name, ...(one.hint ? [one.hint] : [])]),
    ];
    for (const { zh, en } of texts) {
      expect(zh, register.id).toMatch(/[\u4e00-\u9fff]/);
      expect(en, register.id).not.toMatch(/[\u4e00-\u9fff]/);
    }
  }
});

test('every register has a title that is required, an owner, and columns that fit a page', () => {
  for (const register of registers) {
    const title = register.fields.find((one) => one.id === register.roles.title);
    expect([register.id, title?.type, title?.required]).toEqual([register.id, 'text', true]);
    expect(register.roles.owner, register.id).not.toBeNull();
    expect(register.columns.length, register.id).toBeLessThanOrEqual(5);
    // The form offers the records of so many registers together; where any may be named, one chooses the register first.
    for (const field of flat(register))
      if (field.type === 'record' && field.of.length < registers.length) expect(field.of.length, field.id).toBeLessThanOrEqual(3);
  }
});

test('a score is made of choices numbered 1 to 5, and its bands rise', () => {
  for (const register of registers)
    for (const field of register.fields) {
      if (field.type !== 'score') continue;
      for (const part of field.of) {
        const choice = register.fields.find((one) => one.id === part);
        expect(choice?.type === 'choice' ? choice.options.map((one) => one.code) : null, part).toEqual(['1', '2', '3', '4', '5']);
      }
      const steps = field.bands.map((one) => one.from);
      expect(steps).toEqual([...steps].sort((a, b) => a - b));
    }
});

test('every fact that a clause rests on is declared with that clause, and a register shows only facts that are declared', () => {
  const named = clauses.flatMap((one) => one.rests.flatMap((rest) => (rest.type === 'fact' ? [`${rest.id} ${one.id}`] : [])));
  const declared = frameworks.facts.flatMap((fact) => fact.clauses.map((clause) => `${fact.id} ${clause}`));
  expect([...new Set(named)].sort()).toEqual([...declared].sort());
  expect(registers.flatMap((one) => one.facts.filter((id) => !frameworks.fact(id)))).toEqual([]);
});

test('a fact that is declared has a reader, and no other is read', () => {
  const unread = frameworks.facts.map((one) => one.id).filter((id) => !readFactIds.has(id));
  expect(unread).toEqual([]);
  expect([...readFactIds].filter((id) => !frameworks.fact(id))).toEqual([]);
});

test('gates and proposals of maturity look where something is: registers with their fields and values, facts that are read, clauses that are there', () => {
  const looks = frameworks.maturity?.gates.map((one) => one.looks) ?? [];
  expect(looks.length).toBe(3);
  const amiss = looks.filter((look) => {
    if (look.type === 'fact') return !readFactIds.has(look.id);
    const field = frameworks.register(look.register)?.fields.find((one) => one.id === look.field);
    return field?.type !== 'choice' || look.is.some((value) => !field.options.some((one) => one.code === value));
  });
  expect(amiss).toEqual([]);
  const rules = frameworks.proposals;
  expect(new Set(rules.map((one) => one.id)).size).toBe(rules.length);
  const unnamed = rules.flatMap((rule) =>
    rule.clauses.filter((pattern) => !clauses.some((one) => namesClause(pattern, one.id, one.module))),
  );
  const unread = rules.flatMap(({ ask }) => {
    if (ask.type === 'fact') return readFactIds.has(ask.id) ? [] : [ask.id];
    return ask.type === 'register' && !frameworks.register(ask.id)?.clauses.includes(ask.under) ? [ask.id] : [];
  });
  expect([unnamed, unread]).toEqual([[], []]);
  // Every clause is asked at every step, so that no step is proposed for want of a rule.
  const steps = frameworks.maturity?.steps.map((one) => one.score).filter((score) => score > 0) ?? [];
  const without = clauses.flatMap((one) =>
    steps.filter(
      (step) => !rules.some((rule) => rule.score === step && rule.clauses.some((pattern) => namesClause(pattern, one.id, one.module))),
    ),
  );
  expect(without).toEqual([]);
});
