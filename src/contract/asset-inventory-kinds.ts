import type { Text } from '../kernel/text.ts';

/** Steps of an identification of carbon assets (Annex G; the wording and order are ours), each taken once by a named person. */
export const identificationSteps = {
  scope: {
    title: { zh: '确定范围', en: 'Scope' },
    asks: { zh: '单位、边界、基准日、纳入的资产类型', en: 'Entity, boundary, day, kinds of assets that count' },
  },
  ledger: {
    title: { zh: '提取现有资产', en: 'Existing assets' },
    asks: { zh: '从登记簿按类别提取基准日的持有', en: 'Takes what the ledger holds by class on the day' },
  },
  obligations: {
    title: { zh: '识别负碳资产', en: 'Obligations' },
    asks: { zh: '核对各履约年度的应清缴、应退回和对外承诺', en: 'Open compliance years, units to return, commitments' },
  },
  screening: {
    title: { zh: '筛查潜在资产', en: 'Screening' },
    asks: { zh: '逐项排查减排项目、绿色电力、碳汇与合同权利', en: 'Reduction projects, green power, sinks, rights from contracts' },
  },
  quantification: {
    title: { zh: '估算与不确定性', en: 'Quantification' },
    asks: { zh: '数量、范围、实现概率及其依据', en: 'Quantity, range, probability and what they rest on' },
  },
  rights: {
    title: { zh: '权属与限制', en: 'Rights' },
    asks: { zh: '权利人、质押与合同限制、一项减排只主张一次', en: 'Who holds the right, pledges, contracts, one claim for each reduction' },
  },
} as const satisfies Record<string, { readonly title: Text; readonly asks: Text }>;
export type IdentificationStep = keyof typeof identificationSteps;
export const identificationStepCodes = [
  ...(['scope', 'ledger', 'obligations', 'screening', 'quantification', 'rights'] as const),
] as const satisfies readonly IdentificationStep[];

/** Kinds of potential assets: what might become units or spare some. */
export const potentialKinds = {
  expected_allowance: { zh: '预计配额盈余', en: 'Expected surplus of allowances' },
  carry_over: { zh: '可结转配额', en: 'Allowances that may be carried over' },
  ccer_project: { zh: 'CCER 项目减排量', en: 'Credits of a CCER project' },
  other_credit: { zh: '其他核证减排量', en: 'Credits of another programme' },
  certificate: { zh: '绿证与绿电', en: 'Green certificates and power' },
  energy_saving: { zh: '节能降碳改造', en: 'Energy saving and retrofit' },
  fuel_switch: { zh: '燃料替代', en: 'Fuel switch' },
  carbon_sink: { zh: '碳汇', en: 'Carbon sink' },
  contract_right: { zh: '合同权利（远期、回购、借出）', en: 'Right from a contract (forward, repo, loan)' },
  other: { zh: '其他', en: 'Other' },
} as const satisfies Record<string, Text>;
export type PotentialKind = keyof typeof potentialKinds;
export const potentialKindCodes = [
  ...(['expected_allowance', 'carry_over', 'ccer_project', 'other_credit', 'certificate'] as const),
  ...(['energy_saving', 'fuel_switch', 'carbon_sink', 'contract_right', 'other'] as const),
] as const satisfies readonly PotentialKind[];

/** What a line of the inventory is called; existing ones carry the programme of their class. */
export function inventoryKindTitle(kind: string): Text {
  const known: Readonly<Record<string, Text>> = potentialKinds;
  return known[kind] ?? { zh: kind, en: kind };
}
