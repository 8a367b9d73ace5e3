interface PublicationRow {
  id: string;
  file_sha256: string;
  series: string;
  publisher_zh: string;
  publisher_en: string;
  title_zh: string;
  title_en: string;
  edition: string;
  published_on: string | null;
  licence: string;
  credit_zh: string;
  credit_en: string;
  url: string | null;
  gwp_basis: string | null;
  heat_basis: string | null;
  caution_zh: string;
  caution_en: string;
  superseded_by: string | null;
  valid_to: string | null;
  factor_count: number;
  position: number;
  loaded_at: string;
}

interface FactorRow {
  publication_id: string;
  id: string;
  position: number;
  key: string;
  quantity: string;
  name_zh: string;
  name_en: string;
  category_zh: string;
  category_en: string;
  gas: string;
  value: string;
  printed: string;
  unit: string;
  basis: string;
  region: string;
  valid_from: string | null;
  valid_to: string | null;
  source: string;
  confidence: string;
  note: string;
  search: string;
}

interface GwpSetRow {
  set: string;
  file_sha256: string;
  title_zh: string;
  title_en: string;
  horizon_years: number;
  position: number;
}

interface GwpValueRow {
  set: string;
  gas: string;
  value: string;
  printed: string;
  source: string;
  confidence: string;
  note: string;
  position: number;
}

interface OwnFactorRow {
  organization_id: string;
  id: string;
  number: number;
  key: string;
  quantity: 'emission_factor' | 'ncv' | 'carbon_content' | 'oxidation' | 'density';
  name_zh: string;
  name_en: string;
  gas: string;
  value: string;
  unit: string;
  region: string;
  valid_from: string;
  valid_to: string | null;
  source: string;
  note: string;
  state: 'proposed' | 'approved' | 'rejected' | 'superseded';
  proposed_by: string;
  proposed_by_name: string;
  proposed_at: string;
  decided_by: string | null;
  decided_by_name: string | null;
  decided_at: string | null;
  decision_reason: string;
  version: number;
}

export interface LibraryTables {
  'library.publication': PublicationRow;
  'library.factor': FactorRow;
  'library.gwp_set': GwpSetRow;
  'library.gwp_value': GwpValueRow;
  'app.own_factor': OwnFactorRow;
}
