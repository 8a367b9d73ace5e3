import { type Decimal, decimal } from '../quantity/decimal.ts';
import { type Maturity, type MaturityGiven, type MaturityScheme, scoreMaturity } from './score.ts';

/** What one step more on an item would bring, with its evidence. */
export interface Gain {
  readonly dimension: string;
  readonly item: string;
  readonly from: Decimal;
  readonly to: Decimal;
  /** Points of the total. */
  readonly points: Decimal;
  /** The level then, where it is another. */
  readonly level: number | null;
}

const one = decimal('1');

/** The items below the best score by what one step more on each would bring to the total, most first: the gap list. */
export function gainsOf(scheme: MaturityScheme, given: MaturityGiven, now: Maturity): Gain[] {
  const raised = (dimension: string, item: string): MaturityGiven => ({
    ...given,
    dimensions: given.dimensions.map((each) => ({
      ...each,
      items: each.items.map((it) =>
        each.id === dimension && it.id === item
          ? { ...it, score: counted(now, dimension, item).plus(one), evidence: Math.max(1, it.evidence) }
          : it,
      ),
    })),
  });
  return given.dimensions
    .filter((dimension) => dimension.applies && dimension.score === null)
    .flatMap((dimension) =>
      dimension.items.flatMap((item) => {
        const from = counted(now, dimension.id, item.id);
        if (!item.applies || !from.plus(one).lessThanOrEqualTo(scheme.scale)) return [];
        const then = scoreMaturity(scheme, raised(dimension.id, item.id));
        const level = then.level === now.level ? null : then.level;
        return [{ dimension: dimension.id, item: item.id, from, to: from.plus(one), points: then.total.minus(now.total), level }];
      }),
    )
    .sort((a, b) => b.points.comparedTo(a.points) || a.from.comparedTo(b.from) || (a.item < b.item ? -1 : 1));
}

function counted(now: Maturity, dimension: string, item: string): Decimal {
  const found = now.dimensions.find((one_) => one_.id === dimension)?.items.find((each) => each.id === item);
  return found?.counts ?? decimal('0');
}
