import { Refusal } from '../../../kernel/refusal.ts';

/** `already_exists` that says which field holds the taken value. */
export function takenCode(path: string, code: string): Refusal {
  return new Refusal('already_exists', {
    values: { code },
    findings: [
      {
        code: 'code_taken',
        severity: 'error',
        place: { path },
        text: { zh: `编码 ${code} 已被使用，请换一个。`, en: `The code ${code} is already in use; choose another.` },
      },
    ],
  });
}

/** `already_exists` for a second stream of a fuel that a unit has once. */
export function takenFuel(path: string, fuel: string): Refusal {
  return new Refusal('already_exists', {
    values: { fuel },
    findings: [
      {
        code: 'fuel_taken',
        severity: 'error',
        place: { path },
        text: {
          zh: `该机组已有燃料 ${fuel} 的燃料流；同一燃料请合并为一个燃料流录入。`,
          en: `The unit has a stream of ${fuel} already; record one fuel as one stream.`,
        },
      },
    ],
  });
}
