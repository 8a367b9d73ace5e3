import type { Finding } from './finding.ts';
import type { Text } from './text.ts';

/**
 * The closed list of expected "no". Each has a wording in zh and en in `contract/refusals.ts`, an HTTP status there, and a test that provokes it.
 */
export const refusalCodes = [
  'invalid_input',
  'not_signed_in',
  'not_permitted',
  'not_found',
  'already_exists',
  'conflict',
  'month_not_open',
  'wrong_state',
  'same_person_enters_and_reviews',
  'same_person_enters_and_approves',
  'same_person_reviews_and_approves',
  'same_person_enters_and_confirms',
  'same_person_drafts_and_reviews',
  'same_person_drafts_and_approves',
  'plan_has_errors',
  'study_has_errors',
  'month_has_errors',
  'warning_needs_reason',
  'reason_required',
  'unknown_method',
  'unknown_calculation',
  'unit_mismatch',
  'factor_not_approved',
  'same_person_proposes_and_approves',
  'file_too_large',
  'file_type_refused',
  'file_damaged',
  'quota_exceeded',
  'too_many_requests',
  'job_not_cancellable',
  'job_not_resumable',
  'setup_already_done',
  'setup_code_wrong',
  'weak_password',
  'demo_not_available',
  'database_unavailable',
  'wrong_credentials',
  'invitation_code_wrong',
  'request_refused',
  'request_too_large',
  'unsupported_media_type',
  'already_running',
  'units_insufficient',
  'units_not_there',
  'units_known_already',
  'energy_claimed_already',
  'above_attested',
  'move_not_allowed',
  'final_cannot_be_reversed',
  'not_usable_for_year',
  'credits_above_limit',
  'order_checks_failed',
  'fill_above_order',
  'fill_price_impossible',
  'same_person_trades_and_settles',
  'contract_conflicts',
  'trader_closes_breach',
  'may_not_see_object',
  'thread_state',
  'unit_backs_another_claim',
  'units_used_for_compliance',
  'units_not_retired',
  'claim_not_allowed',
  'log_not_signed',
  'cosignature_wrong',
] as const;

export type RefusalCode = (typeof refusalCodes)[number];

/** Thrown by commands and queries for an expected "no"; carries what the wording needs and, for input, every fault at once. */
export class Refusal extends Error {
  readonly code: RefusalCode;
  readonly values: Readonly<Record<string, string>>;
  readonly findings: readonly Finding[];
  /** A more precise wording than the code's own, where one exists. */
  readonly detail: Text | undefined;

  constructor(code: RefusalCode, options: { values?: Record<string, string>; findings?: readonly Finding[]; detail?: Text } = {}) {
    super(code);
    this.name = 'Refusal';
    this.code = code;
    this.values = options.values ?? {};
    this.findings = options.findings ?? [];
    this.detail = options.detail;
  }
}
