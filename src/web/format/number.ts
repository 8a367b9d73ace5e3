/** Figures are decimal texts; these functions move characters and never make a float of them. */

const pattern = /^(-?)(\d+)(?:\.(\d+))?$/;

/** `-1234567.80` → `−1,234,567.80`; what is no plain decimal comes back unchanged. */
export function group(value: string): string {
  const match = pattern.exec(value);
  if (!match) return value;
  const [, sign = '', whole = '', fraction] = match;
  const grouped = whole.replace(/\B(?=(\d{3})+(?!\d))/g, ',');
  return `${sign ? '\u2212' : ''}${grouped}${fraction === undefined ? '' : `.${fraction}`}`;
}

/** Divides by 10^places exactly, by moving the point: `182345.67`, 4 → `18.234567`. */
export function shiftLeft(value: string, places: number): string {
  const match = pattern.exec(value);
  if (!match) return value;
  const [, sign = '', whole = '', fraction = ''] = match;
  const digits = whole.padStart(places + 1, '0');
  const cut = digits.length - places;
  const head = digits.slice(0, cut).replace(/^0+(?=\d)/, '');
  const tail = (digits.slice(cut) + fraction).replace(/0+$/, '');
  return `${sign}${head}${tail === '' ? '' : `.${tail}`}`;
}

/** Rounds half away from zero to `digits` decimals, on the text. For display only. */
export function roundText(value: string, digits: number): string {
  const match = pattern.exec(value);
  if (!match) return value;
  const [, sign = '', whole = '', fraction = ''] = match;
  const kept = fraction.slice(0, digits).padEnd(digits, '0');
  const up = (fraction[digits] ?? '0') >= '5';
  const scaled = BigInt(whole + kept) + (up ? 1n : 0n);
  const text = scaled.toString().padStart(digits + 1, '0');
  const body = digits === 0 ? text : `${text.slice(0, -digits)}.${text.slice(-digits)}`;
  return scaled === 0n ? body : `${sign}${body}`;
}

/** Takes what a person typed or pasted (`1,234.5`, `１２３`, blanks) to a plain decimal text; null when it is no number. */
export function readNumber(typed: string): string | null {
  const plain = typed
    .normalize('NFKC')
    .replace(/[\s\u00a0]/g, '')
    .replace(/[\u2212\u2013]/g, '-');
  const ungrouped = /^-?\d{1,3}(,\d{3})+(\.\d+)?$/.test(plain) ? plain.replaceAll(',', '') : plain;
  if (!/^[-+]?(\d+\.?\d*|\.\d+)$/.test(ungrouped)) return null;
  const signless = ungrouped.replace(/^\+/, '').replace(/\.$/, '');
  return signless.replace(/^(-?)\./, (_, sign: string) => `${sign}0.`);
}

/** `a` against `b` in per cent with one decimal, for “compared with last year”; null when it means nothing. */
export function changePercent(now: string, before: string): string | null {
  const a = Number(now);
  const b = Number(before);
  if (!Number.isFinite(a) || !Number.isFinite(b) || b === 0) return null;
  // A comparison shown beside a figure, not a figure of its own: a float is exact enough here.
  return (((a - b) / Math.abs(b)) * 100).toFixed(1);
}

/** `1536` → `1.5 kB`. */
export function bytes(size: number): string {
  const steps = ['B', 'kB', 'MB', 'GB'];
  let value = size;
  let step = 0;
  while (value >= 1024 && step < steps.length - 1) {
    value /= 1024;
    step += 1;
  }
  return `${step === 0 ? value : value.toFixed(1)} ${steps[step]}`;
}
