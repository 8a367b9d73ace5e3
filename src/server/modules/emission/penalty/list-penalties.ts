import type { z } from 'zod';
import type { penaltyList } from '../../../../contract/penalty.ts';
import { present } from '../../../../kernel/assert.ts';
import type { MeterPenalty } from '../../../../kernel/emission/applied-factors.ts';
import { rowTitle } from '../../../../kernel/emission/grid-findings.ts';
import { expectedTests, type MissingTest } from '../../../../kernel/emission/missing-tests.ts';
import { costOf } from '../../../../kernel/emission/reference-price.ts';
import { yearInput } from '../../../../kernel/emission/year-input.ts';
import type { Evaluation } from '../../../../kernel/method/evaluation.ts';
import { Decimal, print } from '../../../../kernel/quantity/decimal.ts';
import type { Benchmark, Shelf } from '../../library/index.ts';
import { outputIndex } from '../numbers.ts';
import { inputOf, type UnitYear } from '../unit-year.ts';
import { calibrationCure, penaltyWhy } from './penalty-text.ts';

export type Penalty = z.input<typeof penaltyList>['items'][number];

type Evaluate = (change: (unit: ReturnType<typeof inputOf>) => ReturnType<typeof inputOf>) => Promise<Evaluation>;

function minus(a: string | null | undefined, b: string | null | undefined): string | null {
  return a === null || a === undefined || b === null || b === undefined ? null : print(new Decimal(a).minus(b));
}

function yuan(costT: string | null, price: string | null): string | null {
  return costT === null || price === null ? null : costOf(costT, price);
}

const classOf: Readonly<Record<string, string>> = {
  conventional_coal_above_300mw: 'CONV_COAL_ABOVE_300MW',
  conventional_coal_up_to_300mw: 'CONV_COAL_UP_TO_300MW',
  non_conventional_coal: 'NON_CONV_COAL',
  gas: 'GAS',
};

/** Allowances for one MWh or GJ by the plan of the year, without its corrections; null where there is no plan or the value is neither. */
function allowanceRate(data: UnitYear, unit: string, benchmarks: readonly Benchmark[]): string | null {
  const found = benchmarks.find(
    (one) => one.yearFrom <= data.year && data.year <= one.yearTo && one.unitClass === classOf[data.unit.unitClass ?? ''],
  );
  if (!found) return null;
  return unit === 'MWh' ? found.electricity : unit === 'GJ' ? found.heat : null;
}

function common(data: UnitYear, month: string) {
  return {
    unitId: data.unit.id,
    unitName: { zh: data.unit.name, en: data.unit.nameEn },
    month,
    frozen: data.frozen.has(month),
  };
}

function spansOf(data: UnitYear, penalty: MeterPenalty): Penalty['spans'] {
  return penalty.spans.map((span) => {
    const meter = data.metering.meters.find((one) => one.id === span.meterId);
    const calibration = meter?.calibrations.find((one) => one.id === span.calibrationId);
    return {
      ...span,
      meterCode: meter?.code ?? '',
      meterName: { zh: meter?.name ?? '', en: meter?.nameEn ?? '' },
      certificateNo: calibration?.certificateNo ?? '',
    };
  });
}

interface Figures {
  readonly base: Evaluation;
  readonly key: string;
  readonly price: string | null;
  readonly benchmarks: readonly Benchmark[];
}

/** What one correction of a month changes: emission for activity data, allowances for production data. */
function calibrationPenalty(data: UnitYear, penalty: MeterPenalty, without: Evaluation, figures: Figures): Penalty | null {
  const rows = data.rows.filter((row) => row.input.symbol === penalty.of);
  const given = data.cells.some((cell) => cell.month === penalty.month && cell.parameter === penalty.of && cell.value !== null);
  const [row] = rows;
  if (!given || !row) return null;
  const at = { unit: figures.key, month: penalty.month };
  const activity = penalty.kind === 'activity';
  const symbol = activity ? present(data.method.description.screen, 'a screen').month_emission : penalty.used;
  const [now, before] = [outputIndex(figures.base)(symbol, at), outputIndex(without)(symbol, at)];
  const more = minus(now?.value, before?.value);
  const rate = activity ? null : allowanceRate(data, now?.unit ?? '', figures.benchmarks);
  const costT = activity ? more : more === null || rate === null ? null : print(new Decimal(more).neg().times(rate));
  return {
    kind: 'calibration',
    ...common(data, penalty.month),
    rowKey: rows.length === 1 ? row.key : null,
    title: row.input.title,
    why: penaltyWhy(penalty, data.metering.meters),
    cure: calibrationCure,
    clause: '×[1±(实测准确度−等级)]; ×(1±等级)',
    factor: penalty.factor,
    share: penalty.share,
    spans: spansOf(data, penalty),
    withPenalty: now?.value ?? null,
    without: before?.value ?? null,
    unit: now?.unit ?? '',
    basis: activity ? 'emission' : 'allowance',
    costT,
    costYuan: yuan(costT, figures.price),
  };
}

/** What a month without a test costs against the test it would probably have had; no figure where no other month was measured. */
function missingTestPenalty(data: UnitYear, test: MissingTest, without: Evaluation | null, figures: Figures): Penalty {
  const row = data.rows.find((one) => one.input.symbol === test.of && one.key.startsWith(`${test.stream.code}.`));
  const at = { unit: figures.key, month: test.month };
  const symbol = present(data.method.description.screen, 'a screen').month_emission;
  const now = outputIndex(figures.base)(symbol, at);
  const before = without && test.expected !== null ? outputIndex(without)(symbol, at) : undefined;
  const costT = minus(now?.value, before?.value);
  return {
    kind: 'unmeasured',
    ...common(data, test.month),
    rowKey: row?.key ?? null,
    title: row ? rowTitle(row) : { zh: test.of, en: test.of },
    why: test.text,
    cure: {
      zh: '补录该月检测值；如无，保留缺省并说明理由',
      en: 'Enter the test of the month; if there is none, keep the default and give the reason',
    },
    clause: test.clause,
    factor: null,
    share: null,
    spans: [],
    withPenalty: now?.value ?? null,
    without: before?.value ?? null,
    unit: now?.unit ?? 'tCO2',
    basis: 'emission',
    costT,
    costYuan: yuan(costT, figures.price),
  };
}

/**
 * Every penalty of a unit's year with its cost: the year is evaluated with it and without it (A.7, A.9). Corrections of one parameter are taken off together,
 * because months do not touch each other; missing tests are taken off by the mean of the measured months weighted by consumption.
 */
export async function listPenalties(shelf: Shelf, data: UnitYear, price: string | null): Promise<Penalty[]> {
  const screen = present(data.method.description.screen, 'a method with a screen');
  if (!data.cells.some((cell) => cell.value !== null)) return [];
  const key = data.unit.code;
  const whole = inputOf(data, key);
  const evaluate: Evaluate = (change) =>
    data.method.evaluate(yearInput(data.year, [change(whole)], data.method.description.records), { derivation: false });
  const figures: Figures = { base: await evaluate((unit) => unit), key, price, benchmarks: shelf.market.benchmarks };
  const items: Penalty[] = [];
  for (const { of } of screen.corrections ?? []) {
    const own = data.metering.penalties.filter((one) => one.of === of);
    if (own.length === 0) continue;
    const without = await evaluate((unit) => ({ ...unit, applied: (unit.applied ?? []).filter((one) => one.of !== of) }));
    items.push(...own.flatMap((penalty) => calibrationPenalty(data, penalty, without, figures) ?? []));
  }
  for (const rule of screen.unmeasured ?? []) {
    const tests = expectedTests(rule, data.rows, figures.base, key);
    if (tests.length === 0) continue;
    const filled = tests.flatMap((test) => test.cell ?? []);
    const without = filled.length > 0 ? await evaluate((unit) => ({ ...unit, cells: [...unit.cells, ...filled] })) : null;
    items.push(...tests.map((test) => missingTestPenalty(data, test, without, figures)));
  }
  return items.sort((a, b) => (a.month < b.month ? -1 : a.month > b.month ? 1 : 0));
}
