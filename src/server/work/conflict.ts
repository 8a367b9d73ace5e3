import { isDeepStrictEqual } from 'node:util';
import { Refusal } from '../../kernel/refusal.ts';

function say(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value ?? null);
}

/**
 * Somebody changed the object after it was opened: the refusal names the version seen and the one that stands now, and for every field that
 * differs both values, so that the writer can merge instead of typing again.
 */
export function conflictOf(
  now: Readonly<Record<string, unknown>> & { readonly version: number },
  attempt: Readonly<Record<string, unknown>> & { readonly version: number },
): Refusal {
  const differing = Object.keys(attempt).filter((key) => key !== 'version' && key in now && !isDeepStrictEqual(now[key], attempt[key]));
  return new Refusal('conflict', {
    values: { seenVersion: String(attempt.version), currentVersion: String(now.version) },
    findings: differing.slice(0, 50).map((key) => ({
      code: 'conflict.field',
      severity: 'error',
      place: { path: `/${key}` },
      text: {
        zh: `现在为“${say(now[key])}”，您填写的是“${say(attempt[key])}”。`,
        en: `It is now “${say(now[key])}”; you entered “${say(attempt[key])}”.`,
      },
    })),
  });
}
