interface MeasuredStackRow {
  organization_id: string;
  id: string;
  unit_id: string;
  code: string;
  name: string;
  name_en: string;
  concentration_basis: 'dry' | 'wet';
  flow_basis: 'dry' | 'wet';
  location: string;
  first_hour: string | null;
  last_hour: string | null;
  batch_number: number;
  changed_at: string;
}

interface MeasuredBatchRow {
  organization_id: string;
  id: string;
  stack_id: string;
  number: number;
  way: 'csv' | 'push';
  rows: number;
  from_hour: string;
  to_hour: string;
  replaced: number;
  content_sha256: string;
  recorded_at: string;
  recorded_by: string;
  recorded_by_name: string;
}

interface MeasuredHourRow {
  organization_id: string;
  stack_id: string;
  hour: string;
  batch_number: number;
  status: 'valid' | 'maintenance' | 'calibration' | 'fault' | 'stopped';
  co2_percent: string | null;
  co2_gram_per_nm3: string | null;
  concentration_basis: 'dry' | 'wet';
  flow_nm3_h: string | null;
  flow_basis: 'dry' | 'wet';
  moisture_percent: string | null;
  o2_percent: string | null;
  temperature_c: string | null;
  velocity_m_s: string | null;
  load_percent: string | null;
}

interface MeasurementExplanationRow {
  organization_id: string;
  id: string;
  unit_id: string;
  month: string;
  measured: string;
  calculated: string;
  reason: string;
  at: string;
  by: string;
  by_name: string;
}

export interface DirectMeasurementTables {
  'app.measured_stack': MeasuredStackRow;
  'app.measured_batch': MeasuredBatchRow;
  'app.measured_hour': MeasuredHourRow;
  'app.measurement_explanation': MeasurementExplanationRow;
}
