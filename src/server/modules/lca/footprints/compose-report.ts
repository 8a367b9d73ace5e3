import { classWords, pedigreeIndicators, qualityClass } from '../../../../kernel/lca/data-quality.ts';
import type { ChecklistLine, RuleCheck, RuleSet } from '../../../../kernel/lca/model/rule-set.ts';
import type { ToldSimulation } from '../../../../kernel/lca/model/simulate.ts';
import { type LineQuality, lineKey, separateLines, separateWords, stageWords } from '../../../../kernel/lca/model/study.ts';
import { decimal } from '../../../../kernel/quantity/decimal.ts';
import type { Text } from '../../../../kernel/text.ts';
import { type Block, heading, left, type Paper, paragraph, right, type Voice, voiceOf } from '../../document/index.ts';
import type { Frozen } from './frozen.ts';
import { allocationWords, boundaryWords, drawnWords, figureText, nothing, shareText, unitWords } from './report-words.ts';

/** What a report is made from: nothing but this decides about its bytes. */
export interface ReportFacts {
  readonly frozen: Frozen;
  readonly sha256: string;
  readonly number: number;
  /** Of the report: `PF-2026-0001`. */
  readonly reportNumber: string;
  readonly entityName: Text;
  readonly ruleSet: RuleSet;
  readonly checklist: readonly ChecklistLine[];
  readonly hands: { readonly drafted: string; readonly reviewed: string; readonly approved: string; readonly approvedAt: string };
  readonly sensitivities: readonly { readonly name: string; readonly elasticity: number }[];
  readonly simulation: { readonly id: string; readonly seed: string; readonly sha256: string; readonly result: ToldSimulation } | null;
}

/** In which section of the report an item of a rule set is told. */
export const sectionOf: Readonly<Record<RuleCheck, number>> = {
  ...{ goal: 1, unit_described: 2, boundary_is_cfp: 3, boundary_described: 3, stages: 3, period: 3, geography: 3, electricity: 3 },
  ...{ cut_off: 4, exclusions_reasoned: 4, allocation_order: 5, allocation_reason: 5, sources: 6, quality: 6, primary_data: 6, linked: 6 },
  ...{ gwp_set: 7, separate_lines: 7, limitations: 9, validity: 10 },
};

const ratingText = ({ pef, pedigree }: LineQuality): string =>
  [
    ...(pef ? [`TeR ${pef.TeR}, GeR ${pef.GeR}, TiR ${pef.TiR}, P ${pef.P}`] : []),
    ...(pedigree ? [`(${pedigreeIndicators.map((one) => pedigree[one] ?? '–').join('; ')})`] : []),
  ].join(' ') || nothing;

function scope({ frozen: { study } }: ReportFacts, { w, say, given }: Voice): Block[] {
  const { unit, period } = study;
  return [
    heading(1, w('1 研究目的', '1 Goal')),
    { kind: 'facts', rows: [[w('目的', 'Goal'), given(study.goal)] as const, [w('受众', 'Audience'), given(study.audience)] as const] },
    heading(1, w('2 功能单位或声明单位', '2 Functional or declared unit')),
    {
      kind: 'facts',
      rows: [
        [w('类型', 'Kind'), say(unitWords[unit.kind])] as const,
        [w('数量', 'Amount'), `${unit.amount} ${unit.unit}`] as const,
        [w('说明', 'Description'), given(unit.description)] as const,
      ],
    },
    heading(1, w('3 系统边界', '3 System boundary')),
    {
      kind: 'facts',
      rows: [
        [w('边界', 'Boundary'), say(boundaryWords[study.boundary])] as const,
        [w('说明', 'In words'), given(study.boundaryDescription)] as const,
        [w('数据时间', 'Period of the data'), period ? `${period.from} – ${period.to}` : nothing] as const,
        [w('地理范围', 'Geography'), given(study.geography)] as const,
        [w('电力的处理', 'Treatment of electricity'), given(study.electricity)] as const,
      ],
    },
    {
      ...{ kind: 'table', caption: w('过程与生命周期阶段', 'Processes and life-cycle stages') },
      columns: [left(w('过程', 'Process'), 40), left(w('阶段', 'Stage'), 25), left(w('产出', 'Outputs'), 35)],
      rows: study.processes.map((one) => [one.name, say(stageWords[one.stage]), one.outputs.map((output) => output.name).join(', ')]),
    },
  ];
}

function cutOffs({ frozen: { study, result }, ruleSet }: ReportFacts, { w }: Voice): Block[] {
  const { cutOff } = result;
  const shares = new Map(cutOff.lines.map((line) => [line.id, line.share]));
  const out = study.processes.flatMap((process) =>
    process.inputs
      .filter((line) => line.excluded)
      .map((line) => {
        const share = shares.get(lineKey(process.id, line.id));
        return [line.name, share === undefined ? nothing : shareText(share), line.reason || nothing];
      }),
  );
  return [
    heading(1, w('4 取舍', '4 Cut-offs')),
    {
      kind: 'facts',
      rows: [
        [w('单项界限', 'Limit of a single flow'), shareText(ruleSet.cutOff.single.toFixed())] as const,
        [w('合计界限', 'Limit of all together'), shareText(cutOff.allowance)] as const,
        [w('舍弃合计', 'Left out'), shareText(cutOff.excluded)] as const,
        [w('纳入', 'Included'), shareText(cutOff.included)] as const,
        [w('结论', 'Verdict'), cutOff.allowed ? w('符合', 'kept to') : w('不符合', 'not kept to')] as const,
      ],
    },
    out.length === 0
      ? paragraph(w('没有舍弃任何流。', 'No flow is left out.'))
      : {
          ...{ kind: 'table', caption: w('舍弃的流', 'Flows left out') },
          columns: [left(w('流', 'Flow'), 30), right(w('估计份额', 'Estimated share'), 20), left(w('理由', 'Reason'), 50)],
          rows: out,
        },
  ];
}

function allocations({ frozen: { study } }: ReportFacts, { w, say }: Voice): Block[] {
  const several = study.processes.filter((one) => one.outputs.length > 1);
  const title = heading(1, w('5 分配', '5 Allocation'));
  if (several.length === 0)
    return [title, paragraph(w('每个过程只有一种产出，无需分配。', 'Every process has one output: nothing is allocated.'))];
  return [
    title,
    {
      ...{ kind: 'table', caption: w('分配规则与理由', 'Rules and reasons') },
      columns: [left(w('过程', 'Process'), 25), left(w('规则', 'Rule'), 20), left(w('理由', 'Reason'), 55)],
      rows: several.map((one) => [one.name, say(allocationWords[one.allocation]), one.allocationReason || nothing]),
    },
  ];
}

function dataPart({ frozen: { study, result, links } }: ReportFacts, { w, say }: Voice): Block[] {
  const sources = new Map(links);
  const { quality } = result;
  const lines = study.processes.flatMap((process) =>
    [...process.inputs.filter((line) => line.link.kind !== 'process'), ...process.emissions].map((line) => {
      const link = sources.get(lineKey(process.id, line.id));
      const { source, year, region, primary } = line.quality;
      return [
        line.name,
        [source, year === null ? '' : String(year), region].filter((one) => one !== '').join(', ') || nothing,
        link ? `${link.name}, ${link.source}` : nothing,
        primary ? w('初级', 'primary') : w('次级', 'secondary'),
        ratingText(line.quality),
      ];
    }),
  );
  const score = quality.score === null ? null : decimal(quality.score);
  return [
    heading(1, w('6 数据来源与质量', '6 Sources and quality of the data')),
    {
      kind: 'facts',
      rows: [
        [w('加权质量', 'Weighted quality'), score ? `${score.toFixed(2)}, ${say(classWords[qualityClass(score)])}` : nothing] as const,
        [w('已评价份额', 'Share assessed'), quality.assessed === null ? nothing : shareText(quality.assessed)] as const,
        [w('初级数据份额', 'Primary data'), quality.primaryShare === null ? nothing : shareText(quality.primaryShare)] as const,
      ],
    },
    {
      ...{ kind: 'table', caption: w('各行的数据', 'Data of the lines'), small: true },
      columns: [
        ...[
          left(w('行', 'Line'), 20),
          left(w('数量的来源', 'Source of the amount'), 22),
          left(w('因子的来源', 'Source of the factor'), 26),
        ],
        ...[left(w('类别', 'Kind'), 10), left(w('评分（PEF；谱系）', 'Ratings (PEF; pedigree)'), 22)],
      ],
      rows: lines,
    },
    ...(study.parameters.length === 0
      ? []
      : [
          {
            ...{ kind: 'table' as const, caption: w('参数', 'Parameters'), small: true },
            columns: [left(w('符号', 'Symbol'), 20), left(w('名称', 'Name'), 40), left(w('值或公式', 'Value or formula'), 40)],
            rows: study.parameters.map((one) => [one.symbol, one.title, `${one.value} ${one.unit}`]),
          },
        ]),
  ];
}

function results({ frozen: { study, result, potentials }, ruleSet }: ReportFacts, { w, say }: Voice): Block[] {
  const told = (value: number) => figureText(value);
  const apart = separateLines.filter((line) => ruleSet.separateLines.includes(line) || result.separate[line] !== 0);
  const stages = result.stages.filter((one) => result.lines.some((line) => line.stage === one.stage));
  const gases = Object.entries(potentials).map(([gas, value]) => `${gas} ${value}`);
  return [
    heading(1, w('7 结果', '7 Result')),
    {
      kind: 'facts',
      rows: [
        [w('碳足迹', 'Carbon footprint'), `${told(result.total)} kgCO2e / ${study.unit.amount} ${study.unit.unit}`] as const,
        ...(result.scaledTotal === null ? [] : [[w('放大到 100 %', 'Scaled to 100 %'), `${told(result.scaledTotal)} kgCO2e`] as const]),
        [w('GWP 组', 'GWP set'), `${study.gwpSet}, 100 a${gases.length === 0 ? '' : ` (${gases.join(', ')})`}`] as const,
        [w('求解残差', 'Residual'), result.residual <= 1e-12 ? '≤ 1e-12' : result.residual.toExponential(1)] as const,
      ],
    },
    {
      ...{ kind: 'table', caption: w('按生命周期阶段与单列项（kgCO2e）', 'By stage and line shown apart (kgCO2e)'), small: true },
      columns: [
        ...[left(w('阶段', 'Stage'), 20), right(w('合计', 'Total'), 14), right(w('份额', 'Share'), 10)],
        ...apart.map((line) => right(say(separateWords[line]), 56 / apart.length)),
      ],
      rows: [
        ...stages.map((one) => [
          ...[say(stageWords[one.stage]), told(one.value), shareText(String(one.share))],
          ...apart.map((line) => told(one.values[line])),
        ]),
        [w('合计', 'Total'), told(result.total), shareText('1'), ...apart.map((line) => told(result.separate[line]))],
      ],
    },
    {
      ...{ kind: 'table', caption: w('各行（每功能单位）', 'Lines, for one unit'), small: true },
      columns: [
        ...[left(w('行', 'Line'), 34), left(w('阶段', 'Stage'), 16), right(w('数量', 'Amount'), 22)],
        ...[right('kgCO2e', 16), right(w('份额', 'Share'), 12)],
      ],
      rows: result.lines.map((line) => [
        ...[line.name, say(stageWords[line.stage]), `${told(line.amount)} ${line.unit}`, told(line.value), shareText(String(line.share))],
      ]),
    },
  ];
}

function interpretation({ sensitivities, simulation }: ReportFacts, { w, say }: Voice): Block[] {
  const blocks: Block[] = [
    heading(1, w('8 解释：敏感性与不确定度', '8 Interpretation: sensitivity and uncertainty')),
    {
      ...{ kind: 'table', caption: w('增加 1 % 时合计变动的百分比', 'Per cent of the total for one per cent more') },
      columns: [left(w('参数或行', 'Parameter or line'), 70), right(w('弹性', 'Elasticity'), 30)],
      rows: sensitivities.slice(0, 12).map((one) => [one.name, one.elasticity.toFixed(4)]),
    },
  ];
  if (simulation === null) return [...blocks, paragraph(w('未做蒙特卡罗抽样。', 'No Monte Carlo was drawn.'))];
  const { result, seed, sha256 } = simulation;
  const at = (figure: (typeof result.figures)[number], percent: string) =>
    figureText(figure.percentiles.find((one) => one.percent === percent)?.value ?? 0);
  return [
    ...blocks,
    paragraph(
      w(
        `蒙特卡罗 ${result.iterations} 次，种子 ${seed}，结果 SHA-256 ${sha256}。`,
        `Monte Carlo of ${result.iterations} runs, seed ${seed}, SHA-256 of the sample ${sha256}.`,
      ),
    ),
    {
      ...{ kind: 'table', caption: w('抽样结果（kgCO2e）', 'What was drawn (kgCO2e)'), small: true },
      columns: [
        ...[left(w('项目', 'Figure'), 28), right(w('均值', 'Mean'), 14), right('2.5 %', 14), right('50 %', 14), right('97.5 %', 14)],
        right('GSD²', 16),
      ],
      rows: result.figures.map((one) => [
        one.figure === 'total' ? w('合计', 'Total') : say(separateWords[one.figure]),
        ...[figureText(one.mean), at(one, '2.5'), at(one, '50'), at(one, '97.5'), one.gsd2 === null ? nothing : one.gsd2.toFixed(4)],
      ]),
    },
    {
      ...{ kind: 'table', caption: w('决定离散程度的投入', 'Inputs that make the spread') },
      columns: [left(w('行', 'Line'), 70), right(w('秩相关', 'Rank correlation'), 30)],
      rows: result.drivers.slice(0, 10).map((one) => [`${one.name}, ${say(drawnWords[one.of])}`, one.correlation.toFixed(3)]),
    },
  ];
}

function ending({ frozen: { study }, ruleSet, checklist, hands }: ReportFacts, { w, say, given, instant }: Voice): Block[] {
  const years = ruleSet.validYears;
  return [
    heading(1, w('9 局限性', '9 Limitations')),
    paragraph(given(study.limitations)),
    heading(1, w('10 有效期与审批', '10 Validity and approval')),
    {
      kind: 'facts',
      rows: [
        [w('有效期至', 'Valid until'), study.validUntil ?? nothing] as const,
        ...(years === null ? [] : [[w('规则集的上限', 'Longest by the rule set'), w(`${years} 年`, `${years} years`)] as const]),
        [w('起草', 'Drafted by'), hands.drafted] as const,
        [w('审核', 'Reviewed by'), hands.reviewed] as const,
        [w('批准', 'Approved by'), `${hands.approved}, ${instant(hands.approvedAt)}`] as const,
      ],
    },
    heading(1, w('11 完整性检查', '11 Completeness')),
    {
      ...{
        kind: 'table',
        caption: `${say(ruleSet.title)}: ${checklist.filter((one) => one.met).length} / ${checklist.length}`,
        small: true,
      },
      columns: [
        ...[left(w('条款', 'Clause'), 18), left(w('要求', 'Requirement'), 46)],
        ...[left(w('所在章节', 'Told in section'), 18), left(w('结果', 'Verdict'), 18)],
      ],
      rows: checklist.map((one) => [
        ...[one.clause, say(one.title), String(sectionOf[one.check]), one.met ? w('满足', 'met') : w('未满足', 'not met')],
      ]),
    },
    paragraph(
      w(
        '本报告由冻结的版本生成，其 SHA-256 印在页脚；同一版本与同一抽样每次生成的文件相同。抵消不计入产品碳足迹。',
        'Made from the frozen version, whose SHA-256 stands at the foot; the same version and sample give the same file. Offsets are no part of a carbon footprint.',
      ),
      true,
    ),
  ];
}

/** The report of an approved footprint by its rule set (ISO 14067 clause 7, GB/T 24067 clause 7, PAS 2050 clauses 4 to 9) as a paper. */
export function composeFootprintReport(facts: ReportFacts, language: 'zh' | 'en'): Paper {
  const voice = voiceOf(language);
  const { w, say } = voice;
  const { frozen, number, ruleSet } = facts;
  const { study } = frozen;
  return {
    ...{ language, brief: false, title: w('产品碳足迹报告', 'Carbon footprint of a product'), subtitle: frozen.productName },
    cover: [
      [w('报告编号', 'Number'), facts.reportNumber],
      [w('单位', 'Entity'), say(facts.entityName)],
      [w('产品', 'Product'), frozen.productName],
      [
        w('版次', 'Edition'),
        w(`第 ${number} 版，${voice.instant(facts.hands.approvedAt)} 批准`, `${number}, approved ${voice.instant(facts.hands.approvedAt)}`),
      ],
      [w('规则集', 'Rule set'), say(ruleSet.title)],
      [w('碳足迹', 'Footprint'), `${figureText(frozen.result.total)} kgCO2e / ${study.unit.amount} ${study.unit.unit}`],
      [w('有效期至', 'Valid until'), study.validUntil ?? nothing],
      [w('内容 SHA-256', 'SHA-256 of its content'), facts.sha256],
    ],
    ...{ number: facts.reportNumber, hash: facts.sha256, contentsWord: w('目录', 'Contents') },
    createdAt: facts.hands.approvedAt,
    pageWords: language === 'zh' ? ['第 ', ' / ', ' 页'] : ['Page ', ' of ', ''],
    blocks: [scope, cutOffs, allocations, dataPart, results, interpretation, ending].flatMap((part) => part(facts, voice)),
  };
}
