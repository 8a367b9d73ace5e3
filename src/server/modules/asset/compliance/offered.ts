import type { Offered } from '../../../../kernel/asset/usability.ts';
import { parseDay } from '../../../../kernel/calendar/day.ts';
import type { Account, UnitClass } from '../ledger/store.ts';

/** Allowances of the national market; every other programme in tonnes offsets as a credit. */
export const allowanceProgramme = 'CEA';
const creditProgramme = 'CCER';

/** Whether units of a class can be surrendered in the national market at all. */
export const isForCompliance = (held: Pick<UnitClass, 'programme'>): boolean =>
  held.programme === allowanceProgramme || held.programme === creditProgramme;

/** A class as the rules of a compliance year judge it. Vintage 2019 and 2020 were issued together. */
export function offeredOf(held: UnitClass, quantity: bigint): Offered {
  const isAllowance = held.programme === allowanceProgramme;
  return {
    id: held.id,
    kind: isAllowance ? 'allowance' : 'credit',
    quantity,
    vintage: isAllowance ? String(held.vintage) : null,
    registered: parseDay(held.registered_on),
    insideMarket: false,
    olderScheme: false,
  };
}

export interface OnAccount {
  readonly account: Account;
  readonly held: UnitClass;
  readonly quantity: bigint;
}
