import { assert, present } from '../assert.ts';
import type { At, DerivationNode, StepNode } from '../derivation.ts';
import type { Convention, Evaluation, Output } from '../method/evaluation.ts';
import { nodeId } from '../method/nodes.ts';
import { decimal, print, shown, zero } from '../quantity/decimal.ts';
import type { Text } from '../text.ts';

/** One method's evaluation of its own units, with the symbols of what it tells of the entity. */
export interface MethodPart {
  readonly evaluation: Evaluation;
  readonly emission: string;
  readonly obligation: string;
}

/** Symbols of an entity's totals where its units have several methods. */
export const combinedTotals = { emission: 'E_total', obligation: 'E_obligation' };

const titles: Readonly<Record<keyof typeof combinedTotals, Text>> = {
  emission: { zh: '企业排放总量（各行业方法之和）', en: 'Emission of the entity, sum over the methods of its sectors' },
  obligation: {
    zh: '企业清缴口径排放量（各行业方法之和）',
    en: 'Emission that the obligation counts, sum over the methods of its sectors',
  },
};

const ofEntity = ({ at }: Output) => at.unit === undefined;
const inTonnes = ({ unit }: Output) => unit === 'tCO2' || unit === 'tCO2e';

/** Addresses that more than one part uses (rows of tables, values of the whole entity), and all emissions of the whole entity: of a method, they are a part only. */
function sharedIds(parts: readonly MethodPart[]): Set<string> {
  const seen = new Map<string, number>();
  const partial: string[] = [];
  for (const { evaluation } of parts) {
    const own = [...evaluation.derivation.nodes.map((node) => node.id), ...evaluation.outputs.map((one) => nodeId(one.symbol, one.at))];
    for (const id of new Set(own)) seen.set(id, (seen.get(id) ?? 0) + 1);
    partial.push(...evaluation.outputs.filter((one) => ofEntity(one) && inTonnes(one)).map((one) => nodeId(one.symbol, one.at)));
  }
  return new Set([...[...seen].flatMap(([id, uses]) => (uses > 1 ? [id] : [])), ...partial]);
}

function titled(title: Text, method: Text): Text {
  return { zh: `${title.zh}（${method.zh}）`, en: `${title.en} (${method.en})` };
}

/** The part with its method in every address that another part uses too. */
function apart({ evaluation }: MethodPart, shared: ReadonlySet<string>) {
  const { id: method } = evaluation.method;
  const name = evaluation.derivation.method.title;
  const atOf = (id: string, at: At): At => (shared.has(id) ? { ...at, method } : at);
  const idOf = (id: string) => (shared.has(id) ? `${id}${id.includes('@') ? ',' : '@'}method=${method}` : id);
  const nodes = evaluation.derivation.nodes.map((node): DerivationNode => {
    const moved = { ...node, id: idOf(node.id), at: atOf(node.id, node.at) };
    const told = shared.has(node.id) && node.kind !== 'lookup' ? { ...moved, title: titled(node.title, name) } : moved;
    return told.kind === 'step' ? { ...told, uses: told.uses.map(idOf) } : told;
  });
  const outputs = evaluation.outputs.map((output): Output => {
    const id = nodeId(output.symbol, output.at);
    return shared.has(id) ? { ...output, at: atOf(id, output.at), title: titled(output.title, name) } : output;
  });
  const conventions = evaluation.conventions.map((one): Convention => {
    const id = nodeId(one.symbol, one.at);
    return shared.has(id) ? { ...one, at: atOf(id, one.at), title: titled(one.title, name) } : one;
  });
  return { nodes, outputs, conventions };
}

interface Sum {
  readonly output: Output;
  readonly node: StepNode;
}
interface Told {
  readonly output: Output;
  /** The address of the output in the combination. */
  readonly id: string;
}

/** The sum of what the parts tell, each rounded as its own rule says; null where a part has no figure. */
function sumOf(symbol: string, at: At, title: Text, told: readonly Told[]): Sum {
  assert(
    told.every(({ output }) => inTonnes(output)),
    'sums are tonnes of CO2 or CO2e',
  );
  const values = told.map(({ output }) => output.rounded ?? output.value);
  const sum = values.reduce((before, one) => before.plus(decimal(one ?? '0')), zero);
  const value = values.includes(null) ? null : print(sum);
  const unit = told.every(({ output }) => output.unit === 'tCO2') ? 'tCO2' : 'tCO2e';
  const digits = Math.max(...told.map(({ output }) => output.shown?.split('.')[1]?.length ?? 0));
  const base = { symbol, at, title, value, shown: value && shown(sum, digits), unit };
  const uses = told.map(({ id }) => id);
  const substituted = values.map((one) => one ?? '—').join(' + ');
  return { output: base, node: { kind: 'step', id: nodeId(symbol, at), ...base, formula: uses.join(' + '), substituted, uses } };
}

/** The two totals, by what each method calls them. */
function totalsOf(parts: readonly MethodPart[]): Sum[] {
  return (['emission', 'obligation'] as const).map((of) => {
    const told = parts.map((part): Told => {
      const { outputs, method } = part.evaluation;
      const output = outputs.find((one) => one.symbol === part[of] && Object.keys(one.at).length === 0);
      return { output: present(output, `${part[of]} of ${method.id}`), id: nodeId(part[of], { method: method.id }) };
    });
    return sumOf(combinedTotals[of], {}, titles[of], told);
  });
}

/** Other emissions of the whole entity, such as those of a month, that every method tells; what one method does not know has no sum. */
function othersOf(parts: readonly MethodPart[]): Sum[] {
  const own = parts.map(({ evaluation }) => evaluation.outputs.filter((one) => ofEntity(one) && inTonnes(one)));
  const names = new Set(Object.values(combinedTotals));
  const byAddress = new Map<string, Told[]>();
  for (const [i, outputs] of own.entries())
    for (const output of outputs) {
      const { symbol, at } = output;
      if (names.has(symbol) || !own.every((others) => others.some((one) => one.symbol === symbol))) continue;
      const method = present(parts[i], 'a part').evaluation.method.id;
      const told = { output, id: nodeId(symbol, { ...at, method }) };
      byAddress.set(nodeId(symbol, at), [...(byAddress.get(nodeId(symbol, at)) ?? []), told]);
    }
  return [...byAddress.values()].map((told) => {
    const { symbol, at, title } = present(told[0], 'a value that is told').output;
    return sumOf(symbol, at, title, told);
  });
}

/**
 * One evaluation out of several methods' evaluations of the units of one entity and year, whose unit keys are distinct. Each unit's numbers stay as its own method
 * gives them; the entity's emissions as one method tells them stand under `method=`, and what all tell, the totals first, is their sum in t CO2 (t CO2e where one of them is).
 */
export function combineMethods(parts: readonly MethodPart[]): Evaluation {
  const first = present(parts[0], 'a combination of methods').evaluation;
  const shared = sharedIds(parts);
  const moved = parts.map((part) => apart(part, shared));
  const sums = [...totalsOf(parts), ...othersOf(parts)];
  const withNodes = moved.some(({ nodes }) => nodes.length > 0);
  return {
    ...first,
    outputs: [...sums.map(({ output }) => output), ...moved.flatMap(({ outputs }) => outputs)],
    findings: parts.flatMap(({ evaluation }) => evaluation.findings),
    conventions: moved.flatMap(({ conventions }) => conventions),
    derivation: {
      ...first.derivation,
      nodes: [...moved.flatMap(({ nodes }) => nodes), ...(withNodes ? sums.map(({ node }) => node) : [])],
    },
  };
}
