import { type Block, heading, left, type Paper, paragraph, right, type Voice, voiceOf } from '../../../document/index.ts';
import { numbersBy } from '../numbers.ts';
import type { Snapshot } from '../report-view.ts';
import { purposeWords } from '../words.ts';
import { boundaryPart } from './boundary-part.ts';
import { methodPart } from './method-part.ts';
import { monthBars, monthsPart } from './months-part.ts';
import { qualityPart } from './quality-part.ts';

function summary({ year, report }: Snapshot, voice: Voice): Block[] {
  const { figure, say, w } = voice;
  const pick = numbersBy(year);
  const { symbols } = year;
  const months = year.units.flatMap((unit) => unit.months);
  const approved = months.filter(({ state }) => state === 'approved' || state === 'locked').length;
  const count = (severity: string) => String(report.findings.filter((one) => one.severity === severity).length);
  const hasLines = year.units.some((unit) => unit.line !== undefined);
  const intensities = symbols.intensities.flatMap((symbol) =>
    year.units.flatMap((unit) => {
      const number = pick(symbol, { unit: unit.key });
      return number && number.value !== null ? [[say(unit.name), say(number.title), figure(number.exact, 'intensity'), number.unit]] : [];
    }),
  );
  return [
    heading(1, w('摘要', 'Summary')),
    {
      kind: 'facts',
      rows: [
        [w('报告排放总量（tCO2）', 'Emission reported (tCO2)'), figure(pick(symbols.total)?.value, 'total')],
        [
          w('计入应清缴义务的排放量（tCO2）', 'Emission that the obligation counts (tCO2)'),
          figure(pick(symbols.obligation)?.value, 'total'),
        ],
        [w('已批准月份', 'Months approved'), `${approved} / ${months.length}`],
        [w('错误、警告、提示', 'Errors, warnings, notes'), `${count('error')} / ${count('warning')} / ${count('info')}`],
      ],
    },
    {
      kind: 'table',
      caption: hasLines ? w('机组、生产线排放量', 'Emission of the units and lines') : w('机组排放量', 'Emission of the units'),
      columns: [
        left(hasLines ? w('机组、生产线', 'Unit or line') : w('机组', 'Unit'), 25),
        right(`${w('排放量', 'Emission')} (tCO2)`, 25),
        right(`${w('发电量', 'Generation')} (MWh)`, 25),
        right(`${w('供热量', 'Heat')} (GJ)`, 25),
      ],
      rows: year.units.map((unit) => {
        const of = (symbol: string) => pick(symbol, { unit: unit.key })?.exact;
        return [say(unit.name), figure(of(symbols.unitEmission), 'emission'), figure(of('W_unit'), 'mwh'), figure(of('heat_unit'), 'gj')];
      }),
    },
    ...(intensities.length === 0
      ? []
      : [
          {
            kind: 'table' as const,
            caption: w('排放强度', 'Intensities'),
            columns: [
              left(w('机组', 'Unit'), 20),
              left(w('指标', 'Figure'), 44),
              right(w('数值', 'Value'), 18),
              left(w('单位', 'Unit'), 18),
            ],
            rows: intensities,
          },
        ]),
    monthBars(
      w('全部机组月度排放量', 'Emission of all units by month'),
      w('月份', 'Month'),
      (year.units[0]?.months ?? []).map(({ month }) => [month, pick('E_month', { month })?.exact ?? null]),
      voice,
    ),
  ];
}

/** The annual report as a paper in the snapshot's language; everything in it comes from the snapshot. `hash`: SHA-256 of the snapshot. */
export function composeReport(snapshot: Snapshot, hash: string): Paper {
  const { report, year, yearSha256 } = snapshot;
  const voice = voiceOf(report.language);
  const { say, w } = voice;
  return {
    language: report.language,
    title: w(`${year.year} 年度温室气体排放报告`, `Greenhouse gas emission report ${year.year}`),
    subtitle: say(year.entity.name),
    cover: [
      [w('报告编号', 'Report number'), report.number],
      [w('数据年度', 'Data year'), String(year.year)],
      [w('用途', 'Purpose'), say(purposeWords[report.purpose])],
      [w('出具时间', 'Issued at'), voice.instant(report.issuedAt)],
      [w('出具人', 'Issued by'), report.issuedByName],
      [w('快照 SHA-256', 'SHA-256 of the snapshot'), hash],
      [w('年度内容 SHA-256', "SHA-256 of the year's content"), yearSha256],
    ],
    number: report.number,
    hash,
    pageWords: [w('第 ', 'Page '), w(' 页 共 ', ' of '), w(' 页', '')],
    contentsWord: w('目录', 'Contents'),
    createdAt: report.issuedAt,
    blocks: [
      ...summary(snapshot, voice),
      ...boundaryPart(year, voice),
      ...methodPart(year, voice),
      ...monthsPart(year, numbersBy(year), voice),
      ...qualityPart(snapshot, voice),
      heading(1, w('关于本报告', 'About this report')),
      paragraph(
        w(
          '本报告由冻结的快照生成。快照为规范化 JSON，含本报告显示的全部内容，随报告一并提供下载；其 SHA-256 印在每页页脚。数值中的每一个都可按其推导地址在系统中打开。',
          'This report was made from a frozen snapshot: canonical JSON with everything the report shows, offered for download beside it. Its SHA-256 stands at the foot of every page. Each figure can be opened in the product by the address of its derivation.',
        ),
      ),
    ],
  };
}
