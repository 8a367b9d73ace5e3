import type { Text } from '../kernel/text.ts';

/**
 * Sources and clauses of the shipped methods are written once, as they are cited; here is how the phrases in them are said in the other language. Numbers,
 * symbols and signs stay. What somebody's own method cites stays as it is written where no phrase is known.
 *
 * Titles come first: they hold numbers and phrases.
 */
const titles: readonly (readonly [string, string])[] = [
  [
    '上海环境能源交易所 关于全国碳排放权交易相关事项的公告',
    'Shanghai Environment and Energy Exchange, announcement on trading in the national market,',
  ],
  ['上海环境能源交易所公告', 'Announcement of the Shanghai Environment and Energy Exchange of'],
  [
    '上海环境能源交易所交易规则（收盘价为当日挂牌协议成交量加权平均价）',
    'Trading rules of the Shanghai Environment and Energy Exchange (close: volume-weighted mean of the listed trades of the day)',
  ],
  ['碳排放权交易管理暂行条例', 'Interim regulations on carbon emission trading'],
  ['碳排放权交易管理办法（试行）', 'Measures for carbon emission trading (trial)'],
  ['碳排放权登记管理规则（试行）', 'Rules of registration of carbon emission rights (trial)'],
  ['关于全国温室气体自愿减排交易市场有关工作事项安排的通告', 'Notice on arrangements of the national voluntary emission reduction market'],
  ['温室气体自愿减排交易管理办法（试行）', 'Measures for voluntary emission reduction trading (trial)'],
  ['温室气体自愿减排交易和结算规则（试行）', 'Trading and settlement rules of voluntary emission reductions (trial)'],
  ['全国碳市场配额结转工作通知（2026）', 'Notice on the carry-over of allowances (2026)'],
  ['2019-2020、2021、2022 年度配额分配方案', 'Allocation plans of 2019-2020, 2021 and 2022'],
  ['2019-2020 年度配额分配方案', 'Allocation plan of 2019-2020'],
  ['2019-2020 年度履约通知', 'Notice on the surrender of 2019-2020'],
  ['2023 年清缴工作通知', 'Notice on the surrender of 2023'],
  ['2026 年碳市场工作通知', 'Work notice of the carbon market of 2026'],
  ['历年配额分配方案', 'allocation plans of all years'],
  ['（生态环境法典施行后不再核减）', ' (no cuts once the Ecological and Environmental Code is in force)'],
  ['（交易所另行休市的 2 月 9 日未核实，未列入）', ' (whether the exchange also closed on 9 February was not checked; not listed)'],
  ['国办发明电', 'General Office of the State Council, telegram '],
  ['国能综通新能', 'NEA notice on new energy '],
  ['财会', 'MOF accounting document '],
  ['三、账务处理', 'part 3, entries'],
  ['五、列示和披露', 'part 5, presentation and disclosure'],
  [
    '企业温室气体排放核算与报告指南 发电设施 (环办气候函〔2022〕485号)',
    'Guide for accounting and reporting of greenhouse gas emissions of enterprises: power generation facilities (MEE climate letter [2022] No. 485)',
  ],
  [
    '生态环境部、国家统计局、国家能源局 关于发布2023年电力碳足迹因子数据的公告',
    'Notice of the Ministry of Ecology and Environment, the National Bureau of Statistics and the National Energy Administration on the carbon footprint factors of electricity of 2023',
  ],
  ['关于发布2024年电力碳足迹因子数据的公告', 'Notice on the carbon footprint factors of electricity of 2024'],
  [
    '关于做好2022年企业温室气体排放报告管理相关重点工作的通知',
    'Notice on key work of managing the greenhouse gas emission reports of enterprises in 2022',
  ],
  [
    '中国发电企业温室气体排放核算方法与报告指南（试行）（脱硫过程）',
    'Accounting methods and reporting guide for greenhouse gas emissions of Chinese power generation enterprises (trial), desulphurization',
  ],
  [
    '中国钢铁生产企业温室气体排放核算方法与报告指南（试行）',
    'Accounting methods and reporting guide for greenhouse gas emissions of Chinese iron and steel enterprises (trial)',
  ],
  ['中国电解铝生产企业指南', 'Guide for Chinese electrolytic aluminium enterprises'],
  [
    '中国水泥生产企业温室气体排放核算方法与报告指南（试行）',
    'Accounting methods and reporting guide for greenhouse gas emissions of Chinese cement enterprises (trial)',
  ],
  [
    '中国电解铝生产企业温室气体排放核算方法与报告指南（试行）',
    'Accounting methods and reporting guide for greenhouse gas emissions of Chinese electrolytic aluminium enterprises (trial)',
  ],
  [
    '中国电网企业温室气体排放核算方法与报告指南（试行）',
    'Accounting methods and reporting guide for greenhouse gas emissions of Chinese power grid enterprises (trial)',
  ],
  [
    '24 个行业企业温室气体排放核算方法与报告指南',
    'Accounting methods and reporting guides for greenhouse gas emissions of enterprises, 24 industries',
  ],
  [
    '企业温室气体排放核算方法与报告指南 发电设施',
    'Accounting methods and reporting guide for greenhouse gas emissions of enterprises: power generation facilities',
  ],
  ['合理性经验值与勾稽关系', 'experience values and cross-checks of plausibility'],
  ['合理性经验值', 'experience value of plausibility'],
  ['无经验值', 'no experience value'],
  ['耗煤量反平衡校核', 'reverse balance of coal consumption'],
  ['同比变动', 'change against the year before'],
  ['运行小时数', 'operating hours'],
  ['2022年4月起亦用', 'also used from April 2022 on'],
  ['2023年起', 'from 2023 on'],
  ['2022年修订版', '2022 revision'],
  ['未测低位发热量取', 'where the calorific value was not measured:'],
  ['同值见', 'same value in'],
  ['中国能源统计年鉴', 'China Energy Statistical Yearbook'],
  ['热力排放因子缺省值', 'default emission factor of heat'],
  ['化学计量', 'stoichiometry'],
  [
    '2024、2025年度钢铁、水泥、铝冶炼行业配额总量和分配方案',
    'Plan of total allowances and their allocation to iron and steel, cement and aluminium smelting for 2024 and 2025',
  ],
  [
    '企业温室气体排放核算与报告指南 发电设施',
    'Guide for accounting and reporting of greenhouse gas emissions of enterprises: power generation facilities',
  ],
  ['GB/T 5751 中国煤炭分类', 'GB/T 5751 Chinese classification of coals'],
];

const inEnglish: readonly (readonly [string, string])[] = [
  ['报告在采样后 40 个日历日内出具', 'the report is issued within 40 calendar days of sampling'],
  ['存查煤样', 'retained sample'],
  ['采样 ≤ 收样 ≤ 检测 ≤ 报告', 'sampling ≤ receipt ≤ test ≤ report'],
  ['灰分升高，发热量应降低', 'with more ash the calorific value should be lower'],
  ['预核减超过核定配额的退还', 'a preliminary deduction above the verified allocation is returned'],
  ['合并填报机组就低取值', 'units reported together take the lower value'],
  ['燃煤元素碳含量检测', 'carbon test of coal'],
  ['干燥无灰基元素碳范围', 'range of carbon, dry ash-free'],
  ['检测状态与消耗量一致', 'the tested state matches that of the consumption'],
  ['低位发热量的月均值', 'monthly mean of the net calorific value'],
  ['核减以核定配额为限', 'deductions go up to the verified allocation'],
  ['燃气机组缺口豁免', 'exemption of gas units from the gap'],
  ['起保留六位小数', ' on: six decimals kept'],
  ['核减余量继续核减', 'what remains of the deduction is deducted on'],
  ['核减余量结转', 'what remains of the deduction is carried over'],
  ['机组类别划分', 'classes of units'],
  ['重点排放单位', 'key emitting entity'],
  ['灰分与发热量', 'ash and calorific value'],
  ['缺口率上限', 'cap of the gap rate:'],
  ['征求意见稿', 'draft for comment'],
  [
    '中国发电企业温室气体排放核算方法与报告指南(试行)',
    'Accounting methods and reporting guide for greenhouse gas emissions of Chinese power generation enterprises (trial)',
  ],
  ['生态环境部、国家统计局公告', 'Notice of the Ministry of Ecology and Environment and the National Bureau of Statistics '],
  ['年电力二氧化碳排放因子', ' CO2 emission factors of electricity'],
  ['备用与被替代机组小时数相加作为一台', 'hours of the standby unit and of the unit it replaces are added, as one unit'],
  ['备用与被替代机组作为一台', 'the standby unit and the unit it replaces count as one'],
  ['三种方式无优先顺序，检测状态须与消耗量一致', 'no order among the three ways; the tested state must match that of the consumption'],
  ['回水或补水焓值未知时取', 'where the enthalpy of return or make-up water is unknown:'],
  ['M_ad 取自检测报告', 'M_ad from the laboratory report'],
  ['M_ar 取自企业实测', 'M_ar as measured by the enterprise'],
  ['为每日值按消耗量加权的月均值', ': monthly mean of daily values weighted by consumption'],
  ['燃煤元素碳含量的优先顺序与缺省', 'carbon content of coal: order of preference and defaults'],
  ['燃煤元素碳含量缺省值', 'default carbon content of coal'],
  ['燃煤元素碳含量', 'carbon content of coal'],
  ['燃煤低位发热量', 'net calorific value of coal'],
  ['年度值为月度值按消耗量加权', 'annual value: monthly values weighted by consumption'],
  ['年度为月度之和', 'the year is the sum of the months'],
  ['报表每月保留两位小数', 'monthly figures of the report keep two decimals'],
  ['企业总量取整吨', 'the total of the enterprise in whole tonnes'],
  ['电力排放因子口径', 'basis of the electricity factor'],
  ['配额分配电量口径', 'electricity basis of allocation'],
  ['组分合计应为', 'the constituents must add up to'],
  ['组分合计', 'sum of the constituents'],
  ['全国碳市场 CEMS 试点', 'CEMS pilot of the national ETS'],
  ['全国碳市场 2024 年收盘价', 'closing price of the national ETS in 2024'],
  ['全国碳市场 2025 年收盘价', 'closing price of the national ETS in 2025'],
  ['CEMS 通用算法', 'common CEMS algorithm'],
  ['计算值为准', 'the calculated value counts'],
  ['实测准确度', 'measured accuracy'],
  ['全部厂用电量', 'all auxiliary power'],
  ['避免重复计算', 'no double counting'],
  ['缺测月份规则', 'rule for months without a test'],
  ['保守性原则', 'principle of conservativeness'],
  ['电网排放因子', 'grid emission factor'],
  ['机组排放量', 'emission of the unit'],
  ['数据有效率', 'share of valid data'],
  ['活动数据', 'activity data'],
  ['排放因子', 'emission factor'],
  ['元素碳含量', 'carbon content'],
  ['合理性范围', 'plausible range'],
  ['清缴口径', 'basis of surrender'],
  ['燃料热量', 'energy of the fuel'],
  ['直接供热', 'direct heat supply'],
  ['碳氧化率', 'oxidation rate'],
  ['企业合计', 'total of the enterprise'],
  ['年度汇总', 'annual summary'],
  ['月度汇总', 'monthly summary'],
  ['月度合计', 'monthly total'],
  ['日合计', 'daily total'],
  ['按月填报', 'reported by month'],
  ['每日检测', 'daily test'],
  ['修正量', 'correction'],
  ['更新内容', 'what is new'],
  ['修约规则', 'rounding rules'],
  ['经验值', 'empirical value'],
  ['辅助参数', 'auxiliary parameters'],
  ['供电量', 'power supplied'],
  ['名称对照', 'table of names'],
  ['焓值', 'enthalpy'],
  ['检测范围', 'scope of tests'],
  ['应清缴量', 'amount to surrender'],
  ['舍去小数', 'decimals are cut off'],
  ['多退少补', 'too much is returned, too little made up'],
  ['电量口径', 'basis of electricity'],
  ['基准值', 'benchmark'],
  ['缺口率', 'gap rate'],
  ['预分配', 'pre-allocation'],
  ['排放量', 'emission'],
  ['缺口', 'gap'],
  ['配额', 'allowances'],
  ['预支', 'borrowing'],
  ['预发', 'pre-issued'],
  ['应发', 'to be issued'],
  ['核定', 'verified'],
  ['核减', 'deduction'],
  ['机组', 'units'],
  ['方案', 'plan'],
  ['表注', 'table note'],
  ['差额', 'difference'],
  ['年度合计', 'total of the year'],
  ['质量平衡', 'mass balance'],
  ['合计', 'total'],
  ['质量', 'mass'],
  ['批重', 'batch mass'],
  ['含量', 'content'],
  ['等级', 'class'],
  ['热力', 'heat'],
  ['字段', 'fields'],
  ['纯凝', 'condensing:'],
  ['供热专用', 'heat only'],
  ['厂用', 'aux'],
  ['碳平衡法', 'carbon balance method'],
  ['碳平衡', 'carbon balance'],
  ['直接排放', 'direct emission'],
  ['排放强度', 'emission intensity'],
  ['充注量', 'charge'],
  ['泄漏率', 'leak rate'],
  ['单列', 'shown apart'],
  ['燃烧', 'combustion'],
  ['脱硫', 'desulphurization'],
  ['锅炉', 'boiler'],
  ['发改办气候', 'NDRC climate document '],
  ['国环规气候', 'MEE climate regulation '],
  ['环办气候函', 'MEE climate letter '],
  ['环办气候', 'MEE climate document '],
];

const inChinese: readonly (readonly [string, string])[] = [
  ['2013 guide, carried over', '沿用 2013 年指南'],
  ['direct emissions only', '仅直接排放'],
  ['official factor of 2023, taken by the pattern of the two years before; no notice seen', '2023 年官方因子，按前两年惯例采用；未见通知'],
  ['used only where the rule of the year is the mean of the measured months', '仅在当年规则为实测月份平均值时采用'],
  ['the house table of the ETS guides; the 2026 power guide was not seen', '碳市场各指南的统一缺省值表；未见 2026 年发电指南'],
  ['carried over: the national database row for 2026 was not seen', '沿用：未见国家数据库 2026 年取值'],
  ['same values as the 2022 revision for the fuels listed', '所列燃料取值与 2022 年修订版相同'],
  ['may mean 0.03085 regardless of coal type for 2022', '2022 年度或不分煤种均取 0.03085'],
  ['purchased MWh is an auxiliary figure', '购入电量为辅助数据'],
  ['activity data × emission factor', '活动数据 × 排放因子'],
  [' value;', '取值;'],
  [' and its editions by data year', '及其各数据年度版本'],
  ['one value for all coal units', '所有燃煤机组同一取值'],
  ['by boiler type and altitude', '按锅炉类型与海拔'],
  ['the official factor of', '官方因子，年份'],
  ['GB/T 2589-2020 and ', 'GB/T 2589-2020 和'],
  ['using the 2021 official factor', '采用 2021 年官方因子'],
  ['using the 2022 official factor', '采用 2022 年官方因子'],
  ['basis conversion', '基准换算'],
  ['carried over:', '沿用：'],
  ['not seen', '未见'],
];

/** Forms with a number in them: documents, annexes, tables. */
const numbered: readonly (readonly [RegExp, string])[] = [
  [/〔(\d{4})〕(\d+)号/g, '[$1] No. $2'],
  [/(\d{4})年第(\d+)号/g, '[$1] No. $2'],
  [/附件\s*(\d+)/g, ' attachment $1'],
  [/附(\d+)/g, ' attachment $1 '],
  [/第(\d+)、(\d+)条/g, ' art. $1 and $2'],
  [/第(\d+)条/g, ' art. $1'],
  [/附录\s*二/g, ' annex 2'],
  [/附录\s*([A-Z])/g, ' annex $1'],
  [/表\s*([A-Z]?\.?\d)/g, 'table $1'],
  [/(\d+) ?个行业指南/g, '$1 industry guides'],
  [/Q_供/g, 'Q_supplied'],
  [/E_电极/g, 'E_electrode'],
  [/E_电/g, 'E_electricity'],
  [/E_热/g, 'E_heat'],
  [/E_熔剂/g, 'E_flux'],
  [/E_原料/g, 'E_raw'],
  [/E_直接/g, 'E_direct'],
  [/R_固碳/g, 'R_kept'],
];

const han = /[\u4e00-\u9fff]/;

const said = new Map<string, Text>();
const rememberedAtMost = 5_000;

/** A source or clause in both languages. */
export function citation(written: string): Text {
  const known = said.get(written);
  if (known) return known;
  const text = { zh: chinese(written), en: english(written) };
  if (said.size < rememberedAtMost) said.set(written, text);
  return text;
}

function chinese(written: string): string {
  return inChinese.reduce((text, [from, to]) => text.replaceAll(from, to), written);
}

function english(written: string): string {
  if (!han.test(written)) return written;
  const titled = titles.reduce((text, [from, to]) => text.replaceAll(from, to), written);
  const counted = numbered.reduce((text, [pattern, to]) => text.replace(pattern, to), titled);
  return inEnglish
    .reduce((text, [from, to]) => text.replaceAll(from, to), counted)
    .replace(/[；，、（）：]/g, (sign) => signs[sign] ?? sign)
    .replace(/ {2,}/g, ' ')
    .replace(/ ([;:,)])/g, '$1')
    .replace(/\( /g, '(')
    .trim();
}

const signs: Readonly<Record<string, string>> = { '；': '; ', '，': ', ', '、': ', ', '（': ' (', '）': ')', '：': ': ' };
