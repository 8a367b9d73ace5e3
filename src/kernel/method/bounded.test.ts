import { describe, expect, test } from 'vitest';
import type { Finding, Severity } from '../finding.ts';
import { bounded, counted } from './bounded.ts';

function some(severity: Severity, count: number): Finding[] {
  return Array.from({ length: count }, (_, i) => ({ code: `${severity}_${i}`, severity, place: {}, text: { zh: '', en: '' } }));
}

describe('more findings than are listed', () => {
  test('as many as may be stay as they were met', () => {
    const met = [...some('info', 2), ...some('error', 1)];
    expect(bounded(counted(met), 3)).toEqual(met);
  });

  test('the gravest are kept, and all are counted', () => {
    const shown = bounded(counted([...some('info', 3), ...some('warning', 2), ...some('error', 1)]), 2);
    expect(shown.map((one) => one.code)).toEqual(['error_0', 'warning_0', 'more_findings']);
    // Three notes and two warnings and an error are six; two are listed, and a warning is among the four that are not.
    expect(shown[2]?.severity).toBe('warning');
    expect(shown[2]?.text.en).toBe('6 in all (errors 1, warnings 2, notes 3): 2 are listed here, 4 more are not');
    expect(shown[2]?.text.zh).toContain('共 6 条');
  });

  test('those nobody kept are counted too', () => {
    const shown = bounded({ findings: some('error', 2), count: { error: 5000, warning: 0, info: 0 } }, 2);
    expect(shown).toHaveLength(3);
    expect(shown[2]?.text.en).toContain('4998 more');
    expect(shown[2]?.severity).toBe('error');
  });
});
