import { type EntityFactName, entityFactNames, type UnitFactName, unitFactNames } from '../../../../contract/annual-report.ts';
import { entityFactWords, unitFactWords } from '../../../../contract/annual-report-words.ts';
import type { Finding } from '../../../../kernel/finding.ts';
import type { Text } from '../../../../kernel/text.ts';
import { ofBiomass } from './forms/biomass.ts';
import type { YearContent } from './year-content.ts';

/** Facts that may well have nothing to say. */
const voluntary: ReadonlySet<string> = new Set([
  'productionChanges',
  'contactEmail',
  'preparingAgency',
  'preparingAgencyCode',
  'ncvTestBy',
]);

function missing(place: Finding['place'], of: Text, what: Text, form: string): Finding {
  return {
    code: 'form_fact_missing',
    severity: 'warning',
    place,
    text: {
      zh: `${of.zh}：表 ${form} 的“${what.zh}”未填写，报告中将写“未提供”`,
      en: `${of.en}: "${what.en}" of form ${form} is not given; the report will say so`,
    },
    cure: { zh: '在本页“报表信息”中填写', en: 'Enter it in "Facts for the forms" on this page' },
    clause: form,
  };
}

/** Coordinates and altitude stand in the organization's own record; the forms of data year 2026 ask for them. */
function recordGaps({ entity, units }: YearContent): Finding[] {
  const gaps: Finding[] = [];
  const say = (path: string, zh: string, en: string) => gaps.push(missing({ path }, entity.name, { zh, en }, 'C.1'));
  if (entity.longitude === null || entity.latitude === null) say('/entity/longitude', '经纬度', 'Longitude and latitude');
  if (entity.altitudeM === null) say('/entity/altitudeM', '海拔', 'Altitude');
  if (entity.industryCode === '') say('/entity/industryCode', '行业代码', 'Industry code');
  for (const unit of units) {
    if (unit.line === undefined && unit.boilerType === '')
      gaps.push(missing({ path: '/units/boilerType', at: { unit: unit.key } }, unit.name, { zh: '锅炉类型', en: 'Boiler type' }, 'C.2'));
  }
  return gaps;
}

const unitFormOf = (name: UnitFactName) => {
  if (name === 'carbonTestBy' || name === 'ncvTestBy') return 'C.5';
  if (ofBiomass.has(name)) return 'C.3';
  return name.startsWith('coal') ? 'C.6' : 'C.2';
};

/** A unit without coal need not say where its coal comes from. */
function asked(unit: YearContent['units'][number], name: UnitFactName): boolean {
  // Only where biomass is burned does its share need the boiler's efficiency.
  if (ofBiomass.has(name)) return name === 'boilerEfficiencyPct' && (unit.facts.biomassType ?? '') !== '';
  const coal = unit.fuelStreams.some((stream) => stream.fuelKind === 'coal');
  const ofCoal = name.startsWith('coal') || name === 'carbonTestBy' || name.startsWith('boiler');
  return !voluntary.has(name) && (coal || !ofCoal);
}

/** What the forms C.1–C.6 would show as "not given". */
export function missingFacts(content: YearContent): Finding[] {
  const { entity, units } = content;
  const ofEntity = entityFactNames
    .filter((name: EntityFactName) => !voluntary.has(name) && (entity.facts[name] ?? '') === '')
    .filter((name) => !(name === 'siteAddress' && entity.address !== ''))
    .map((name) => missing({ path: `/entity/facts/${name}` }, entity.name, entityFactWords[name], 'C.1'));
  const ofUnits = units.flatMap((unit) =>
    unitFactNames
      .filter((name) => asked(unit, name) && (unit.facts[name] ?? '') === '')
      .map((name) => missing({ path: `/units/facts/${name}`, at: { unit: unit.key } }, unit.name, unitFactWords[name], unitFormOf(name))),
  );
  return [...ofEntity, ...recordGaps(content), ...ofUnits];
}

/** Months that nobody has approved, and what the months and the year say themselves. */
export function yearFindings(content: YearContent): Finding[] {
  const open = content.units.flatMap((unit) => {
    const months = unit.months.filter(({ state }) => state !== 'approved' && state !== 'locked');
    if (months.length === 0) return [];
    const names = months.map(({ month }) => month).join(', ');
    const finding: Finding = {
      code: 'months_not_approved',
      severity: 'warning',
      place: { path: '/months', at: { unit: unit.key } },
      text: {
        zh: `${unit.name.zh}：${months.length} 个月尚未批准（${names}）`,
        en: `${unit.name.en}: ${months.length === 1 ? '1 month is' : `${months.length} months are`} not approved (${names})`,
      },
      cure: { zh: '在月度数据中完成审核和批准', en: 'Have them reviewed and approved in the month grid' },
      clause: 'A.8',
    };
    return [finding];
  });
  const own = content.units.flatMap((unit) => [...unit.findings, ...unit.months.flatMap((month) => month.findings)]);
  return [...open, ...content.findings, ...own];
}
