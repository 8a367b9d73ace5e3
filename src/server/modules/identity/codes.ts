import { createHash, randomBytes } from 'node:crypto';

/** SHA-256, hexadecimal: how one-time codes and keys are kept. They are random and long, so no slow hash is needed. */
export function hashedCode(code: string): string {
  return createHash('sha256').update(code, 'utf8').digest('hex');
}

/** A one-time code of 192 bits, safe in an address. */
export function newCode(): string {
  return randomBytes(24).toString('base64url');
}

/** `th1_<organization>_<secret>`: the organization is in the key, so that it is looked up under row security. */
export function newApiKey(organizationId: string): string {
  return `th1_${organizationId.replaceAll('-', '')}_${randomBytes(32).toString('base64url')}`;
}

export function organizationOfKey(key: string): string | undefined {
  const hex = /^th1_([0-9a-f]{32})_[\w-]{43}$/.exec(key)?.[1];
  return hex?.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
