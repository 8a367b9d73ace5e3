import { decimal, shown } from '../../../../kernel/quantity/decimal.ts';
import { type Block, paragraph, type Voice } from '../../document/index.ts';
import type { ReportContent } from './content.ts';
import { categoryName, type Section, table, tonnes, written } from './sections-a-j.ts';

const percent = (value: string | null, digits = 2): string => (value === null ? '—' : `±${shown(decimal(value), digits)} %`);

const baseYear: Section = (content, { w }) => {
  const { baseYear: decided } = content;
  if (decided === null) return written(content, 'k');
  const { input, baseEmission, number, decidedByName } = decided;
  return [
    {
      kind: 'facts',
      rows: [
        [w('基准年', 'Base year'), String(input.baseYear)],
        [w('基准年排放 (tCO2e)', 'Emissions of the base year (tCO2e)'), tonnes(baseEmission)],
        [w('选定理由', 'Why it was chosen'), input.reason],
        [w('决定', 'Decision'), `${number} · ${decidedByName ?? '—'}`],
      ],
    },
    ...written(content, 'k'),
  ];
};

const changes: Section = (content, { w }) => {
  const { baseYear: decided } = content;
  if (decided === null) return written(content, 'l');
  const { series, required, share, input } = decided;
  const told = required
    ? w('累计影响达到阈值，基准年已重新计算。', 'The cumulative effect reaches the threshold: the base year is restated.')
    : w('累计影响未达到阈值，基准年未重新计算。', 'The cumulative effect is below the threshold: the base year stands.');
  return [
    paragraph(
      `${told} (${share === null ? '—' : shown(decimal(share).times(100), 2)} % / ${shown(decimal(input.threshold).times(100), 2)} %)`,
    ),
    table(
      w('历年排放 (tCO2e)', 'Emissions by year (tCO2e)'),
      [
        [w('年份', 'Year'), 16],
        [w('原报告', 'As reported'), 28, 'right'],
        [w('现有结构与方法', 'Structure and methods of today'), 28, 'right'],
        [w('重新计算后', 'Restated'), 28, 'right'],
      ],
      series.map((one) => [String(one.year), tonnes(one.reported), tonnes(one.today), tonnes(one.restated)]),
    ),
    ...written(content, 'l'),
  ];
};

const methodWords: Readonly<Record<string, readonly [string, string]>> = {
  activity: ['活动数据 × 因子', 'Activity × factor'],
  spend: ['支出法', 'Spend-based'],
  supplier: ['供应商特定', 'Supplier-specific'],
  average: ['平均数据', 'Average data'],
  hybrid: ['混合法', 'Hybrid'],
  direct: ['直接测量', 'Direct measurement'],
  reference: ['引自已批准年度', 'An approved year by reference'],
};

const approaches: Section = (content, voice) => {
  const { w } = voice;
  const { sources } = content.inventory.input;
  const codes = [...new Set(sources.map(({ category }) => category))].sort();
  const rows = codes.map((code) => {
    const own = sources.filter(({ category }) => category === code);
    const methods = [...new Set(own.map(({ method }) => w(...(methodWords[method] ?? ([method, method] as const)))))];
    return [categoryName(content, code, voice), methods.join(w('、', ', ')), String(own.length)];
  });
  const caption = w('各类别的量化方法', 'Approach of each category');
  const columns = [
    [w('类别', 'Category'), 44],
    [w('方法', 'Approach'), 40],
    [w('来源数', 'Sources'), 16, 'right'],
  ] as const;
  return [table(caption, columns, rows), ...written(content, 'm')];
};

const factors: Section = (content, { w, say }) => [
  table(
    w('采用的因子', 'Factors used'),
    [
      [w('因子', 'Factor'), 28],
      [w('数值', 'Values'), 26],
      [w('来源', 'Source'), 30],
      [w('地区 · 年份', 'Region · year'), 16],
    ],
    content.inventory.pins.factors.map((one) => [
      say(one.name),
      one.parts.map(({ gas, value, unit }) => `${gas} ${value} ${unit}`).join('; '),
      [one.source, one.version, one.gwpBasis === null ? '' : `GWP ${one.gwpBasis}`].filter((part) => part !== '').join(' · '),
      [one.region, one.year].filter((part) => part !== '').join(' · '),
    ]),
    true,
  ),
  ...written(content, 'o'),
];

const effect: Section = (content, voice) => {
  const { w } = voice;
  const { analysis } = content;
  const rows = (analysis?.categories ?? []).map((one) => [
    categoryName(content, one.category, voice),
    tonnes(one.value),
    percent(one.percent),
  ]);
  const columns = [
    [w('类别', 'Category'), 50],
    ['tCO2e', 25, 'right'],
    [w('不确定度（95 %）', 'Uncertainty (95 %)'), 25, 'right'],
  ] as const;
  return [...(rows.length === 0 ? [] : [table(w('各类别的不确定性', 'Uncertainty by category'), columns, rows)]), ...written(content, 'p')];
};

const uncertainty: Section = (content, { w, say }) => {
  const { analysis } = content;
  if (analysis === null) return written(content, 'q');
  const way =
    analysis.approach === 'approach_1'
      ? w('误差传播（IPCC 2006 方法 1）', 'Error propagation (IPCC 2006 approach 1)')
      : `${w('蒙特卡罗（IPCC 2006 方法 2）', 'Monte Carlo (IPCC 2006 approach 2)')}, ${analysis.draws ?? 0} ${w('次', 'draws')}, ${w('种子', 'seed')} ${analysis.seed ?? 0}`;
  const largest = [...analysis.sources].sort((a, b) => Number(b.share ?? 0) - Number(a.share ?? 0)).slice(0, 10);
  return [
    {
      kind: 'facts',
      rows: [
        [w('方法', 'Approach'), way],
        [w('净合计 (tCO2e)', 'Net total (tCO2e)'), tonnes(analysis.total)],
        [w('不确定度（95 %）', 'Uncertainty (95 %)'), percent(analysis.percent, 3)],
        [w('95 % 区间 (tCO2e)', '95 % interval (tCO2e)'), `${tonnes(analysis.low)} – ${tonnes(analysis.high)}`],
        ...(analysis.trend === null
          ? []
          : [[w('趋势', 'Trend'), `${shown(decimal(analysis.trend), 2)} % ± ${shown(decimal(analysis.trendPoints ?? '0'), 2)}`] as const]),
      ],
    },
    table(
      w('对不确定性贡献最大的来源', 'Sources that contribute most'),
      [
        [w('来源', 'Source'), 40],
        ['tCO2e', 20, 'right'],
        [w('不确定度', 'Uncertainty'), 20, 'right'],
        [w('方差份额', 'Share of variance'), 20, 'right'],
      ],
      largest.map((one) => [
        one.code,
        tonnes(one.value),
        percent(one.percent),
        one.share === null ? '—' : `${shown(decimal(one.share), 2)} %`,
      ]),
    ),
    ...analysis.findings.filter(({ code }) => code === 'uncertainty_assumed').map((one) => paragraph(say(one.text), true)),
    ...written(content, 'q'),
  ];
};

const warming: Section = (content, { w }) => [
  paragraph(`${w('GWP 组：', 'Set: ')}${content.inventory.input.gwpSet}${w('；来源：', '; source: ')}${content.inventory.pins.gwpSource}`),
  table(
    'GWP',
    [
      [w('气体', 'Gas'), 30],
      ['GWP', 20, 'right'],
      [w('来源', 'Source'), 50],
    ],
    content.inventory.result.gwp.map(({ gas, value, source }) => [gas, value, source]),
  ),
  ...written(content, 't'),
];

const only =
  (id: string): Section =>
  (content) =>
    written(content, id);

/** Items k to t of clause 9.3.1. */
export const sectionsKtoT: Readonly<Record<string, Section>> = {
  ...{
    k: baseYear,
    l: changes,
    m: approaches,
    n: only('n'),
    o: factors,
    p: effect,
    q: uncertainty,
    r: only('r'),
    s: only('s'),
    t: warming,
  },
};

/** Recommended parts (9.3.2, Annex E). Offsets stand here and are subtracted from nothing. */
export const recommendedSections: Readonly<Record<string, Section>> = {
  market_based: (content, { w }) => {
    const { scope2, total, totalMarketBased } = content.inventory.result;
    return [
      {
        kind: 'facts',
        rows: [
          [w('输入能源，按位置 (tCO2e)', 'Imported energy by location (tCO2e)'), tonnes(scope2.locationBased)],
          [w('输入能源，按市场 (tCO2e)', 'Imported energy by market (tCO2e)'), tonnes(scope2.marketBased)],
          [w('总量，按位置 (tCO2e)', 'Total by location (tCO2e)'), tonnes(total.emission)],
          [w('总量，按市场 (tCO2e)', 'Total by market (tCO2e)'), tonnes(totalMarketBased)],
          [w('合同工具覆盖的电量 (MWh)', 'Covered by instruments (MWh)'), `${tonnes(scope2.coveredMwh)} / ${tonnes(scope2.mwh)}`],
        ],
      },
    ];
  },
  offsets: (content, { w }) => [
    ...written(content, 'offsets'),
    paragraph(w('抵销不从排放中扣减。', 'Offsets are not subtracted from the emissions.'), true),
  ],
};

export function recommendedBlocks(content: ReportContent, id: string, voice: Voice): Block[] {
  if (id === 'offsets' && written(content, id).length === 0) return [];
  return recommendedSections[id]?.(content, voice) ?? written(content, id);
}
