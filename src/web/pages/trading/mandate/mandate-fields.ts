import { numberOut } from '../../../parts/fields.tsx';
import type { Version } from './MandatePage.tsx';

type Terms = Version['terms'];
type Typed = string | null | undefined;

/** What the form holds: numbers as they are typed. */
export interface MandateFields {
  validFrom: string;
  validTo: string;
  purpose: string;
  budgetYuan: string;
  highestPrice?: Typed;
  lowestPrice?: Typed;
  people: { personId: string; orderT?: Typed; dayT?: Typed; orderYuan?: Typed; dayYuan?: Typed }[];
  positions: { complianceYear: string; limitT: string }[];
  counterparties: { name: string; limitYuan: string }[];
  blackouts: { from: string; to: string; reason: string; personId?: string | null }[];
  planned: { side: 'buy' | 'sell'; programme: string; complianceYear: string; tonnes: string; from: string; to: string }[];
  soft: Terms['soft'];
  note?: string;
}

/** A copy of the last version; the first one covers the year of `today`. */
export function fieldsOf(terms: Terms | undefined, today: string): MandateFields {
  const year = today.slice(0, 4);
  if (!terms) {
    const period = { validFrom: today, validTo: `${year}-12-31` };
    const empty = { positions: [], counterparties: [], blackouts: [], planned: [], soft: [] };
    return { ...period, purpose: '', budgetYuan: '', people: [{ personId: '' }], ...empty };
  }
  return {
    ...terms,
    people: terms.people.map((one) => ({ ...one })),
    positions: terms.positions.map((one) => ({ ...one, complianceYear: String(one.complianceYear) })),
    planned: terms.planned.map((one) => ({ ...one, complianceYear: String(one.complianceYear) })),
  };
}

const said = (typed: Typed): string => numberOut(typed) ?? '';

export function termsOf(fields: MandateFields): Terms {
  const { validFrom, validTo, purpose, soft } = fields;
  return {
    ...{ validFrom, validTo, purpose, soft: soft ?? [], budgetYuan: said(fields.budgetYuan) },
    highestPrice: numberOut(fields.highestPrice),
    lowestPrice: numberOut(fields.lowestPrice),
    people: (fields.people ?? []).map((one) => ({
      personId: one.personId,
      ...{ orderT: numberOut(one.orderT), dayT: numberOut(one.dayT) },
      ...{ orderYuan: numberOut(one.orderYuan), dayYuan: numberOut(one.dayYuan) },
    })),
    positions: (fields.positions ?? []).map((one) => ({ complianceYear: Number(one.complianceYear), limitT: said(one.limitT) })),
    counterparties: (fields.counterparties ?? []).map(({ name, limitYuan }) => ({ name, limitYuan: said(limitYuan) })),
    blackouts: (fields.blackouts ?? []).map(({ from, to, reason, personId }) => ({ from, to, reason, personId: personId ?? null })),
    planned: (fields.planned ?? []).map(({ complianceYear, tonnes, ...one }) => ({
      ...one,
      complianceYear: Number(complianceYear),
      tonnes: said(tonnes),
    })),
  };
}
