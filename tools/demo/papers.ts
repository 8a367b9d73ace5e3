import { addDaysTo, daysOf, type MonthFigures, seeded } from './story.ts';

export const style = `<style>
  @page { size: A4; margin: 18mm 16mm; }
  body { font: 12px/1.6 "Noto Sans SC", "Noto Sans CJK SC", sans-serif; color: #111; }
  h1 { font-size: 20px; text-align: center; margin: 0 0 4px; letter-spacing: 4px; }
  .no { text-align: right; color: #444; margin-bottom: 10px; }
  table { width: 100%; border-collapse: collapse; margin: 8px 0 14px; }
  td, th { border: 1px solid #444; padding: 5px 8px; text-align: left; }
  th { background: #f0f4f3; font-weight: 600; width: 22%; }
  td.n { text-align: right; font-variant-numeric: tabular-nums; }
  .foot { margin-top: 26px; display: flex; justify-content: space-between; }
  .note { color: #555; font-size: 10.5px; }
</style>`;

export function pairs(rows: readonly (readonly [string, string])[]): string {
  const cells = rows.map(([name, value]) => `<th>${name}</th><td>${value}</td>`);
  const lines: string[] = [];
  for (let i = 0; i < cells.length; i += 2) lines.push(`<tr>${cells[i]}${cells[i + 1] ?? '<th></th><td></td>'}</tr>`);
  return `<table>${lines.join('')}</table>`;
}

export function results(rows: readonly (readonly [string, string, string, string])[]): string {
  const head = '<tr><th>检测项目</th><th>单位</th><th>结果</th><th>方法标准</th></tr>';
  return `<table>${head}${rows.map(([a, b, c, d]) => `<tr><td>${a}</td><td>${b}</td><td class="n">${c}</td><td>${d}</td></tr>`).join('')}</table>`;
}

function quality(unitCode: string, figures: MonthFigures) {
  const random = seeded(`lab ${unitCode} ${figures.month}`);
  const mAr = 11 + random() * 3;
  const mAd = 2.6 + random() * 1.2;
  const cAd = (Number(figures.C_ar) * 100 * (100 - mAd)) / (100 - mAr);
  return {
    mAr: mAr.toFixed(1),
    mAd: mAd.toFixed(2),
    cAd: cAd.toFixed(2),
    hAd: (3.2 + random() * 0.5).toFixed(2),
    sAd: (0.5 + random() * 0.4).toFixed(2),
    random,
  };
}

/** A laboratory's report on the monthly composite sample. Its days stand in the order a verifier looks for: sampled, received, tested, issued within 40 days. */
export function labReport(unitName: string, unitCode: string, figures: MonthFigures): string {
  const q = quality(unitCode, figures);
  const last = `${figures.month}-${String(daysOf(figures.month)).padStart(2, '0')}`;
  const received = addDaysTo(last, 2 + Math.floor(q.random() * 3));
  const tested = addDaysTo(received, 2);
  const issued = addDaysTo(tested, 3 + Math.floor(q.random() * 5));
  const number = `SLJC-${figures.month.replace('-', '')}-${unitCode}`;
  return `<!doctype html><html lang="zh"><meta charset="utf-8">${style}
  <h1>检测报告</h1><div class="no">报告编号 ${number}</div>
  ${pairs([
    ['委托单位', '示例热电有限公司'],
    ['检测机构', '示例煤质检测有限公司（CMA 演示）'],
    ['样品名称', `入炉煤月度缩分样（${unitName}）`],
    ['样品编号', `${unitCode}-${figures.month}`],
    ['所属月份', figures.month],
    ['样品质量', '1.00 kg（0.2 mm）'],
    ['采样截止', last],
    ['收样日期', received],
    ['检测日期', tested],
    ['签发日期', issued],
  ])}
  ${results([
    ['空气干燥基水分 M<sub>ad</sub>', '%', q.mAd, 'GB/T 212'],
    ['空气干燥基元素碳 C<sub>ad</sub>', '%', q.cAd, 'GB/T 476'],
    ['空气干燥基氢 H<sub>ad</sub>', '%', q.hAd, 'GB/T 476'],
    ['空气干燥基全硫 S<sub>t,ad</sub>', '%', q.sAd, 'GB/T 214'],
    ['收到基水分 M<sub>ar</sub>（企业按日实测加权）', '%', q.mAr, 'GB/T 211'],
    ['收到基元素碳 C<sub>ar</sub>', 'tC/t', figures.C_ar ?? '', '换算'],
    ['收到基低位发热量 Q<sub>net,ar</sub>', 'GJ/t', figures.NCV_ar ?? '', 'GB/T 213'],
  ])}
  <div class="note">收到基换算：C_ar = C_ad ×（100 − M_ar）/（100 − M_ad）。本报告仅对来样负责。演示数据，非真实检测结果。</div>
  <div class="foot"><span>检测：何欣</span><span>审核：林涛</span><span>批准：邓岩</span></div></html>`;
}

/** The laboratory's summary of a year: one line a month. */
export function labYear(unitName: string, year: number, months: readonly MonthFigures[]): string {
  const lines = months
    .map((m) => `<tr><td>${m.month}</td><td class="n">${m.C_ar ?? ''}</td><td class="n">${m.NCV_ar ?? ''}</td></tr>`)
    .join('');
  return `<!doctype html><html lang="zh"><meta charset="utf-8">${style}
  <h1>煤质检测年度汇总</h1><div class="no">${unitName} ${year} 年</div>
  <table><tr><th>月份</th><th>收到基元素碳 C<sub>ar</sub> (tC/t)</th><th>收到基低位发热量 (GJ/t)</th></tr>${lines}</table>
  <div class="note">各月报告原件由示例煤质检测有限公司出具。演示数据，非真实检测结果。</div></html>`;
}

export interface CertifiedMeter {
  readonly code: string;
  readonly name: string;
  readonly model: string;
  readonly accuracy_class: string;
  readonly accuracy_pct: string;
}

export function certificate(meter: CertifiedMeter, on: string, until: string): string {
  const random = seeded(`${meter.code} ${on}`);
  const error = (Number(meter.accuracy_pct) * (0.2 + random() * 0.5)).toFixed(2);
  return `<!doctype html><html lang="zh"><meta charset="utf-8">${style}
  <h1>校准证书</h1><div class="no">证书编号 SLJL-${on.replaceAll('-', '')}-${meter.code}</div>
  ${pairs([
    ['委托单位', '示例热电有限公司'],
    ['校准机构', '示例计量技术有限公司'],
    ['器具名称', meter.name],
    ['器具编号', meter.code],
    ['型号规格', meter.model],
    ['准确度等级', meter.accuracy_class],
    ['校准日期', on],
    ['有效期至', until],
    ['示值误差', `± ${error} %`],
    ['结论', '符合准确度等级要求'],
  ])}
  <div class="note">演示数据，非真实校准结果。</div></html>`;
}
