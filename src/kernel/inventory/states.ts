import type { RefusalCode } from '../refusal.ts';

/** 草稿 → 待审核 → 已审核 → 已批准（冻结）; returned to draft with a reason, reopened as a new version with a reason. */
export type InventoryState = 'draft' | 'in_review' | 'reviewed' | 'approved';
export type InventoryDeed = 'submit' | 'review' | 'return' | 'approve' | 'reopen';
export const inventoryDeeds: readonly InventoryDeed[] = ['submit', 'review', 'return', 'approve', 'reopen'];

const after: Readonly<Record<InventoryDeed, { readonly from: readonly InventoryState[]; readonly to: InventoryState }>> = {
  submit: { from: ['draft'], to: 'in_review' },
  review: { from: ['in_review'], to: 'reviewed' },
  return: { from: ['in_review', 'reviewed'], to: 'draft' },
  approve: { from: ['reviewed'], to: 'approved' },
  reopen: { from: ['approved'], to: 'draft' },
};

export function stateAfter(deed: InventoryDeed): InventoryState {
  return after[deed].to;
}

export interface DeedGround {
  readonly state: InventoryState;
  /** Whether the person holds the right the deed asks for, here. */
  readonly permitted: boolean;
  readonly personId: string;
  /** Whoever entered a line, a source or a setting, or submitted. */
  readonly enterers: ReadonlySet<string>;
  readonly reviewerId: string | null;
  readonly hasErrors: boolean;
}

/** Why a deed cannot be done; null: it can. The same answer refuses on the server and tells why a button is off. */
export function deedRefusal(deed: InventoryDeed, ground: DeedGround): RefusalCode | null {
  if (!after[deed].from.includes(ground.state)) return 'wrong_state';
  if (!ground.permitted) return 'not_permitted';
  if (deed === 'submit') return ground.hasErrors ? 'invalid_input' : null;
  if (deed === 'review') return ground.enterers.has(ground.personId) ? 'same_person_enters_and_reviews' : null;
  if (deed !== 'approve') return null;
  if (ground.enterers.has(ground.personId)) return 'same_person_enters_and_approves';
  return ground.reviewerId === ground.personId ? 'same_person_reviews_and_approves' : null;
}
