import { Refusal } from '../refusal.ts';

/** One fault of an input that its schema cannot see: place, cause, cure. */
export function faultyInput(path: string, zh: string, en: string, cureZh: string, cureEn: string): Refusal {
  const finding = { code: 'not_possible', severity: 'error' as const, place: { path }, text: { zh, en }, cure: { zh: cureZh, en: cureEn } };
  return new Refusal('invalid_input', { findings: [finding] });
}
