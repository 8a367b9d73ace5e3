interface ValuationPriceRow {
  organization_id: string;
  id: string;
  programme: string;
  vintage: number | null;
  day: string;
  version: number;
  price: string;
  source: string;
  recorded_at: string;
  recorded_by: string;
  recorded_by_name: string;
}

export interface StatementTables {
  'app.asset_valuation_price': ValuationPriceRow;
}
