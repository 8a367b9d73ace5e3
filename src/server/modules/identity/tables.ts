/** Rows of people, roles and keys; instants are ISO texts (db/codecs.ts). */
export interface OrganizationRow {
  organization_id: string;
  name: string;
  name_en: string;
  is_demo: boolean;
  clock_at: string | null;
  salt: Buffer;
  version: number;
  created_at: string;
}

export interface PersonRow {
  organization_id: string;
  id: string;
  user_id: string | null;
  name: string;
  name_en: string;
  email: string | null;
  job_title: string;
  job_title_en: string;
  persona: string | null;
  active: boolean;
  version: number;
  changed_at: string;
}

export interface PersonRoleRow {
  organization_id: string;
  id: string;
  person_id: string;
  role: string;
  entity_id: string | null;
  granted_at: string;
  granted_by: string;
  ended_at: string | null;
}

export interface ApiKeyRow {
  organization_id: string;
  id: string;
  person_id: string;
  name: string;
  start: string;
  key_sha256: string;
  created_at: string;
  expires_at: string | null;
  revoked_at: string | null;
  version: number;
}

interface MembershipRow {
  user_id: string;
  organization_id: string;
  person_id: string;
  active: boolean;
}

interface CodeRow {
  code_sha256: string;
  created_at: string;
  expires_at: string;
  used_at: string | null;
}

interface InvitationRow extends CodeRow {
  organization_id: string;
  person_id: string;
}

export interface IdentityTables {
  'app.organization': OrganizationRow;
  'app.person': PersonRow;
  'app.person_role': PersonRoleRow;
  'app.api_key': ApiKeyRow;
  'auth.membership': MembershipRow;
  'auth.setup_code': CodeRow;
  'auth.invitation': InvitationRow;
}
