import { z } from 'zod';
import { calculationResult } from '../../../../contract/library.ts';
import { systemFigureEndpoints as e, type parameterView } from '../../../../contract/system-figures.ts';
import { decimal, print } from '../../../../kernel/quantity/decimal.ts';
import { Refusal } from '../../../../kernel/refusal.ts';
import { rowsIn, textIn, textsIn } from '../../../../kernel/system/content.ts';
import { evaluateTargetPath } from '../../../../kernel/system/evaluate-target-path.ts';
import { againstBaseline, type Better, definitionOf } from '../../../../kernel/system/parameter.ts';
import type { Content } from '../../../../kernel/system/register.ts';
import { pathSetIn } from '../../../../kernel/system/target-attainment.ts';
import { changeable } from '../../../work/changeable.ts';
import { query, type Work } from '../../../work/command.ts';
import * as document from '../../document/index.ts';
import type { Frameworks, Shelf } from '../../library/index.ts';
import { numberOf } from '../registers/content-of.ts';
import { namingRecords, recordById } from '../registers/store.ts';
import { registerNamed } from '../registers/write-record.ts';
import { type RecordResult, resultsOf } from '../results/store.ts';
import { recordToRead } from '../review/read-review.ts';
import { computePeriods, countingVersion, definitionIn, periodsOf } from './compute-period.ts';
import { readingsOf, usedInReviews } from './store.ts';
import { parameterRegister, readingObject } from './write-values.ts';

type View = z.input<typeof parameterView>;
/** Of a stored value what is told without how it came about. */
export const storedValue = z.object({ period: z.string(), value: z.string(), shown: z.string(), unit: z.string() });
const stored = z.object({
  ...storedValue.shape,
  inputs: e.readParameterValue.reply.shape.inputs,
  calculation: calculationResult,
});

const by = (row: RecordResult) => ({ id: row.computed_by, name: row.computed_by_name });
const betterOf = (content: Content): Better => {
  const said = textIn(content.better);
  return said === 'higher' || said === 'within' ? said : 'lower';
};

/** The base value of a baseline for a parameter: the row that carries its name, else the only one in its unit. */
export function baseValueIn(baseline: Content, name: string, unit: string): string | null {
  const rows = rowsIn(baseline.values);
  const named = rows.find((row) => textIn(row.quantity) === name);
  const same = rows.filter((row) => textIn(row.unit) === unit);
  return textIn((named ?? (same.length === 1 ? same[0] : undefined))?.value);
}

async function baselineOf(work: Work, frameworks: Frameworks, content: Content, name: string, unit: string): Promise<View['baseline']> {
  const id = textIn(content.baseline);
  const head = id === null ? undefined : await recordById(work.tx, work.actor.organizationId, id);
  if (head?.register !== 'carbon_baseline') return null;
  const reach = await work.reach('system.read');
  if (reach !== null && !reach.has(head.entity_id)) return null;
  const { content: counts } = await countingVersion(work, head);
  const value = baseValueIn(counts, name, unit);
  const year = Number(textIn(counts.base_year));
  if (value === null || !Number.isInteger(year)) return null;
  return { id: head.id, no: numberOf(registerNamed(frameworks, head.register), head.no), title: head.title, year, value, shown: value };
}

function againstIn(baseline: View['baseline'], value: string, better: Better) {
  if (baseline === null) return { change: null, verdict: null };
  const { change, verdict } = againstBaseline(decimal(value), decimal(baseline.value), better);
  return { change: change && print(change.toDecimalPlaces(2)), verdict };
}

/** A target's path with the yearly values of its parameter; null where it does not say from what to what. */
export function pathOfTarget(
  target: Content,
  unit: string,
  better: 'lower' | 'higher',
  actuals: readonly { year: number; value: string }[],
) {
  const set = pathSetIn(target);
  if (set === null) return null;
  const evaluation = evaluateTargetPath({
    ...{ ...set, better, unit },
    actuals: actuals.map((one) => ({ year: one.year, value: decimal(one.value) })),
  });
  return changeable({ calculation: evaluation.method.id, ...evaluation });
}

/** The latest value of each period, oldest first. */
export function latestOf(all: readonly RecordResult[]): RecordResult[] {
  const last = new Map(all.map((one) => [one.period, one]));
  return [...last.values()].sort((a, b) => (a.period < b.period ? -1 : 1));
}

async function targetsOf(
  work: Work,
  frameworks: Frameworks,
  recordId: string,
  unit: string,
  better: 'lower' | 'higher',
  actuals: readonly { year: number; value: string }[],
) {
  const reach = await work.reach('system.read');
  const naming = (await namingRecords(work.tx, work.actor.organizationId, recordId)).filter(
    (one) => one.register === 'target' && one.stands !== 'ended' && (reach === null || reach.has(one.entity_id)),
  );
  const targets: View['targets'] = [];
  for (const head of naming) {
    const { content } = await countingVersion(work, head);
    if (!textsIn(content.parameter).includes(recordId)) continue;
    const no = numberOf(registerNamed(frameworks, head.register), head.no);
    const calculation = pathOfTarget(content, unit, better, actuals);
    targets.push({ ...{ id: head.id, no, title: head.title, state: head.state }, calculation });
  }
  return targets;
}

/** A performance parameter (6.2): values by period with what approved reviews rest on, against its baseline (6.3) and its targets (6.4). */
export function readParameter(shelf: Shelf) {
  const { frameworks } = shelf;
  return query({
    name: 'system.read-parameter',
    action: 'system.read',
    statementSeconds: 60,
    input: z.strictObject({ ...e.readParameter.params.shape, ...e.readParameter.query.shape }),
    run: async (work, { recordId, compareYear }): Promise<View> => {
      const { organizationId } = work.actor;
      const head = await recordToRead(work, recordId, parameterRegister);
      const register = registerNamed(frameworks, head.register);
      const { version, content } = await countingVersion(work, head);
      const definition = definitionOf(register, content);
      const rows = latestOf(await resultsOf(work.tx, organizationId, head.id));
      const uses = await usedInReviews(work.tx, organizationId, head.id);
      const review = frameworks.register('carbon_review');
      const better = betterOf(content);
      const { unit = '', name = '' } = definition ?? {};
      const baseline = await baselineOf(work, frameworks, content, name, unit);
      const values = rows.map((row): View['values'][number] => {
        const { period, value, shown, unit: of } = stored.parse(row.result);
        return {
          ...againstIn(baseline, value, better),
          ...{ period, value, shown, unit: of, no: row.no, recordVersion: row.record_version, computedAt: row.computed_at },
          ...{ computedBy: by(row), sha256: row.result_sha256.toString('hex'), reason: row.reason },
          usedBy: uses
            .filter((one) => one.period === row.period && one.no === row.no)
            .map((one) => ({ id: one.reviewId, no: review ? numberOf(review, one.reviewNo) : '' })),
        };
      });
      const actuals = values.filter((one) => one.period.length === 4).map((one) => ({ year: Number(one.period), value: one.value }));
      const readings = await readingsOf(work.tx, organizationId, head.id);
      const evidence = await document.evidenceCounts(
        work,
        readingObject,
        readings.map((one) => one.id),
      );
      return {
        recordId,
        definition: definition && {
          ...{ formula: definition.formula, unit, better, version },
          symbols: definition.symbols.map(({ symbol, meaning, unit: of, source }) => ({ symbol, meaning, unit: of, source })),
        },
        values,
        now: compareYear === undefined ? null : await liveOf(work, shelf, head, content, compareYear),
        readings: readings.map((one) => ({
          ...{ id: one.id, symbol: one.symbol, period: one.period, no: one.no, value: one.value, note: one.note },
          ...{ recordedAt: one.recorded_at, recordedBy: { id: one.recorded_by, name: one.recorded_by_name } },
          evidence: evidence.get(one.id) ?? 0,
        })),
        baseline,
        targets: await targetsOf(work, frameworks, recordId, unit, better === 'higher' ? 'higher' : 'lower', actuals),
      };
    },
  });
}

async function liveOf(
  work: Work,
  shelf: Shelf,
  head: Parameters<typeof computePeriods>[2],
  content: Content,
  year: number,
): Promise<View['now']> {
  const register = registerNamed(shelf.frameworks, head.register);
  const loaded = definitionIn(register, shelf, content);
  const computed = await computePeriods(work, shelf, head, loaded, periodsOf(year, content, loaded.definition));
  return computed.flatMap(({ period, value, shown, unit }) => (value === null ? [] : [{ period, value, shown: shown ?? value, unit }]));
}

/** One value with what it was computed from; the latest unless a number is asked for. */
export const readParameterValue = query({
  name: 'system.read-parameter-value',
  action: 'system.read',
  input: z.strictObject({ ...e.readParameterValue.params.shape, ...e.readParameterValue.query.shape }),
  run: async (work, { recordId, period, no }) => {
    const head = await recordToRead(work, recordId, parameterRegister);
    const rows = (await resultsOf(work.tx, work.actor.organizationId, head.id)).filter((one) => one.period === period);
    const row = no === undefined ? rows.at(-1) : rows.find((one) => one.no === no);
    if (!row) throw new Refusal('not_found', { values: { what: 'register_result', id: period } });
    const { inputs, calculation } = stored.parse(row.result);
    return {
      ...{ no: row.no, inputs, calculation },
      all: rows.map((one) => ({
        ...{ no: one.no, shown: stored.parse(one.result).shown, computedAt: one.computed_at, computedBy: by(one), reason: one.reason },
      })),
    };
  },
});
