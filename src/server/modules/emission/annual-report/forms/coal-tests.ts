import type { Stream, UnitContent } from '../numbers.ts';
import type { YearContent } from '../year-content.ts';
import { type FormCell, type FormSheet, figure, monthHeads, monthsOfYear, said, t } from './sheet.ts';

const carbonRows = ['C_ar', 'C_ad', 'C_d'];
type LaboratoryMonth = UnitContent['laboratory'][number];

const testerWords = { own: '自行检测', external: '委托检测' } as const;
const wayWords = { daily: '每日', batch: '每批次', monthly_composite: '月缩分样' } as const;
const kindWords = { daily: '每日样', batch: '批次样', monthly_composite: '月度缩分样' } as const;
const basisWords = { ad: '空气干燥基', ar: '收到基', d: '干燥基', daf: '干燥无灰基' } as const;

/** How a month's figure came about: by its samples where the laboratory has any that count, otherwise by the value's acquisition and what the unit says of its tests. */
function determination(unit: UnitContent, stream: Stream, month: string, parameters: readonly string[], by: string | undefined): string {
  const given = unit.data.filter(
    (datum) => datum.month === month && datum.value !== null && parameters.some((name) => datum.rowKey === `${stream.code}.${name}`),
  );
  if (given.length === 0) return '未实测';
  if (given.some((datum) => datum.acquisition === 'default' || datum.acquisition === 'estimated')) return '缺省或估算';
  const told = unit.laboratory.find((one) => one.stream === stream.code && one.month === month);
  const testers = told && (parameters === carbonRows ? told.carbonBy : told.ncvBy);
  if (told && testers && testers.length > 0) return withWay(testers.map((one) => testerWords[one]).join('与'), told);
  return (by ?? '') === '' ? '实测' : (by ?? '');
}

function withWay(testers: string, { samples }: LaboratoryMonth): string {
  const kinds = [...new Set(samples.filter((one) => one.valid).map((one) => wayWords[one.kind]))];
  return kinds.length === 0 ? testers : `${testers}（${kinds.join('、')}）`;
}

/** Form C.5: how carbon content and calorific value of each coal month were determined. */
export function c5(content: YearContent): FormSheet {
  const months = monthsOfYear(content.year);
  const rows = content.units.flatMap((unit) =>
    unit.fuelStreams
      .filter((stream) => stream.fuelKind === 'coal')
      .flatMap((stream): FormCell[][] => {
        const row = (name: string, parameters: readonly string[], by: string | undefined): FormCell[] => [
          said(unit.name.zh),
          said(stream.name.zh),
          said(name),
          ...months.map((month) => said(determination(unit, stream, month, parameters, by))),
        ];
        return [row('元素碳含量', carbonRows, unit.facts.carbonTestBy), row('低位发热量', ['NCV_ar'], unit.facts.ncvTestBy)];
      }),
  );
  return {
    key: 'C.5',
    title: t('表 C.5 元素碳含量和低位发热量的确定方式', 'Form C.5 How carbon content and calorific value were determined'),
    widths: [14, 16, 16, ...months.map(() => 11)],
    head: [[t('机组', 'Unit'), t('燃料', 'Fuel'), t('参数', 'Parameter'), ...monthHeads]],
    rows,
    notes: [],
  };
}

const testHeads = [
  t('机组', 'Unit'),
  t('燃料', 'Fuel'),
  t('月份', 'Month'),
  t('煤样编号', 'Sample'),
  t('类型', 'Kind'),
  t('采样日', 'Sampled'),
  t('收样日', 'Received'),
  t('检测日', 'Tested'),
  t('报告日', 'Reported'),
  t('检测机构', 'Laboratory'),
  t('报告编号', 'Report'),
  t('基准', 'Basis'),
  t('M_ad（%）', 'M_ad (%)'),
  t('元素碳（%）', 'Carbon (%)'),
  t('NCV_ar（GJ/t）', 'NCV_ar (GJ/t)'),
  t('灰分（%）', 'Ash (%)'),
  t('是否采用', 'Counts'),
];

/** The coal tests behind form C.5, sample by sample; no sheet where no sample is recorded. */
export function coalTests(content: YearContent): FormSheet[] {
  const rows = content.units.flatMap((unit) =>
    unit.laboratory.flatMap(({ stream, month, samples }) => {
      const fuel = unit.fuelStreams.find((one) => one.code === stream)?.name.zh ?? stream;
      return samples.map((one): FormCell[] => [
        ...[unit.name.zh, fuel, month, one.number, kindWords[one.kind]].map(said),
        ...[one.sampledOn, one.receivedOn, one.testedOn, one.reportedOn, one.laboratory, one.reportNumber].map((text) => said(text ?? '')),
        said(basisWords[one.basis]),
        figure(one.mAd, 'share'),
        figure(one.carbon, 'share'),
        figure(one.ncvAr, 'calorific'),
        figure(one.ash, 'share'),
        said(one.valid ? '是' : '否'),
      ]);
    }),
  );
  if (rows.length === 0) return [];
  return [
    {
      key: 'C.5 附表',
      title: t('表 C.5 附表 煤样检测结果', 'Form C.5, annex: coal tests'),
      widths: [12, 12, 9, 18, 12, 11, 11, 11, 11, 26, 18, 11, 9, 11, 13, 9, 9],
      head: [testHeads],
      rows,
      notes: [
        t(
          '“是否采用”按采样至报告的期限、检测资质和采样状态判定；未采用的煤样，当月按其他有效检测或缺省值计算。',
          'A sample counts by its days up to the report, the accreditation and the state of sampling; without one that counts the month takes another valid test or the default.',
        ),
      ],
    },
  ];
}
