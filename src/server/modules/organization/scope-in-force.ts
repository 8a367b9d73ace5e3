import { todayOf } from '../../../kernel/calendar/today.ts';
import type { Work } from '../../work/command.ts';
import { allEditions } from './store/scope-statements.ts';

/** What of the approved scope statement the other modules ask for (clause 4.3). Days are text. */
export interface ScopeInForce {
  readonly number: number;
  /** The annexes A–D that apply. */
  readonly annexes: readonly ('A' | 'B' | 'C' | 'D')[];
  readonly approvedOn: string;
  readonly effectiveFrom: string;
}

/** The approved edition that counts today; null before there is one. Everybody of the organization may know what it covers. */
export async function scopeInForce(work: Work): Promise<ScopeInForce | null> {
  const today = todayOf(work.now);
  const found = (await allEditions(work.tx, work.actor.organizationId)).find(
    (one) => one.state !== 'draft' && one.approvedAt !== null && one.effectiveFrom <= today,
  );
  if (!found || found.approvedAt === null) return null;
  const { number, annexes, effectiveFrom } = found;
  return { number, annexes, approvedOn: todayOf(found.approvedAt), effectiveFrom };
}
