import type { GasAmount } from '../../../../kernel/inventory/inventory.ts';
import { decimal, shown } from '../../../../kernel/quantity/decimal.ts';
import { type Block, grouped, left, paragraph, right, type Voice } from '../../document/index.ts';
import type { ReportContent } from './content.ts';

export type Section = (content: ReportContent, voice: Voice) => Block[];

export const tonnes = (value: string | null, digits = 2): string => (value === null ? '—' : grouped(shown(decimal(value), digits)));

export function table(
  caption: string,
  columns: readonly (readonly [string, number, 'right'?])[],
  rows: readonly (readonly string[])[],
  small = false,
): Block {
  return {
    ...{ kind: 'table', caption, rows, ...(small ? { small } : {}) },
    columns: columns.map(([title, width, align]) => (align ? right(title, width) : left(title, width))),
  };
}

/** What the organization wrote to an item, as paragraphs; none where nothing was. */
export function written({ facts }: ReportContent, id: string): Block[] {
  return (facts[id] ?? '')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => paragraph(line));
}

export const categoryName = ({ categoryTitles }: ReportContent, code: string, { say }: Voice): string =>
  `${code} ${say(categoryTitles[code])}`;

const approaches: Readonly<Record<string, readonly [string, string]>> = {
  equity_share: ['股权比例法', 'Equity share'],
  financial_control: ['财务控制法', 'Financial control'],
  operational_control: ['运营控制法', 'Operational control'],
};

export function approachName(approach: string, { w }: Voice): string {
  const [zh, en] = approaches[approach] ?? [approach, approach];
  return w(zh, en);
}

export function gasTable(caption: string, gases: readonly GasAmount[], { w }: Voice): Block {
  return table(
    caption,
    [
      [w('气体', 'Gas'), 28],
      [w('质量 (t)', 'Mass (t)'), 24, 'right'],
      ['GWP', 18, 'right'],
      ['tCO2e', 30, 'right'],
    ],
    gases.map(({ gas, tonnes: mass, gwp, co2e }) => [gas, tonnes(mass, 4), gwp, tonnes(co2e)]),
  );
}

const boundary: Section = (content, voice) => {
  const { w, say } = voice;
  const { input } = content.inventory;
  const rows = input.entities.map(({ name, share, why }) => [say(name), `${shown(decimal(share).times(100), 2)} %`, say(why)]);
  return [
    paragraph(`${w('合并方法：', 'Consolidation approach: ')}${approachName(input.approach, voice)}`),
    table(
      w('边界内的主体', 'Entities inside the boundary'),
      [
        [w('主体', 'Entity'), 40],
        [w('份额', 'Share'), 15, 'right'],
        [w('依据', 'Why'), 45],
      ],
      rows,
    ),
    ...written(content, 'd'),
  ];
};

const significance: Section = (content, voice) => {
  const { w, say } = voice;
  const { input, result } = content.inventory;
  const { threshold, decisiveMagnitude } = input.significance.rule;
  return [
    paragraph(
      w(
        `重要性按量级、影响力、风险与机会、行业指南、外包、员工参与加权评分；加权均值达到 ${threshold}，或量级得分达到 ${decisiveMagnitude}，即为重要。`,
        `Significance is the weighted score of magnitude, influence, risk and opportunity, guidance, outsourcing and engagement: a category is significant from a mean of ${threshold}, or a magnitude of ${decisiveMagnitude}.`,
      ),
    ),
    table(
      w('间接排放类别的重要性', 'Significance of categories of indirect emissions'),
      [
        [w('类别', 'Category'), 34],
        ['tCO2e', 16, 'right'],
        [w('份额', 'Share'), 12, 'right'],
        [w('得分', 'Score'), 10, 'right'],
        [w('结论与理由', 'Verdict and reason'), 28],
      ],
      result.significance.map((one) => [
        categoryName(content, one.category, voice),
        tonnes(one.emission),
        `${shown(decimal(one.sharePct), 2)} %`,
        shown(decimal(one.score), 2),
        `${one.significant ? w('重要', 'Significant') : w('不重要', 'Not significant')}${w('：', ': ')}${say(one.why)}`,
      ]),
    ),
    ...written(content, 'e'),
  ];
};

const direct: Section = (content, voice) => {
  const { w } = voice;
  const own = content.inventory.result.byIso.find((one) => one.iso === '1');
  if (!own) return [paragraph('—')];
  const counted = own.gases.filter(({ group }) => group !== 'other');
  const total = { gas: w('合计', 'Total'), group: 'unspecified' as const, tonnes: null, co2e: own.emission, gwp: '' };
  return [gasTable(w('直接温室气体排放', 'Direct greenhouse gas emissions'), [...counted, total], voice), ...written(content, 'f')];
};

const biogenic: Section = (content, { w }) => {
  const { total } = content.inventory.result;
  return [
    {
      kind: 'facts',
      rows: [
        [w('人为生物成因 CO2 (t)', 'Anthropogenic biogenic CO2 (t)'), tonnes(total.biogenic)],
        [w('非人为生物成因 CO2 (t)', 'Non-anthropogenic biogenic CO2 (t)'), tonnes(total.nonAnthropogenic)],
      ],
    },
    paragraph(w('以上单独列示，不计入排放合计。', 'Both stand apart and are in no total of emissions.'), true),
    ...written(content, 'g'),
  ];
};

const removals: Section = (content, { w }) => {
  const own = content.inventory.result.byIso.find((one) => one.iso === '1');
  const removal = own?.removal ?? '0';
  const said =
    removal === '0'
      ? w('本期没有量化直接清除。', 'No direct removals were quantified in the period.')
      : `${w('直接清除：', 'Direct removals: ')}${tonnes(removal)} tCO2e${w('，与排放分列，不作扣减。', ', beside the emissions and never netted.')}`;
  return [paragraph(said), ...written(content, 'h')];
};

const exclusions: Section = (content, voice) => {
  const { w } = voice;
  const { input, result } = content.inventory;
  if (input.exclusions.length === 0)
    return [paragraph(w('没有排除任何源或汇。', 'No source or sink is left out.')), ...written(content, 'i')];
  return [
    table(
      w('排除项', 'What is left out'),
      [
        [w('类别', 'Category'), 25],
        [w('名称', 'Name'), 22],
        [w('理由', 'Reason'), 37],
        [w('估计 (tCO2e)', 'Estimate (tCO2e)'), 16, 'right'],
      ],
      input.exclusions.map(({ category, name, reason, estimate }) => [
        ...[categoryName(content, category, voice), name, reason, tonnes(estimate)],
      ]),
    ),
    paragraph(
      `${w('合计估计：', 'Estimated together: ')}${tonnes(result.exclusions.estimate)} tCO2e (${shown(decimal(result.exclusions.pct), 2)} %)`,
    ),
    ...written(content, 'i'),
  ];
};

const indirect: Section = (content, voice) => {
  const { w, say } = voice;
  const { byIso, byCategory } = content.inventory.result;
  const rows = byIso
    .filter(({ iso }) => iso !== '1')
    .flatMap((one) => [
      [`${one.iso} ${say(content.isoTitles[one.iso])}`, tonnes(one.emission), tonnes(one.removal)],
      ...byCategory
        .filter(({ iso }) => iso === one.iso)
        .map((sub) => [`　${categoryName(content, sub.category, voice)}`, tonnes(sub.emission), tonnes(sub.removal)]),
    ]);
  return [
    table(
      w('按类别的间接排放（输入能源按位置）', 'Indirect emissions by category (imported energy by location)'),
      [
        [w('类别', 'Category'), 56],
        [w('排放 (tCO2e)', 'Emissions (tCO2e)'), 22, 'right'],
        [w('清除 (tCO2e)', 'Removals (tCO2e)'), 22, 'right'],
      ],
      rows,
    ),
    ...written(content, 'j'),
  ];
};

/** Items a to j of clause 9.3.1. */
export const sectionsAtoJ: Readonly<Record<string, Section>> = {
  a: (content, { w }) => [
    {
      kind: 'facts',
      rows: [
        [w('报告组织', 'Reporting organization'), content.inventory.organization],
        [w('清单', 'Inventory'), `${content.inventory.name} · ${w('版本', 'version')} ${content.inventory.version}`],
        [w('预期用途', 'Intended use'), content.inventory.intendedUse === '' ? '—' : content.inventory.intendedUse],
      ],
    },
    ...written(content, 'a'),
  ],
  b: (content, { given }) => [paragraph(given(content.inventory.responsible)), ...written(content, 'b')],
  c: (content, { w }) => [
    paragraph(`${content.inventory.input.from} ${w('至', 'to')} ${content.inventory.input.to}`),
    ...written(content, 'c'),
  ],
  d: boundary,
  e: significance,
  f: direct,
  g: biogenic,
  h: removals,
  i: exclusions,
  j: indirect,
};
