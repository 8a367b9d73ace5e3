export const emission = {
  months: '月度数据',
} as const;
