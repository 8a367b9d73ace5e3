import { parseDecimal, print } from '../quantity/decimal.ts';
import { round } from '../quantity/rounding.ts';

/**
 * Decimals of the MEE power forms, half-up (the house style of CETS-AG-03.01-V01-2024; C_ar as in the power forms): fuel 2, carbon content 4, calorific
 * value 3, carbon per energy 5, oxidation 2 (%), emission 2, entity total 0, MWh 3, GJ 2, hours 2, load factor and heat ratio 2 (%), intensity 4.
 */
export const formDigits = {
  fuel: 2,
  carbon: 4,
  calorific: 3,
  carbonPerEnergy: 5,
  oxidation: 2,
  emission: 2,
  total: 0,
  mwh: 3,
  gj: 2,
  hours: 2,
  loadFactor: 2,
  heatRatio: 2,
  share: 2,
  intensity: 4,
  coalRate: 4,
} as const;

export type FormQuantity = keyof typeof formDigits;

/** A figure as a form prints it, in the figure's own unit; null where there is none. Rounded from the exact value, never from a rounded one. */
export function formFigure(value: string | null, quantity: FormQuantity): string | null {
  const number = value === null ? null : parseDecimal(value);
  return number === null ? null : round(number, formDigits[quantity]).toFixed(formDigits[quantity]);
}

/** Carbon content per energy, tC/GJ: C_ar (tC/t or tC/10⁴Nm³) ÷ NCV_ar (GJ/t or GJ/10⁴Nm³), form C.3 column D; null without both. */
export function carbonPerEnergy(carbon: string | null, calorific: string | null): string | null {
  const [c, ncv] = [carbon === null ? null : parseDecimal(carbon), calorific === null ? null : parseDecimal(calorific)];
  return c === null || ncv === null || ncv.isZero() ? null : print(c.div(ncv));
}

/**
 * Share of co-fired biomass in the heat a boiler takes in, % (form C.3 column L): p = (Q_b/η_b − Σ FC·NCV) / (Q_b/η_b). `boilerHeatGj` Q_b, `efficiencyPct`
 * η_b in %, `fossilHeatGj` Σ FC·NCV; null without all three or with an efficiency outside 0 to 100 %.
 */
export function biomassShare(boilerHeatGj: string | null, efficiencyPct: string | null, fossilHeatGj: string | null): string | null {
  const [boiler, efficiency, fossil] = [boilerHeatGj, efficiencyPct, fossilHeatGj].map((one) => (one === null ? null : parseDecimal(one)));
  if (!boiler || !efficiency || !fossil || boiler.lte(0) || efficiency.lte(0) || efficiency.gt(100)) return null;
  const taken = boiler.times(100).div(efficiency);
  return print(taken.minus(fossil).div(taken).times(100));
}
