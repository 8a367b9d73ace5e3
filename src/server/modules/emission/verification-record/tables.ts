import type { ColumnType } from 'kysely';

interface VerificationRecordRow {
  organization_id: string;
  id: string;
  entity_id: string;
  year: number;
  version: number;
  reported_t: string;
  verified_t: string;
  units: ColumnType<{ unitId: string; reportedT: string; verifiedT: string }[], string, never>;
  opinion: 'unqualified' | 'qualified' | 'adverse' | 'disclaimer';
  statement: string;
  verifier: string;
  verifier_en: string;
  verified_on: string;
  recorded_at: string;
  recorded_by: string;
  recorded_by_name: string;
  supersedes: string | null;
}

interface VerificationConfirmationRow {
  organization_id: string;
  record_id: string;
  recorded_by: string;
  confirmed_at: string;
  confirmed_by: string;
  confirmed_by_name: string;
}

export interface VerificationRecordTables {
  'app.verification_record': VerificationRecordRow;
  'app.verification_confirmation': VerificationConfirmationRow;
}
