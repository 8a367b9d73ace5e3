import type { Generated } from 'kysely';
import type { Turn } from '../../../kernel/discussion/thread.ts';

interface ThreadRow {
  organization_id: string;
  id: string;
  object_type: string;
  object_id: string;
  entity_id: string | null;
  label_zh: string;
  label_en: string;
  path: string;
  opened_at: string;
  opened_by: string;
  opened_by_name: string;
}

interface RemarkRow {
  organization_id: string;
  id: string;
  version: number;
  thread_id: string;
  no: number;
  body: string;
  mentions: string[];
  withdrawn: boolean;
  reason: Generated<string>;
  written_at: string;
  written_by: string;
  written_by_name: string;
}

interface TurnRow {
  organization_id: string;
  thread_id: string;
  no: number;
  after_no: number;
  turn: Turn;
  asked_of: string | null;
  due_on: string | null;
  reason: Generated<string>;
  taken_at: string;
  taken_by: string;
  taken_by_name: string;
}

interface SeenRow {
  organization_id: string;
  remark_id: string;
  person_id: string;
  seen_at: string;
}

export interface DiscussionTables {
  'app.remark_thread': ThreadRow;
  'app.remark': RemarkRow;
  'app.remark_turn': TurnRow;
  'app.remark_seen': SeenRow;
}
