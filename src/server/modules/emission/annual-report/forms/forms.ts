import { entityFactNames, unitFactNames } from '../../../../../contract/annual-report.ts';
import { entityFactWords, unitFactWords } from '../../../../../contract/annual-report-words.ts';
import { carbonPerEnergy, type FormQuantity } from '../../../../../kernel/emission/report-figures.ts';
import type { Text } from '../../../../../kernel/text.ts';
import { type Figures, fuelSymbols, numbersBy, placeOf, type Stream, type UnitContent } from '../numbers.ts';
import { boilerWords, coolingWords, productWords, unitClassWords } from '../words.ts';
import type { YearContent } from '../year-content.ts';
import { biomassRows, ofBiomass } from './biomass.ts';
import { c5, coalTests } from './coal-tests.ts';
import { type FormCell, type FormSheet, figure, monthHeads, monthsOfYear, notGiven, said, t } from './sheet.ts';

const fact = (value: string | null | undefined): FormCell => said((value ?? '') === '' ? notGiven.zh : (value ?? ''));

function c1({ entity }: YearContent): FormSheet {
  const place = entity.longitude !== null && entity.latitude !== null ? `${entity.longitude}, ${entity.latitude}` : null;
  const own: [Text, string | null][] = [
    [t('重点排放单位名称', 'Name of the entity'), entity.name.zh],
    [t('单位代码（系统内）', 'Code in the system'), entity.code],
    [t('行业代码', 'Industry code'), entity.industryCode],
    [t('经度、纬度', 'Longitude, latitude'), place],
    [t('海拔（m）', 'Altitude (m)'), entity.altitudeM],
  ];
  const facts = entityFactNames.map((name): [Text, string | null] => [
    entityFactWords[name],
    entity.facts[name] ?? (name === 'siteAddress' ? entity.address : null),
  ]);
  return {
    key: 'C.1',
    title: t('表 C.1 重点排放单位基本信息', 'Form C.1 Basic facts of the entity'),
    widths: [44, 70],
    head: [[t('项目', 'Item'), t('内容', 'Content')]],
    rows: [...own, ...facts].map(([label, value]) => [said(label.zh), fact(value)]),
    notes: [],
  };
}

function c2({ units }: YearContent): FormSheet {
  const rows = units.flatMap((unit): FormCell[][] => {
    const ofPower: [Text, string | null][] = [
      [t('机组类别', 'Unit class'), unitClassWords[unit.unitClass]?.zh ?? unit.unitClass],
      [t('产品类型', 'Product'), productWords[unit.product]?.zh ?? unit.product],
      [t('装机容量（MW）', 'Capacity (MW)'), unit.capacityMw],
      [t('锅炉类型', 'Boiler type'), boilerWords[unit.boilerType]?.zh ?? null],
      [t('冷却方式（系统内）', 'Cooling in the system'), coolingWords[unit.cooling]?.zh ?? null],
    ];
    const own: [Text, string | null][] = [
      [t('燃料类型及名称', 'Fuels'), unit.fuelStreams.map((stream) => stream.name.zh).join('、')],
      ...(unit.line ? [[t('行业和工序', 'Sector and process'), unit.line.zh] satisfies [Text, string]] : ofPower),
      [t('投产日期', 'Commissioned on'), unit.commissionedOn],
    ];
    const facts = unitFactNames
      .filter((name) => !name.startsWith('coal') && !name.endsWith('TestBy') && !ofBiomass.has(name))
      .map((name): [Text, string | null] => [unitFactWords[name], unit.facts[name] ?? null]);
    return [...own, ...facts].map(([label, value]) => [said(unit.name.zh), said(label.zh), fact(value)]);
  });
  return {
    key: 'C.2',
    title: t('表 C.2 机组及生产设施信息', 'Form C.2 Units and facilities'),
    widths: [18, 44, 60],
    head: [[t('机组', 'Unit'), t('项目', 'Item'), t('内容', 'Content')]],
    rows,
    notes: [],
  };
}

const byMonthHead = (first: readonly Text[]): Text[] => [...first, ...monthHeads, t('全年', 'Year')];
const byMonthWidths = (first: readonly number[]) => [...first, ...Array.from({ length: 12 }, () => 12.5), 14];

function oxidationOf(content: YearContent, unit: UnitContent, stream: Stream, month: string): string | null {
  const place = placeOf(unit, stream);
  const { oxidation } = fuelSymbols[stream.fuelKind];
  const found = content.conventions.find(
    (one) => one.symbol === oxidation && one.at.month === month && Object.entries(place).every(([name, key]) => one.at[name] === key),
  );
  return found?.value ?? null;
}

function fuelRows(content: YearContent, pick: Figures, unit: UnitContent, stream: Stream): FormCell[][] {
  const gas = stream.fuelKind === 'gas';
  const measure = gas ? '10⁴Nm³' : 't';
  const symbols = fuelSymbols[stream.fuelKind];
  const place = placeOf(unit, stream);
  const coal = stream.fuelKind === 'coal';
  const at = (symbol: string, month: string) => pick(symbol, { ...place, month })?.exact ?? null;
  const year = (symbol: string) => pick(symbol, place)?.exact ?? null;
  const months = monthsOfYear(content.year);
  const row = (
    letter: string,
    name: string,
    unitName: string,
    quantity: FormQuantity,
    of: (month: string) => string | null,
    whole: string | null,
  ): FormCell[] => [
    said(unit.name.zh),
    said(stream.name.zh),
    said(letter),
    said(name),
    said(unitName),
    ...months.map((month) => figure(of(month), quantity)),
    figure(whole, quantity),
  ];
  const carbon = (month: string) => at(symbols.carbon, month);
  const calorific = (month: string) => at(symbols.calorific, month);
  // Of the other fuels the method gives no yearly means; an empty cell is better than a mean made here.
  const [carbonYear, calorificYear] = coal ? [year('C_year'), year('NCV_year')] : [null, null];
  return [
    row('A', '消耗量', measure, 'fuel', (month) => at(symbols.consumption, month), year(symbols.year)),
    row('B', '收到基元素碳含量', `tC/${measure}`, 'carbon', carbon, carbonYear),
    row('C', '收到基低位发热量', `GJ/${measure}`, 'calorific', calorific, calorificYear),
    row(
      'D',
      '单位热值含碳量',
      'tC/GJ',
      'carbonPerEnergy',
      (month) => carbonPerEnergy(carbon(month), calorific(month)),
      carbonPerEnergy(carbonYear, calorificYear),
    ),
    row('E', '碳氧化率', '%', 'oxidation', (month) => oxidationOf(content, unit, stream, month), null),
    row('F', '化石燃料燃烧排放量', 'tCO2', 'emission', (month) => at(symbols.emission, month), year(symbols.yearEmission)),
  ];
}

function c3(content: YearContent, pick: Figures): FormSheet {
  const months = monthsOfYear(content.year);
  const rows = content.units.flatMap((unit): FormCell[][] => {
    const sum = [
      said(unit.name.zh),
      said('合计'),
      said('G'),
      said('机组化石燃料燃烧排放量'),
      said('tCO2'),
      ...months.map((month) => figure(pick('E_combustion', { unit: unit.key, month })?.exact, 'emission')),
      figure(pick('E_combustion_unit', { unit: unit.key })?.exact, 'emission'),
    ];
    return [...unit.fuelStreams.flatMap((stream) => fuelRows(content, pick, unit, stream)), sum, ...biomassRows(content, pick, unit)];
  });
  return {
    key: 'C.3',
    title: t('表 C.3 化石燃料燃烧排放表', 'Form C.3 Combustion of fossil fuels'),
    widths: byMonthWidths([12, 14, 5, 24, 11]),
    head: [byMonthHead([t('机组', 'Unit'), t('燃料', 'Fuel'), t('代号', 'Code'), t('参数', 'Parameter'), t('单位', 'Measure')])],
    rows,
    notes: [
      t(
        'H–L：“—”表示未掺烧生物质；占比 =（锅炉产热量 ÷ 锅炉效率 − 化石燃料热量）÷（锅炉产热量 ÷ 锅炉效率）。',
        'H–L: a dash where no biomass is co-fired; share = (boiler heat ÷ efficiency − fossil heat) ÷ (boiler heat ÷ efficiency).',
      ),
      t(
        '表中数值按填报规则四舍五入，年度值由未修约的月度值计算。',
        'Figures are rounded half-up as the forms say; yearly figures come from unrounded months.',
      ),
    ],
  };
}

function c4(content: YearContent, pick: Figures): FormSheet {
  const months = monthsOfYear(content.year);
  const line = (
    unit: UnitContent,
    letter: string,
    name: string,
    measure: string,
    quantity: FormQuantity,
    symbol: string,
    whole: string,
  ): FormCell[] => [
    said(unit.name.zh),
    said(letter),
    said(name),
    said(measure),
    ...months.map((month) => figure(enteredOr(pick, unit, symbol, month), quantity)),
    figure(pick(whole, { unit: unit.key })?.exact, quantity),
  ];
  const rows = content.units.flatMap((unit) => [
    line(unit, 'M', '发电量', 'MWh', 'mwh', 'generation_used', 'W_unit'),
    line(unit, 'N', '供热量', 'GJ', 'gj', 'heat_used', 'heat_unit'),
    line(unit, 'O', '运行小时数', 'h', 'hours', 'operating_hours', 'hours_unit'),
    line(unit, 'P', '负荷（出力）系数', '%', 'loadFactor', 'load_factor', 'load_factor_unit'),
    line(unit, 'Q', '机组二氧化碳排放量', 'tCO2', 'emission', content.symbols.monthEmission, content.symbols.unitEmission),
  ]);
  // As the rule rounds it, which the annual result shows.
  const total = pick(content.symbols.total)?.value;
  const entity: FormCell[] = [
    said(content.entity.name.zh),
    said(''),
    said('全部机组二氧化碳排放量'),
    said('tCO2'),
    ...months.map((month) => figure(pick('E_month', { month })?.exact, 'emission')),
    figure(total, 'total'),
  ];
  return {
    key: 'C.4',
    title: t('表 C.4 生产数据及排放量汇总表', 'Form C.4 Production and emissions'),
    widths: byMonthWidths([16, 5, 24, 8]),
    head: [byMonthHead([t('机组', 'Unit'), t('代号', 'Code'), t('参数', 'Parameter'), t('单位', 'Measure')])],
    rows: [...rows, entity],
    notes: [],
  };
}

/** A figure of the method; where it is one that the enterprise enters, the value entered. */
function enteredOr(pick: Figures, unit: UnitContent, symbol: string, month: string): string | null {
  const number = pick(symbol, { unit: unit.key, month });
  if (number) return number.exact;
  return unit.data.find((datum) => datum.rowKey === symbol && datum.month === month)?.value ?? null;
}

function c6(content: YearContent, pick: Figures): FormSheet {
  const rows = content.units.flatMap((unit): FormCell[][] => {
    const of = (symbol: string) => pick(symbol, { unit: unit.key })?.exact;
    const purchased = unit.months.map(({ month }) => pick('purchased_used', { unit: unit.key, month })?.exact ?? null);
    const figures: [string, string, FormCell][] = [
      ['供热比', '%', figure(of('a_unit'), 'heatRatio')],
      ['发电煤（气）耗', 'tce/MWh', figure(of('b_e'), 'coalRate')],
      ['供热煤（气）耗', 'tce/GJ', figure(of('b_h'), 'coalRate')],
      ['发电碳排放强度（按发电量）', 'tCO2/MWh', figure(of('S_e_gross_unit'), 'intensity')],
      ['供热碳排放强度', 'tCO2/GJ', figure(of('S_h_unit'), 'intensity')],
      ['供电量', 'MWh', figure(of('W_supply_unit'), 'mwh')],
    ];
    const texts: [string, string | undefined][] = [
      ['煤种', unit.facts.coalTypes],
      ['煤炭购入量（t）', unit.facts.coalPurchases],
      ['煤炭来源', unit.facts.coalOrigin],
    ];
    const bought = purchased.map((value, i): FormCell[] => [
      said(unit.name.zh),
      said(`购入使用电量 ${i + 1}月`),
      said('MWh'),
      figure(value, 'mwh'),
    ]);
    return [
      ...figures.map(([name, measure, cell]): FormCell[] => [said(unit.name.zh), said(name), said(measure), cell]),
      ...bought,
      ...texts.map(([name, value]): FormCell[] => [said(unit.name.zh), said(name), said(''), fact(value)]),
    ];
  });
  return {
    key: 'C.6',
    title: t('表 C.6 辅助参数报告项（不核查）', 'Form C.6 Auxiliary parameters (not verified)'),
    widths: [16, 34, 12, 40],
    head: [[t('机组', 'Unit'), t('参数', 'Parameter'), t('单位', 'Measure'), t('数值', 'Value')]],
    rows,
    notes: [],
  };
}

/** The forms C.1–C.6 of power generation facilities (CETS-VG-01.01-V02-2026, result table) with the rounding of the forms. */
export function powerForms(content: YearContent): FormSheet[] {
  const pick = numbersBy(content);
  return [c1(content), c2(content), c3(content, pick), c4(content, pick), c5(content), ...coalTests(content), c6(content, pick)];
}
