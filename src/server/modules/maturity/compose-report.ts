import type { z } from 'zod';
import type { maturityAssessment } from '../../../contract/maturity.ts';
import { decimal } from '../../../kernel/quantity/decimal.ts';
import { type Block, heading, left, type Paper, paragraph, right, type Voice, voiceOf } from '../document/index.ts';

type Frozen = z.output<typeof maturityAssessment>;
type Dimension = Frozen['dimensions'][number];
type Item = Dimension['items'][number];

/** At most two decimals, as the page shows it. */
const points = (text: string): string => decimal(text).toDecimalPlaces(2).toFixed();
const percent = (share: string): string => `${decimal(share).times(100).toDecimalPlaces(2).toFixed()} %`;
const nothing = '—';

const levelName = ({ scheme }: Frozen, level: number | null, { say }: Voice): string =>
  `L${level ?? 0} ${say(scheme.levels.find((one) => one.level === level)?.name)}`.trim();

const notOfficial = ({ w }: Voice): string =>
  w(
    '本报告按碳衡自有的成熟度方案评分，不是官方的 EATNS 碳管理体系评定，也不能代替它。',
    'Scored after a scheme of maturity that is our own. This is not the official EATNS rating and does not stand in for it.',
  );

function coverOf(one: Frozen, voice: Voice): Paper['cover'] {
  const { w, say, instant, given } = voice;
  const hand = (person: Frozen['frozenBy'], at: string | null) => (person && at ? `${person.name}, ${instant(at)}` : nothing);
  return [
    [w('单位', 'Unit'), say(one.entityName)],
    [w('年度', 'Year'), `${one.year}`],
    [w('等级', 'Level'), levelName(one, one.level, voice)],
    [w('总分', 'Total'), points(one.total ?? '0')],
    [w('方案', 'Scheme'), say(one.scheme.title)],
    [w('说明', 'Note'), given(one.note)],
    [w('冻结', 'Frozen'), hand(one.frozenBy, one.frozenAt)],
    [w('签署', 'Signed'), one.signedBy ? hand(one.signedBy, one.signedAt) : w('尚未签署', 'not signed yet')],
  ];
}

function weightsBlock(one: Frozen, { w, say }: Voice): Block[] {
  const gone = one.dimensions.filter((each) => !each.applies);
  return [
    {
      ...{
        kind: 'bars',
        caption: w('各维度得分', 'Scores of the dimensions'),
        labelTitle: w('维度', 'Dimension'),
        unit: w('满分 100', 'of 100'),
      },
      bars: one.dimensions
        .filter((each) => each.score !== null)
        .map((each) => ({
          label: say(each.name),
          shown: points(each.score ?? '0'),
          share: decimal(each.score ?? '0')
            .dividedBy(100)
            .toNumber(),
        })),
    },
    {
      ...{ kind: 'table', caption: w('维度与权重', 'Dimensions and weights') },
      columns: [
        left(w('维度', 'Dimension'), 34),
        right(w('方案权重', 'Weight in the scheme'), 20),
        right(w('适用权重', 'Weight applied'), 20),
        right(w('得分', 'Score'), 16),
      ],
      rows: one.dimensions.map((each) => [
        say(each.name),
        each.schemeWeight === null ? nothing : percent(each.schemeWeight),
        each.weight === null ? w('不适用', 'not applicable') : percent(each.weight),
        each.score === null ? nothing : points(each.score),
      ]),
    },
    ...(gone.length === 0
      ? []
      : [
          paragraph(
            w(
              `${gone.map((each) => each.name.zh).join('、')}不适用：其权重按比例分给其余维度。`,
              `${gone.map((each) => each.name.en).join(', ')} does not apply: its weight is divided among the rest in proportion.`,
            ),
          ),
        ]),
    paragraph(
      `${w('总分', 'Total')} = ${one.dimensions.flatMap((each) => (each.weight && each.score ? [`${percent(each.weight)} × ${points(each.score)}`] : [])).join(' + ')} = ${points(one.total ?? '0')}`,
    ),
  ];
}

function ladderBlock(one: Frozen, voice: Voice): Block {
  const { w, say } = voice;
  const mark = (level: number): string =>
    level === one.level ? w('本次等级', 'this level') : level === one.reached ? w('按得分达到', 'reached by score') : '';
  return {
    ...{ kind: 'table', caption: w('等级', 'Levels') },
    columns: [left(w('等级', 'Level'), 40), right(w('总分下限', 'Total from'), 20), left('', 40)],
    rows: [...one.scheme.levels].reverse().map(({ level, name, min }) => [`L${level} ${say(name)}`, points(min), mark(level)]),
  };
}

function gatesBlock(one: Frozen, { w, say }: Voice): Block {
  return {
    ...{ kind: 'table', caption: w('限制条件', 'Gates') },
    columns: [
      left(w('条件', 'Gate'), 26),
      left(w('状态', 'Standing'), 18),
      left(w('依据', 'Rests on'), 34),
      left(w('如何解除', 'What opens it'), 22),
    ],
    rows: one.gates.map((gate) => [
      say(gate.name),
      gate.stands
        ? gate.holds
          ? w(`成立，限制在 L${gate.caps}`, `stands, holds at L${gate.caps}`)
          : w(`成立，未起限制作用`, 'stands, holds nothing')
        : w('不成立', 'does not stand'),
      gate.rests.map((rest) => `${say(rest.label)}${w('：', ': ')}${say(rest.says)}`).join(w('；', '; ')) || nothing,
      gate.stands ? say(gate.opens) : nothing,
    ]),
  };
}

function gapsBlock(one: Frozen, { w, say }: Voice): Block[] {
  const titles = new Map(one.dimensions.flatMap((each) => each.items.map((item) => [item.clause, item.title] as const)));
  if (one.gains.length === 0) return [];
  return [
    {
      ...{ kind: 'table', caption: w('提高一步可增加的总分，由多到少', 'What one step more would bring to the total, most first') },
      columns: [
        left(w('条款', 'Clause'), 10),
        left(w('名称', 'Title'), 44),
        left(w('步骤', 'Step'), 14),
        right(w('总分', 'Points'), 14),
        left(w('等级', 'Level'), 18),
      ],
      rows: one.gains
        .slice(0, 15)
        .map((gain) => [
          gain.clause,
          say(titles.get(gain.clause)),
          `${points(gain.from)} → ${points(gain.to)}`,
          `+${points(gain.points)}`,
          gain.level === null ? '' : `L${gain.level}`,
        ]),
    },
  ];
}

function scoreText(item: Item, { w }: Voice): string {
  return item.applies ? `${item.score ?? 0}` : w('不适用', 'n/a');
}

function proposedText({ proposal }: Item, { w }: Voice): string {
  if (proposal === null) return nothing;
  return proposal.applies ? `${proposal.score}` : w('不适用', 'n/a');
}

function dimensionBlocks(dimension: Dimension, voice: Voice): Block[] {
  const { w, say } = voice;
  return [
    heading(2, say(dimension.name)),
    {
      ...{ kind: 'table', caption: w('得分与依据', 'Scores and what they rest on') },
      columns: [
        left(w('条款', 'Clause'), 9),
        left(w('名称', 'Title'), 25),
        right(w('得分', 'Score'), 8),
        right(w('建议', 'Proposed'), 11),
        left(w('依据', 'Rests on'), 47),
      ],
      rows: dimension.items.map((item) => [
        item.clause,
        say(item.title),
        scoreText(item, voice),
        proposedText(item, voice),
        item.evidence.map((each) => `${say(each.label)}${each.on ? ` (${each.on})` : ''}`).join(w('；', '; ')) || nothing,
      ]),
    },
    ...overruledBlock(dimension, voice),
  ];
}

/** Where the assessor's score differs from what data proposed, and where a clause was left out: the reasons given. */
function overruledBlock(dimension: Dimension, voice: Voice): Block[] {
  const { w } = voice;
  const said = dimension.items.filter((item) => item.reason !== '');
  if (said.length === 0) return [];
  return [
    {
      ...{ kind: 'table', caption: w('评估人的理由', 'Reasons of the assessor') },
      columns: [
        left(w('条款', 'Clause'), 10),
        right(w('建议', 'Proposed'), 12),
        right(w('得分', 'Score'), 10),
        left(w('理由', 'Reason'), 48),
        left(w('评估人', 'Assessor'), 20),
      ],
      rows: said.map((item) => [
        item.clause,
        proposedText(item, voice),
        scoreText(item, voice),
        item.reason,
        item.scoredBy?.name ?? nothing,
      ]),
    },
  ];
}

/** What data did not bear out for the step above the proposal. */
function missingBlock(one: Frozen, { w, say }: Voice): Block[] {
  const rows = one.dimensions.flatMap((dimension) =>
    dimension.items.flatMap(({ clause, title, proposal }) => {
      if (!proposal?.applies) return [];
      const unmet = proposal.reasons.filter((reason) => reason.standing === 'unmet');
      const next = Math.min(...unmet.map((reason) => reason.score));
      const first = unmet.filter((reason) => reason.score === next);
      return first.length === 0
        ? []
        : [[clause, say(title), `${proposal.score}`, first.map((reason) => say(reason.name)).join(w('；', '; '))]];
    }),
  );
  const days = [...new Set(one.dimensions.flatMap((each) => each.items.flatMap((item) => item.proposal?.asOf ?? [])))].sort();
  if (rows.length === 0) return [];
  return [
    heading(1, w('数据的建议', 'What data proposed')),
    paragraph(
      w(
        `建议分由数据按规则得出（数据截至 ${days.join('、')}），下表列出再高一步所缺的依据。建议分不超出数据能证明的范围。`,
        `Proposed by rule from the data of ${days.join(', ')}; the table names what was missing for the next step. Data never propose beyond what they show.`,
      ),
      true,
    ),
    {
      ...{ kind: 'table', caption: w('再高一步所缺', 'Missing for the next step') },
      columns: [
        left(w('条款', 'Clause'), 10),
        left(w('名称', 'Title'), 30),
        right(w('建议', 'Proposed'), 12),
        left(w('所缺', 'Missing'), 48),
      ],
      rows,
    },
  ];
}

/** The report of a frozen assessment: composed from what was frozen alone, so that it reads the same whenever it is asked for. */
export function composeMaturityReport(one: Frozen, language: 'zh' | 'en'): Paper {
  const voice = voiceOf(language);
  const { w, say } = voice;
  const held = one.gates.filter((gate) => gate.holds);
  return {
    ...{ language, title: w('碳管理成熟度评估报告', 'Report on maturity of carbon management') },
    subtitle: `${say(one.entityName)} · ${one.year}`,
    ...{ cover: coverOf(one, voice), number: `M-${one.year}-${one.no}`, hash: one.sha256 ?? '' },
    ...{ contentsWord: w('目录', 'Contents'), createdAt: one.signedAt ?? one.frozenAt ?? one.openedAt },
    pageWords: language === 'zh' ? ['第 ', ' / ', ' 页'] : ['Page ', ' of ', ''],
    blocks: [
      heading(1, w('结果', 'Result')),
      paragraph(notOfficial(voice)),
      ...held.map((gate) =>
        paragraph(
          w(
            `按得分为 ${levelName(one, one.reached, voice)}；因“${gate.name.zh}”限制在 L${gate.caps}。`,
            `${levelName(one, one.reached, voice)} by score; held at L${gate.caps}: ${gate.name.en.toLowerCase()}.`,
          ),
        ),
      ),
      ...weightsBlock(one, voice),
      ladderBlock(one, voice),
      gatesBlock(one, voice),
      heading(1, w('差距与下一步', 'Gaps and next best actions')),
      ...gapsBlock(one, voice),
      heading(1, w('条款得分', 'Scores of the clauses')),
      paragraph(
        w(
          `每条 0–4 分：${one.scheme.steps.map((step) => `${step.score} ${step.name.zh}`).join('；')}。高于 1 分须有证据。`,
          `Each clause 0–4: ${one.scheme.steps.map((step) => `${step.score} ${step.name.en}`).join('; ')}. Above 1 a score rests on evidence.`,
        ),
        true,
      ),
      ...one.dimensions.flatMap((dimension) => dimensionBlocks(dimension, voice)),
      ...missingBlock(one, voice),
    ],
  };
}
