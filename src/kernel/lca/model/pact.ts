import { Decimal, print } from '../../quantity/decimal.ts';
import { applyFactor } from '../../quantity/rational.ts';
import type { Units } from '../../quantity/units.ts';
import type { Text } from '../../text.ts';
import type { FootprintStudy, LineQuality, Separate } from './study.ts';

/** A record of PACT Technical Specifications 3.0: field names and units are theirs; numbers are decimal text, kgCO2e or kg per declared unit. */

/** Our units of the units of measure that a record may use. */
export const pactUnits: Readonly<Record<string, string>> = {
  kg: 'kilogram',
  L: 'liter',
  m3: 'cubic meter',
  kWh: 'kilowatt hour',
  MJ: 'megajoule',
  't*km': 'ton kilometer',
  m2: 'square meter',
  piece: 'piece',
  h: 'hour',
};

export interface PactFacts {
  readonly id: string;
  readonly preceding: readonly string[];
  readonly number: number;
  readonly created: string;
  readonly active: boolean;
  readonly companyName: string;
  readonly companyId: string;
  readonly productId: string;
  readonly productName: string;
  readonly study: FootprintStudy;
  readonly separate: Separate;
  /** Shares 0 to 1. */
  readonly excluded: string;
  readonly primaryShare: string | null;
  readonly sources: readonly string[];
  /** Lines with their contributions, for the three ratings. */
  readonly lines: readonly { readonly value: number; readonly quality: LineQuality }[];
  /** Biogenic emissions of the unit, kgCO2e: those of gases other than CO2, and those whose source does not tell the gas; the rest is CO2. */
  readonly biogenic: { readonly otherGases: number; readonly untold: number };
}

export interface PactRecord {
  readonly record: Readonly<Record<string, unknown>>;
  /** Fields the specification asks for that the study does not state. */
  readonly missing: readonly { readonly field: string; readonly text: Text }[];
}

const text = (value: number) => print(new Decimal(value).toSignificantDigits(12));
const instantOf = (day: string, end: boolean) => `${day}T${end ? '23:59:59' : '00:00:00'}Z`;

/** The first unit of the list that the study's unit converts to, with how many of it one functional unit has. */
function declared(study: FootprintStudy, units: Units): { name: string; amount: Decimal } | null {
  for (const [unit, name] of Object.entries(pactUnits)) {
    const factor = study.unit.unit === unit ? null : units.conversionFactor(study.unit.unit, unit);
    if (study.unit.unit === unit) return { name, amount: new Decimal(study.unit.amount) };
    if (factor) return { name, amount: applyFactor(new Decimal(study.unit.amount), factor) };
  }
  return null;
}

/** Record of an approved version; null where its unit is none that the specification knows. */
export function pactRecord(facts: PactFacts, units: Units): PactRecord | null {
  const { study, separate } = facts;
  const unit = declared(study, units);
  if (unit === null || !unit.amount.greaterThan(0)) return null;
  const per = (value: number) => print(new Decimal(value).dividedBy(unit.amount).toSignificantDigits(12));
  const { nonCo2, uptake, told: ofBiogenic } = biogenicOf(facts, unit.amount);
  const excluding = separate.fossil + separate.aircraft + separate.dluc + nonCo2;
  const missing: { field: string; text: Text }[] = [...ofBiogenic];
  const stated = (field: string, value: string, zh: string, en: string) => {
    if (value === '') missing.push({ field, text: { zh: `未填写${zh}`, en: `${en} is not stated` } });
    return value === '' ? '0' : value;
  };
  const { period } = study;
  if (period === null)
    missing.push({ field: 'referencePeriodStart', text: { zh: '未填写数据时间范围', en: 'the period of the data is not stated' } });
  const assessment = /^AR\d+/.exec(study.gwpSet)?.[0];
  if (!assessment)
    missing.push({
      field: 'ipccCharacterizationFactors',
      text: {
        zh: `GWP 组“${study.gwpSet}”不属于某次 IPCC 评估报告`,
        en: `the GWP set ${study.gwpSet} is that of no IPCC assessment report`,
      },
    });
  const rating = ratingsOf(facts.lines);
  const pcf = {
    ...{ declaredUnitOfMeasurement: unit.name, declaredUnitAmount: print(unit.amount) },
    productMassPerDeclaredUnit: stated('productMassPerDeclaredUnit', study.productMass, '单位产品质量', 'the mass of one declared unit'),
    ...(period
      ? { referencePeriodStart: instantOf(`${period.from}-01`, false), referencePeriodEnd: `${nextMonth(period.to)}-01T00:00:00Z` }
      : {}),
    ...geographyOf(study.geography),
    boundaryProcessesDescription: study.boundaryDescription,
    ...{ pcfExcludingBiogenicUptake: per(excluding), pcfIncludingBiogenicUptake: per(excluding + uptake) },
    fossilCarbonContent: stated('fossilCarbonContent', study.fossilCarbon, '化石碳含量', 'the fossil carbon content'),
    biogenicCarbonContent: stated('biogenicCarbonContent', study.biogenicCarbon, '生物源碳含量', 'the biogenic carbon content'),
    ...{ fossilGhgEmissions: per(separate.fossil + separate.aircraft), landUseChangeGhgEmissions: per(separate.dluc) },
    ...{
      biogenicCO2Uptake: per(uptake),
      biogenicNonCO2Emissions: per(nonCo2),
      aircraftGhgEmissions: per(separate.aircraft),
    },
    ...(assessment ? { ipccCharacterizationFactors: [assessment] } : {}),
    crossSectoralStandards: study.ruleSet === 'pas-2050-2011' ? ['ISO14040-44'] : ['ISO14067'],
    productOrSectorSpecificRules:
      study.ruleSet === 'iso-14067-2018'
        ? undefined
        : [{ operator: 'Other', otherOperatorName: study.ruleSet, ruleNames: [study.ruleSet] }],
    ...{ exemptedEmissionsPercent: text(Number(facts.excluded) * 100), exemptedEmissionsDescription: exempted(study) },
    packagingEmissionsIncluded: study.processes.some((process) => process.inputs.some((line) => /packag|包装/i.test(line.name))),
    allocationRulesDescription: allocations(study),
    secondaryEmissionFactorSources: facts.sources.map((name) => ({ name, version: '1' })),
    ...(facts.primaryShare === null ? {} : { primaryDataShare: text(Number(facts.primaryShare) * 100) }),
    ...(rating ? { dqi: rating } : {}),
  };
  const record = {
    ...{
      id: facts.id,
      specVersion: '3.0.0',
      version: facts.number,
      created: facts.created,
      status: facts.active ? 'Active' : 'Deprecated',
    },
    ...(facts.preceding.length > 0 ? { precedingPfIds: [...facts.preceding] } : {}),
    ...(study.validUntil ? { validityPeriodEnd: instantOf(study.validUntil, true) } : {}),
    ...{ companyName: facts.companyName, companyIds: [facts.companyId], productIds: [facts.productId] },
    ...{ productDescription: study.unit.description, productNameCompany: facts.productName, comment: study.limitations, pcf },
  };
  return { record, missing };
}

/** kg of CO2 for one of carbon. */
const co2OfCarbon = 44 / 12;
/** Uptake and carbon content say the same but for the rounding of who states them. */
const agreed = 0.02;

/**
 * Biogenic fields of the unit, kgCO2e. Uptake is what the product still holds when it leaves: removals less the biogenic CO2 that went back on the way, which the
 * specification has in no other field. Gases that a source does not tell count as other than CO2, so that nothing is hidden.
 */
function biogenicOf({ study, separate, biogenic }: PactFacts, amount: Decimal) {
  const nonCo2 = biogenic.otherGases + biogenic.untold;
  const balance = separate.removal + (separate.biogenic - nonCo2);
  const uptake = Math.min(0, balance);
  const told: { field: string; text: Text }[] = [];
  if (biogenic.untold !== 0)
    told.push({
      field: 'biogenicNonCO2Emissions',
      text: {
        zh: `生物源排放中有 ${text(biogenic.untold)} kgCO2e 的来源未区分 CO2 与其他气体，全部计入此字段`,
        en: `the sources of ${text(biogenic.untold)} kgCO2e of biogenic emissions do not tell CO2 from other gases; all of it is in this field`,
      },
    });
  const rounding = 1e-9 * Math.max(Math.abs(separate.removal), Math.abs(separate.biogenic));
  if (balance > rounding)
    told.push({
      field: 'biogenicCO2Uptake',
      text: {
        zh: `有 ${text(balance)} kgCO2e 生物源 CO2 排放没有对应的吸收；规范没有此项字段，未计入`,
        en: `${text(balance)} kgCO2e of biogenic CO2 were emitted without an uptake stated; the specification has no field for it, it is not counted`,
      },
    });
  const held = -Number(study.biogenicCarbon || 0) * co2OfCarbon;
  const stated = uptake / amount.toNumber();
  if (study.biogenicCarbon !== '' && Math.abs(stated - held) > agreed * Math.max(Math.abs(stated), Math.abs(held)))
    told.push({
      field: 'biogenicCarbonContent',
      text: {
        zh: `吸收 ${text(stated)} kgCO2e 与生物源碳含量所含的 ${text(held)} kgCO2e 不符`,
        en: `the uptake of ${text(stated)} kgCO2e is not what the biogenic carbon content holds (${text(held)} kgCO2e)`,
      },
    });
  return { nonCo2, uptake, told };
}

function nextMonth(month: string): string {
  const [year = 0, of = 1] = month.split('-').map(Number);
  return of === 12 ? `${year + 1}-01` : `${year}-${String(of + 1).padStart(2, '0')}`;
}

function geographyOf(region: string): Record<string, string> {
  if (/^[A-Z]{2}$/.test(region)) return { geographyCountry: region };
  return /^[A-Z]{2}-[A-Z0-9]{1,3}$/.test(region) ? { geographyCountrySubdivision: region } : {};
}

const exempted = (study: FootprintStudy) =>
  study.processes
    .flatMap((process) => process.inputs.filter((line) => line.excluded).map((line) => `${line.name}: ${line.reason}`))
    .join('; ');

const allocations = (study: FootprintStudy) =>
  study.processes
    .filter((process) => process.outputs.length > 1)
    .map((process) => `${process.name}: ${process.allocation}. ${process.allocationReason}`)
    .join('; ');

/** Technology, geography and time weighted by contribution, from the PEF ratings; null where none is rated. */
function ratingsOf(lines: PactFacts['lines']): Record<string, string> | null {
  const rated = lines.flatMap(({ value, quality }) => (quality.pef ? [{ weight: Math.abs(value), pef: quality.pef }] : []));
  const whole = rated.reduce((sum, one) => sum + one.weight, 0);
  if (whole === 0) return null;
  const mean = (field: 'TeR' | 'GeR' | 'TiR') => text(rated.reduce((sum, one) => sum + one.weight * Number(one.pef[field]), 0) / whole);
  return { technologicalDQR: mean('TeR'), geographicalDQR: mean('GeR'), temporalDQR: mean('TiR') };
}
