import { createHash } from 'node:crypto';
import { z } from 'zod';
import { neutralityEndpoints as e } from '../../../contract/neutrality.ts';
import type { publishedClaim } from '../../../contract/neutrality-public.ts';
import type { Finding } from '../../../kernel/finding.ts';
import type { ClaimContent } from '../../../kernel/neutrality/claim-content.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import type { Text } from '../../../kernel/text.ts';
import { command, query } from '../../work/command.ts';
import * as asset from '../asset/index.ts';
import { neutralityRulesOf, type Shelf } from '../library/index.ts';
import * as trading from '../trading/index.ts';
import { type Composed, claimNow, composeClaim } from './compose-claim.ts';
import { sha256Of, textOf } from './content-hash.ts';
import { claimFor, claimObject, stateOf } from './find.ts';
import { lockSubject } from './store.ts';
import { insertDeclaration, insertPublication, insertPublicationFile, insertWithdrawal, procurementsOf } from './store-claims.ts';

const openPoints = ({ content, checklist }: Composed): Finding[] => [
  ...content.conditions
    .filter((one) => one.verdict !== 'met')
    .map(
      (one): Finding => ({
        ...{ code: one.id, severity: 'error', place: { path: `/conditions/${one.id}` } },
        text: { zh: `${one.title.zh}：${one.reason.zh}`, en: `${one.title.en}: ${one.reason.en}` },
      }),
    ),
  ...checklist
    .filter((one) => !one.complete)
    .map(
      (one): Finding => ({
        ...{ code: 'checklist_incomplete', severity: 'error', place: { path: `/checklist/${one.id}` } },
        text: { zh: `清单未填：${one.section.zh} ${one.title.zh}`, en: `The checklist lacks: ${one.section.en}, ${one.title.en}` },
      }),
    ),
];

/**
 * Signs a claim by top management, not by who drafted it (D.9): everything it says is frozen with its hash. Made again it is a correction (D.10), which needs a
 * reason; the version before stays readable. @throws Refusal `claim_not_allowed` with every condition and point that is open.
 */
export const declareClaim = (shelf: Shelf) =>
  command({
    name: 'neutrality.declare-claim',
    action: 'neutrality.sign',
    input: z.strictObject({ ...e.declareClaim.params.shape, ...e.declareClaim.body.shape }),
    run: async (work, { claimId, reason }) => {
      await asset.lockLedger(work);
      const first = await claimFor(work, { id: claimId }, 'neutrality.sign');
      await lockSubject(work.tx, first.subject.id);
      const place = await claimFor(work, { id: claimId }, 'neutrality.sign');
      const { claim } = place;
      const { organizationId, personId, name } = work.actor;
      if (stateOf(claim) === 'withdrawn') throw new Refusal('wrong_state');
      if (claim.done_by === personId) throw new Refusal('same_person_proposes_and_approves');
      const version = (claim.declarations[0]?.version ?? 0) + 1;
      if (version > 1 && reason === '') throw new Refusal('reason_required');
      const composed = await composeClaim(work, shelf, place, await claimNow(work, shelf, place), { version, reason, signer: name });
      if (composed === null) throw new Refusal('claim_not_allowed');
      const open = openPoints(composed);
      if (open.length > 0) throw new Refusal('claim_not_allowed', { findings: open });
      const snapshot = textOf(composed);
      const row = {
        ...{ claim_id: claimId, version, snapshot_sha256: sha256Of(snapshot), reason },
        ...{ done_at: work.now, done_by: personId, done_by_name: name },
      };
      await insertDeclaration(work.tx, { ...row, organization_id: organizationId, snapshot });
      work.record({
        ...{ kind: version === 1 ? 'neutrality.claim_declared' : 'neutrality.claim_corrected', objectType: claimObject, objectId: claimId },
        ...{ objectVersion: version + 1, content: { ...row, statement: composed.statement, figures: composed.content.figures } },
        ...(reason === '' ? {} : { reason }),
      });
      return { version, sha256: row.snapshot_sha256 };
    },
  });

/** A frozen declaration, read back. */
export interface FrozenClaim extends Composed {
  readonly sha256: string;
}
export const frozenOf = (row: { readonly snapshot: string; readonly snapshot_sha256: string }): FrozenClaim => {
  const parsed: Composed = JSON.parse(row.snapshot);
  return { ...parsed, sha256: row.snapshot_sha256 };
};

/** A declaration as it was frozen: the latest, or a version of it. @throws Refusal `wrong_state` while nothing is declared. */
export const readFrozenClaim = query({
  name: 'neutrality.read-frozen-claim',
  action: 'neutrality.read',
  input: z.strictObject({ claimId: z.uuid(), version: z.int().optional() }),
  run: async (work, { claimId, version }) => {
    const { claim } = await claimFor(work, { id: claimId }, 'neutrality.read');
    const row = version === undefined ? claim.declarations[0] : claim.declarations.find((one) => one.version === version);
    if (!row) throw new Refusal(claim.declarations.length === 0 ? 'wrong_state' : 'not_found');
    return frozenOf(row);
  },
});

type Published = z.input<typeof publishedClaim>;

/** What anybody may read of a declaration: named here field by field, so that nothing else gets out. */
export function publicContent({ content, statement, sha256 }: FrozenClaim, validation: Text): Published {
  const { claim, subject, publisher, rules, period, figures, lots, declared } = content;
  return {
    ...{ statement, kind: claim.kind, subject: subject.name, subjectKind: subject.kind, publisher },
    ...{ standard: rules.name, standardNote: rules.note, from: period.from, to: period.to, validation, declaredOn: declared.on },
    ...{
      signedBy: declared.by,
      sha256,
      gross: figures.gross,
      removals: figures.removals,
      residual: figures.residual,
      retired: figures.retired,
    },
    units: lots.map((one) => ({
      ...{ scheme: one.scheme, project: one.project, vintage: one.vintage, quantity: one.quantity, retiredOn: one.retiredOn },
      ...{ registryUrl: one.registryUrl, serials: one.serials.map((run) => ({ ...run })) },
    })),
  };
}

const validationWords = (shelf: Shelf, { rules, validation }: ClaimContent): Text =>
  neutralityRulesOf(shelf.frameworks, rules.id).validations[validation?.type ?? 'none'];

/** Publishes the latest declaration with its reports (D.8, D.10); from now on it stands under its number for anybody. */
export const publishClaim = (
  shelf: Shelf,
  version: number,
  files: readonly { readonly language: 'zh' | 'en'; readonly bytes: Uint8Array }[],
) =>
  command({
    name: 'neutrality.publish-claim',
    action: 'neutrality.keep',
    input: z.strictObject(e.publishClaim.params.shape),
    run: async (work, { claimId }) => {
      const first = await claimFor(work, { id: claimId }, 'neutrality.keep');
      await lockSubject(work.tx, first.subject.id);
      const { claim } = await claimFor(work, { id: claimId }, 'neutrality.keep');
      const latest = claim.declarations[0];
      if (stateOf(claim) !== 'declared' || latest === undefined) throw new Refusal('wrong_state');
      if (latest.version !== version) throw new Refusal('conflict');
      const { organizationId, personId, name } = work.actor;
      const frozen = frozenOf(latest);
      const content = publicContent(frozen, validationWords(shelf, frozen.content));
      const row = { claim_id: claimId, version, number: claim.number, done_at: work.now, done_by: personId, done_by_name: name };
      await insertPublication(work.tx, { ...row, organization_id: organizationId, content: JSON.stringify(content) });
      const kept = files.map(({ language, bytes }) => ({
        ...{ claim_id: claimId, version, language, sha256: createHash('sha256').update(bytes).digest('hex'), done_at: work.now },
        content: Buffer.from(bytes),
      }));
      for (const file of kept) await insertPublicationFile(work.tx, { ...file, organization_id: organizationId });
      const hashes = kept.map(({ language, sha256 }) => ({ language, sha256 }));
      work.record({
        kind: 'neutrality.claim_published',
        objectType: claimObject,
        objectId: claimId,
        objectVersion: version + 1,
        content: { ...row, content, files: hashes },
      });
      return { number: claim.number, version };
    },
  });

/** Withdraws a claim for good (D.10). Its units stay retired and spent: no other claim gets them. */
export const withdrawClaim = command({
  name: 'neutrality.withdraw-claim',
  action: 'neutrality.sign',
  input: z.strictObject({ ...e.withdrawClaim.params.shape, ...e.withdrawClaim.body.shape }),
  run: async (work, { claimId, reason }) => {
    await asset.lockLedger(work);
    const first = await claimFor(work, { id: claimId }, 'neutrality.sign');
    await lockSubject(work.tx, first.subject.id);
    const { claim } = await claimFor(work, { id: claimId }, 'neutrality.sign');
    if (stateOf(claim) === 'withdrawn' || claim.lots.some((one) => one.decision === null)) throw new Refusal('wrong_state');
    const { organizationId, personId, name } = work.actor;
    const row = { claim_id: claimId, reason, done_at: work.now, done_by: personId, done_by_name: name };
    await insertWithdrawal(work.tx, { ...row, organization_id: organizationId });
    const asked = (await procurementsOf(work.tx, organizationId, claimId)).flatMap((one) => one.request_id ?? []);
    await trading.endRequestsNamed(work, asked, reason);
    work.record({
      kind: 'neutrality.claim_withdrawn',
      objectType: claimObject,
      objectId: claimId,
      objectVersion: claim.declarations.length + 2,
      content: row,
      reason,
    });
    return { id: claimId };
  },
});
