export const organization = {
  noUnits: '还没有机组',
  noUnitsText: '月度数据与年度结果以机组为单位。请先在“组织与边界”中建立厂与机组。',
  noUnitsAction: '去建立机组',
} as const;
