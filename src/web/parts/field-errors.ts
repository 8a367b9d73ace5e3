import type { FormInstance } from 'antd';
import { useEffect } from 'react';
import type { Finding } from '../../kernel/finding.ts';
import { Problem } from '../api/call.ts';
import { useWords } from '../words/language.ts';

/**
 * Puts what a refusal says of a field at that field, as the form's own checks do, and brings the first into sight. Gives the findings that name no field of
 * this form: those stay in the notice.
 */
export function useFieldErrors(form: FormInstance, problem: unknown): readonly Finding[] {
  const { say } = useWords();
  const findings = problem instanceof Problem ? problem.findings : [];
  const fields =
    findings.length === 0 ? [] : form.getFieldsError().map((field) => ({ name: field.name, path: `/${field.name.join('/')}` }));
  const fieldOf = (finding: Finding) => fields.find((field) => field.path === finding.place.path);
  // biome-ignore lint/correctness/useExhaustiveDependencies: told once for each refusal; the reader's corrections are not undone by a later render
  useEffect(() => {
    const wrong = findings.flatMap((finding) => {
      const field = fieldOf(finding);
      return field ? [{ name: field.name, errors: [say(finding.text)] }] : [];
    });
    form.setFields(wrong);
    const [first] = wrong;
    if (first) form.scrollToField(first.name, { behavior: 'instant', block: 'center' });
  }, [problem]);
  return findings.filter((finding) => fieldOf(finding) === undefined);
}
