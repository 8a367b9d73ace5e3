import type { ColumnType } from 'kysely';
import type { Content, Standing } from '../../../kernel/system/register.ts';

type Json<T> = ColumnType<T, string, string>;

interface RecordRow {
  organization_id: string;
  id: string;
  register: string;
  no: number;
  entity_id: string;
  state: string;
  stands: Standing;
  version: number;
  title: string;
  content: Json<Content>;
  clauses: string[];
  owner_id: string | null;
  due_on: string | null;
  search: string;
  in_force_version: number | null;
  in_force_on: string | null;
  review_on: string | null;
  opened_at: string;
  changed_at: string;
}

interface VersionRow {
  organization_id: string;
  record_id: string;
  version: number;
  content: Json<Content>;
  content_sha256: Buffer;
  reason: string;
  written_at: string;
  written_by: string;
  written_by_name: string;
}

interface MoveRow {
  organization_id: string;
  record_id: string;
  no: number;
  move: string;
  from_state: string;
  to_state: string;
  version: number;
  content_sha256: Buffer;
  approves: boolean;
  reason: string;
  moved_at: string;
  moved_by: string;
  moved_by_name: string;
  moved_as: string;
}

interface ReferenceRow {
  organization_id: string;
  record_id: string;
  field: string;
  target_type: 'person' | 'entity' | 'record';
  target_id: string;
}

interface ResultRow {
  organization_id: string;
  record_id: string;
  period: string;
  no: number;
  record_version: number;
  as_of: string;
  result: Json<unknown>;
  result_sha256: Buffer;
  reason: string;
  computed_at: string;
  computed_by: string;
  computed_by_name: string;
}

interface ReadingRow {
  organization_id: string;
  id: string;
  record_id: string;
  symbol: string;
  period: string;
  no: number;
  value: string | null;
  note: string;
  recorded_at: string;
  recorded_by: string;
  recorded_by_name: string;
}

export interface SystemTables {
  'app.register_result': ResultRow;
  'app.parameter_reading': ReadingRow;
  'app.register_record': RecordRow;
  'app.register_version': VersionRow;
  'app.register_move': MoveRow;
  'app.register_reference': ReferenceRow;
}
