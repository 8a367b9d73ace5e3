import { Refusal } from '../../../../../kernel/refusal.ts';

/** A file that is not taken in: where, why, and what to do, as one sentence in each language. */
export function refuseFile(zh: string, en: string): Refusal {
  return new Refusal('file_type_refused', { detail: { zh, en } });
}

/** A workbook or table that cannot be what it says it is. */
export function brokenFile(zh: string, en: string): Refusal {
  return new Refusal('file_damaged', { detail: { zh, en } });
}

export function tooMuch(zh: string, en: string): Refusal {
  return new Refusal('file_too_large', { detail: { zh, en } });
}
