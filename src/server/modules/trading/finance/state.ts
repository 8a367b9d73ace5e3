import type { FinanceState } from '../../../../contract/finance.ts';
import type { ContractKind, UnitMove } from '../../../../kernel/trading/finance/terms.ts';
import { unitMoves } from '../../../../kernel/trading/finance/terms.ts';
import type { Contract } from './store.ts';
import { termsOf } from './terms-of.ts';

/** A forward and a swap bind from their approval and move units once; the others start and end. */
export const hasStart = (kind: ContractKind): boolean => kind !== 'forward' && kind !== 'swap';

const has = (contract: Contract, step: 'started' | 'ended' | 'defaulted') => contract.steps.some((one) => one.step === step);

/** Where a contract stands, from what was added to it. */
export function stateOf(contract: Contract): FinanceState {
  if (contract.decision === null) return 'drafted';
  if (contract.decision.decision === 'rejected') return 'rejected';
  if (has(contract, 'defaulted')) return 'defaulted';
  if (has(contract, 'ended')) return 'ended';
  return has(contract, 'started') || !hasStart(contract.kind) ? 'running' : 'approved';
}

/** Movements of units that an approved contract still has ahead. */
export function movesAhead(contract: Contract): UnitMove[] {
  const state = stateOf(contract);
  if (state !== 'approved' && state !== 'running') return [];
  const moves = unitMoves(termsOf(contract));
  return state === 'running' && hasStart(contract.kind) ? moves.slice(1) : moves;
}
