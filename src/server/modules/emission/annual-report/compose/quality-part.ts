import type { Finding } from '../../../../../kernel/finding.ts';
import { type Block, heading, left, paragraph, right, type Voice } from '../../../document/index.ts';
import type { Snapshot } from '../report-view.ts';
import { acquisitionWords, correctionWords, severityWords, stateWords } from '../words.ts';
import type { YearContent } from '../year-content.ts';

function quality(content: YearContent, { say, w }: Voice): Block[] {
  const months = content.units.flatMap((unit) =>
    unit.months.map((one) => [
      say(unit.name),
      one.month,
      say(stateWords[one.state]),
      `${one.given} / ${one.required}`,
      String(one.evidenced),
      one.calculationSha256 ?? w('未冻结', 'not frozen'),
    ]),
  );
  const counts = content.units.map((unit) => {
    const of = (acquisition: string) =>
      String(unit.data.filter((datum) => datum.value !== null && datum.acquisition === acquisition).length);
    return [say(unit.name), ...['measured', 'calculated', 'estimated', 'default'].map(of)];
  });
  const meters = content.meters.map((meter) => [
    `${meter.code} ${say(meter.name)}`,
    say(content.method.titles[meter.parameter]) || meter.parameter,
    meter.accuracyClass,
    meter.calibrations.length === 0
      ? w('本年度无有效校准记录', 'no calibration covers the year')
      : meter.calibrations
          .map((one) => `${one.performedOn} – ${one.dueOn}${one.certificateNo === '' ? '' : ` (${one.certificateNo})`}`)
          .join(w('；', '; ')),
  ]);
  return [
    heading(1, w('数据质量', 'Data quality')),
    {
      kind: 'table',
      caption: w('数值的获取方式（个数）', 'How values were acquired (number)'),
      columns: [
        left(w('机组', 'Unit'), 28),
        ...['measured', 'calculated', 'estimated', 'default'].map((one) => right(say(acquisitionWords[one]), 18)),
      ],
      rows: counts,
    },
    meters.length === 0
      ? paragraph(w('没有登记计量器具。', 'No meters are recorded.'))
      : {
          kind: 'table',
          caption: w('计量器具与校准', 'Meters and calibrations'),
          columns: [
            left(w('器具', 'Meter'), 30),
            left(w('参数', 'Parameter'), 16),
            left(w('等级', 'Class'), 9),
            left(w('校准有效期', 'Calibrated'), 45),
          ],
          rows: meters,
        },
    {
      kind: 'table',
      caption: w('月份状态与冻结的计算', 'State of the months and frozen calculations'),
      small: true,
      columns: [
        left(w('机组', 'Unit'), 14),
        left(w('月份', 'Month'), 11),
        left(w('状态', 'State'), 12),
        right(w('已填 / 应填', 'Given / required'), 13),
        right(w('有证据', 'Evidenced'), 10),
        left(w('计算的 SHA-256', 'SHA-256 of the calculation'), 40),
      ],
      rows: months,
    },
  ];
}

function placeOf(finding: Finding): string {
  const { at, symbol, path } = finding.place;
  return [...Object.values(at ?? {}), symbol ?? ''].filter((part) => part !== '').join(' · ') || (path ?? '');
}

function findings({ report, year }: Snapshot, { say, w }: Voice): Block[] {
  const rank = { error: 0, warning: 1, info: 2 };
  const rows = [...report.findings]
    .sort((a, b) => rank[a.severity] - rank[b.severity])
    .map((one) => [say(severityWords[one.severity]), say(one.text), placeOf(one)]);
  const reasons = year.units.flatMap((unit) =>
    unit.months.flatMap((month) => month.reasons.map((one) => [say(unit.name), month.month, one.code, one.reason, one.byName])),
  );
  return [
    heading(1, w('检查结论与说明', 'Findings and reasons')),
    rows.length === 0
      ? paragraph(w('没有检查结论。', 'There are no findings.'))
      : {
          kind: 'table',
          caption: w(
            '出具时的检查结论（含缺省、校准修正等保守取值）',
            'Findings when the report was issued (defaults and calibration corrections among them)',
          ),
          small: true,
          columns: [left(w('程度', 'Severity'), 10), left(w('结论', 'Finding'), 66), left(w('位置', 'Place'), 24)],
          rows,
        },
    ...(reasons.length === 0
      ? []
      : [
          {
            kind: 'table' as const,
            caption: w('对警告的说明', 'Reasons given for warnings'),
            small: true,
            columns: [
              left(w('机组', 'Unit'), 14),
              left(w('月份', 'Month'), 11),
              left(w('检查', 'Check'), 25),
              left(w('说明', 'Reason'), 36),
              left(w('说明人', 'By'), 14),
            ],
            rows: reasons,
          },
        ]),
  ];
}

function penalties(content: YearContent, { figure, given, say, w }: Voice): Block[] {
  const costs = content.units.flatMap((unit) =>
    unit.penalties.map((one) => [
      say(unit.name),
      one.month,
      say(one.title),
      say(one.why),
      one.factor ?? '—',
      one.costT === null ? '—' : `${figure(one.costT, 'emission')} ${one.basis === 'emission' ? 'tCO2' : w('t 配额', 't of allowance')}`,
    ]),
  );
  const corrections = content.units.flatMap((unit) =>
    unit.corrections.map((one) => [
      say(unit.name),
      one.month,
      say(correctionWords[one.state]),
      one.reason,
      `${one.difference.frozen ?? '—'} → ${one.difference.corrected ?? '—'} ${one.difference.unit}`,
      given(one.decidedByName),
    ]),
  );
  return [
    heading(1, w('保守取值与更正', 'Conservative values and corrections')),
    costs.length === 0
      ? paragraph(w('没有因校准或缺测而采用的保守取值。', 'No value was taken higher for want of a calibration or a test.'))
      : {
          kind: 'table',
          caption: w('保守取值及其代价', 'Conservative values and what they cost'),
          small: true,
          columns: [
            left(w('机组', 'Unit'), 12),
            left(w('月份', 'Month'), 10),
            left(w('项目', 'Value'), 18),
            left(w('原因', 'Why'), 34),
            right(w('系数', 'Factor'), 10),
            right(w('代价', 'Cost'), 16),
          ],
          rows: costs,
        },
    corrections.length === 0
      ? paragraph(w('没有对已锁定月份的更正。', 'No locked month was corrected.'))
      : {
          kind: 'table',
          caption: w('对已锁定月份的更正', 'Corrections of locked months'),
          small: true,
          columns: [
            left(w('机组', 'Unit'), 12),
            left(w('月份', 'Month'), 10),
            left(w('状态', 'State'), 10),
            left(w('理由', 'Reason'), 32),
            left(w('排放量', 'Emission'), 24),
            left(w('决定人', 'Decided by'), 12),
          ],
          rows: corrections,
        },
  ];
}

function uncertainty({ uncertainty: one }: YearContent, { figure, w }: Voice): Block[] {
  const text =
    one === null
      ? w('本年度没有不确定性分析。', 'No uncertainty analysis was made for the year.')
      : w(
          `不确定性分析第 ${one.number} 号（${one.approach === 'approach_1' ? '误差传递' : '蒙特卡罗'}）：合计 ${figure(one.total, 'emission')} tCO2，95% 置信区间 ${figure(one.low, 'emission')} – ${figure(one.high, 'emission')} tCO2，半宽 ${figure(one.percent, 'loadFactor')} %。SHA-256：${one.contentSha256}`,
          `Uncertainty analysis no. ${one.number} (${one.approach === 'approach_1' ? 'error propagation' : 'Monte Carlo'}): total ${figure(one.total, 'emission')} tCO2, 95 % interval ${figure(one.low, 'emission')} – ${figure(one.high, 'emission')} tCO2, half width ${figure(one.percent, 'loadFactor')} %. SHA-256: ${one.contentSha256}`,
        );
  return [heading(1, w('不确定性', 'Uncertainty')), paragraph(text)];
}

function verification({ verification: one }: YearContent, voice: Voice): Block[] {
  const { figure, w } = voice;
  return [
    heading(1, w('核查', 'Verification')),
    one === null
      ? paragraph(w('出具时尚无经确认的核查结果。', 'No confirmed verified figure existed when the report was issued.'))
      : {
          kind: 'facts',
          rows: [
            [w('核查排放量（tCO2）', 'Verified emission (tCO2)'), figure(one.totalT, 'emission')],
            [w('核查机构', 'Verifier'), one.verifier],
            [w('核查日期', 'Verified on'), one.verifiedOn],
            [w('版本', 'Version'), String(one.version)],
            [w('确认时间', 'Confirmed at'), voice.instant(one.confirmedAt)],
          ],
        },
  ];
}

/** Everything by which the figures may be trusted. */
export function qualityPart(snapshot: Snapshot, voice: Voice): Block[] {
  const { w } = voice;
  const { year } = snapshot;
  return [
    ...quality(year, voice),
    ...findings(snapshot, voice),
    ...penalties(year, voice),
    ...uncertainty(year, voice),
    ...verification(year, voice),
    heading(1, w('证据清单', 'Evidence')),
    year.evidence.length === 0
      ? paragraph(w('没有附证据。', 'No evidence is attached.'))
      : {
          kind: 'table',
          caption: w('证据及其 SHA-256', 'Evidence and its SHA-256'),
          small: true,
          columns: [
            left(w('证据', 'Evidence'), 28),
            left(w('文件', 'File'), 22),
            right(w('版次', 'Rev.'), 6),
            right(w('支持的数值', 'Values'), 9),
            left('SHA-256', 35),
          ],
          rows: year.evidence.map((one) => [one.title, one.fileName, String(one.revision), String(one.values), one.sha256]),
        },
  ];
}
