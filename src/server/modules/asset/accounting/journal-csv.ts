import type { z } from 'zod';
import type { accountingYear } from '../../../../contract/accounting.ts';

type Year = z.output<typeof accountingYear>;

const heads = {
  zh: ['日期', '凭证号', '摘要', '科目编码', '科目名称', '辅助核算', '借方', '贷方', '账本交易'],
  en: ['Date', 'Entry', 'Summary', 'Account', 'Account name', 'Sub-account', 'Debit', 'Credit', 'Ledger transaction'],
} as const;

/** Texts that a spreadsheet would take for a formula are made harmless; numbers stay numbers. */
const cell = (value: string): string => {
  const safe = /^[=+\-@\t\r]/.test(value) && !/^-?\d+(\.\d+)?$/.test(value) ? `'${value}` : value;
  return `"${safe.replaceAll('"', '""')}"`;
};

/** Entries of a year as CSV (RFC 4180, byte-order mark): one line an account, as general ledgers take them in. */
export function journalCsv(view: Year, language: 'zh' | 'en'): string {
  const rows = view.entries.flatMap((entry) =>
    entry.lines.map((line) => [
      ...[entry.day, `${view.year}-${String(entry.no).padStart(4, '0')}`, entry.summary[language], line.code, line.name[language]],
      ...[line.unit ?? '', line.debit?.value ?? '', line.credit?.value ?? '', entry.transactionId ?? ''],
    ]),
  );
  return `\uFEFF${[heads[language], ...rows].map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`;
}
