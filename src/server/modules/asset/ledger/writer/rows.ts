import { randomBytes } from 'node:crypto';
import type { Chart } from '../../../../../kernel/asset/ledger/decide.ts';
import type { Decision, Group } from '../../../../../kernel/asset/ledger/desk.ts';
import type { Step } from '../../../../../kernel/asset/ledger/post.ts';
import { commitment } from '../../../../work/leaf.ts';
import { historyText, leafText, sha256Of } from '../../../../work/leaf-text.ts';
import type { Asker, LedgerRequest, More } from './request.ts';

/** What every group of a ledger says alike. */
export interface Letterhead {
  readonly organizationId: string;
  readonly salt: Buffer;
  readonly chart: Chart;
}

export const groupKind = 'ledger.group';
const objectType = 'ledger_group';
const saltBytes = 32;
/** Between texts that are JSON: there a control character is always escaped. */
const between = '\u001f';

/** PostgreSQL's text of an array, where no element needs quotes: ids and days. */
const plain = (values: readonly string[]): string => `{${values.join(',')}}`;

/** A field of a row within an array: quoted for the row, and once more for the array. */
const field = (value: string): string => (/^[\w.-]+$/.test(value) ? value : `\\"${value.replace(/["\\]/g, '\\\\\\$&')}\\"`);
/** PostgreSQL's text of an array of rows, by the text of each; a field without text is null. */
const rows = (texts: readonly string[]): string => (texts.length === 0 ? '{}' : `{"(${texts.join(')","(')})"}`);

/** The columns of a transaction beyond those it always has; without text when it has none. */
function moreText(more: More | undefined): string {
  if (!more) return '';
  const told = JSON.stringify({
    ...{ reason: more.reason, document_no: more.documentNo, reverses: more.reverses, resolves: more.resolves, purpose: more.purpose },
    ...{ expires_at: more.expiresAt, attestation_id: more.attestationId, beneficiary: more.beneficiary, period: more.period },
    ...{ claim: more.claim, approved_by: more.approvedBy, approved_by_name: more.approvedByName },
  });
  return field(told);
}

interface Posting {
  readonly id: string;
  readonly request: LedgerRequest;
  readonly steps: readonly Step[];
  readonly asker: number;
}

const transferText = (step: Step, kind: string): string =>
  `"${step.kind === kind ? '' : `${step.kind} `}${step.fromNo}>${step.toNo}:${step.classNo}=${step.quantity}"`;

/**
 * One transaction as the history of its group tells it, in canonical form (RFC 8785): what it has besides organization, asker and instant, which are the
 * history row's own. A transfer is `from>to:class=quantity`, by numbers, its kind before it where it is not the transaction's.
 */
export function transactionText({ id, request, steps }: Pick<Posting, 'id' | 'request' | 'steps'>): string {
  const { more = {}, kind } = request;
  const told = (name: string, value: string | undefined) => (value ? `"${name}":${JSON.stringify(value)},` : '');
  return (
    `{${told('approved_by', more.approvedBy)}${told('approved_by_name', more.approvedByName)}${told('attestation_id', more.attestationId)}` +
    `${told('beneficiary', more.beneficiary)}${told('claim', more.claim)}${told('document_no', more.documentNo)}` +
    `"effective_on":"${request.effectiveOn}",${told('expires_at', more.expiresAt)}"first_seq":"${steps[0]?.seq}","id":"${id}",` +
    `"kind":${JSON.stringify(kind)},${told('period', more.period)}${told('purpose', more.purpose)}${told('reason', more.reason)}` +
    `${told('resolves', more.resolves)}${told('reverses', more.reverses)}"transfers":[${steps.map((step) => transferText(step, kind)).join(',')}]}`
  );
}

/** One history row and leaf for each asker: everything of the asker's in this group. */
function journalColumns(
  letterhead: Letterhead,
  now: string,
  leafIds: readonly string[],
  askers: readonly Asker[],
  postings: readonly Posting[],
): string[] {
  const { organizationId, salt } = letterhead;
  const tenantCommit = commitment(salt, organizationId);
  const salts = askers.map(() => randomBytes(saltBytes).toString('hex'));
  const contents = askers.map(
    (_, asker) =>
      `{"transactions":[${postings
        .filter((one) => one.asker === asker)
        .map(transactionText)
        .join(',')}]}`,
  );
  const hashes = askers.map((asker, n) => {
    const leafId = leafIds[n] ?? '';
    const row = { salt: salts[n] ?? '', organizationId, leafId, at: now, actorId: asker.personId, actorName: asker.name };
    const what = { kind: groupKind, objectType, objectId: leafId, objectVersion: 1, reason: null };
    return sha256Of(historyText({ ...row, actorRole: asker.role, ...what }, contents[n] ?? ''));
  });
  const leaves = askers.map((asker, n) =>
    leafText({
      ...{ v: 1, at: now, tenantCommit, kind: groupKind, actorKeyId: commitment(salt, asker.personId), role: asker.role, objectType },
      ...{ objectId: commitment(salt, leafIds[n] ?? ''), objectVersion: 1, contentSha256: hashes[n] ?? '', prevVersionLeaf: null },
    }),
  );
  const told = askers.map((asker, n) => [leafIds[n], asker.personId, field(asker.name), field(asker.role), salts[n], hashes[n]].join(','));
  return [rows(told), leaves.join(between), contents.join(between)];
}

function stepRows({ chart }: Letterhead, postings: readonly Posting[]): string {
  const kindOf = (no: number): string => chart.accounts.get(no)?.kind ?? '';
  const texts: string[] = [];
  for (const [index, { steps }] of postings.entries())
    for (const one of steps) {
      const what = `${index + 1},${one.kind},${one.fromNo},${one.toNo},${one.classNo},${one.quantity},${kindOf(one.fromNo)},${kindOf(one.toNo)}`;
      texts.push(`${what},${one.fromVersion},${one.fromAfter},${one.fromOpen},${one.toVersion},${one.toAfter}`);
    }
  return rows(texts);
}

const requestRow = ({ ask, answer }: Decision<LedgerRequest>): string => {
  const outcome = answer.state === 'applied' ? `${answer.transactionId},` : `,${field(JSON.stringify(answer))}`;
  return `${field(ask.payload.operation)},${field(ask.payload.key)},${ask.sha},${outcome}`;
};

const transactionRow = ({ request, steps, asker }: Posting): string =>
  `${field(request.kind)},${steps[0]?.seq},${steps.length},${asker + 1},${moreText(request.more)}`;

/** What was decided to be applied, each with the number of its asker, and the askers in the order they first ask. */
function postingsOf(decisions: readonly Decision<LedgerRequest>[]): { postings: Posting[]; askers: Asker[] } {
  const askers: Asker[] = [];
  const postings: Posting[] = [];
  const same = (a: Asker, b: Asker) => a === b || (a.personId === b.personId && a.name === b.name && a.role === b.role);
  for (const { ask, answer, steps } of decisions) {
    if (answer.state !== 'applied') continue;
    const request = ask.payload;
    let asker = askers.findIndex((one) => same(one, request.asker));
    if (asker < 0) asker = askers.push(request.asker) - 1;
    postings.push({ id: answer.transactionId, request, steps, asker });
  }
  return { postings, askers };
}

/** The arguments of `app.ledger_write` for a group (migration 0030), in its order. */
export function argumentsOf(letterhead: Letterhead, now: string, newId: () => string, group: Group<LedgerRequest>): (string | null)[] {
  const { decisions } = group;
  const { postings, askers } = postingsOf(decisions);
  return [
    ...[letterhead.organizationId, now, `${group.head}`, group.headId],
    rows(decisions.map(requestRow)),
    ...[plain(postings.map(({ id }) => id)), plain(postings.map(({ request }) => request.effectiveOn))],
    ...[rows(postings.map(transactionRow)), stepRows(letterhead, postings)],
    ...journalColumns(letterhead, now, askers.map(newId), askers, postings),
  ];
}
