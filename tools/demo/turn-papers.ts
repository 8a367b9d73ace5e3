import { pairs, results, style } from './papers.ts';
import { addDaysTo, coalDays, daysOf, type MonthFigures, type SampleFigures, type Story } from './story.ts';

const note = (text: string) => `<div class="note">${text}演示数据，非真实文件。</div>`;
const head = (title: string, number: string) =>
  `<!doctype html><html lang="zh"><meta charset="utf-8">${style}<h1>${title}</h1><div class="no">${number}</div>`;
const foot = (parts: readonly string[]) => `<div class="foot">${parts.map((part) => `<span>${part}</span>`).join('')}</div></html>`;
const cell = (value: string) => `<td class="n">${value}</td>`;

/** The month's moisture as received: that of the days, weighted by what was burned, %. */
export function moistureOf(unitCode: string, figures: MonthFigures): string {
  const days = coalDays(unitCode, figures);
  const sum = (of: (day: (typeof days)[number]) => number) => days.reduce((all, day) => all + of(day), 0);
  return (sum((day) => Number(day.fuelT) * Number(day.mAr)) / sum((day) => Number(day.fuelT))).toFixed(2);
}

/** The external laboratory's report on a composite that the story knows by its own figures and days. */
export function sampleReport(
  unitName: string,
  unitCode: string,
  figures: MonthFigures,
  sample: SampleFigures,
  late: string | null,
): string {
  const mAr = moistureOf(unitCode, figures);
  const cAr = ((Number(sample.carbon) * (100 - Number(mAr))) / (100 - Number(sample.m_ad)) / 100).toFixed(4);
  const ncv: [string, string, string, string][] = sample.ncv_ar
    ? [['收到基低位发热量 Q<sub>net,ar</sub>', 'GJ/t', sample.ncv_ar, 'GB/T 213']]
    : [];
  return `${head('检测报告', `报告编号 ${sample.report_number}`)}
  ${pairs([
    ['委托单位', '示例热电有限公司'],
    ['检测机构', '示例煤质检测有限公司'],
    ['资质', 'CMA 231011340001 · CNAS L10001（演示）'],
    ['样品名称', `入炉煤月度缩分样（${unitName}）`],
    ['样品编号', sample.number],
    ['所属月份', sample.month],
    ['采样截止', sample.sampled_on],
    ['收样日期', sample.received_on],
    ['检测日期', sample.tested_on],
    ['签发日期', sample.reported_on],
  ])}
  ${results([
    ['空气干燥基水分 M<sub>ad</sub>', '%', sample.m_ad, 'GB/T 212'],
    ['空气干燥基灰分 A<sub>ad</sub>', '%', sample.ash, 'GB/T 212'],
    ['空气干燥基挥发分 V<sub>ad</sub>', '%', sample.volatile, 'GB/T 212'],
    ['空气干燥基元素碳 C<sub>ad</sub>', '%', sample.carbon, 'GB/T 476'],
    ['空气干燥基氢 H<sub>ad</sub>', '%', sample.hydrogen, 'GB/T 476'],
    ['空气干燥基全硫 S<sub>t,ad</sub>', '%', sample.sulfur, 'GB/T 214'],
    ...ncv,
    ['收到基水分 M<sub>ar</sub>（企业按日实测加权）', '%', mAr, 'GB/T 211'],
    ['收到基元素碳 C<sub>ar</sub>（换算）', 'tC/t', cAr, '换算'],
  ])}
  ${late ? `<div>${late}</div>` : ''}
  ${note('收到基换算：C_ar = C_ad ×（100 − M_ar）/（100 − M_ad）。本报告仅对来样负责。')}
  ${foot(['检测：何欣', '审核：林涛', '批准：邓岩'])}`;
}

/** The plant's own laboratory: calorific value of a month, by ten-day periods. */
export function calorificReport(unitName: string, unitCode: string, figures: MonthFigures): string {
  const last = `${figures.month}-${String(daysOf(figures.month)).padStart(2, '0')}`;
  return `${head('低位发热量检测月报', `厂化验室 RZ-${figures.month.replace('-', '')}-${unitCode}`)}
  ${pairs([
    ['单位', '示例热电厂化验室'],
    ['样品', `入炉煤每日综合样（${unitName}）`],
    ['所属月份', figures.month],
    ['检测日数', `${daysOf(figures.month)} 天`],
    ['编制日期', addDaysTo(last, 3)],
    ['仪器', '量热仪 5E-C5500 · 每日标定'],
  ])}
  ${results([
    ['收到基水分 M<sub>ar</sub>（按日耗煤加权）', '%', moistureOf(unitCode, figures), 'GB/T 211'],
    ['收到基低位发热量 Q<sub>net,ar</sub>（按日耗煤加权）', 'GJ/t', figures.NCV_ar ?? '', 'GB/T 213'],
  ])}
  ${note('元素碳由外送实验室检测，本月报不含。')}
  ${foot(['检测：周磊', '复核：陈静'])}`;
}

export function sampleDeviation(unitName: string, month: string, number: string): string {
  return `${head('偏差记录', number)}
  ${pairs([
    ['发生单元', unitName],
    ['涉及数据', `${month} 入炉煤元素碳含量 C_ar`],
    ['发现日期', '2024-10-03'],
    ['发现人', '周磊'],
  ])}
  <p>事实：${month} 月度缩分样（1.00 kg，0.2 mm）于 10 月 2 日交承运人送示例煤质检测有限公司，途中包装破损，样品散失；当月备查样已按方案在 9 月 30 日缩分时合并，无法重新制备。</p>
  <p>影响：当月没有有效的元素碳检测，按数据年度规定取实测低位发热量乘以单位热值含碳量缺省值。</p>
  <p>纠正与措施：自 10 月起备查样与送检样分开保存，送检样双份封装并拍照，承运交接签字。</p>
  ${note('')}
  ${foot(['记录：周磊', '审核：赵敏', '批准：孙浩'])}`;
}

export function stockTake(unitName: string, figures: MonthFigures, corrected: string): string {
  const before = Number(figures.FC);
  const rows = [
    ['3月17日 丙班', '148.22'],
    ['3月18日 丙班', (Number(corrected) - before - 148.22).toFixed(2)],
  ];
  return `${head('盘煤核对报告', 'PM-2024-Q3 · 2024-09-30')}
  ${pairs([
    ['盘点范围', `煤场与${unitName}入炉煤计量`],
    ['盘点日期', '2024-09-30'],
    ['方法', '激光盘煤仪 + 给煤机累计量核对'],
    ['涉及月份', figures.month],
  ])}
  <p>3 月 17 日、18 日丙班甲皮带秤积算仪断电，皮带秤未计量，给煤机累计量如下：</p>
  <table><tr><th>班次</th><th>漏计煤量 (t)</th></tr>${rows.map(([a, b]) => `<tr><td>${a}</td>${cell(b ?? '')}</tr>`).join('')}</table>
  ${results([
    [`${figures.month} 台账入炉煤量`, 't', figures.FC ?? '', '日台账'],
    ['补计煤量', 't', (Number(corrected) - before).toFixed(2), '给煤机累计'],
    [`${figures.month} 核对后入炉煤量`, 't', corrected, '—'],
  ])}
  ${note('')}
  ${foot(['盘点：陈静', '监盘：吴强', '复核：赵敏'])}`;
}

export function verificationStatement({ verification: v }: Story): string {
  const units = Object.entries(v.units).map(([code, tonnes]) => `<tr><td>${code}号机组</td>${cell(tonnes)}</tr>`);
  return `${head('核查结论', `${v.verifier} · ${v.verified_on}`)}
  ${pairs([
    ['被核查单位', '示例热电有限公司（示例热电厂）'],
    ['数据年度', String(v.year)],
    ['核查结论', '无保留意见'],
    ['现场核查', '2024-04-15 至 2024-04-18'],
  ])}
  <p>${v.statement}</p>
  <table><tr><th>机组</th><th>核定排放量 (tCO2)</th></tr>${units.join('')}<tr><td>合计（取整）</td>${cell(v.total)}</tr></table>
  ${note('')}
  ${foot(['核查组长：唐毅', '技术复核：示例核查机构'])}`;
}

export function filingReceipt(plan: Story['control_plans'][number]): string {
  return `${head('数据质量控制方案报送回执', `回执号 ${plan.receipt}`)}
  ${pairs([
    ['报送单位', '示例热电有限公司（示例热电厂）'],
    ['方案年度', String(plan.year)],
    ['报送日期', plan.filed_on],
    ['状态', '已提交'],
  ])}
  ${note('')}
  ${foot(['全国碳市场管理平台（演示）'])}`;
}

export function allocationNotice(a: Story['allocations'][number]): string {
  const rows = Object.entries(a.tonnes).map(([code, tonnes]) => `<tr><td>${code}号机组</td>${cell(tonnes)}</tr>`);
  return `${head('配额预分配通知', a.document_no)}
  ${pairs([
    ['重点排放单位', '示例热电有限公司（示例热电厂）'],
    ['年度', String(a.year)],
    ['决定日期', a.decided_on],
    ['依据', '2023、2024年度全国碳排放权交易发电行业配额总量和分配方案'],
  ])}
  <p>按 2023 年度核定排放量的 70% 预分配，向下取整到吨：</p>
  <table><tr><th>机组</th><th>预分配配额 (t)</th></tr>${rows.join('')}</table>
  ${note('')}
  ${foot(['示例市生态环境局（演示）'])}`;
}
