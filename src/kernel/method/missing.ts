import type { Text } from '../text.ts';
import type { Alternative, Method, MethodStep } from './method.ts';
import { partsOf } from './order.ts';
import type { Term } from './term.ts';
import { lookupKeys, membersOf, numberOf, valueAt } from './value.ts';
import type { World } from './world.ts';

const reasonLimit = 20;

/** The alternative a step takes for a tuple: the first whose condition holds. */
export function alternativeOf(step: MethodStep, tuple: number, world: World): { alternative: Alternative; number: number } | null {
  for (const [i, alternative] of step.alternatives.entries()) {
    if (alternative.when === null || valueAt(alternative.when.term, tuple, world) === true) return { alternative, number: i + 1 };
  }
  return null;
}

/** Why a symbol has no value: the inputs that are missing and where, divisions by zero, empty means. For the finding of an output. */
export function reasonsFor(slot: number, tuple: number, world: World): Text[] {
  const reasons = new Map<string, Text>();
  const seen = new Set<string>();
  const add = (reason: Text) => {
    if (reasons.size < reasonLimit) reasons.set(reason.en, reason);
  };
  const visitSymbol = (one: number, at: number): void => {
    const id = `${one}:${at}`;
    const symbol = world.method.symbols[one];
    if (seen.has(id) || reasons.size >= reasonLimit || !symbol || world.store[one]?.[at] !== undefined) return;
    seen.add(id);
    const before = reasons.size;
    const place = placeText(world.method, world, symbol.record, at);
    if (symbol.is === 'step') {
      const taken = alternativeOf(symbol, at, world);
      if (taken === null) add({ zh: `${symbol.name}${place} 没有适用的选项`, en: `no alternative of ${symbol.name}${place} applies` });
      else visit(taken.alternative.term, at);
    } else if (symbol.fallback === null)
      add({ zh: `缺少 ${symbol.name}（${symbol.title.zh}）${place}`, en: `${symbol.name} (${symbol.title.en})${place} is missing` });
    else visit(symbol.fallback.term, at);
    if (reasons.size === before && seen.size === 1)
      add({ zh: `${symbol.name}${place} 超出数值范围`, en: `${symbol.name}${place} is out of the range of numbers` });
  };
  const visit = (term: Term, at: number): void => {
    if (reasons.size >= reasonLimit || valueAt(term, at, world) !== undefined) return;
    const place = placeText(world.method, world, term.record, at);
    if (term.op === 'symbol') {
      const home = world.project(term.record, term.home, at);
      if (home >= 0) visitSymbol(term.slot, home);
      else add({ zh: `${term.name}${place} 没有该行`, en: `${term.name} has no row${place}` });
    } else if (term.op === 'aggregate') {
      const members = membersOf(term, at, world);
      const record = world.method.records[term.over]?.name ?? '';
      if (members.length === 0)
        add({ zh: `${record}${place} 没有可取 ${term.name} 的行`, en: `${record}${place} has no row to take the ${term.name} of` });
      for (const member of members) visit(term.of, member);
    } else if (term.op === 'lookup') {
      const keys = lookupKeys(term, at, world);
      if (keys === undefined) for (const key of term.keys) visit(key, at);
      else
        add({
          zh: `表 ${term.name}.${term.columnName} 没有 [${keys.join(', ')}] 的值`,
          en: `${term.name}.${term.columnName} has no value for [${keys.join(', ')}]`,
        });
    } else if (term.op === 'divide' && numberOf(term.right, at, world)?.isZero()) {
      add({ zh: `除数为零${place}`, en: `division by zero${place}` });
      visit(term.left, at);
    } else if (term.op === 'if') {
      const condition = valueAt(term.condition, at, world);
      visit(condition === undefined ? term.condition : condition === true ? term.yes : term.no, at);
    } else {
      for (const part of partsOf(term)) visit(part, at);
    }
  };
  visitSymbol(slot, tuple);
  return [...reasons.values()];
}

function placeText(method: Method, world: World, record: number, tuple: number): string {
  const per = method.records[record]?.per ?? [];
  if (per.length === 0) return '';
  const keys = world.keysOf(record, tuple);
  return ` (${per.map((set, i) => `${set} ${keys[i]}`).join(', ')})`;
}
