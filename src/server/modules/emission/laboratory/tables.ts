import type { ColumnType } from 'kysely';

type Json<T> = ColumnType<T, string, string>;

export interface AccreditationRow {
  scheme: 'CMA' | 'CNAS';
  number: string;
  validFrom: string;
  validTo: string;
  scope: ('carbon' | 'ncv' | 'hydrogen' | 'sulfur' | 'moisture' | 'ash' | 'volatile')[];
}

interface LaboratoryRow {
  organization_id: string;
  id: string;
  name: string;
  name_en: string;
  kind: 'own' | 'external';
  accreditations: Json<AccreditationRow[]>;
  version: number;
  changed_at: string;
}

interface CoalSampleRow {
  organization_id: string;
  id: string;
  sample_id: string;
  version: number;
  unit_id: string;
  fuel_stream_id: string;
  month: string;
  kind: 'daily' | 'batch' | 'monthly_composite';
  number: string;
  sampled_on: string;
  state: 'as_fired' | 'as_received';
  amount_t: string | null;
  received_on: string | null;
  tested_on: string | null;
  reported_on: string | null;
  laboratory_id: string | null;
  report_number: string;
  standard: string;
  basis: 'ar' | 'ad' | 'd' | 'daf';
  m_ad: string | null;
  m_ar: string | null;
  carbon: string | null;
  ncv_ar: string | null;
  ash: string | null;
  volatile: string | null;
  hydrogen: string | null;
  sulfur: string | null;
  transmittance: string | null;
  gross_cv: string | null;
  note: string;
  withdrawn: boolean;
  reason: string;
  supersedes: string | null;
  fingerprint: string | null;
  files: string[];
  recorded_at: string;
  recorded_by: string;
  recorded_by_name: string;
}

interface DailyFuelRow {
  organization_id: string;
  id: string;
  unit_id: string;
  fuel_stream_id: string;
  day: string;
  version: number;
  fuel_t: string | null;
  m_ar: string | null;
  recorded_at: string;
  recorded_by: string;
  recorded_by_name: string;
}

interface LaboratoryAdoptionRow {
  organization_id: string;
  id: string;
  unit_id: string;
  fuel_stream_id: string;
  month: string;
  method_id: string;
  method_version: number;
  method_sha256: string;
  input: Json<unknown>;
  result: Json<unknown>;
  derivation: Json<unknown>;
  content_sha256: string;
  data: Json<{ parameter: string; datumId: string; value: string }[]>;
  sample_versions: string[];
  recorded_at: string;
  recorded_by: string;
  recorded_by_name: string;
}

export interface LaboratoryTables {
  'app.laboratory': LaboratoryRow;
  'app.coal_sample': CoalSampleRow;
  'app.daily_fuel': DailyFuelRow;
  'app.laboratory_adoption': LaboratoryAdoptionRow;
}
