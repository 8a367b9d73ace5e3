import { textIn } from '../../../../kernel/system/content.ts';
import type { ReviewInput } from '../../../../kernel/system/management-review/inputs.ts';
import { lastCompleteYear } from '../../../../kernel/system/target-attainment.ts';
import type { Work } from '../../../work/command.ts';
import * as emission from '../../emission/index.ts';
import { factStandings } from '../clauses/standing-for.ts';
import { resultsOf } from '../results/store.ts';
import { type Attainment, attainmentsOf } from '../targets/attainment.ts';
import { both, figure, input, isOpen, isRecent, lineOf, listOf, optionName, type Reading, wrongCount } from './reading.ts';

/** The latest frozen assessment of maturity; the module above this one tells it (wire.ts hands it in). */
export interface MaturityStanding {
  readonly year: number;
  readonly level: number | null;
  readonly total: string | null;
  readonly signed: boolean;
  readonly frozenOn: string | null;
  readonly path: string;
}
export type ReadMaturity = (work: Work, entityId: string) => Promise<MaturityStanding | null>;

/** Monitoring results and parameters with their trend (9.3 c). */
export async function monitoring(reading: Reading): Promise<ReviewInput> {
  const { work, shelf, entityId, today, since, records } = reading;
  const year = Number((textIn(reading.review.content.period_to) ?? today).slice(0, 4));
  const result = await emission.reportAnnualResult(shelf).run(work, { entityId, year });
  const parameters = (await records('performance_parameter')).filter((one) => one.in_force_version !== null && one.stands !== 'ended');
  const deviations = (await records('deviation')).filter((one) => one.stands !== 'ended');
  const open = deviations.filter(isOpen);
  const lines = [];
  for (const head of parameters) {
    const values = (await resultsOf(work.tx, work.actor.organizationId, head.id)).filter((one) => one.period !== '');
    const latest = values.at(-1)?.period;
    const unit = textIn(head.content.unit) ?? '';
    lines.push(lineOf(reading, head, [both(unit, unit), ...(latest ? [both(`已计算至 ${latest}`, `computed up to ${latest}`)] : [])]));
  }
  const { given, required } = result.completeness;
  const path = `/emission/entities/${entityId}/${year}`;
  const told = (value: string | null | undefined) => value ?? '—';
  return input(
    'monitoring',
    [
      figure('emission', `${year} 年排放量`, `Emission of ${year}`, told(result.total.shown), { unit: 'tCO2', path }),
      figure('emission_before', `${year - 1} 年排放量`, `Emission of ${year - 1}`, told(result.previousTotal?.shown), { unit: 'tCO2' }),
      figure('complete', '已填数据', 'Values given', `${given}/${required}`, { tone: given < required ? 'watch' : 'good', path }),
      figure('parameters', '有效的绩效参数', 'Parameters in force', parameters.length, { path: listOf('performance_parameter') }),
      wrongCount('deviations', '调查中的偏差', 'Deviations under investigation', open.length, listOf('deviation'), 'watch'),
      figure(
        'deviations_closed',
        '本期关闭的偏差',
        'Deviations closed in the period',
        deviations.filter((one) => !isOpen(one) && isRecent(one, since)).length,
      ),
    ],
    [...open.map((head) => lineOf(reading, head)), ...lines],
  );
}

const factsOfCompliance = ['surrendered_on_time', 'year_verified', 'year_reported', 'limits_watched'] as const;

async function factLines({ work, shelf, entityId }: Reading, ids: readonly string[]) {
  const facts = await factStandings(work, shelf, entityId, ids);
  return [...facts.values()].flatMap(({ name, places }) =>
    places.map(({ entity, says, path, isCurrent }) => ({
      name: entity ? both(`${name.zh}（${entity.zh}）`, `${name.en} (${entity.en})`) : name,
      ...{ words: [says], path, tone: isCurrent ? ('good' as const) : ('bad' as const) },
    })),
  );
}

/** Evaluations of compliance, surrender, verification (9.3 c). */
export async function compliance(reading: Reading): Promise<ReviewInput> {
  const { since, records, shelf } = reading;
  const done = (await records('compliance_evaluation')).filter((one) => one.stands === 'done' && isRecent(one, since));
  const of = (verdict: string) => done.filter((one) => one.content.verdict === verdict).length;
  const list = listOf('compliance_evaluation');
  const register = shelf.frameworks.register('compliance_evaluation');
  const bad = done.filter((one) => one.content.verdict === 'not_met' || one.content.verdict === 'partly');
  return input(
    'compliance',
    [
      figure('met', '评价为符合', 'Met', of('met'), { tone: 'good', path: list }),
      wrongCount('partly', '部分符合', 'Met in part', of('partly'), list, 'watch'),
      wrongCount('not_met', '不符合', 'Not met', of('not_met'), list),
    ],
    [
      ...(await factLines(reading, factsOfCompliance)),
      ...bad.map((head) => lineOf(reading, head, [optionName(register, 'verdict', head)])),
    ],
    done.length === 0 ? [both('本期没有已批准的合规性评价。', 'No evaluation of compliance was approved in the period.')] : [],
  );
}

const reachedWords = ({ reached, goal, unit }: Attainment, year: number) => {
  const asked = goal.toFixed();
  if (reached === null) return both(`${year} 年应达到 ${asked}，没有值`, `${asked} asked of ${year}, no value`);
  const [value, gap] = [reached.value, reached.gap].map((one) => one.toDecimalPlaces(4).toFixed());
  return reached.met
    ? both(
        `${year} 年达成：${value} ${unit}，路径值 ${asked}，差 ${gap}`,
        `met in ${year}: ${value} ${unit}, path ${asked}, difference ${gap}`,
      )
    : both(
        `${year} 年未达成：${value} ${unit}，路径值 ${asked}，差 ${gap}`,
        `not met in ${year}: ${value} ${unit}, path ${asked}, difference ${gap}`,
      );
};

/** Objectives and targets as they stand, with what was reached in the last complete year. */
export async function targets(reading: Reading): Promise<ReviewInput> {
  const { work, today, records } = reading;
  const all = (await records('target')).filter((one) => one.stands !== 'ended');
  const objectives = (await records('objective')).filter((one) => one.stands !== 'ended');
  const inForce = all.filter((one) => one.in_force_version !== null);
  const due = inForce.filter((one) => (textIn(one.content.due_year) ?? '9999') <= today.slice(0, 4));
  const year = lastCompleteYear(today);
  const own = new Set(inForce.map((one) => one.id));
  const asked = new Map((await attainmentsOf(work, year)).filter((one) => own.has(one.id)).map((one) => [one.id, one]));
  const met = [...asked.values()].filter((one) => one.reached?.met).length;
  const missed = [...asked.values()].filter((one) => one.reached?.met === false).length;
  return input(
    'targets',
    [
      figure('objectives', '目标', 'Objectives', objectives.length, { path: listOf('objective') }),
      figure('targets', '有效的指标', 'Targets in force', inForce.length, { path: listOf('target') }),
      figure('due', '目标年已到的指标', 'Targets whose year has come', due.length, { tone: due.length > 0 ? 'watch' : 'plain' }),
      figure('met', `${year} 年达成的指标`, `Targets met in ${year}`, met, { tone: met > 0 ? 'good' : 'plain' }),
      wrongCount('missed', `${year} 年未达成的指标`, `Targets not met in ${year}`, missed),
      wrongCount('silent', `没有 ${year} 年值的指标`, `Targets without a value for ${year}`, asked.size - met - missed, null, 'watch'),
    ],
    inForce.map((head) => {
      const { value = '', unit = '', due_year: by = '', base_value: base } = head.content;
      const from = typeof base === 'string' ? both(`基准 ${base}`, `base ${base}`) : both('', '');
      const one = asked.get(head.id);
      const words = [both(`${by} 年 ${value} ${unit}`, `${value} ${unit} by ${by}`), from, ...(one ? [reachedWords(one, year)] : [])];
      return lineOf(reading, head, words, one?.reached?.met === false ? 'bad' : undefined);
    }),
  );
}

/** The level of maturity that was frozen last. */
export async function maturity(reading: Reading, read: ReadMaturity): Promise<ReviewInput> {
  const found = await read(reading.work, reading.entityId);
  if (!found) return input('maturity', [], [], [both('还没有冻结的成熟度评估。', 'No assessment of maturity has been frozen.')]);
  const { level, total, year, signed, frozenOn, path } = found;
  const state = signed ? both('已签署', 'signed') : both('已冻结，待签署', 'frozen, not signed');
  return input(
    'maturity',
    [
      figure('level', `${year} 年度成熟度等级`, `Level of maturity, ${year}`, level === null ? '—' : `L${level}`, { path }),
      figure('total', '得分', 'Score', total ?? '—'),
    ],
    [
      {
        name: both(`${year} 年度评估`, `Assessment of ${year}`),
        words: [state, both(frozenOn ?? '', frozenOn ?? '')],
        tone: 'plain',
        path,
      },
    ],
    [
      both(
        '等级按本产品的方案评定，不是官方 EATNS 评定。',
        'The level is by the scheme of this product; it is not the official EATNS rating.',
      ),
    ],
  );
}
