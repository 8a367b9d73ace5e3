import { type Block, heading, type Paper, paragraph, type Voice } from '../document/index.ts';
import type { AuditContent } from '../system/index.ts';
import { aboutPack, movesTable, nothing, orNothing, packPaper, prose, table } from './paper-parts.ts';
import type { Snapshot } from './snapshot.ts';

function planPart({ plan, record, independence }: AuditContent, { w, say, language }: Voice): Block[] {
  const comma = language === 'zh' ? '、' : ', ';
  const warned = independence.team.map((one) =>
    w(`${one.person} 对 ${one.record} 负责（${one.clause}）`, `${one.person} answers for ${one.record} (${one.clause})`),
  );
  const broken = independence.verdicts.map((one) =>
    w(`${one.clause}：${one.person} 对 ${one.record} 负责`, `${one.clause}: ${one.person} answers for ${one.record}`),
  );
  return [
    heading(1, w('范围与计划', 'Scope and plan')),
    {
      kind: 'facts',
      rows: [
        [w('审核', 'Audit'), `${record.no} ${record.title}`],
        [w('状态', 'State'), say(record.state)],
        [w('审核方案', 'Programme'), orNothing(plan.programme)],
        [w('范围', 'Scope'), orNothing(plan.scope)],
        [w('准则', 'Criteria'), orNothing(plan.criteria)],
        [w('日期', 'Days'), `${orNothing(plan.from)} – ${orNothing(plan.to)}`],
        [w('审核组长', 'Lead auditor'), orNothing(plan.lead.join(comma))],
        [w('组员', 'Team'), orNothing(plan.team.join(comma))],
        [w('受审核方', 'Auditees'), orNothing(plan.auditees.join(comma))],
        [w('受审核部门', 'Departments'), orNothing(plan.departments)],
        [w('独立性提示', 'Independence: to be left to others'), warned.length === 0 ? w('无', 'none') : warned.join('；')],
        ...(broken.length === 0 ? [] : [[w('未满足独立性的结果', 'Verdicts that are not independent'), broken.join('；')] as const]),
      ],
    },
  ];
}

function checklistPart({ checklist, coverage }: AuditContent, { w, say }: Voice): Block[] {
  const count = (n: number) => String(n);
  return [
    heading(1, w('检查表', 'Checklist')),
    table(
      w('按条款的覆盖', 'Coverage by clause'),
      [
        [w('条款', 'Clause'), 46],
        [w('项', 'Rows'), 9, 'right'],
        [w('已查', 'Looked at'), 11, 'right'],
        [w('符合', 'Conforms'), 11, 'right'],
        [w('观察', 'Obs.'), 11, 'right'],
        [w('不符合', 'Nonconf.'), 12, 'right'],
      ],
      coverage.map((one) => [
        `${one.clause} ${say(one.title)}`,
        ...[count(one.rows), count(one.answered), count(one.conforming), count(one.observations), count(one.nonconforming)],
      ]),
    ),
    table(
      w('问题、结果与所见', 'Questions, verdicts and what was seen'),
      [
        [w('条款', 'Clause'), 8],
        [w('问题', 'Question'), 38],
        [w('结果', 'Verdict'), 11],
        [w('所见', 'Seen'), 26],
        [w('审核员', 'Auditor'), 9],
        [w('发现', 'Finding'), 8],
      ],
      checklist.map((row) => [
        ...[row.clauses.join(' '), row.question, row.verdictName ? say(row.verdictName) : nothing],
        ...[orNothing(row.finding), orNothing(row.auditor), orNothing(row.raised)],
      ]),
      true,
    ),
  ];
}

function findingsPart({ findings, nonconformities, evidence }: AuditContent, { w, say }: Voice): Block[] {
  return [
    heading(1, w('审核发现', 'Findings')),
    ...(findings.length === 0 ? [paragraph(w('没有审核发现。', 'There are no findings.'))] : []),
    ...findings.flatMap((one): Block[] => [
      heading(2, `${one.no} ${one.title}`),
      {
        kind: 'facts',
        rows: [
          [w('等级', 'Grade'), one.gradeName ? say(one.gradeName) : nothing],
          [w('条款', 'Clauses'), orNothing(one.clauses.join(' '))],
          [w('事实', 'Fact'), orNothing(one.fact)],
          [w('要求', 'What was asked'), orNothing(one.requirement)],
          [w('责任人', 'Responsible'), orNothing(one.auditee)],
          [w('状态', 'State'), say(one.state)],
          [w('转为不符合', 'Became'), orNothing(one.nonconformity)],
        ],
      },
    ]),
    table(
      w('不符合及其状态', 'Nonconformities and their state'),
      [
        [w('编号', 'No.'), 11],
        [w('不符合', 'Nonconformity'), 25],
        [w('等级', 'Grade'), 9],
        [w('纠正', 'Correction'), 17],
        [w('纠正措施', 'Corrective action'), 17],
        [w('期限', 'Due'), 10],
        [w('状态', 'State'), 11],
      ],
      nonconformities.map((one) => [
        ...[one.no, one.title, one.gradeName ? say(one.gradeName) : nothing, orNothing(one.correction), orNothing(one.action)],
        ...[`${orNothing(one.dueOn)}${one.overdue ? w('（逾期）', ' (late)') : ''}`, say(one.state)],
      ]),
      true,
    ),
    table(
      w('证据与文件的 SHA-256', 'Evidence with the SHA-256 of its files'),
      [
        [w('记录', 'Record'), 11],
        [w('证据', 'Evidence'), 23],
        [w('文件', 'File'), 20],
        [w('SHA-256', 'SHA-256'), 36],
        [w('有效至', 'Until'), 10],
      ],
      evidence.map((one) => [one.record, one.title, one.fileName, one.sha256, orNothing(one.validUntil)]),
      true,
    ),
  ];
}

function matrixPart({ matrix, asOf }: AuditContent, { w, say }: Voice): Block[] {
  return [
    heading(1, w('条款矩阵', 'Clause matrix')),
    table(
      w(`${asOf} 的条款矩阵`, `Clause matrix as of ${asOf}`),
      [
        [w('条款', 'Clause'), 40],
        [w('状态', 'Status'), 18],
        [w('所需', 'Needed'), 9, 'right'],
        [w('有效', 'Met'), 9, 'right'],
        [w('未决', 'Open'), 9, 'right'],
        [w('最近', 'Newest'), 15, 'right'],
      ],
      matrix.map((one) => [
        ...[`${one.clause} ${say(one.title)}`, say(one.statusName), String(one.needed), String(one.met)],
        ...[String(one.openPoints), orNothing(one.newestOn)],
      ]),
      true,
    ),
  ];
}

/** The audit pack as a paper, in the snapshot's language (9.2). */
export function composeAudit(snapshot: Snapshot, content: AuditContent, hash: string, voice: Voice): Paper {
  const { w, say } = voice;
  return packPaper(snapshot, hash, voice, {
    title: { zh: '内部审核包', en: 'Internal audit pack' },
    rows: [[w('审核状态', 'State of the audit'), say(content.record.state)]],
    blocks: [
      ...planPart(content, voice),
      ...checklistPart(content, voice),
      ...findingsPart(content, voice),
      ...matrixPart(content, voice),
      heading(1, w('综述与结论', 'Summary and conclusion')),
      heading(2, w('审核综述', 'Summary')),
      ...prose(content.summary),
      heading(2, w('审核结论', 'Conclusion')),
      ...prose(content.conclusion),
      { kind: 'facts', rows: [[w('报告发给', 'Reported to'), orNothing(content.told)]] },
      ...movesTable(content.moves, voice),
      ...aboutPack(snapshot, voice),
    ],
  });
}
