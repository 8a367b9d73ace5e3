import type { Text } from '../kernel/text.ts';

/** The people of `docs/manual`: one role, one desk. A person may hold several, each for one entity and everything below it. */
export const roles = {
  group_carbon_manager: { zh: '集团碳管理负责人', en: 'Group carbon manager' },
  plant_statistician: { zh: '厂级统计员', en: 'Plant statistician' },
  plant_reviewer: { zh: '厂级审核员', en: 'Plant data reviewer' },
  plant_manager: { zh: '厂级负责人', en: 'Plant manager' },
  lab_analyst: { zh: '化验员', en: 'Laboratory analyst' },
  metering_engineer: { zh: '计量工程师', en: 'Metering engineer' },
  trader: { zh: '交易员', en: 'Trader' },
  risk_officer: { zh: '风控专员', en: 'Risk officer' },
  finance_officer: { zh: '财务专员', en: 'Finance officer' },
  asset_manager: { zh: '碳资产经理', en: 'Carbon asset manager' },
  top_management: { zh: '最高管理者', en: 'Top management' },
  internal_auditor: { zh: '内审员', en: 'Internal auditor' },
  verifier: { zh: '核查员', en: 'Verifier' },
  assessment_body: { zh: '评定机构', en: 'Assessment body' },
  authority: { zh: '主管部门', en: 'Competent authority' },
  exchange: { zh: '交易平台', en: 'Exchange and registry' },
  neutrality_owner: { zh: '碳中和负责人', en: 'Neutrality owner' },
  administrator: { zh: '系统管理员', en: 'System administrator' },
} as const satisfies Record<string, Text>;

export type Role = keyof typeof roles;
export const roleCodes = Object.keys(roles) as readonly Role[];

export function isRole(code: string): code is Role {
  return Object.hasOwn(roles, code);
}
