interface YearStatementRow {
  organization_id: string;
  id: string;
  entity_id: string;
  year: number;
  version: number;
  statement: string;
  change_t: string | null;
  recorded_at: string;
  recorded_by: string;
  recorded_by_name: string;
  supersedes: string | null;
}

export interface YearChangeTables {
  'app.year_statement': YearStatementRow;
}
