import type { UnitProcess, UnitSector } from '../../../kernel/organization/unit-sector.ts';

interface EntityRow {
  organization_id: string;
  id: string;
  parent_id: string | null;
  kind: 'group' | 'company' | 'plant';
  name: string;
  name_en: string;
  code: string;
  country: string;
  region: string | null;
  address: string;
  longitude: string | null;
  latitude: string | null;
  altitude_m: string | null;
  industry_code: string;
  equity_share_pct: string;
  financial_control: 'yes' | 'joint' | 'no';
  operational_control: boolean;
  fixed_asset_investment: boolean;
  valid_from: string;
  valid_to: string | null;
  version: number;
  changed_at: string;
}

interface UnitRow {
  organization_id: string;
  id: string;
  entity_id: string;
  name: string;
  name_en: string;
  code: string;
  sector: UnitSector;
  unit_class: 'conventional_coal_above_300mw' | 'conventional_coal_up_to_300mw' | 'non_conventional_coal' | 'gas' | null;
  product: 'condensing' | 'chp' | null;
  capacity_mw: string | null;
  boiler_type: '' | 'pulverized' | 'cfb' | 'gas_turbine' | 'other';
  cooling: '' | 'open_water' | 'closed_water' | 'air' | 'back_pressure';
  process: '' | UnitProcess;
  annual_capacity_t: string | null;
  daily_capacity_t: string | null;
  cell_current_ka: string | null;
  method_id: string;
  commissioned_on: string;
  retired_on: string | null;
  version: number;
  changed_at: string;
}

interface FuelStreamRow {
  organization_id: string;
  id: string;
  unit_id: string;
  code: string;
  name: string;
  name_en: string;
  fuel_kind: 'coal' | 'oil' | 'gas';
  fuel: string;
  position: number;
  version: number;
  changed_at: string;
}

interface ScopeStatementRow {
  organization_id: string;
  id: string;
  number: number;
  state: 'draft' | 'approved' | 'superseded';
  consolidation_approach: 'equity_share' | 'financial_control' | 'operational_control';
  statement: string;
  statement_en: string;
  annexes: ('A' | 'B' | 'C' | 'D')[];
  exclusions: { subject: string; reason: string }[];
  effective_from: string;
  drafted_by: string;
  drafted_by_name: string;
  drafted_at: string;
  approved_by: string | null;
  approved_by_name: string | null;
  approved_at: string | null;
  content_sha256: string;
  version: number;
}

interface MeterRow {
  organization_id: string;
  id: string;
  entity_id: string;
  unit_id: string | null;
  code: string;
  name: string;
  name_en: string;
  kind: 'belt_scale' | 'feeder' | 'truck_scale' | 'electricity_meter' | 'steam_flow' | 'gas_meter' | 'oil_meter' | 'analyser';
  model: string;
  location: string;
  parameter: string;
  accuracy_class: string;
  accuracy_pct: string;
  calibration_interval_months: number;
  in_service_from: string;
  in_service_to: string | null;
  service_gaps: { from: string; to: string }[];
  version: number;
  changed_at: string;
}

interface MeterCalibrationRow {
  organization_id: string;
  id: string;
  meter_id: string;
  calibrated_on: string;
  valid_until: string;
  found_error_pct: string | null;
  result: 'in_class' | 'out_of_class';
  body: string;
  certificate_no: string;
  recorded_at: string;
  recorded_by: string;
  supersedes: string | null;
  withdrawn: boolean;
  reason: string;
}

export interface OrganizationTables {
  'app.entity': EntityRow;
  'app.unit': UnitRow;
  'app.fuel_stream': FuelStreamRow;
  'app.scope_statement': ScopeStatementRow;
  'app.meter': MeterRow;
  'app.meter_calibration': MeterCalibrationRow;
}
