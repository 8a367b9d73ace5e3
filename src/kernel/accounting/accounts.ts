import type { Text } from '../text.ts';

/** Accounts of 财会〔2019〕22号 and of the chart of accounts of enterprises. */
export const accounts = {
  '1002': { zh: '银行存款', en: 'Bank deposits' },
  '1221': { zh: '其他应收款', en: 'Other receivables' },
  '1489': { zh: '碳排放权资产', en: 'Carbon emission rights' },
  '2001': { zh: '短期借款', en: 'Short-term borrowings' },
  '2221': { zh: '应交税费', en: 'Taxes payable' },
  '2241': { zh: '其他应付款', en: 'Other payables' },
  '6051': { zh: '其他业务收入', en: 'Other operating income' },
  '6301': { zh: '营业外收入', en: 'Non-operating income' },
  '6603': { zh: '财务费用', en: 'Financial expenses' },
  '6701': { zh: '资产减值损失', en: 'Impairment losses' },
  '6711': { zh: '营业外支出', en: 'Non-operating expenses' },
} as const satisfies Record<string, Text>;

export type Account = keyof typeof accounts;
