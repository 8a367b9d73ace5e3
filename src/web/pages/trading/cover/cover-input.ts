import { numberOut } from '../../../parts/fields.tsx';
import type { CoverStart } from './CoverPage.tsx';

/** What the form holds: numbers as they are typed. */
export interface Asked {
  outstanding: string;
  allowancePrice: string;
  creditPrice: string;
  creditRegistered: string | null;
  budget: string;
}

/** The input of the calculation `cheapest-cover`; null where nothing is owed. What is held and what is still to be issued costs nothing more; what is bought is paid for in one period. */
export function coverInput(start: CoverStart, asked: Asked, expectedName: string): Record<string, unknown> | null {
  const [owed, price, credit, budget] = [asked.outstanding, asked.allowancePrice, asked.creditPrice, asked.budget].map(numberOut);
  if (!owed || Number(owed) <= 0) return null;
  const { year, plant } = start;
  const period = String(year);
  const held = start.held.map((one) => ({
    ...{ source: one.name, kind: 'holding', unit: one.unit, plant, available: one.available },
    ...(one.unit === 'allowance' ? { vintage: one.vintage } : one.registered === null ? {} : { registered: one.registered }),
  }));
  const expected = { source: expectedName, kind: 'holding', plant, vintage: period, available: start.expectedIssue };
  const bought = { kind: 'purchase', plant, period };
  return {
    year,
    plants: [{ plant, obligation: owed }],
    periods: [{ period, ...(budget ? { budget } : {}) }],
    sources: [
      ...held,
      ...(start.expectedIssue === '0' ? [] : [expected]),
      ...(price ? [{ ...bought, source: `CEA ${year} +`, vintage: String(year), price }] : []),
      ...(credit
        ? [
            {
              ...{ ...bought, source: 'CCER +', unit: 'credit', price: credit },
              ...(asked.creditRegistered ? { registered: asked.creditRegistered } : {}),
            },
          ]
        : []),
    ],
    plans: 3,
  };
}
