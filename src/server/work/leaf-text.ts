import { hash } from 'node:crypto';
import type { HistoryContent, Leaf } from './leaf.ts';

/**
 * The canonical texts (RFC 8785) of a history row and of a leaf, written member by member in the order that the canonical form has: where thousands are
 * written each second, sorting the members of each costs more than hashing it. `canonical()` gives the same bytes (leaf-text.test.ts).
 */
const text = (value: string): string => JSON.stringify(value);
const orNull = (value: string | null): string => (value === null ? 'null' : JSON.stringify(value));

/** `content` and `before` are canonical JSON texts already. */
export function historyText(row: Omit<HistoryContent, 'content' | 'before'>, content: string, before = 'null'): string {
  return (
    `{"actorId":${text(row.actorId)},"actorName":${text(row.actorName)},"actorRole":${text(row.actorRole)},"at":${text(row.at)},"before":${before},` +
    `"content":${content},"kind":${text(row.kind)},"leafId":${text(row.leafId)},"objectId":${text(row.objectId)},` +
    `"objectType":${text(row.objectType)},"objectVersion":${row.objectVersion},"organizationId":${text(row.organizationId)},` +
    `"reason":${orNull(row.reason)},"salt":${text(row.salt)}}`
  );
}

export function leafText(leaf: Leaf): string {
  return (
    `{"actorKeyId":${text(leaf.actorKeyId)},"at":${text(leaf.at)},"contentSha256":${text(leaf.contentSha256)},"kind":${text(leaf.kind)},` +
    `"objectId":${text(leaf.objectId)},"objectType":${text(leaf.objectType)},"objectVersion":${leaf.objectVersion},` +
    `"prevVersionLeaf":${orNull(leaf.prevVersionLeaf)},"role":${text(leaf.role)},"tenantCommit":${text(leaf.tenantCommit)},"v":1}`
  );
}

/** SHA-256 of a UTF-8 text, hexadecimal. */
export const sha256Of = (value: string): string => hash('sha256', value, 'hex');
