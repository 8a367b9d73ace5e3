import { randomBytes } from 'node:crypto';
import type { Decision, Group } from '../../../../../kernel/asset/ledger/desk.ts';
import type { Step } from '../../../../../kernel/asset/ledger/post.ts';
import { commitment } from '../../../../work/leaf.ts';
import { historyText, leafText, sha256Of } from '../../../../work/leaf-text.ts';
import type { LedgerRequest, More } from './request.ts';

/** What every group of a ledger says alike. */
export interface Letterhead {
  readonly organizationId: string;
  readonly salt: Buffer;
}

const objectType = 'ledger_transaction';
const saltBytes = 32;
/** Between texts that are JSON: there a control character is always escaped. */
const between = '\u001f';

/** PostgreSQL's text of an array, where no element needs quotes: numbers, ids, hashes, days, truth values. */
const plain = (values: readonly (string | number | bigint | boolean)[]): string => `{${values.join(',')}}`;
const quoted = (values: readonly string[]): string => `{${values.map((one) => `"${one.replace(/["\\]/g, '\\$&')}"`).join(',')}}`;

/** The columns of a transaction beyond those it always has; null when it has none. */
function moreText(more: More | undefined): string | null {
  if (!more) return null;
  return JSON.stringify({
    ...{ reason: more.reason, document_no: more.documentNo, reverses: more.reverses, resolves: more.resolves, purpose: more.purpose },
    ...{ expires_at: more.expiresAt, attestation_id: more.attestationId, beneficiary: more.beneficiary, period: more.period },
    ...{ claim: more.claim, approved_by: more.approvedBy, approved_by_name: more.approvedByName },
  });
}

const transferText = (step: Step): string =>
  `{"blocks":[],"class":${step.classNo},"from":${step.fromNo},"kind":${JSON.stringify(step.kind)},"quantity":"${step.quantity}","seq":"${step.seq}","to":${step.toNo}}`;

/** The content of a transaction's history row: what a command's posting records, in canonical form. */
export function contentText(organizationId: string, id: string, now: string, request: LedgerRequest, steps: readonly Step[]): string {
  const { more = {}, asker } = request;
  const text = (value: string | undefined) => (value === undefined ? 'null' : JSON.stringify(value));
  return (
    `{"approved_by":${text(more.approvedBy)},"approved_by_name":${text(more.approvedByName)},"attestation_id":${text(more.attestationId)},"beneficiary":${text(more.beneficiary)},` +
    `"claim":${text(more.claim)},"details":{},"document_no":${text(more.documentNo ?? '')},"effective_on":${text(request.effectiveOn)},` +
    `"expires_at":${text(more.expiresAt)},"id":"${id}","kind":${text(request.kind)},"organization_id":"${organizationId}",` +
    `"period":${text(more.period)},"purpose":${text(more.purpose)},"reason":${text(more.reason ?? '')},"recorded_at":"${now}",` +
    `"recorded_by":${text(asker.personId)},"recorded_by_name":${text(asker.name)},"resolves":${text(more.resolves)},` +
    `"reverses":${text(more.reverses)},"transfers":[${steps.map(transferText).join(',')}]}`
  );
}

interface Journal {
  readonly leafIds: readonly string[];
  readonly leaves: string;
  readonly contents: string;
  readonly salts: readonly string[];
  readonly hashes: readonly string[];
}

interface Posting {
  readonly id: string;
  readonly request: LedgerRequest;
  readonly steps: readonly Step[];
}

function journalOf(letterhead: Letterhead, now: string, newId: () => string, postings: readonly Posting[]): Journal {
  const { organizationId, salt } = letterhead;
  const tenantCommit = commitment(salt, organizationId);
  const actors = new Map<string, string>();
  const all = randomBytes(saltBytes * postings.length).toString('hex');
  const salts: string[] = [];
  const leafIds: string[] = [];
  const leaves: string[] = [];
  const contents: string[] = [];
  const hashes: string[] = [];
  for (const [index, { id, request, steps }] of postings.entries()) {
    const { asker } = request;
    const kind = `ledger.${request.kind}`;
    const actorKeyId = actors.get(asker.personId) ?? commitment(salt, asker.personId);
    actors.set(asker.personId, actorKeyId);
    const content = contentText(organizationId, id, now, request, steps);
    const rowSalt = all.slice(index * saltBytes * 2, (index + 1) * saltBytes * 2);
    const leafId = newId();
    const row = { salt: rowSalt, organizationId, leafId, at: now, actorId: asker.personId, actorName: asker.name, actorRole: asker.role };
    const reason = request.more?.reason || null;
    const contentSha256 = sha256Of(historyText({ ...row, kind, objectType, objectId: id, objectVersion: 1, reason }, content));
    const objectId = commitment(salt, id);
    leaves.push(
      leafText({
        ...{ v: 1, at: now, tenantCommit, kind, actorKeyId, role: asker.role, objectType, objectId },
        ...{ objectVersion: 1, contentSha256, prevVersionLeaf: null },
      }),
    );
    leafIds.push(leafId);
    salts.push(rowSalt);
    contents.push(content);
    hashes.push(contentSha256);
  }
  return { leafIds, leaves: leaves.join(between), contents: contents.join(between), salts, hashes };
}

function stepColumns(postings: readonly Posting[]): string[] {
  const of: number[] = [];
  const steps: Step[] = [];
  for (const [index, posting] of postings.entries())
    for (const step of posting.steps) {
      of.push(index + 1);
      steps.push(step);
    }
  return [
    plain(of),
    quoted(steps.map((s) => s.kind)),
    ...[plain(steps.map((s) => s.fromNo)), plain(steps.map((s) => s.toNo)), plain(steps.map((s) => s.classNo))],
    ...[plain(steps.map((s) => s.quantity)), plain(steps.map((s) => s.fromVersion)), plain(steps.map((s) => s.fromAfter))],
    ...[plain(steps.map((s) => s.fromOpen)), plain(steps.map((s) => s.toVersion)), plain(steps.map((s) => s.toAfter))],
  ];
}

const postingsOf = (decisions: readonly Decision<LedgerRequest>[]): Posting[] =>
  decisions.flatMap(({ ask, answer, steps }) =>
    answer.state === 'applied' ? [{ id: answer.transactionId, request: ask.payload, steps }] : [],
  );

/** The arguments of `app.ledger_write` for a group (migration 0021), in its order. */
export function argumentsOf(letterhead: Letterhead, now: string, newId: () => string, group: Group<LedgerRequest>): (string | null)[] {
  const { decisions } = group;
  const postings = postingsOf(decisions);
  const journal = journalOf(letterhead, now, newId, postings);
  const mores = postings.map(({ request }) => moreText(request.more));
  return [
    ...[letterhead.organizationId, now, `${group.head}`],
    plain(postings.map(({ id }) => id)),
    quoted(postings.map(({ request }) => request.kind)),
    plain(postings.map(({ request }) => request.effectiveOn)),
    plain(postings.map(({ request }) => request.asker.personId)),
    quoted(postings.map(({ request }) => request.asker.name)),
    quoted(postings.map(({ request }) => request.asker.role)),
    mores.some((one) => one !== null) ? quoted(mores.map((one) => one ?? '{}')) : null,
    ...stepColumns(postings),
    quoted(decisions.map(({ ask }) => ask.payload.operation)),
    quoted(decisions.map(({ ask }) => ask.payload.key)),
    plain(decisions.map(({ ask }) => ask.sha)),
    plain(decisions.map(({ answer }) => answer.state)),
    decisions.map(({ answer }) => JSON.stringify(answer)).join(between),
    plain(journal.leafIds),
    ...[journal.leaves, journal.contents],
    ...[plain(journal.salts), plain(journal.hashes)],
  ];
}
