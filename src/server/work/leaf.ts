import { createHash, createHmac } from 'node:crypto';
import canonicalize from 'canonicalize';
import { assert, present } from '../../kernel/assert.ts';

/** The exact members of a journal leaf, version 1 (trust.md T-02). Salted commitments only: the whole log can be published. */
export interface Leaf {
  readonly v: 1;
  readonly at: string;
  readonly tenantCommit: string;
  readonly kind: string;
  readonly actorKeyId: string;
  readonly role: string;
  readonly objectType: string;
  readonly objectId: string;
  readonly objectVersion: number;
  readonly contentSha256: string;
  readonly prevVersionLeaf: string | null;
}

/** One row of an organization's history: everything the leaf's `contentSha256` commits to. */
export interface HistoryContent {
  readonly salt: string;
  readonly organizationId: string;
  readonly leafId: string;
  readonly at: string;
  readonly actorId: string;
  readonly actorName: string;
  readonly actorRole: string;
  readonly kind: string;
  readonly objectType: string;
  readonly objectId: string;
  readonly objectVersion: number;
  readonly content: unknown;
  readonly before: unknown;
  readonly reason: string | null;
}

/** RFC 8785 text of a JSON value. */
export function canonical(value: unknown): string {
  return present(canonicalize(value), 'a value without a canonical form');
}

/** SHA-256 over the canonical form of the whole history row; its 32-byte salt keeps a short content from being guessed. */
export function contentSha256(row: HistoryContent): string {
  return createHash('sha256').update(canonical(row)).digest('hex');
}

export function leafBytes(leaf: Leaf): string {
  assert(leaf.at.endsWith('Z'), 'leaf instants are UTC');
  return canonical(leaf);
}

/** RFC 6962 §2.1: SHA-256(0x00 ‖ leaf). */
export function leafHash(bytes: string): Buffer {
  return createHash('sha256').update(Buffer.of(0)).update(bytes, 'utf8').digest();
}

/** HMAC-SHA256 with the organization's salt, hexadecimal: names an organization or a person without telling who it is. */
export function commitment(salt: Buffer, id: string): string {
  return createHmac('sha256', salt).update(id, 'utf8').digest('hex');
}
