import { decimal, parseDecimal } from '../../../kernel/quantity/decimal.ts';
import { type Block, heading, type Paper, paragraph, type Voice } from '../document/index.ts';
import type { ReviewContent } from '../system/index.ts';
import { aboutPack, movesTable, nothing, orNothing, packPaper, prose, table } from './paper-parts.ts';
import type { Snapshot } from './snapshot.ts';

type Input = ReviewContent['inputs'][number];

function agenda({ meeting, inputs, record }: ReviewContent, { w, say, language }: Voice): Block[] {
  const comma = language === 'zh' ? '、' : ', ';
  return [
    heading(1, w('会议与议程', 'Meeting and agenda')),
    {
      kind: 'facts',
      rows: [
        [w('评审', 'Review'), `${record.no} ${record.title}`],
        [w('状态', 'State'), say(record.state)],
        [w('评审时期', 'Period'), `${orNothing(meeting.from)} – ${orNothing(meeting.to)}`],
        [w('计划日期', 'Planned for'), orNothing(meeting.plannedOn)],
        [w('召开日期', 'Held on'), orNothing(meeting.heldOn)],
        [w('出席', 'Present'), orNothing(meeting.present.join(comma))],
        [w('其他出席与缺席', 'Others present and absent'), orNothing(meeting.absent)],
        [w('组织人', 'Organized by'), orNothing(meeting.owner.join(comma))],
      ],
    },
    table(
      w('议程', 'Agenda'),
      [
        [w('序号', 'No.'), 12],
        [w('输入', 'Input'), 88],
      ],
      inputs.map((one, index) => [String(index + 1), say(one.name)]),
    ),
  ];
}

/** Counts of an input as bars: at least two that are numbers without a unit. */
function countBars({ figures }: Input, { w, say }: Voice): Block[] {
  const counts = (figures?.figures ?? []).flatMap((one) => {
    const value = one.unit === '' ? parseDecimal(one.value) : null;
    return value === null ? [] : [{ label: say(one.label), value }];
  });
  const most = counts.reduce((top, one) => (one.value.gt(top) ? one.value : top), decimal('0'));
  if (counts.length < 3 || most.isZero()) return [];
  return [
    {
      ...{ kind: 'bars', caption: w('数量', 'Counts'), labelTitle: w('项目', 'Item'), unit: w('项', 'items') },
      bars: counts.map(({ label, value }) => ({ label, shown: value.toFixed(), share: value.div(most).toNumber() })),
    },
  ];
}

function inputPart(one: Input, voice: Voice): Block[] {
  const { w, say } = voice;
  const { figures } = one;
  const rows = (figures?.lines ?? []).map((line) => [
    say(line.name),
    orNothing(
      line.words
        .map(say)
        .filter((word) => word !== '')
        .join(w('，', '; ')),
    ),
  ]);
  return [
    heading(2, say(one.name)),
    ...(figures?.says ?? []).map((said) => paragraph(say(said))),
    ...(figures && figures.figures.length > 0
      ? [
          {
            kind: 'facts' as const,
            rows: figures.figures.map(({ label, value, unit }) => [say(label), `${value} ${unit}`.trim()] as const),
          },
        ]
      : []),
    ...countBars(one, voice),
    ...(rows.length > 0
      ? [
          table(
            w('明细', 'Of which'),
            [
              [w('项目', 'Item'), 50],
              [w('说明', 'Told'), 50],
            ],
            rows,
            true,
          ),
        ]
      : []),
    ...((figures?.more ?? 0) > 0 ? [paragraph(w(`另有 ${figures?.more} 项未列出。`, `${figures?.more} more are not listed.`), true)] : []),
    ...one.written.flatMap((text) => [paragraph(w('说明：', 'In words:'), true), ...prose(text)]),
    ...one.assessments.flatMap((text) => [paragraph(w('评价：', 'Assessment:'), true), ...prose(text)]),
  ];
}

const steps = ['5', '4', '3', '2', '1'];

/** 5 × 5: how many risks stand at each likelihood and consequence. */
function riskPart({ risks }: ReviewContent, { w }: Voice): Block[] {
  if (risks.length === 0) return [];
  const at = (down: string, across: string) => risks.find((one) => one.down === down && one.across === across)?.count ?? 0;
  return [
    heading(1, w('风险矩阵', 'Matrix of risks')),
    table(
      w('处理前的风险数（行：可能性；列：后果）', 'Risks before treatment (rows: likelihood; columns: consequence)'),
      [[w('可能性 ＼ 后果', 'Likelihood \\ consequence'), 30], ...[...steps].reverse().map((step) => [step, 14, 'right'] as const)],
      steps.map((down) => [down, ...[...steps].reverse().map((across) => (at(down, across) === 0 ? nothing : String(at(down, across))))]),
    ),
  ];
}

function decisionsPart({ decisions, meeting }: ReviewContent, { w, say }: Voice): Block[] {
  return [
    heading(1, w('决定与措施', 'Decisions and actions')),
    table(
      w('决定', 'Decisions'),
      [
        [w('序号', 'No.'), 7],
        [w('关于', 'About'), 15],
        [w('决定', 'Decision'), 36],
        [w('负责人', 'Owner'), 12],
        [w('期限', 'Due'), 12],
        [w('措施与状态', 'Action and state'), 18],
      ],
      decisions.map((one) => [
        ...[String(one.no), one.aboutName ? say(one.aboutName) : nothing, one.decision, orNothing(one.owner), orNothing(one.dueOn)],
        one.action ? `${one.action.no} ${say(one.action.state)}${one.action.overdue ? w('（逾期）', ' (late)') : ''}` : nothing,
      ]),
    ),
    heading(2, w('结论', 'Conclusion')),
    ...prose(meeting.conclusion),
  ];
}

/** The pack of a management review as a paper, in the snapshot's language (9.3). */
export function composeReview(snapshot: Snapshot, content: ReviewContent, hash: string, voice: Voice): Paper {
  const { w } = voice;
  const { filled } = content;
  return packPaper(snapshot, hash, voice, {
    title: { zh: '管理评审包', en: 'Management review pack' },
    rows: [
      [w('输入数据截至', 'Inputs as of'), filled ? filled.asOf : w('未从系统填写', 'not filled from the system')],
      ...(filled ? [[w('输入数据 SHA-256', 'SHA-256 of the inputs'), filled.sha256] as const] : []),
    ],
    blocks: [
      ...agenda(content, voice),
      heading(1, w('评审输入', 'Inputs')),
      ...content.inputs.flatMap((one) => inputPart(one, voice)),
      ...riskPart(content, voice),
      ...decisionsPart(content, voice),
      ...movesTable(content.moves, voice),
      ...aboutPack(snapshot, voice),
    ],
  });
}
