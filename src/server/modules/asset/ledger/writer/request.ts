import type { Leg } from '../../../../../kernel/asset/ledger/post.ts';
import { Refusal } from '../../../../../kernel/refusal.ts';
import { sha256Of } from '../../../../work/leaf-text.ts';

/** Who asks, and under which role: what history and leaf say. */
export interface Asker {
  readonly personId: string;
  readonly name: string;
  readonly role: string;
}

/** What a transaction says besides its legs; the same words as a command's draft. */
export interface More {
  readonly reason?: string;
  readonly documentNo?: string;
  readonly reverses?: string;
  readonly resolves?: string;
  readonly purpose?: string;
  readonly expiresAt?: string;
  readonly attestationId?: string;
  readonly beneficiary?: string;
  readonly period?: string;
  readonly claim?: string;
  readonly approvedBy?: string;
  readonly approvedByName?: string;
}

/** One transaction, one leg or many, all or none. Quantities in whole units, days `YYYY-MM-DD`. */
export interface LedgerRequest {
  /** What kind of thing is asked; a key counts within it. */
  readonly operation: string;
  /** 8 to 200 characters: the same key has one effect and one answer for good (L-04). */
  readonly key: string;
  /** SHA-256 of what was asked, hexadecimal; worked out here when it is absent. */
  readonly requestSha256?: string;
  readonly asker: Asker;
  readonly kind: string;
  readonly effectiveOn: string;
  /** Each of the transaction's own kind unless it says otherwise. */
  readonly legs: readonly (Omit<Leg, 'kind'> & { readonly kind?: string })[];
  readonly more?: More;
}

const words = /^[^\p{Cc}\p{Cs}]{8,200}$/u;
const word = /^[^\p{Cc}\p{Cs}]{1,100}$/u;
const day = /^\d{4}-\d{2}-\d{2}$/;
const hex = /^[0-9a-f]{64}$/;

/** @throws Refusal `invalid_input` for a key, day or hash that cannot be one: nothing of it is stored. */
export function checkRequest(request: LedgerRequest): void {
  const right =
    words.test(request.key) &&
    word.test(request.operation) &&
    day.test(request.effectiveOn) &&
    request.legs.length > 0 &&
    (request.requestSha256 === undefined || hex.test(request.requestSha256));
  if (!right) throw new Refusal('invalid_input');
}

/** The hash of what is asked, for whoever brings none: key and asker are no part of it. */
export function hashOf(request: LedgerRequest): string {
  if (request.requestSha256 !== undefined) return request.requestSha256;
  const legs = request.legs.map((leg) => `${leg.kind ?? ''}${leg.fromNo}>${leg.toNo}:${leg.classNo}=${leg.quantity}`).join(';');
  return sha256Of(`${request.kind}\n${request.effectiveOn}\n${legs}\n${request.more ? JSON.stringify(request.more) : ''}`);
}
