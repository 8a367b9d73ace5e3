import type { BodyOf } from '../../../../contract/endpoint.ts';
import type { financeEndpoints } from '../../../../contract/finance.ts';
import { type ContractKind, type ContractSide, contractKinds, sidesOf } from '../../../../kernel/trading/finance/terms.ts';
import { numberOut } from '../../../parts/fields.tsx';

export const contractKindsInOrder: readonly ContractKind[] = contractKinds;
export const sidesShown = (kind: ContractKind): readonly ContractSide[] => sidesOf[kind];

type Term = 'loan' | 'rate' | 'fee' | 'otherPrice' | 'collateralShare' | 'ratio' | 'initialShare' | 'lineShare';
interface TermField {
  readonly name: Term;
  readonly unit?: string;
  readonly required: boolean;
}
const field = (name: Term, required = false, unit?: string): TermField => ({ name, required, ...(unit ? { unit } : {}) });
/** Rates and shares are written in percent. */
const fee = field('fee', false, 'CNY');
const fieldsOf: Readonly<Record<ContractKind, readonly TermField[]>> = {
  pledge: [field('loan', true, 'CNY'), field('rate', true, '%'), fee, field('initialShare', false, '%'), field('lineShare', false, '%')],
  repo: [field('rate', true, '%'), fee],
  lending: [field('rate', true, '%'), field('collateralShare', false, '%'), fee],
  forward: [field('otherPrice', true, 'CNY/t'), field('collateralShare', false, '%'), fee],
  swap: [field('otherPrice', true, 'CNY/t'), field('ratio', true), fee],
};
export const termFields = (kind: ContractKind): readonly TermField[] => fieldsOf[kind];

export interface FinanceFields extends Partial<Record<Term, string>> {
  readonly kind: ContractKind;
  readonly side: ContractSide;
  readonly entityId: string;
  readonly counterparty: string;
  readonly classId?: string;
  readonly programme?: 'CEA' | 'CCER';
  readonly vintage?: string;
  readonly receivedProgramme?: 'CEA' | 'CCER';
  readonly receivedVintage?: string;
  readonly quantity: string;
  readonly startsOn: string;
  readonly endsOn: string;
  readonly price: string;
  readonly basis?: '365' | '360';
  readonly every?: 'end' | 'quarter' | 'month';
  readonly account: 'trading' | 'registry';
  readonly documentNo?: string;
  readonly purpose: string;
}

/** A hundredth, as text: no digit is lost. */
function hundredth(value: string): string {
  const negative = value.startsWith('-');
  const [whole = '0', part = ''] = (negative ? value.slice(1) : value).split('.');
  const digits = whole.padStart(3, '0');
  return `${negative ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}${part}`;
}

/** What is sent; null while a field that the check needs is empty. */
export function draftOf(fields: Partial<FinanceFields>): BodyOf<typeof financeEndpoints.draftFinance> | null {
  const { kind, side, entityId, counterparty, startsOn, endsOn, purpose } = fields;
  const [quantity, price] = [fields.quantity, fields.price].map(numberOut);
  if (!kind || !side || !entityId || !counterparty || !startsOn || !endsOn || !purpose || !quantity || !price) return null;
  const terms: Partial<Record<Term, string>> = {};
  for (const { name, unit, required } of termFields(kind)) {
    const value = numberOut(fields[name]);
    if (value === null && required) return null;
    if (value !== null) terms[name] = unit === '%' ? hundredth(value) : value;
  }
  const some = (programme: 'CEA' | 'CCER' | undefined, vintage: string | undefined) => ({
    programme: programme ?? 'CEA',
    vintage: Number(vintage),
  });
  const brings = side === 'take';
  if (brings ? !fields.vintage : !fields.classId) return null;
  if (kind === 'swap' && !fields.receivedVintage) return null;
  const {
    loan = '0',
    rate = '0',
    fee: paid = '0',
    otherPrice = '0',
    collateralShare = '0',
    ratio = '1',
    initialShare = '0',
    lineShare = '0',
  } = terms;
  return {
    ...{ kind, side, entityId, counterparty, quantity, startsOn, endsOn, purpose, documentNo: fields.documentNo ?? '' },
    ...(brings ? { newClass: some(fields.programme, fields.vintage) } : { classId: fields.classId ?? '' }),
    ...(kind === 'swap' ? { receivedNewClass: some(fields.receivedProgramme, fields.receivedVintage) } : {}),
    terms: {
      ...{ price, loan, rate, fee: paid, otherPrice, collateralShare, ratio, initialShare, lineShare },
      ...{
        basis: fields.basis === '360' ? 360 : 365,
        every: kind === 'pledge' ? (fields.every ?? 'end') : 'end',
        account: fields.account ?? 'trading',
      },
    },
  };
}
