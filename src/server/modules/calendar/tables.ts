import type { ColumnType } from 'kysely';
import type { Text } from '../../../kernel/text.ts';

interface FeedRow {
  organization_id: string;
  id: string;
  person_id: string;
  name: string;
  language: 'zh' | 'en';
  token_sha256: string;
  start: string;
  created_at: string;
  revoked_at: string | null;
  version: number;
}

interface NoticeRow {
  organization_id: string;
  id: string;
  person_id: string;
  item_key: string;
  key: string;
  kind: 'reminder' | 'late' | 'escalation';
  as_copy: boolean;
  subsystem: string;
  title: ColumnType<Text, string, string>;
  entity_id: string | null;
  due_on: string;
  path: string;
  made_at: string;
  seen_at: string | null;
  settled_at: string | null;
}

interface MarkRow {
  organization_id: string;
  item_key: string;
  said: string;
  sequence: number;
  changed_at: string;
}

export interface CalendarTables {
  'app.calendar_feed': FeedRow;
  'app.notice': NoticeRow;
  'app.calendar_mark': MarkRow;
}
