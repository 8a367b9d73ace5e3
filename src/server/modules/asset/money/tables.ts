import type { MoneyPurpose } from '../../../../kernel/accounting/money.ts';

interface MoneyRow {
  organization_id: string;
  id: string;
  account_no: number;
  moved_on: string;
  amount: string;
  document_no: string;
  purpose: MoneyPurpose;
  about_zh: string;
  about_en: string;
  contract_id: string;
  told_by_id: string;
  recorded_at: string;
  recorded_by: string;
  recorded_by_name: string;
}

export interface MoneyTables {
  'app.settlement_money': MoneyRow;
}
