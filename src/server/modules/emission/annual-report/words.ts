import type { Text } from '../../../../kernel/text.ts';

type Words = Readonly<Record<string, Text | undefined>>;

export const unitClassWords: Words = {
  conventional_coal_above_300mw: { zh: '300MW 等级以上常规燃煤机组', en: 'Conventional coal, above 300 MW class' },
  conventional_coal_up_to_300mw: { zh: '300MW 等级及以下常规燃煤机组', en: 'Conventional coal, up to 300 MW class' },
  non_conventional_coal: { zh: '非常规燃煤机组', en: 'Non-conventional coal' },
  gas: { zh: '燃气机组', en: 'Gas' },
};
export const productWords: Words = {
  condensing: { zh: '纯凝发电', en: 'Condensing' },
  chp: { zh: '热电联产', en: 'Combined heat and power' },
};
export const boilerWords: Words = {
  pulverized: { zh: '煤粉炉', en: 'Pulverized coal' },
  cfb: { zh: '循环流化床', en: 'Circulating fluidized bed' },
  gas_turbine: { zh: '燃气轮机', en: 'Gas turbine' },
  other: { zh: '其他', en: 'Other' },
};
export const coolingWords: Words = {
  open_water: { zh: '开式水冷', en: 'Open water' },
  closed_water: { zh: '闭式水冷', en: 'Closed water' },
  air: { zh: '空冷', en: 'Air' },
  back_pressure: { zh: '背压', en: 'Back pressure' },
};
export const stateWords: Words = {
  draft: { zh: '草稿', en: 'Draft' },
  in_review: { zh: '待审核', en: 'In review' },
  reviewed: { zh: '已审核', en: 'Reviewed' },
  approved: { zh: '已批准', en: 'Approved' },
  locked: { zh: '已锁定', en: 'Locked' },
};
export const acquisitionWords: Words = {
  measured: { zh: '实测', en: 'Measured' },
  calculated: { zh: '计算', en: 'Calculated' },
  estimated: { zh: '估算', en: 'Estimated' },
  default: { zh: '缺省', en: 'Default' },
};
export const severityWords: Words = {
  error: { zh: '错误', en: 'Error' },
  warning: { zh: '警告', en: 'Warning' },
  info: { zh: '提示', en: 'Note' },
};
export const purposeWords: Words = {
  internal: { zh: '内部使用', en: 'Internal' },
  submission: { zh: '报送主管部门', en: 'Submission to the authority' },
  verification: { zh: '提交核查', en: 'Verification' },
  disclosure: { zh: '信息公开', en: 'Public disclosure' },
};
export const approachWords: Words = {
  equity_share: { zh: '股权比例法', en: 'Equity share' },
  financial_control: { zh: '财务控制法', en: 'Financial control' },
  operational_control: { zh: '运营控制法', en: 'Operational control' },
};
export const planAcquisitionWords: Words = {
  measured: { zh: '实测值', en: 'Measured' },
  calculated: { zh: '计算值', en: 'Calculated' },
  design: { zh: '设计值', en: 'Design value' },
  default: { zh: '缺省值', en: 'Default' },
};
export const planFrequencyWords: Words = {
  continuous: { zh: '连续', en: 'Continuous' },
  shift: { zh: '每班', en: 'Each shift' },
  daily: { zh: '每日', en: 'Daily' },
  batch: { zh: '每批', en: 'Each batch' },
  monthly: { zh: '每月', en: 'Monthly' },
  yearly: { zh: '每年', en: 'Yearly' },
  once: { zh: '一次', en: 'Once' },
};
export const planStateWords: Words = {
  draft: { zh: '草稿', en: 'Draft' },
  reviewed: { zh: '已审核', en: 'Reviewed' },
  approved: { zh: '已批准', en: 'Approved' },
  filed: { zh: '已报送', en: 'Filed' },
};
export const revisionWords: Words = {
  first: { zh: '首次编制', en: 'First plan' },
  new_year: { zh: '新的数据年度', en: 'New data year' },
  new_source: { zh: '新增排放源或燃料', en: 'New source or fuel' },
  better_method: { zh: '采用更好的方法', en: 'Better method' },
  wrong_data: { zh: '发现数据有误', en: 'Wrong data found' },
  more_accurate: { zh: '提高准确度', en: 'More accurate' },
  noncompliant: { zh: '不符合要求', en: 'Not compliant' },
  as_told: { zh: '主管部门要求', en: 'As told by the authority' },
};
export const planSectionWords = {
  boundary: { zh: '核算边界', en: 'Boundary' },
  management: { zh: '内部质量管理制度', en: 'Management of data quality' },
  internalReview: { zh: '内部审核', en: 'Internal review' },
  ledgerControl: { zh: '台账管理', en: 'Control of ledgers' },
  sampling: { zh: '煤样采样方案', en: 'Coal sampling plan' },
  preparation: { zh: '煤样制样方案', en: 'Coal sample preparation plan' },
  directMeasurement: { zh: '连续监测', en: 'Direct measurement' },
} as const satisfies Words;
export const correctionWords: Words = {
  requested: { zh: '已申请', en: 'Requested' },
  reviewed: { zh: '已审核', en: 'Reviewed' },
  approved: { zh: '已批准', en: 'Approved' },
  rejected: { zh: '已驳回', en: 'Rejected' },
};
