import { z } from 'zod';
import { systemFigureEndpoints as e } from '../../../../contract/system-figures.ts';
import { todayOf } from '../../../../kernel/calendar/today.ts';
import { type Decimal, decimal, parseDecimal, print } from '../../../../kernel/quantity/decimal.ts';
import { Refusal } from '../../../../kernel/refusal.ts';
import { baselineChanges, type FoundChange, thresholdIn } from '../../../../kernel/system/baseline-changes.ts';
import { rowsIn, textIn, textsIn } from '../../../../kernel/system/content.ts';
import { evaluateBaseline } from '../../../../kernel/system/evaluate-baseline.ts';
import type { Content } from '../../../../kernel/system/register.ts';
import type { Text } from '../../../../kernel/text.ts';
import { changeable } from '../../../work/changeable.ts';
import { command, query, type Work } from '../../../work/command.ts';
import * as emission from '../../emission/index.ts';
import type { Shelf } from '../../library/index.ts';
import * as organization from '../../organization/index.ts';
import { countingVersion } from '../parameters/compute-period.ts';
import { checkedContents, numberOf } from '../registers/content-of.ts';
import { namingRecords, type RecordHead } from '../registers/store.ts';
import { addRecords, recordFor, registerNamed } from '../registers/write-record.ts';
import { recordToRead } from '../review/read-review.ts';

const baselineRegister = 'carbon_baseline';
const adjustmentRegister = 'baseline_adjustment';
const tonnes = ['tCO2', 'tCO2e'];
const usualThreshold = decimal('0.05');
const both = (zh: string, en: string): Text => ({ zh, en });

interface Checked {
  readonly base: { readonly quantity: string; readonly value: Decimal; readonly unit: string } | null;
  readonly changes: readonly FoundChange[];
  readonly evaluation: ReturnType<typeof evaluateBaseline> | null;
  readonly says: readonly Text[];
}

/** The first base value in tonnes: what changes are measured by. */
function baseIn(content: Content): Checked['base'] {
  for (const row of rowsIn(content.values)) {
    const [unit, value] = [textIn(row.unit) ?? '', parseDecimal(textIn(row.value) ?? '')];
    if (value?.greaterThan(0) && tonnes.includes(unit)) return { quantity: textIn(row.quantity) ?? '', value, unit };
  }
  return null;
}

/** The highest nodes of a boundary that whoever asks may see; null where a part of it may not be seen. */
async function boundaryOf(work: Work, content: Content, entityId: string): Promise<string[] | null> {
  const named = textsIn(content.boundary);
  const ids = named.length > 0 ? named : [entityId];
  const reach = await work.reach('emission.read');
  if (reach !== null && ids.some((id) => !reach.has(id))) return null;
  const inside = new Set<string>();
  for (const id of ids) for (const one of await organization.entitiesBelow(work, id)) if (one.id !== id) inside.add(one.id);
  return ids.filter((id) => !inside.has(id));
}

/** What live data say of the base year and since: the triggers of the baseline evaluated (6.3). */
async function check(work: Work, shelf: Shelf, head: RecordHead, content: Content): Promise<Checked> {
  const nothing = (says: Text): Checked => ({ base: null, changes: [], evaluation: null, says: [says] });
  const base = baseIn(content);
  const baseYear = Number(textIn(content.base_year));
  if (!base || !Number.isInteger(baseYear))
    return nothing(
      both('没有以 tCO2 表示的基准值，触发条件不能对照数据', 'No base value is in tCO2: the triggers cannot be held against the data'),
    );
  const boundary = await boundaryOf(work, content, head.entity_id);
  if (boundary === null)
    return { ...nothing(both('边界中有您不能查看的单位，未对照数据', 'A part of the boundary is not yours to see: not compared')), base };
  let now: Decimal | null = null;
  let corrections = 0;
  const units: Parameters<typeof baselineChanges>[0]['units'][number][] = [];
  for (const entityId of boundary) {
    const result = await emission.reportAnnualResult(shelf).run(work, { entityId, year: baseYear });
    if (result.total.value !== null) now = decimal(result.total.value).plus(now ?? '0');
    corrections += result.corrected.length;
    for (const unit of await organization.unitsBelow(work, entityId)) {
      const own = result.units.find((one) => one.unitId === unit.id)?.total.value ?? null;
      units.push({ code: unit.code, since: unit.commissionedOn, until: unit.retiredOn, emission: own === null ? null : decimal(own) });
    }
  }
  const changes = baselineChanges({ baseYear, base: base.value, now, corrections, units });
  const threshold = thresholdIn(content, new Set(changes.map((one) => one.trigger)), parseDecimal);
  const evaluation = evaluateBaseline({ base_emission: base.value, changes, threshold: threshold ?? usualThreshold });
  const says = [
    ...(now === null
      ? [
          both(
            `系统中没有 ${baseYear} 年的排放数据，未对照差错与方法`,
            `There are no emission data of ${baseYear}: errors and methods are not compared`,
          ),
        ]
      : []),
    ...(threshold === null && changes.length > 0
      ? [both('基准没有写明相应阈值，按 5 % 判断', 'The baseline names no threshold for it: judged by 5 %')]
      : []),
    both(
      '并购、剥离与边界决定不在系统数据中，由人提出调整',
      'Acquisitions, divestments and decisions on the boundary are not in the data: people propose these adjustments',
    ),
  ];
  return { base, changes, evaluation, says };
}

/** Of the evaluation what the screen needs beside its figures. */
function viewOf({ changes, evaluation, says }: Checked) {
  return {
    changes: changes.map(({ id, kind, trigger, effect, says: text }) => ({ id, kind, trigger, effect: print(effect), says: text })),
    calculation: evaluation && changeable({ calculation: evaluation.method.id, ...evaluation }),
    required: evaluation?.outputs.find((one) => one.symbol === 'required')?.value === 'yes',
    says: says.map((one) => ({ ...one })),
  };
}

/** A baseline held against live data, with its log of adjustments (6.3). */
export function readBaseline(shelf: Shelf) {
  return query({
    name: 'system.read-baseline',
    action: 'system.read',
    statementSeconds: 60,
    input: e.readBaseline.params,
    run: async (work, { recordId }) => {
      const head = await recordToRead(work, recordId, baselineRegister);
      const { version, content } = await countingVersion(work, head);
      const reach = await work.reach('system.read');
      const log = (await namingRecords(work.tx, work.actor.organizationId, head.id)).filter(
        (one) => one.register === adjustmentRegister && (reach === null || reach.has(one.entity_id)),
      );
      const register = registerNamed(shelf.frameworks, adjustmentRegister);
      return {
        version,
        ...viewOf(await check(work, shelf, head, content)),
        adjustments: log.map((one) => ({
          ...{ id: one.id, no: numberOf(register, one.no), title: one.title, state: one.state, stands: one.stands },
          ...{ on: textIn(one.content.adjusted_on), effect: textIn(one.content.effect) },
        })),
      };
    },
  });
}

/** Writes what the data ask for into the log of adjustments, as a draft for somebody else to approve (6.3). */
export function proposeAdjustment(shelf: Shelf) {
  const { frameworks } = shelf;
  return command({
    name: 'system.propose-baseline-adjustment',
    action: 'system.edit',
    statementSeconds: 60,
    input: z.strictObject({ ...e.proposeBaselineAdjustment.params.shape, ...e.proposeBaselineAdjustment.body.shape }),
    run: async (work, { recordId, language }) => {
      const { head, register: own } = await recordFor(work, frameworks, recordId);
      if (own.id !== baselineRegister) throw new Refusal('not_found', { values: { what: baselineRegister, id: recordId } });
      await work.permit('system.edit', head.entity_id);
      const { content } = await countingVersion(work, head);
      const { base, changes, evaluation, says } = await check(work, shelf, head, content);
      const figure = (symbol: string) => parseDecimal(String(evaluation?.outputs.find((one) => one.symbol === symbol)?.value ?? ''));
      const restated = figure('restated');
      if (!base || restated === null || restated.equals(base.value))
        throw new Refusal('wrong_state', {
          detail: both('按现有数据没有需要调整的：未超过阈值', 'The data ask for no adjustment: the threshold is not passed'),
          values: { state: numberOf(own, head.no) },
        });
      const reasons = { error: 'error', method: 'method', structure: 'structure' } as const;
      const first = changes.find((one) => !one.effect.isZero() && one.kind !== 'organic');
      const register = registerNamed(frameworks, adjustmentRegister);
      const effect = restated.minus(base.value).dividedBy(base.value).times(100);
      const explained = [...changes.map((one) => one.says[language]), ...says.map((one) => one[language])].join('\n');
      const draft = {
        ...{ subject: `${numberOf(own, head.no)} ${head.title}`, baseline: head.id, adjusted_on: todayOf(work.now) },
        ...{ reason: reasons[first?.trigger ?? 'error'], explanation: explained, effect: print(effect.toDecimalPlaces(4)) },
        values: [{ quantity: base.quantity, from: print(base.value), to: print(restated.toDecimalPlaces(4)), unit: base.unit }],
        owner: work.actor.personId,
      };
      const [checked = {}] = await checkedContents(work, register, [draft]);
      const [added = { id: '', no: 0 }] = await addRecords(work, register, [{ entityId: head.entity_id, content: checked }]);
      return { id: added.id, no: numberOf(register, added.no), version: 1, state: register.cycle.first };
    },
  });
}
