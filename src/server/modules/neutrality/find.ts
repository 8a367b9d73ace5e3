import type { Action } from '../../../contract/actions.ts';
import type { claimStates } from '../../../contract/neutrality.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import type { Work } from '../../work/command.ts';
import { type KeptPaperRow, type Period, papersOf, periodsOf, type Subject, subjectsOf } from './store.ts';
import { type Claim, claimsOf } from './store-claims.ts';

export const subjectObject = 'neutrality_subject';
export const paperObject = 'neutrality_paper';
export const claimObject = 'neutrality_claim';
export const lotObject = 'neutrality_lot';

/** A subject the actor may do this with. @throws Refusal `not_found`, `not_permitted` */
export async function subjectFor(work: Work, subjectId: string, action: Action): Promise<Subject> {
  const [found] = await subjectsOf(work.tx, work.actor.organizationId, subjectId);
  if (!found) throw new Refusal('not_found', { values: { id: subjectId, what: 'subject' } });
  await work.permit(action, found.entity_id);
  return found;
}

export async function periodOf(work: Work, subjectId: string, periodId: string): Promise<Period> {
  const found = (await periodsOf(work.tx, work.actor.organizationId, subjectId)).find((one) => one.id === periodId);
  if (!found) throw new Refusal('not_found', { values: { id: periodId, what: 'period' } });
  return found;
}

export interface ClaimInPlace {
  readonly claim: Claim;
  readonly subject: Subject;
  readonly period: Period;
}

/** A claim with its subject and period, the actor's right checked at the subject's entity; `by`: the claim's own id, or that of one of its lots. */
export async function claimFor(
  work: Work,
  by: { readonly id: string } | { readonly lotId: string },
  action: Action,
): Promise<ClaimInPlace> {
  const [claim] = await claimsOf(work.tx, work.actor.organizationId, by);
  if (!claim) throw new Refusal('not_found', { values: { id: 'id' in by ? by.id : by.lotId, what: 'claim' } });
  const subject = await subjectFor(work, claim.subject_id, action);
  return { claim, subject, period: await periodOf(work, subject.id, claim.period_id) };
}

export function stateOf(claim: Claim): (typeof claimStates)[number] {
  if (claim.withdrawal !== null) return 'withdrawn';
  const latest = claim.declarations[0]?.version;
  if (latest === undefined) return 'drafted';
  return claim.publications.some((one) => one.version === latest) ? 'published' : 'declared';
}

/** The paper that counts: the latest version somebody else approved. */
export const inForce = (papers: readonly KeptPaperRow[], kind: KeptPaperRow['kind'], periodId: string | null): KeptPaperRow | undefined =>
  papers.find((one) => one.kind === kind && one.period_id === periodId && one.decision?.decision === 'approved');

export const papersOfSubject = (work: Work, subjectId: string) => papersOf(work.tx, work.actor.organizationId, { subjectId });
