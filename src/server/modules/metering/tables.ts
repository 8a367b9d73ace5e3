import type { ColumnType } from 'kysely';

interface MeterStreamRow {
  organization_id: string;
  id: string;
  entity_id: string;
  unit_id: string | null;
  meter_id: string | null;
  code: string;
  name: string;
  name_en: string;
  quantity: 'electricity' | 'heat' | 'steam' | 'gas' | 'coal' | 'oil' | 'water' | 'other';
  unit: string;
  kind: 'interval' | 'register';
  interval_minutes: number;
  zone: string;
  stamp_order: 'ymd' | 'dmy' | 'mdy';
  midnight: 'closes' | 'opens';
  stamp_marks: 'end' | 'start';
  batch_number: number;
  first_at: string | null;
  last_at: string | null;
  changed_at: string;
}

interface MeterStreamVersionRow {
  organization_id: string;
  stream_id: string;
  number: number;
  valid_from: string;
  new_register: boolean;
  multiplier: string;
  register_span: string | null;
  daily_maximum: string | null;
  stuck_minutes: number | null;
  spike_factor: string | null;
  reason: string;
  recorded_at: string;
  recorded_by: string;
  recorded_by_name: string;
}

interface MeterBatchRow {
  organization_id: string;
  id: string;
  stream_id: string;
  number: number;
  way: 'push' | 'csv' | 'file' | 'correction';
  source: string;
  lines: number;
  taken: number;
  repeated: number;
  known: number;
  replaced: number;
  out_of_order: number;
  faulty: number;
  from_at: string | null;
  to_at: string | null;
  content_sha256: string;
  recorded_at: string;
  recorded_by: string;
  recorded_by_name: string;
}

interface MeterReadingRow {
  organization_id: string;
  stream_id: string;
  at: ColumnType<string, string, never>;
  batch_number: number;
  value: string;
}

interface MeterCorrectionRow {
  organization_id: string;
  id: string;
  stream_id: string;
  at: string;
  old_value: string | null;
  new_value: string;
  reason: string;
  state: 'requested' | 'approved' | 'refused';
  requested_at: string;
  requested_by: string;
  requested_by_name: string;
  decided_at: string | null;
  decided_by: string | null;
  decided_by_name: string | null;
  decision_reason: string;
  version: number;
}

interface MeterFillRow {
  organization_id: string;
  id: string;
  stream_id: string;
  from_at: string;
  to_at: string;
  method: 'linear' | 'neighbour_day' | 'weekday_mean' | 'stated';
  stated_use: string | null;
  reason: string;
  recorded_at: string;
  recorded_by: string;
  recorded_by_name: string;
  withdrawn_at: string | null;
  withdrawn_by: string | null;
  withdrawn_by_name: string | null;
  withdrawal_reason: string;
  version: number;
}

export interface MeteringTables {
  'app.meter_stream': MeterStreamRow;
  'app.meter_stream_version': MeterStreamVersionRow;
  'app.meter_batch': MeterBatchRow;
  'app.meter_reading': MeterReadingRow;
  'app.meter_correction': MeterCorrectionRow;
  'app.meter_fill': MeterFillRow;
}
