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
