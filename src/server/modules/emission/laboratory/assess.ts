import { present } from '../../../../kernel/assert.ts';
import type { Derivation } from '../../../../kernel/derivation.ts';
import { type MonthCarbonDaf, monthCarbonDaf } from '../../../../kernel/emission/laboratory/carbon-daf.ts';
import type { CoalSample, LaboratoryFacts } from '../../../../kernel/emission/laboratory/coal-sample.ts';
import {
  type CoalDay,
  type Converted,
  checkInput,
  conversionInput,
  convertedOf,
  ncvCounts,
  weightingInput,
} from '../../../../kernel/emission/laboratory/method-inputs.ts';
import { coalMonthFindings } from '../../../../kernel/emission/laboratory/month-findings.ts';
import {
  changedPdf,
  doubledReports,
  editedReports,
  type PdfFacts,
  type Peers,
} from '../../../../kernel/emission/laboratory/report-doubles.ts';
import type { Finding } from '../../../../kernel/finding.ts';
import type { Evaluation } from '../../../../kernel/method/evaluation.ts';
import type { Text } from '../../../../kernel/text.ts';
import type { Shelf, ShelvedMethod } from '../../library/index.ts';

/** Everything that decides about one coal stream's month. */
export interface CoalMonth {
  readonly year: number;
  readonly month: string;
  readonly stream: { readonly id: string; readonly code: string; readonly fuel: string };
  /** Those that stand. */
  readonly samples: readonly CoalSample[];
  readonly days: readonly CoalDay[];
  readonly laboratories: ReadonlyMap<string, LaboratoryFacts>;
  readonly peers: Peers;
  readonly pdfs: ReadonlyMap<string, PdfFacts>;
  readonly cells: {
    readonly FC: string | null;
    readonly C_ar: string | null;
    readonly NCV_ar: string | null;
    readonly carbonIsDefault: boolean;
    /** On any basis. */
    readonly carbonGiven: boolean;
  };
  readonly keptFrom: string | null;
  /** In which state the control plan in force measures consumption; as fired where it says nothing. */
  readonly fuelState: CoalSample['state'];
  readonly digits: (symbol: string) => number;
}

export interface AssessedMonth {
  readonly findings: readonly Finding[];
  readonly valid: (sample: CoalSample) => boolean;
  /** Whether its calorific value counts. */
  readonly ncvValid: (sample: CoalSample) => boolean;
  readonly converted: (sampleNumber: string) => Converted;
  readonly coalClass: (sampleNumber: string) => string | null;
  readonly result: { readonly C_ar: string | null; readonly NCV_ar: string | null };
  /** Carbon of the samples that count, dry and ash-free. */
  readonly carbonDaf: MonthCarbonDaf | null;
  /** The way of testing that the month's carbon rests on. */
  readonly way: CoalSample['kind'] | null;
  readonly weighting: Evaluation | null;
  readonly weightingInput: Record<string, unknown> | null;
  readonly method: ShelvedMethod;
  /** Of the data year: days to the report, months and kilograms of the retained sample. Null without samples. */
  readonly limits: Limits | null;
}

export interface Limits {
  readonly reportWithinDays: number;
  readonly retentionMonths: number;
  readonly retainedMassKg: string;
}

const nothing: Converted = { carbonAr: null, carbonD: null, carbonDaf: null, volatileDaf: null, ashD: null };
const ways: readonly (readonly [symbol: string, way: CoalSample['kind']])[] = [
  ['C_daily', 'daily'],
  ['C_batch', 'batch'],
  ['C_composite', 'monthly_composite'],
];

function methodOf(shelf: Shelf, id: string): ShelvedMethod {
  return present(shelf.method(id), `the library has no ${id}`);
}

/** What the reader can do about a finding of the methods, which carry none. */
const cures: Readonly<Record<string, Text>> = {
  laboratory_days_disordered: {
    zh: '与原件核对；登记有误则更正并说明理由，否则撤回该煤样',
    en: 'Compare with the original; correct a slip with its reason, otherwise withdraw the sample',
  },
  laboratory_report_late: {
    zh: '该煤样不计入；当月没有其他有效检测时，元素碳按数据年度的缺省值计算',
    en: 'The sample does not count; without another valid test the month takes the default of its data year',
  },
  laboratory_scope_missing: {
    zh: '在“实验室”中补登检测日有效的资质，或由具备资质的实验室重新检测',
    en: 'Record the accreditation that was valid on the day under laboratories, or have an accredited laboratory test again',
  },
  sample_state_differs: {
    zh: '采用与消耗量同一状态的煤样；消耗量按入厂煤计量的，在数据质量控制方案的燃煤消耗量一行选择“入厂煤”来源',
    en: 'Use samples in the state of consumption; where coal is weighed as received, the control plan says so in its line of coal consumption',
  },
  coal_carbon_implausible: {
    zh: '核对元素碳、水分、灰分与基准；无误则说明理由',
    en: 'Check carbon, moisture, ash and basis; give the reason where they are right',
  },
  coal_class_differs: {
    zh: '核对挥发分，或在组织与边界中更正燃料流的煤类',
    en: 'Check the volatile matter, or correct the class of the fuel stream under organization',
  },
  ash_and_ncv_disagree: { zh: '逐样核对灰分与发热量', en: 'Check ash and calorific value sample by sample' },
  days_without_test: { zh: '补充检测，或说明理由', en: 'Add the tests, or give the reason' },
};

/** Findings of a method name a sample by its number; the way to it and the month's row are added, and what concerns no cell is left to the laboratory's own pages. */
function placed(findings: readonly Finding[], facts: CoalMonth): Finding[] {
  return findings.map((finding) => {
    const symbol = finding.code === 'ash_and_ncv_disagree' ? 'NCV_ar' : 'C_ar';
    const sample = finding.place.at?.sample;
    const sampleId = facts.samples.find((one) => one.number === sample)?.sampleId;
    const at = {
      month: facts.month,
      row: `${facts.stream.code}.${symbol}`,
      ...(sample ? { sample } : {}),
      ...(sampleId ? { sampleId } : {}),
    };
    const cure = finding.cure ?? cures[finding.code];
    return { ...finding, place: { symbol, at }, ...(cure ? { cure } : {}) };
  });
}

function resultOf(evaluation: Evaluation | null): AssessedMonth['result'] & { way: AssessedMonth['way'] } {
  const value = (symbol: string) => evaluation?.outputs.find((one) => one.symbol === symbol)?.value ?? null;
  const way = ways.find(([symbol]) => value(symbol) !== null)?.[1] ?? null;
  return { C_ar: value('C_month'), NCV_ar: value('NCV_month'), way };
}

/** Findings of the weighting that a reader of the month can act on. */
const weightingCodes = new Set(['days_without_test', 'input_not_used']);

/**
 * What the laboratory's record of one month says: which samples count, the month's figures by the reviewed methods, and what does not fit. Three evaluations,
 * however many samples; `derivation` asks for the nodes of the weighting too.
 */
export async function assessCoalMonth(shelf: Shelf, facts: CoalMonth, derivation = false): Promise<AssessedMonth> {
  const weightingMethod = methodOf(shelf, 'cn-weighted-coal-quality');
  const conversion = conversionInput(facts.samples, facts.days);
  const converted = conversion
    ? convertedOf((await methodOf(shelf, 'cn-coal-basis-conversion').evaluate(conversion, { derivation: false })).outputs)
    : () => nothing;
  const checkMethod = methodOf(shelf, 'cn-coal-sample-check');
  const years = checkMethod.description.dataYears;
  const year = years ? Math.min(Math.max(facts.year, years.from), years.to) : facts.year;
  const check =
    facts.samples.length > 0
      ? await checkMethod.evaluate(checkInput(year, facts.samples, converted, facts.laboratories, facts.stream.fuel, facts.fuelState), {
          derivation: false,
        })
      : null;
  const told = new Map(check?.outputs.map((one) => [`${one.symbol} ${one.at.sample ?? ''}`, one.value]) ?? []);
  const valid = (sample: CoalSample) => told.get(`valid ${sample.number}`) === 'true';
  const ncv = (sample: CoalSample) => told.get(`in_order ${sample.number}`) === 'true' && ncvCounts(sample, facts.laboratories);
  const input = weightingInput(facts.samples, facts.days, converted, valid, ncv);
  const weighting = input ? await weightingMethod.evaluate(input, { derivation }) : null;
  const { way, ...result } = resultOf(weighting);
  const monthFacts = {
    month: facts.month,
    rowKey: (symbol: string) => `${facts.stream.code}.${symbol}`,
    samples: facts.samples,
    days: facts.days,
    valid,
    usable: (sample: CoalSample) => usable(sample, converted(sample.number)),
    result,
    cells: facts.cells,
    keptFrom: facts.keptFrom,
    digits: facts.digits,
  };
  const doubles = facts.samples.flatMap((sample) => [
    ...doubledReports(sample, facts.peers),
    ...editedReports(sample, facts.peers),
    ...sample.files.flatMap((file) => {
      const pdf = facts.pdfs.get(file);
      return pdf ? changedPdf(sample, pdf) : [];
    }),
  ]);
  const ofWeighting = (weighting?.findings ?? []).filter((one) => weightingCodes.has(one.code));
  return {
    findings: [...placed([...(check?.findings ?? []), ...doubles, ...ofWeighting], facts), ...coalMonthFindings(monthFacts)],
    valid,
    ncvValid: ncv,
    converted,
    coalClass: (number) => told.get(`coal_class ${number}`) ?? null,
    result,
    carbonDaf: monthCarbonDaf(facts.samples, facts.days, converted, valid),
    way,
    weighting,
    weightingInput: input,
    method: weightingMethod,
    limits: check && {
      reportWithinDays: Number(told.get('report_limit ') ?? 0),
      retentionMonths: Number(told.get('retention ') ?? 0),
      retainedMassKg: told.get('retained_mass ') ?? '0',
    },
  };
}

/** A composite is converted with the month's moisture, which stands with the days; every other sample needs its own or its day's. */
function usable(sample: CoalSample, converted: Converted): boolean {
  if (sample.carbon === null) return false;
  return converted.carbonAr !== null || (sample.kind === 'monthly_composite' && (sample.basis !== 'ad' || sample.mAd !== null));
}

export function derivationOf(assessed: AssessedMonth): Derivation | null {
  return assessed.weighting?.derivation ?? null;
}
