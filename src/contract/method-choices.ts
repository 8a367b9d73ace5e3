import type { Text } from '../kernel/text.ts';

/**
 * What the codes of the shipped methods are called: values of their choices and of the text columns of their rule tables. A code of somebody's own method that
 * is not here stands for itself.
 */
export const methodChoices: Readonly<Record<string, Text>> = {
  conventional: { zh: '常规机组', en: 'conventional' },
  non_conventional: { zh: '非常规机组', en: 'non-conventional' },
  pulverized: { zh: '煤粉炉', en: 'pulverized coal' },
  cfb: { zh: '循环流化床', en: 'circulating fluidized bed' },
  not_given: { zh: '未填', en: 'not given' },
  any: { zh: '不限', en: 'any' },
  default: { zh: '缺省值', en: 'default value' },
  mean_of_measured: { zh: '实测月份平均值', en: 'mean of the measured months' },
  guide_default: { zh: '指南缺省值', en: 'default of the guide' },
  national_database: { zh: '国家排放因子数据库', en: 'national factor database' },
  guideline_2022: { zh: '2022 年修订版指南', en: 'guide, 2022 revision' },
  house_table_2024: { zh: '2024 年统一缺省值表', en: 'common table of defaults, 2024' },
  supply: { zh: '按供电量', en: 'power supplied' },
  generation: { zh: '按发电量', en: 'power generated' },
  ad: { zh: '空气干燥基', en: 'air-dried' },
  ar: { zh: '收到基', en: 'as received' },
  d: { zh: '干燥基', en: 'dry' },
  daf: { zh: '干燥无灰基', en: 'dry, ash-free' },
  energy_industries: { zh: '能源工业', en: 'energy industries' },
  manufacturing: { zh: '制造业', en: 'manufacturing' },
  commercial: { zh: '商业', en: 'commercial' },
  residential: { zh: '居民', en: 'residential' },
  average: { zh: '平均因子', en: 'average factor' },
  excluding_market_non_fossil: { zh: '不含市场化交易的非化石电量', en: 'without market-traded non-fossil power' },
  fossil: { zh: '化石能源电力因子', en: 'fossil power factor' },
  ets_report: { zh: '碳市场报告因子', en: 'factor of ETS reports' },
  purchased_heat: { zh: '购入热力', en: 'purchased heat' },
  ets_house_table_2024: { zh: '碳市场统一缺省值表（2024）', en: 'common table of ETS defaults (2024)' },
  power_guideline_2022: { zh: '发电设施指南（2022）', en: 'power guide (2022)' },
  industries_2015: { zh: '24 个行业指南（2013–2015）', en: '24 industry guides (2013–2015)' },
  activity: { zh: '活动数据', en: 'activity data' },
  production: { zh: '生产数据', en: 'production data' },
  in_class: { zh: '在准确度等级内', en: 'within its class' },
  error_found: { zh: '误差超出等级', en: 'error beyond its class' },
  not_calibrated: { zh: '未校准', en: 'not calibrated' },
  delayed: { zh: '延迟校准', en: 'calibrated late' },
  steam: { zh: '蒸汽', en: 'steam' },
  hot_water: { zh: '热水', en: 'hot water' },
  direct: { zh: '直接供热', en: 'direct heat supply' },
  indirect_metered: { zh: '间接供热（已计量）', en: 'indirect heat supply, metered' },
  indirect_unmetered: { zh: '间接供热（未计量）', en: 'indirect heat supply, not metered' },
  as_fired: { zh: '入炉', en: 'as fired' },
  as_received: { zh: '入厂', en: 'as received at the plant' },
  lignite: { zh: '褐煤', en: 'lignite' },
  gangue: { zh: '煤矸石', en: 'gangue' },
  slime: { zh: '煤泥', en: 'coal slime' },
  other: { zh: '其他', en: 'other' },
  bituminous: { zh: '烟煤', en: 'bituminous coal' },
  anthracite: { zh: '无烟煤', en: 'anthracite' },
  conventional_coal_above_300mw: { zh: '300 MW 等级以上常规燃煤', en: 'conventional coal, above the 300 MW class' },
  conventional_coal_up_to_300mw: { zh: '300 MW 等级及以下常规燃煤', en: 'conventional coal, 300 MW class and below' },
  non_conventional_coal: { zh: '非常规燃煤', en: 'non-conventional coal' },
  gas: { zh: '燃气', en: 'gas' },
  condensing: { zh: '纯凝', en: 'condensing' },
  chp: { zh: '热电联产', en: 'combined heat and power' },
  water: { zh: '水冷', en: 'water-cooled' },
  air: { zh: '空冷', en: 'air-cooled' },
  back_pressure: { zh: '背压', en: 'back pressure' },
  benchmark: { zh: '按基准值', en: 'by benchmark' },
  verified_emission: { zh: '按核定排放量', en: 'by verified emission' },
  none: { zh: '无', en: 'none' },
  CaCO3: { zh: '碳酸钙 CaCO3', en: 'calcium carbonate CaCO3' },
  MgCO3: { zh: '碳酸镁 MgCO3', en: 'magnesium carbonate MgCO3' },
  Na2CO3: { zh: '碳酸钠 Na2CO3', en: 'sodium carbonate Na2CO3' },
};

const truth: Readonly<Record<string, Text>> = { true: { zh: '是', en: 'yes' }, false: { zh: '否', en: 'no' } };

/** Words for a value that is no quantity: a choice or true/false; null where it has none. */
export function choiceWords(value: string): Text | null {
  if (Object.hasOwn(truth, value)) return truth[value] ?? null;
  return Object.hasOwn(methodChoices, value) ? (methodChoices[value] ?? null) : null;
}
