import { Decimal, one, zero } from '../quantity/decimal.ts';

/** One year of a project: money in the year's own value, tonnes avoided, the carbon price expected. */
export interface ProjectYear {
  /** 0 is today. */
  readonly year: number;
  readonly cash: Decimal;
  readonly reduction: Decimal;
  readonly price: Decimal;
}

export interface Appraisal {
  readonly years: readonly { readonly factor: Decimal; readonly carbon: Decimal; readonly total: Decimal; readonly cumulated: Decimal }[];
  readonly npvWithout: Decimal;
  readonly npvCarbon: Decimal;
  readonly npv: Decimal;
  readonly reduction: Decimal;
  readonly reductionDiscounted: Decimal;
  /** Flat carbon price at which the project breaks even; null when it avoids nothing. */
  readonly breakEven: Decimal | null;
  /** What a tonne costs without carbon income, tonnes discounted; null when it avoids nothing. */
  readonly abatementCost: Decimal | null;
  /** First year in which the discounted sum is no longer negative; null when it never is. */
  readonly payback: number | null;
  /** Null when there is no change of sign, or more than one. */
  readonly irr: Decimal | null;
}

const discount = (rate: Decimal, year: number): Decimal => one.dividedBy(one.plus(rate).pow(year));

/** Present value with the carbon price path. The break-even price is linear in the price: −NPV without carbon over the discounted tonnes. */
export function appraise(years: readonly ProjectYear[], rate: Decimal): Appraisal {
  let [without, carbonSum, reduction, discounted, cumulated] = [zero, zero, zero, zero, zero];
  let payback: number | null = null;
  const rows = years.map((row) => {
    const factor = discount(rate, row.year);
    const carbon = row.reduction.times(row.price);
    const total = row.cash.plus(carbon);
    without = without.plus(row.cash.times(factor));
    carbonSum = carbonSum.plus(carbon.times(factor));
    reduction = reduction.plus(row.reduction);
    discounted = discounted.plus(row.reduction.times(factor));
    cumulated = cumulated.plus(total.times(factor));
    if (cumulated.isNegative() && !cumulated.isZero()) payback = null;
    else payback ??= row.year;
    return { factor, carbon, total, cumulated };
  });
  const perTonne = discounted.greaterThan(0) ? without.negated().dividedBy(discounted) : null;
  const flows = years.map((row, i) => ({ year: row.year, amount: rows[i]?.total ?? zero }));
  return {
    ...{ years: rows, npvWithout: without, npvCarbon: carbonSum, npv: without.plus(carbonSum), reduction, reductionDiscounted: discounted },
    ...{ breakEven: perTonne, abatementCost: perTonne, payback, irr: internalRate(flows) },
  };
}

/** The rate at which the present value is zero, by halving between −99 % and 1000 %, to 30 digits; only where the amounts change their sign once. */
export function internalRate(flows: readonly { readonly year: number; readonly amount: Decimal }[]): Decimal | null {
  const signs = flows.map((one) => one.amount).filter((amount) => !amount.isZero());
  const changes = signs.filter((amount, i) => i > 0 && amount.isNegative() !== signs[i - 1]?.isNegative()).length;
  if (changes !== 1) return null;
  const value = (rate: Decimal) => flows.reduce((sum, { year, amount }) => sum.plus(amount.times(discount(rate, year))), zero);
  let [low, high] = [new Decimal('-0.99'), new Decimal(10)];
  const atLow = value(low).isNegative();
  if (atLow === value(high).isNegative()) return null;
  for (let i = 0; i < 120; i += 1) {
    const middle = low.plus(high).dividedBy(2);
    if (value(middle).isNegative() === atLow) low = middle;
    else high = middle;
  }
  return low.plus(high).dividedBy(2).toSignificantDigits(30);
}
