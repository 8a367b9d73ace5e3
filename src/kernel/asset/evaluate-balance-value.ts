import { present } from '../assert.ts';
import type { DerivationNode } from '../derivation.ts';
import { evaluateMethod } from '../method/evaluate.ts';
import type { Evaluation, Output } from '../method/evaluation.ts';
import type { Method } from '../method/method.ts';
import { decimal, print, shown } from '../quantity/decimal.ts';
import { Refusal } from '../refusal.ts';
import type { Text } from '../text.ts';
import { type BalanceValue, balanceValue } from './balance-value.ts';

const title: Text = { zh: '行业盈亏平衡值（tCO2e/t 产品）', en: 'Balance value of the sector (tCO2e per t of product)' };
const unit = '1';
const digits = 6;

/**
 * The balance value of a sector and everybody's allocation at it: the method `cn-industry-allocation`, whose BP is solved instead of given. The rule (slope, limit,
 * largest α) is the method's, by data year, unless the caller gives another.
 */
export function evaluateBalanceValue(allocation: Method, input: Record<string, unknown>): Evaluation {
  const before = evaluateMethod(allocation, { ...input, BP: '1' });
  const node = (symbol: string, entity?: string) =>
    before.derivation.nodes.find((one) => one.symbol === symbol && (entity === undefined || one.at.entity === entity));
  // The rule stands in the derivation only where an α was worked out; the conventions always name it.
  const rule = (symbol: string) =>
    decimal(present(before.conventions.find((c) => c.symbol === symbol)?.value ?? null, `${symbol} has a value`));
  const percent = (symbol: string) => rule(symbol).dividedBy(100);
  if (rule('slope').isZero()) throw noBalance();
  const entities = before.outputs.filter((one) => one.symbol === 'alpha').map((one) => present(one.at.entity, 'an entity'));
  const emitters = entities.map((entity) => ({ E: emissionOf(node('E', entity)), I: intensityOf(node('I', entity)?.value, entity) }));
  const solved = balanceValue(emitters, { slope: rule('slope'), limit: percent('limit'), largest: percent('largest') });
  if (solved === null) throw noBalance();
  const result = evaluateMethod(allocation, { ...input, BP: print(solved.value) });
  return withBalance(result, solved);
}

function emissionOf(node: DerivationNode | undefined) {
  return decimal(present(node?.value ?? null, 'an emission'));
}

/** An intensity may be missing for special lines only; here it says how far everybody is from the balance. */
function intensityOf(value: string | null | undefined, entity: string) {
  if (value) return decimal(value);
  const text = { zh: `${entity}：缺少碳排放强度 I`, en: `${entity}: the carbon intensity I is missing` };
  throw new Refusal('invalid_input', { findings: [{ code: 'intensity_missing', severity: 'error', place: { path: '/entities' }, text }] });
}

function noBalance(): Refusal {
  const text = {
    zh: '没有可平衡的对象：至少一家的排放量和强度须大于零，且该年度按强度分配',
    en: 'There is nothing to balance: one entity at least needs an emission and an intensity above zero, in a data year that allocates by intensity',
  };
  return new Refusal('invalid_input', { findings: [{ code: 'no_balance', severity: 'error', place: { path: '/entities' }, text }] });
}

function withBalance(result: Evaluation, solved: BalanceValue): Evaluation {
  const value = print(solved.value);
  const output: Output = { symbol: 'BP', at: {}, title, value, shown: shown(solved.value, digits), unit };
  const count = (side: string) => solved.sides.filter((one) => one === side).length;
  const node: DerivationNode = {
    kind: 'step',
    ...{ id: 'BP', symbol: 'BP', at: {}, title, value, shown: output.shown, unit },
    formula: solved.closed ? 'sum(E * I over entities) / sum(E over entities)' : 'BP: sum(E * alpha over entities) = 0',
    substituted: `within ${count('within')}, upper ${count('upper')}, lower ${count('lower')} → ${output.shown}`,
    uses: result.derivation.nodes.flatMap((one) => (one.kind === 'input' && (one.symbol === 'E' || one.symbol === 'I') ? [one.id] : [])),
    choice: {
      number: solved.closed ? 1 : 2,
      of: 2,
      why: solved.closed
        ? { zh: '全部 |X| < 20 %，取闭式解', en: 'all lie within the limits: the closed form' }
        : { zh: '有主体超出界限，分段求根', en: 'somebody lies beyond the limits: the root of its stretch' },
    },
    clause: 'ΣA = ΣE',
    source: '2025-11-18 方案; 征求意见稿 2026-07-27',
  };
  const inputs = result.derivation.nodes.filter((one) => one.kind === 'input' && one.symbol !== 'BP');
  const others = result.derivation.nodes.filter((one) => one.symbol !== 'BP' && one.kind !== 'input');
  return {
    ...result,
    outputs: [output, ...result.outputs],
    derivation: { ...result.derivation, nodes: [...inputs, node, ...others] },
  };
}
