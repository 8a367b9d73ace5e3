import { Decimal, print, zero } from '../../quantity/decimal.ts';
import { ofUnits } from '../../quantity/whole.ts';
import { type CoverProblem, expectedPrice, extraCost, mayUse, mostOf } from './problem.ts';

/** A limit that can be reached or broken, by its row in the model. */
export interface Limit {
  readonly row: string;
  readonly kind: 'credits' | 'available' | 'budget' | 'minimum' | 'cover';
  /** Index of the plant, source or period. */
  readonly index: number;
}

type Term = readonly [Decimal, string];
interface Row {
  readonly name: string;
  readonly terms: readonly Term[];
  readonly sense: '<=' | '>=' | '=';
  readonly right: Decimal;
}

/**
 * `whole`: integer tonnes. `parts`: any tonnes, only yes and no are whole. `near`: integer tonnes next to these, where they are none already. `used`: any
 * tonnes with these sources used or not, for shadow prices.
 */
export type Tonnes =
  | { readonly kind: 'whole' }
  | { readonly kind: 'parts' }
  | { readonly kind: 'near'; readonly to: ReadonlyMap<string, number> }
  | { readonly kind: 'used'; readonly used: readonly boolean[] };

/** What is asked of the model. */
export interface Ask {
  readonly tonnes: Tonnes;
  /** Sets of sources of which at least one must stay unused: plans that are really other ones. */
  readonly cuts: readonly (readonly number[])[];
  /** Limits that may be broken. `count`: as few as possible; `amount`: by as little as possible. */
  readonly elastic: { readonly limits: readonly Limit[]; readonly least: 'count' | 'amount' } | null;
  /** As many tonnes as the limits allow, instead of all at the least cost. */
  readonly mostTonnes: boolean;
}

export const plainAsk: Ask = { tonnes: { kind: 'whole' }, cuts: [], elastic: null, mostTonnes: false };

const unit = new Decimal(1);
export const useName = (source: number, plant: number): string => `x${source}_${plant}`;
export const quantityName = (source: number): string => `q${source}`;
const usedName = (source: number): string => `y${source}`;
export const slackName = (limit: Limit): string => `s_${limit.row}`;
const brokenName = (limit: Limit): string => `e_${limit.row}`;

/** Every limit of a problem that a row of the model stands for. */
export function limitsOf(problem: CoverProblem): Limit[] {
  return [
    ...problem.plants.map((_, index) => ({ row: `cover${index}`, kind: 'cover' as const, index })),
    ...problem.plants.map((_, index) => ({ row: `credits${index}`, kind: 'credits' as const, index })),
    ...problem.sources.flatMap(({ available }, index) =>
      available === null ? [] : [{ row: `available${index}`, kind: 'available' as const, index }],
    ),
    ...problem.periods.flatMap(({ budget }, index) => (budget === null ? [] : [{ row: `budget${index}`, kind: 'budget' as const, index }])),
    ...problem.sources.flatMap(({ minimum }, index) =>
      minimum === 0n ? [] : [{ row: `minimum${index}`, kind: 'minimum' as const, index }],
    ),
  ];
}

/** Sources whose use is a yes or no of the model: with a fixed cost, a least quantity, or in a cut. */
function decided(problem: CoverProblem, { cuts }: Ask): Set<number> {
  const own = problem.sources.flatMap((one, s) => (one.minimum > 0n || !one.fixedCost.isZero() ? [s] : []));
  return new Set([...own, ...cuts.flat()]);
}

function coverRows(problem: CoverProblem, mostTonnes: boolean): Row[] {
  return problem.plants.flatMap(({ plant, obligation, creditLimit }, p): Row[] => {
    const own = problem.sources.flatMap((source, s) => (mayUse(source, plant) ? [{ source, term: [unit, useName(s, p)] as const }] : []));
    const credits = own.filter(({ source }) => source.unit === 'credit');
    return [
      { name: `cover${p}`, terms: own.map(({ term }) => term), sense: mostTonnes ? '<=' : '=', right: ofUnits(obligation) },
      { name: `credits${p}`, terms: credits.map(({ term }) => term), sense: '<=', right: ofUnits(creditLimit) },
    ];
  });
}

function sourceRows(problem: CoverProblem, yesOrNo: ReadonlySet<number>): Row[] {
  return problem.sources.flatMap((source, s): Row[] => {
    const quantity: Term = [unit, quantityName(s)];
    const uses = problem.plants.flatMap(({ plant }, p): Term[] => (mayUse(source, plant) ? [[unit, useName(s, p)]] : []));
    const rows: Row[] = [
      { name: `from${s}`, terms: [...uses, [unit.negated(), quantityName(s)]], sense: source.minimum > 0n ? '<=' : '=', right: zero },
    ];
    if (source.available !== null) rows.push({ name: `available${s}`, terms: [quantity], sense: '<=', right: ofUnits(source.available) });
    if (yesOrNo.has(s)) {
      rows.push({
        name: `used${s}`,
        terms: [quantity, [ofUnits(mostOf(problem, source)).negated(), usedName(s)]],
        sense: '<=',
        right: zero,
      });
    }
    if (source.minimum > 0n) {
      rows.push({ name: `minimum${s}`, terms: [quantity, [ofUnits(source.minimum).negated(), usedName(s)]], sense: '>=', right: zero });
    }
    return rows;
  });
}

function budgetRows(problem: CoverProblem): Row[] {
  return problem.periods.flatMap(({ period, budget }, t): Row[] => {
    if (budget === null) return [];
    const terms = problem.sources.flatMap((source, s): Term[] => {
      if (source.kind === 'holding' || source.period !== period) return [];
      const fixed: Term[] = source.fixedCost.isZero() ? [] : [[source.fixedCost, usedName(s)]];
      return [[expectedPrice(problem, source), quantityName(s)], ...fixed];
    });
    return [{ name: `budget${t}`, terms, sense: '<=', right: budget }];
  });
}

/** Cost terms that are the same in every scenario: transfers and fixed costs. */
function sameCosts(problem: CoverProblem): Term[] {
  return problem.sources.flatMap((source, s) => [
    ...(source.fixedCost.isZero() ? [] : [[source.fixedCost, usedName(s)] as const]),
    ...problem.plants.flatMap(({ plant }, p): Term[] => {
      const extra = extraCost(source, plant);
      return extra.isZero() || !mayUse(source, plant) ? [] : [[extra, useName(s, p)]];
    }),
  ]);
}

/** Expected cost, and where the tail has a weight Rockafellar and Uryasev's linear form of its mean: η and the excess of every scenario over it. */
function costs(problem: CoverProblem): { objective: Term[]; rows: Row[] } {
  const { weight, confidence } = problem.tail;
  const same = sameCosts(problem);
  const expected = [...problem.sources.map((source, s): Term => [expectedPrice(problem, source), quantityName(s)]), ...same];
  if (weight.isZero()) return { objective: expected, rows: [] };
  const rest = unit.minus(weight);
  const share = unit.minus(confidence);
  const objective = expected.map(([c, name]): Term => [c.times(rest), name]);
  objective.push(
    [weight, 'eta'],
    ...problem.scenarios.map(({ probability }, i): Term => [weight.times(probability).dividedBy(share), `z${i}`]),
  );
  const rows = problem.scenarios.map((_, i): Row => {
    const priced = problem.sources.map((source, s): Term => [source.prices[i] ?? zero, quantityName(s)]);
    const negative: Term[] = [
      [unit.negated(), 'eta'],
      [unit.negated(), `z${i}`],
    ];
    return { name: `scenario${i}`, terms: [...priced, ...same, ...negative], sense: '<=', right: zero };
  });
  return { objective, rows };
}

/** The greatest amount by which a limit can sensibly be broken: what its row can reach at all. */
function mostBroken(problem: CoverProblem, row: Row): Decimal {
  const ceiling = problem.sources.reduce((sum, source) => sum.plus(ofUnits(mostOf(problem, { ...source, available: null }))), zero);
  return row.terms
    .reduce((sum, [c]) => Decimal.max(sum, c.abs()), unit)
    .times(ceiling)
    .plus(row.right.abs());
}

function loosened(problem: CoverProblem, rows: readonly Row[], { limits, least }: NonNullable<Ask['elastic']>) {
  const byRow = new Map(limits.map((limit) => [limit.row, limit]));
  const switches: Row[] = [];
  const objective: Term[] = [];
  const made = rows.map((row) => {
    const limit = byRow.get(row.name);
    if (!limit) return row;
    // A budget counts by its own size, tonnes by theirs, so that amounts can be compared.
    const size = Decimal.max(unit, row.right.abs());
    if (least === 'amount') objective.push([unit.dividedBy(size).times(1_000_000), slackName(limit)]);
    else {
      // Of two sets as small, the one that a decision can change is told, not the law.
      objective.push([new Decimal(limit.kind === 'credits' ? '1.01' : '1'), brokenName(limit)]);
      const most = mostBroken(problem, row).negated();
      switches.push({
        name: `switch_${row.name}`,
        terms: [
          [unit, slackName(limit)],
          [most, brokenName(limit)],
        ],
        sense: '<=',
        right: zero,
      });
    }
    const by: Term = [row.sense === '<=' ? unit.negated() : unit, slackName(limit)];
    return { ...row, terms: [...row.terms, by] };
  });
  return { rows: [...made, ...switches], objective };
}

const number = (value: Decimal): string => print(value, 17);
const told = (terms: readonly Term[]): string =>
  terms
    .filter(([c]) => !c.isZero())
    .map(([c, name]) => `${c.isNegative() ? '-' : '+'} ${number(c.abs())} ${name}`)
    .join('\n  ');

/** What is so near to a whole number is one. */
export const isWhole = (value: number): boolean => Math.abs(value - Math.round(value)) < 1e-6;

/** Which variables are whole, which yes or no, and what bounds they have. */
function kinds(tonnes: Tonnes, quantities: readonly string[], yesOrNo: readonly number[], broken: readonly string[]) {
  const switches = [...yesOrNo.map(usedName), ...broken];
  if (tonnes.kind === 'whole') return { general: quantities, binary: switches, bounds: [] };
  if (tonnes.kind === 'parts') return { general: [], binary: switches, bounds: [] };
  if (tonnes.kind === 'used') return { general: [], binary: [], bounds: yesOrNo.map((s) => `${usedName(s)} = ${tonnes.used[s] ? 1 : 0}`) };
  const at = (name: string) => tonnes.to.get(name) ?? 0;
  const bounds = quantities.map((name) => {
    const value = at(name);
    return isWhole(value)
      ? `${name} = ${Math.round(value)}`
      : `${Math.max(0, Math.floor(value) - 1)} <= ${name} <= ${Math.ceil(value) + 1}`;
  });
  const decidedAs = switches.map((name) => `${name} = ${Math.round(at(name))}`);
  return { general: quantities.filter((name) => !isWhole(at(name))), binary: [], bounds: [...bounds, ...decidedAs] };
}

/** The model as CPLEX LP text. A row without terms is left out where it holds by itself, and kept as an impossible one where it does not. */
export function coverModel(problem: CoverProblem, ask: Ask): string {
  const yesOrNo = decided(problem, ask);
  const cost = costs(problem);
  const cuts = ask.cuts.map((set, i): Row => {
    return { name: `cut${i}`, terms: set.map((s): Term => [unit, usedName(s)]), sense: '<=', right: new Decimal(set.length - 1) };
  });
  const plain = [...coverRows(problem, ask.mostTonnes), ...sourceRows(problem, yesOrNo), ...budgetRows(problem), ...cost.rows, ...cuts];
  const { rows, objective } = ask.elastic ? loosened(problem, plain, ask.elastic) : { rows: plain, objective: cost.objective };
  const tonnes = problem.sources.flatMap((source, s) =>
    problem.plants.flatMap(({ plant }, p) => (mayUse(source, plant) ? [useName(s, p)] : [])),
  );
  const goal = ask.mostTonnes ? tonnes.map((name): Term => [unit.negated(), name]) : objective;
  const lines = rows.flatMap(({ name, terms, sense, right }) => {
    const left = told(terms);
    if (left !== '') return [` ${name}: ${left} ${sense} ${number(right)}`];
    const holds = sense === '<=' ? !right.isNegative() : sense === '>=' ? !right.greaterThan(0) : right.isZero();
    return holds ? [] : [` ${name}: 0 nothing ${sense} ${number(right)}`];
  });
  const quantities = problem.sources.map((_, s) => quantityName(s));
  const broken = ask.elastic?.least === 'count' ? ask.elastic.limits.map(brokenName) : [];
  const { general, binary, bounds } = kinds(ask.tonnes, [...tonnes, ...quantities], [...yesOrNo], broken);
  return [
    'Minimize',
    ` cost: ${told(goal) || '0 nothing'}`,
    'Subject To',
    ...lines,
    'Bounds',
    ' nothing = 0',
    ...(problem.tail.weight.isZero() || ask.elastic ? [] : [' eta free']),
    ...bounds.map((one) => ` ${one}`),
    ...(general.length > 0 ? ['General', ...general.map((name) => ` ${name}`)] : []),
    ...(binary.length > 0 ? ['Binary', ...binary.map((name) => ` ${name}`)] : []),
    'End',
    '',
  ].join('\n');
}
