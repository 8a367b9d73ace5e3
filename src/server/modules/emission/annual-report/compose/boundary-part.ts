import { entityFactNames, unitFactNames } from '../../../../../contract/annual-report.ts';
import { entityFactWords, unitFactWords } from '../../../../../contract/annual-report-words.ts';
import { type Block, heading, left, paragraph, right, type Voice } from '../../../document/index.ts';
import { approachWords, boilerWords, coolingWords, productWords, unitClassWords } from '../words.ts';
import type { YearContent } from '../year-content.ts';

function entityPart({ entity }: YearContent, { given, say, w }: Voice): Block[] {
  const place = entity.longitude !== null && entity.latitude !== null ? `${entity.longitude}, ${entity.latitude}` : null;
  const own: [string, string][] = [
    [w('名称', 'Name'), say(entity.name)],
    [w('代码', 'Code'), given(entity.code)],
    [w('行业代码', 'Industry code'), given(entity.industryCode)],
    [w('经度、纬度', 'Longitude, latitude'), given(place)],
    [w('海拔（m）', 'Altitude (m)'), given(entity.altitudeM)],
  ];
  const facts = entityFactNames.map((name): [string, string] => [
    say(entityFactWords[name]),
    given(entity.facts[name] ?? (name === 'siteAddress' ? entity.address : null)),
  ]);
  return [heading(1, w('报告主体', 'The reporting entity')), { kind: 'facts', rows: [...own, ...facts] }];
}

function scopeBlocks({ scope }: YearContent, { say, w }: Voice): Block[] {
  if (scope === null)
    return [paragraph(w('本年度末没有已批准的范围声明。', 'No approved scope statement was in force at the end of the year.'))];
  return [
    paragraph(say(scope.statement)),
    paragraph(
      w(
        `合并方法：${say(approachWords[scope.consolidationApproach])}。范围声明第 ${scope.number} 版，自 ${scope.effectiveFrom} 起生效。`,
        `Consolidation: ${say(approachWords[scope.consolidationApproach])}. Scope statement, edition ${scope.number}, in force from ${scope.effectiveFrom}.`,
      ),
      true,
    ),
    ...(scope.exclusions.length === 0
      ? []
      : [
          {
            kind: 'table' as const,
            caption: w('排除项', 'Exclusions'),
            columns: [left(w('对象', 'Subject'), 35), left(w('理由', 'Reason'), 65)],
            rows: scope.exclusions.map((one) => [one.subject, one.reason]),
          },
        ]),
  ];
}

/** Who reports, and what lies inside the boundary. */
export function boundaryPart(content: YearContent, voice: Voice): Block[] {
  const { given, say, w } = voice;
  const facilities = content.units.flatMap((unit) =>
    unitFactNames
      .filter((name) => (unit.facts[name] ?? '') !== '')
      .map((name) => [say(unit.name), say(unitFactWords[name]), unit.facts[name] ?? '']),
  );
  return [
    ...entityPart(content, voice),
    heading(1, w('核算边界', 'Boundary')),
    ...scopeBlocks(content, voice),
    {
      kind: 'table',
      caption: w('机组', 'Units'),
      columns: [
        left(w('机组', 'Unit'), 14),
        left(w('类别', 'Class'), 26),
        left(w('产品', 'Product'), 13),
        right(w('容量（MW）', 'MW'), 11),
        left(w('锅炉', 'Boiler'), 12),
        left(w('冷却', 'Cooling'), 11),
        left(w('燃料', 'Fuels'), 13),
      ],
      rows: content.units.map((unit) => [
        say(unit.name),
        unit.line ? say(unit.line) : say(unitClassWords[unit.unitClass]) || unit.unitClass,
        say(productWords[unit.product]),
        unit.capacityMw ?? '',
        given(say(boilerWords[unit.boilerType])),
        given(say(coolingWords[unit.cooling])),
        unit.fuelStreams.map((stream) => say(stream.name)).join(w('、', ', ')),
      ]),
    },
    ...(facilities.length === 0
      ? []
      : [
          {
            kind: 'table' as const,
            caption: w('生产设施', 'Facilities'),
            columns: [left(w('机组', 'Unit'), 20), left(w('项目', 'Item'), 40), left(w('内容', 'Content'), 40)],
            rows: facilities,
          },
        ]),
  ];
}
