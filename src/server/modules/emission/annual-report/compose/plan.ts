import { type Block, heading, left, type Paper, paragraph, right, type Voice, voiceOf } from '../../../document/index.ts';
import {
  planAcquisitionWords,
  planFrequencyWords,
  planSectionWords,
  planStateWords,
  productWords,
  revisionWords,
  unitClassWords,
} from '../words.ts';
import type { YearContent } from '../year-content.ts';

/** The plan as a report needs it (control-plan/plan-for-report.ts). */
export type PlanContent = NonNullable<YearContent['plan']>;
type Line = PlanContent['lines'][number];

function revisions({ revisions: versions }: PlanContent, { given, instant, say, w }: Voice): Block[] {
  const signed = (one: { byName: string; at: string } | null) => (one === null ? w('—', '—') : `${one.byName} ${instant(one.at)}`);
  return [
    heading(1, w('版本与修订记录', 'Versions and revisions')),
    {
      kind: 'table',
      caption: w('修订记录', 'Revision log'),
      small: true,
      columns: [
        left(w('版本', 'Version'), 8),
        left(w('状态', 'State'), 10),
        left(w('生效日期', 'Valid from'), 12),
        left(w('修订原因', 'Reason'), 20),
        left(w('说明', 'Note'), 20),
        left(w('编制', 'Drafted'), 15),
        left(w('批准', 'Approved'), 15),
      ],
      rows: versions.map((one) => [
        String(one.number),
        say(planStateWords[one.state]),
        one.validFrom,
        say(revisionWords[one.trigger]),
        given(one.note),
        signed(one.drafted),
        signed(one.approved),
      ]),
    },
  ];
}

function facilities({ content }: PlanContent, { given, say, w }: Voice): Block[] {
  const { entity, units, facilities: all } = content;
  const names = new Map(units.map((unit) => [unit.id, say(unit.name)]));
  return [
    heading(1, w('单位基本情况', 'The entity')),
    {
      kind: 'facts',
      rows: [
        [w('名称', 'Name'), say(entity.name)],
        [w('代码', 'Code'), given(entity.code)],
        [w('行业代码', 'Industry code'), given(entity.industryCode)],
        [w('地址', 'Address'), given(entity.address)],
        [w('经度、纬度', 'Longitude, latitude'), given(entity.longitude === null ? null : `${entity.longitude}, ${entity.latitude ?? ''}`)],
        [w('海拔（m）', 'Altitude (m)'), given(entity.altitudeM)],
      ],
    },
    heading(1, w('核算边界和主要排放设施', 'Boundary and main facilities')),
    paragraph(given(content.sections.boundary)),
    {
      kind: 'table',
      caption: w('机组', 'Units'),
      columns: [
        left(w('机组', 'Unit'), 20),
        left(w('类别', 'Class'), 34),
        left(w('产品', 'Product'), 18),
        right('MW', 12),
        left(w('燃料', 'Fuels'), 16),
      ],
      rows: units.map((unit) => [
        say(unit.name),
        unit.line ? say(unit.line) : say(unitClassWords[unit.unitClass]) || unit.unitClass,
        say(productWords[unit.product]) || unit.product,
        unit.capacityMw ?? '',
        unit.streams.map(say).join(w('、', ', ')),
      ]),
    },
    {
      kind: 'table',
      caption: w('主要排放设施', 'Main facilities'),
      columns: [
        left(w('机组', 'Unit'), 16),
        left(w('设施', 'Facility'), 22),
        left(w('编号', 'Number'), 14),
        left(w('型号', 'Model'), 18),
        left(w('位置', 'Location'), 18),
        left(w('状态', 'State'), 12),
      ],
      rows: all.map((one) => [
        names.get(one.unitId) ?? '',
        one.name,
        one.number,
        one.model,
        one.location,
        one.state === 'in_use' ? w('在用', 'In use') : w('停用', 'Stopped'),
      ]),
    },
  ];
}

function parameter(line: Line, voice: Voice): Block[] {
  const { given, say, w } = voice;
  const responsible = [line.department, line.person].filter((part) => part !== '').join(' · ');
  return [
    heading(2, `${say(line.unitName)} · ${say(line.title)}${line.unit === '' ? '' : ` (${line.unit})`}`),
    {
      kind: 'facts',
      rows: [
        [w('获取方式', 'Acquisition'), say(planAcquisitionWords[line.acquisition])],
        [w('数据来源', 'Source'), given(line.sourceTitle ? say(line.sourceTitle) : line.source)],
        [w('选用理由', 'Reason for the source'), given(line.sourceReason)],
        [w('获取方法说明', 'How it is obtained'), given(line.description)],
        [w('台账与记录', 'Ledgers and records'), given(line.ledgers)],
        [w('记录频次', 'Recorded'), say(planFrequencyWords[line.frequency])],
        [w('数据缺失处理', 'Where data are missing'), given(line.missing)],
        [w('负责部门与人员', 'Responsible'), given(responsible)],
      ],
    },
    ...(line.meters.length === 0
      ? []
      : [
          {
            kind: 'table' as const,
            caption: w('计量器具', 'Meters'),
            columns: [
              left(w('器具', 'Meter'), 30),
              left(w('型号', 'Model'), 18),
              left(w('位置', 'Location'), 24),
              left(w('等级', 'Class'), 12),
              right(w('校准周期（月）', 'Calibrated every (months)'), 16),
            ],
            rows: line.meters.map((meter) => [
              `${meter.code} ${say(meter.name)}`,
              meter.model,
              meter.location,
              meter.accuracyClass,
              String(meter.calibrationIntervalMonths),
            ]),
          },
        ]),
  ];
}

const later = ['management', 'internalReview', 'ledgerControl', 'sampling', 'preparation', 'directMeasurement'] as const;

/** The data quality control plan (A.7) as a paper: content after CETS-AG-03.01-V01-2024 chapter 9 and appendix B. `at`: when the paper was made. */
export function composePlan(content: PlanContent, language: 'zh' | 'en', paper: { readonly number: string; readonly at: string }): Paper {
  const voice = voiceOf(language);
  const { given, instant, say, w } = voice;
  const { plan } = content;
  return {
    language,
    title: w('数据质量控制方案', 'Data quality control plan'),
    subtitle: say(content.content.entity.name),
    cover: [
      [w('数据年度', 'Data year'), String(plan.year)],
      [w('版本', 'Version'), String(plan.number)],
      [w('状态', 'State'), say(planStateWords[plan.state])],
      [w('生效日期', 'Valid from'), plan.validFrom],
      [w('批准', 'Approved'), plan.approved ? `${plan.approved.byName} ${instant(plan.approved.at)}` : w('未批准', 'not approved')],
      [w('报送', 'Filed'), plan.filed ? `${plan.filed.on} ${plan.filed.receiptNumber}` : w('未报送', 'not filed')],
      [w('方案内容 SHA-256', "SHA-256 of the plan's content"), plan.contentSha256],
    ],
    number: paper.number,
    hash: plan.contentSha256,
    pageWords: [w('第 ', 'Page '), w(' 页 共 ', ' of '), w(' 页', '')],
    contentsWord: w('目录', 'Contents'),
    createdAt: paper.at,
    blocks: [
      ...revisions(content, voice),
      ...facilities(content, voice),
      heading(1, w('活动数据和排放因子的确定方式', 'How each parameter is determined')),
      ...content.lines.flatMap((line) => parameter(line, voice)),
      ...later.flatMap((key): Block[] => [heading(1, say(planSectionWords[key])), paragraph(given(content.content.sections[key]))]),
    ],
  };
}
