import { Refusal, type RefusalCode } from '../../kernel/refusal.ts';

function codeOf(error: unknown): string {
  if (typeof error !== 'object' || error === null || !('code' in error)) return '';
  return typeof error.code === 'string' ? error.code : '';
}

/** Serialization failure or deadlock: the same work may succeed when run again. */
export function isRetryable(error: unknown): boolean {
  const code = codeOf(error);
  return code === '40001' || code === '40P01';
}

const unavailable = ['ECONNREFUSED', 'ECONNRESET', 'ENOENT', 'EPIPE', 'ETIMEDOUT', '57P01', '57P02', '57P03', '53300', '57014', '25P03'];

/** What a named constraint of the ledger says, for whoever comes to it against the code's own check: a race, or another door. */
const byConstraint: Readonly<Record<string, RefusalCode>> = {
  one_holder: 'units_known_already',
  one_organization: 'units_known_already',
  one_claim: 'energy_claimed_already',
  one_inventory_claim: 'energy_claimed_already',
  one_year_claim: 'energy_claimed_already',
  ghg_draft: 'wrong_state',
  ghg_order: 'wrong_state',
  ghg_four_eyes: 'same_person_enters_and_approves',
  ghg_six_eyes: 'same_person_reviews_and_approves',
  not_above_attested: 'above_attested',
  ledger_attested: 'above_attested',
  ledger_block: 'units_not_there',
  ledger_move: 'move_not_allowed',
  ledger_resolution: 'move_not_allowed',
  ledger_carry_over: 'move_not_allowed',
  ledger_reversal: 'final_cannot_be_reversed',
  ledger_transaction_resolves: 'move_not_allowed',
  inventory_four_eyes: 'same_person_proposes_and_approves',
  inventory_review_four_eyes: 'same_person_proposes_and_approves',
  budget_four_eyes: 'same_person_proposes_and_approves',
  inventory_decided: 'wrong_state',
  trading_four_eyes: 'same_person_proposes_and_approves',
  trading_third_person: 'same_person_trades_and_settles',
  finance_four_eyes: 'same_person_proposes_and_approves',
  transfer_four_eyes: 'same_person_proposes_and_approves',
  finance_third_person: 'same_person_trades_and_settles',
  finance_state: 'wrong_state',
  finance_conflicts: 'contract_conflicts',
  finance_reason: 'reason_required',
  trading_state: 'wrong_state',
  trading_above_order: 'fill_above_order',
  trading_fill_price: 'fill_price_impossible',
  neutrality_four_eyes: 'same_person_proposes_and_approves',
  neutrality_state: 'wrong_state',
  neutrality_not_retired: 'units_not_retired',
  neutrality_periods_apart: 'already_exists',
  one_unit_one_claim: 'unit_backs_another_claim',
};

function constraintOf(error: unknown): string {
  if (typeof error !== 'object' || error === null || !('constraint' in error)) return '';
  return typeof error.constraint === 'string' ? error.constraint : '';
}

/** A database error in the product's words where a user can cause or wait for it; anything else stays as it is (our own mistake). */
export function refusalOf(error: unknown): unknown {
  if (error instanceof Refusal) return error;
  const code = codeOf(error);
  const named = byConstraint[constraintOf(error)];
  if (named) return new Refusal(named);
  if (code === '23505') return new Refusal('already_exists');
  if (code === '23503') return new Refusal('not_found');
  if (isRetryable(error) || code === '55P03') return new Refusal('conflict');
  if (code === '22021' || code === '22P05' || code === '22003' || code === '22008') return new Refusal('invalid_input');
  const message = error instanceof Error ? error.message : '';
  const lost = /Connection terminated|Client has encountered a connection error|timeout exceeded when trying to connect/.test(message);
  if (lost || unavailable.includes(code) || code.startsWith('08')) return new Refusal('database_unavailable');
  return error;
}
