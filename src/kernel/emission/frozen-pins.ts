import type { Pins } from '../method/evaluate.ts';
import type { Method } from '../method/method.ts';
import { nodeId } from '../method/nodes.ts';

/** The figures of one frozen month, as they are pinned in a later evaluation of its year. */
export interface FrozenFigures {
  /** Key of the unit in this evaluation; it was calculated alone when it was frozen. */
  readonly unit: string;
  /** The calculation they come from. */
  readonly from: string;
  /** JSON text of `[symbol, at, value]` for each output: kept as text, because who asks seldom has to read it. */
  readonly figures: string;
}

type At = Readonly<Record<string, string>>;

/** An output's address in the method's own order of index sets: what the database gives back has lost the order of its keys. */
function addressOf(at: At, unit: string, method: Method): Record<string, string> {
  const own: Record<string, string> = { ...at, ...('unit' in at ? { unit } : {}) };
  const sets = Object.keys(own);
  const record = method.records.find((one) => one.per.length === sets.length && one.per.every((set) => sets.includes(set)));
  return Object.fromEntries((record?.per ?? sets).map((set) => [set, own[set] ?? '']));
}

/** What `evaluateMethod` pins, from the figures frozen when months were submitted. */
export function frozenPins(method: Method, frozen: readonly FrozenFigures[]): Pins {
  const pins: Pins = new Map();
  for (const { unit, from, figures } of frozen) {
    const outputs: [symbol: string, at: At, value: string | null][] = JSON.parse(figures);
    for (const [symbol, at, value] of outputs) if (value !== null) pins.set(nodeId(symbol, addressOf(at, unit, method)), { value, from });
  }
  return pins;
}
