import { z } from 'zod';
import { actionCodes } from './actions.ts';
import { endpoint } from './endpoint.ts';
import { roleCodes } from './roles.ts';
import { id, instant, shortText } from './values.ts';

/** People, roles, sessions, API keys, first start and demonstration (clause 5.3: responsibilities and authorities). */

export const role = z.enum(roleCodes as readonly [(typeof roleCodes)[number], ...(typeof roleCodes)[number][]]).meta({ id: 'Role' });
const action = z.enum(actionCodes as readonly [(typeof actionCodes)[number], ...(typeof actionCodes)[number][]]).meta({ id: 'Action' });
const email = z.string().trim().toLowerCase().max(254).pipe(z.email()).meta({ id: 'Email' });
/** 8 to 128 characters, none of them trimmed; common ones are refused by the server (`weak_password`). */
const newPassword = z
  .string()
  .max(128)
  .meta({ id: 'NewPassword', description: '8–128 characters; common passwords are refused. No rule of composition.' });
const oneTimeCode = z.string().min(10).max(100);

export const roleGrant = z.object({ id, role, entityId: id.nullable(), grantedAt: instant }).meta({ id: 'RoleGrant' });
export const organizationFacts = z
  .object({ id, name: z.string(), nameEn: z.string(), isDemo: z.boolean() })
  .meta({ id: 'OrganizationFacts' });

export const me = z
  .object({
    person: z.object({
      id,
      name: z.string(),
      nameEn: z.string(),
      email: z.string().nullable(),
      jobTitle: z.string(),
      jobTitleEn: z.string(),
    }),
    organization: organizationFacts,
    grants: z.array(z.object({ role, entityId: id.nullable() })),
    /** Actions the person may do somewhere. */
    actions: z.array(action),
    /** The instant of the organization's clock; in the demonstration that of the story. */
    now: instant,
    demo: z.boolean(),
    persona: z.string().nullable(),
    sessionId: z.string().nullable(),
  })
  .meta({ id: 'Me' });

export const person = z
  .object({
    id,
    name: z.string(),
    nameEn: z.string(),
    email: z.string().nullable(),
    jobTitle: z.string(),
    jobTitleEn: z.string(),
    active: z.boolean(),
    hasLogin: z.boolean(),
    invitedUntil: instant.nullable(),
    grants: z.array(roleGrant),
    version: z.int(),
  })
  .meta({ id: 'Person' });

const personFields = {
  name: shortText,
  nameEn: z.string().trim().max(200).default(''),
  jobTitle: z.string().trim().max(200).default(''),
  jobTitleEn: z.string().trim().max(200).default(''),
};
export const invitation = z
  .object({ link: z.string(), expiresAt: instant })
  .meta({ id: 'Invitation', description: 'A one-time link, shown once; hand it to the person yourself.' });

export const session = z
  .object({
    id: z.string(),
    createdAt: instant,
    lastUsedAt: instant,
    endsAt: instant,
    address: z.string(),
    agent: z.string(),
    current: z.boolean(),
  })
  .meta({ id: 'Session' });

export const apiKey = z
  .object({
    id,
    name: z.string(),
    start: z.string(),
    personId: id,
    personName: z.string(),
    createdAt: instant,
    expiresAt: instant.nullable(),
    revokedAt: instant.nullable(),
  })
  .meta({ id: 'ApiKey' });

export const persona = z
  .object({ persona: z.string(), name: z.string(), nameEn: z.string(), jobTitle: z.string(), jobTitleEn: z.string(), roles: z.array(role) })
  .meta({ id: 'Persona' });

const signedIn = z.object({ personId: id, organizationId: id }).meta({ id: 'SignedIn' });
const personParams = z.object({ personId: id });

export const identityEndpoints = {
  readMe: endpoint({
    name: 'identity.readMe',
    method: 'GET',
    path: '/api/v1/me',
    summary: { zh: '我是谁、能做什么', en: 'Who I am and what I may do' },
    access: 'person',
    reply: me,
  }),
  readSession: endpoint({
    name: 'identity.readSession',
    method: 'GET',
    path: '/api/v1/session',
    summary: { zh: '是否已登录，以何人', en: 'Whether somebody is signed in, and who' },
    description: { zh: '未登录不是错误：此处为 null。', en: 'Nobody signed in is no error here: null.' },
    access: 'public',
    reply: z.object({ me: me.nullable() }).meta({ id: 'SessionState' }),
  }),
  signIn: endpoint({
    name: 'identity.signIn',
    method: 'POST',
    path: '/api/v1/sign-in',
    summary: { zh: '登录', en: 'Sign in' },
    access: 'public',
    limit: 'guessing',
    body: z.strictObject({ email, password: z.string().max(128) }),
    reply: signedIn,
    refusals: ['wrong_credentials'],
  }),
  signOut: endpoint({
    name: 'identity.signOut',
    method: 'POST',
    path: '/api/v1/sign-out',
    summary: { zh: '退出登录', en: 'Sign out' },
    access: 'public',
    reply: z.object({ signedOut: z.literal(true) }),
  }),
  changePassword: endpoint({
    name: 'identity.changePassword',
    method: 'POST',
    path: '/api/v1/me/password',
    summary: { zh: '修改我的密码', en: 'Change my password' },
    description: { zh: '其他会话随之结束。', en: 'Ends my other sessions.' },
    access: 'person',
    limit: 'guessing',
    body: z.strictObject({ currentPassword: z.string().max(128), newPassword }),
    reply: z.object({ changed: z.literal(true) }),
    refusals: ['wrong_credentials', 'weak_password'],
  }),
  listMySessions: endpoint({
    name: 'identity.listMySessions',
    method: 'GET',
    path: '/api/v1/me/sessions',
    summary: { zh: '我的会话', en: 'My sessions' },
    access: 'person',
    reply: z.object({ items: z.array(session) }),
  }),
  endMySessions: endpoint({
    name: 'identity.endMySessions',
    method: 'POST',
    path: '/api/v1/me/sessions/end',
    summary: { zh: '结束我的一个会话，或除当前外的全部会话', en: 'End one of my sessions, or all but this one' },
    access: 'person',
    body: z.strictObject({ sessionId: z.string().max(100).nullable() }),
    reply: z.object({ ended: z.int() }),
  }),
  readSetup: endpoint({
    name: 'identity.readSetup',
    method: 'GET',
    path: '/api/v1/setup',
    summary: { zh: '是否需要初始设置', en: 'Whether the installation waits to be set up' },
    access: 'public',
    reply: z.object({ needed: z.boolean() }),
  }),
  setUp: endpoint({
    name: 'identity.setUp',
    method: 'POST',
    path: '/api/v1/setup',
    summary: { zh: '初始设置：组织与第一位人员', en: 'First set-up: the organization and its first person' },
    access: 'public',
    limit: 'guessing',
    body: z.strictObject({
      code: oneTimeCode,
      organizationName: shortText,
      organizationNameEn: shortText,
      personName: shortText,
      email,
      password: newPassword,
    }),
    reply: signedIn,
    status: 201,
    refusals: ['setup_already_done', 'setup_code_wrong', 'weak_password', 'already_exists'],
  }),
  readDemo: endpoint({
    name: 'identity.readDemo',
    method: 'GET',
    path: '/api/v1/demo',
    summary: { zh: '演示企业与演示人物', en: 'The demonstration and its people' },
    access: 'public',
    reply: z.object({
      available: z.boolean(),
      /** Being loaded right now: ask again in a second. */
      loading: z.boolean(),
      organization: organizationFacts.nullable(),
      personas: z.array(persona),
    }),
  }),
  signInToDemo: endpoint({
    name: 'identity.signInToDemo',
    method: 'POST',
    path: '/api/v1/demo/sign-in',
    summary: { zh: '以演示人物登录', en: 'Sign in as a person of the demonstration' },
    access: 'public',
    body: z.strictObject({ persona: z.string().max(60) }),
    reply: signedIn,
    refusals: ['demo_not_available', 'not_found'],
  }),
  removeDemo: endpoint({
    name: 'identity.removeDemo',
    method: 'POST',
    path: '/api/v1/demo/remove',
    summary: { zh: '移除演示企业', en: 'Remove the demonstration enterprise' },
    access: { action: 'demo.remove' },
    body: z.strictObject({ confirm: z.literal('remove') }),
    reply: z.object({ removedRows: z.int() }),
    refusals: ['demo_not_available'],
  }),
  listPeople: endpoint({
    name: 'identity.listPeople',
    method: 'GET',
    path: '/api/v1/people',
    summary: { zh: '人员与角色', en: 'People and their roles' },
    access: { action: 'person.read' },
    reply: z.object({ items: z.array(person) }),
  }),
  addPerson: endpoint({
    name: 'identity.addPerson',
    method: 'POST',
    path: '/api/v1/people',
    summary: { zh: '新增人员；有邮箱时给出一次性邀请链接', en: 'Add a person; with an e-mail, a one-time invitation' },
    access: { action: 'person.maintain' },
    body: z.strictObject({ ...personFields, email: email.nullable().default(null) }),
    reply: z.object({ person, invitation: invitation.nullable() }),
    status: 201,
  }),
  changePerson: endpoint({
    name: 'identity.changePerson',
    method: 'PUT',
    path: '/api/v1/people/{personId}',
    summary: { zh: '修改人员、停用或恢复', en: 'Change a person, deactivate or reactivate' },
    access: { action: 'person.maintain' },
    params: personParams,
    body: z.strictObject({ ...personFields, email: email.nullable(), active: z.boolean(), version: z.int().min(1) }),
    reply: person,
    refusals: ['not_found', 'conflict', 'already_exists', 'wrong_state'],
  }),
  invitePerson: endpoint({
    name: 'identity.invitePerson',
    method: 'POST',
    path: '/api/v1/people/{personId}/invitation',
    summary: {
      zh: '新的邀请链接（旧的失效；已有登录者用它重设密码）',
      en: 'A new invitation (the old one ends); who has a log-in sets a new password with it',
    },
    access: { action: 'person.maintain' },
    params: personParams,
    reply: invitation,
    status: 201,
    refusals: ['not_found', 'wrong_state'],
  }),
  acceptInvitation: endpoint({
    name: 'identity.acceptInvitation',
    method: 'POST',
    path: '/api/v1/invitations/accept',
    summary: { zh: '接受邀请并设定密码', en: 'Accept an invitation and set a password' },
    access: 'public',
    limit: 'guessing',
    body: z.strictObject({ code: oneTimeCode, password: newPassword }),
    reply: signedIn,
    refusals: ['invitation_code_wrong', 'weak_password', 'already_exists'],
  }),
  grantRole: endpoint({
    name: 'identity.grantRole',
    method: 'POST',
    path: '/api/v1/people/{personId}/roles',
    summary: { zh: '授予角色', en: 'Grant a role' },
    access: { action: 'person.maintain' },
    params: personParams,
    body: z.strictObject({ role, entityId: id.nullable() }),
    reply: person,
    status: 201,
    refusals: ['not_found', 'already_exists'],
  }),
  endRole: endpoint({
    name: 'identity.endRole',
    method: 'POST',
    path: '/api/v1/people/{personId}/roles/{grantId}/end',
    summary: { zh: '结束角色', en: 'End a role' },
    access: { action: 'person.maintain' },
    params: z.object({ personId: id, grantId: id }),
    reply: person,
    refusals: ['not_found', 'wrong_state'],
  }),
  listSessions: endpoint({
    name: 'identity.listSessions',
    method: 'GET',
    path: '/api/v1/people/{personId}/sessions',
    summary: { zh: '某人的会话', en: "A person's sessions" },
    access: { action: 'person.maintain' },
    params: personParams,
    reply: z.object({ items: z.array(session) }),
    refusals: ['not_found'],
  }),
  endSessions: endpoint({
    name: 'identity.endSessions',
    method: 'POST',
    path: '/api/v1/people/{personId}/sessions/end',
    summary: { zh: '结束某人的全部会话', en: 'End all sessions of a person' },
    access: { action: 'person.maintain' },
    params: personParams,
    reply: z.object({ ended: z.int() }),
    refusals: ['not_found'],
  }),
  listApiKeys: endpoint({
    name: 'identity.listApiKeys',
    method: 'GET',
    path: '/api/v1/api-keys',
    summary: { zh: 'API 密钥', en: 'API keys' },
    access: { action: 'apikey.maintain' },
    reply: z.object({ items: z.array(apiKey) }),
  }),
  createApiKey: endpoint({
    name: 'identity.createApiKey',
    method: 'POST',
    path: '/api/v1/api-keys',
    summary: { zh: '新建 API 密钥（只显示一次；可读取与计算）', en: 'Create an API key (shown once; may read and calculate)' },
    access: { action: 'apikey.maintain' },
    body: z.strictObject({ name: shortText, expiresAt: instant.nullable().default(null) }),
    reply: z.object({ apiKey, secret: z.string() }),
    status: 201,
  }),
  revokeApiKey: endpoint({
    name: 'identity.revokeApiKey',
    method: 'POST',
    path: '/api/v1/api-keys/{apiKeyId}/revoke',
    summary: { zh: '停用 API 密钥', en: 'Revoke an API key' },
    access: { action: 'apikey.maintain' },
    params: z.object({ apiKeyId: id }),
    reply: apiKey,
    refusals: ['not_found', 'wrong_state'],
  }),
} as const;
