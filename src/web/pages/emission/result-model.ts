import type { emissionEndpoints } from '../../../contract/emission.ts';
import type { ReplyOf } from '../../../contract/endpoint.ts';
import { roundText } from '../../format/number.ts';

export type AnnualResult = ReplyOf<typeof emissionEndpoints.readAnnualResult>;
export type UnitYear = AnnualResult['units'][number];
export type NumberWithPlace = AnnualResult['total'];

/** Against last year in per cent with one decimal, and in which direction; null when it means nothing. */
export function changeOf(
  now: string | null,
  before: string | null | undefined,
): { readonly percent: string; readonly way: 'up' | 'down' | 'same' } | null {
  if (now === null || before === null || before === undefined) return null;
  const share = ratio(minus(now, before), before);
  if (share === null) return null;
  const percent = roundText(share.replace('-', ''), 1);
  return /^0\.0$/.test(percent) ? { percent, way: 'same' } : { percent, way: share.startsWith('-') ? 'down' : 'up' };
}

/** The share of a part in per cent with two decimals, half up; exact integer arithmetic, since shares stand in a table beside statutory figures. */
export function shareOf(part: string | null, whole: string | null): string | null {
  if (part === null || whole === null) return null;
  const share = ratio(part, whole);
  return share === null ? null : roundText(share, 2);
}

/** The sum of decimal texts with two decimals; what is not there does not count. */
export function sumOf(values: readonly (string | null)[]): string {
  return roundText(text(values.reduce((sum, value) => sum + ((value === null ? null : scaled(value)) ?? 0n), 0n)), 2);
}

const places = 12;

function scaled(value: string): bigint | null {
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(value);
  if (!match) return null;
  const [, sign = '', whole = '', fraction = ''] = match;
  const digits = BigInt(whole + fraction.slice(0, places).padEnd(places, '0'));
  return sign === '-' ? -digits : digits;
}

function text(value: bigint): string {
  const sign = value < 0n ? '-' : '';
  const digits = (value < 0n ? -value : value).toString().padStart(places + 1, '0');
  return `${sign}${digits.slice(0, -places)}.${digits.slice(-places)}`;
}

function minus(a: string, b: string): string {
  const [x, y] = [scaled(a), scaled(b)];
  return x === null || y === null ? '' : text(x - y);
}

/** 100·a/b as a decimal text. */
function ratio(a: string, b: string): string | null {
  const [x, y] = [scaled(a), scaled(b)];
  if (x === null || y === null || y === 0n) return null;
  return text((x * 100n * 10n ** BigInt(places)) / y);
}
