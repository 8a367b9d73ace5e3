import { createHash, randomBytes } from 'node:crypto';

/** SHA-256, hexadecimal: how one-time codes and keys are kept. They are random and long, so no slow hash is needed. */
export function hashedCode(code: string): string {
  return createHash('sha256').update(code, 'utf8').digest('hex');
}

/** A one-time code of 192 bits, safe in an address. */
export function newCode(): string {
  return randomBytes(24).toString('base64url');
}

/** `<prefix>_<organization>_<secret>`: the organization is in the key, so that it is looked up under row security. */
export function newKey(prefix: string, organizationId: string): string {
  return `${prefix}_${organizationId.replaceAll('-', '')}_${randomBytes(32).toString('base64url')}`;
}

/** The organization that a key of this prefix says it is of; undefined when it is no such key. */
export function organizationIn(prefix: string, key: string): string | undefined {
  if (!key.startsWith(`${prefix}_`)) return undefined;
  const hex = /^([0-9a-f]{32})_[\w-]{43}$/.exec(key.slice(prefix.length + 1))?.[1];
  return hex?.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

export const newApiKey = (organizationId: string): string => newKey('th1', organizationId);
export const organizationOfKey = (key: string): string | undefined => organizationIn('th1', key);
