import { describe, expect, test } from 'vitest';
import { bodyOf, draftOf, emptyRow, exampleRows, namesOf, type SheetDraft } from './sheet-model.ts';

const draft = (more: Partial<SheetDraft> = {}): SheetDraft => ({ balance: 'solved', balanceValue: '', rows: exampleRows, ...more });

describe('a sheet on its way to the server', () => {
  test('carries exact decimals and trimmed names', () => {
    const [first] = exampleRows;
    const rows = [{ ...(first ?? emptyRow(0)), name: ' 甲厂 ', emission: '3,000,000', lines: [{ name: '白水泥', emission: '12.5' }] }];
    const body = bodyOf(draft({ balance: 'published', balanceValue: '1.757', rows }));
    expect(body).toEqual({
      ...{ balance: 'published', balanceValue: '1.757' },
      rows: [{ entityId: null, name: '甲厂', emission: '3000000', intensity: '1.62', lines: [{ name: '白水泥', emission: '12.5' }] }],
    });
    expect([...namesOf(body?.rows ?? [])]).toEqual([
      ['entity=1', '甲厂'],
      ['line=1.1', '白水泥'],
    ]);
  });

  test.each([
    ['without rows', draft({ rows: [] })],
    ['with an empty row', draft({ rows: [...exampleRows, emptyRow(3)] })],
    ['with a line without figure', draft({ rows: exampleRows.map((row) => ({ ...row, lines: [{ name: 'x', emission: '' }] })) })],
    ['published without a value', draft({ balance: 'published' })],
    ['with a balance value that is no number', draft({ balanceValue: 'x' })],
  ])('does not go %s', (_, one) => {
    expect(bodyOf(one)).toBeNull();
  });

  test('begins empty where none was kept', () => {
    const none = { entityId: '', entityName: { zh: '', en: '' }, sector: 'steel' as const, year: 2025, years: { from: 2024, to: 2026 } };
    expect(draftOf({ ...none, sheet: null, versions: [], entities: [] })).toEqual({ balance: 'solved', balanceValue: '', rows: [] });
  });
});
