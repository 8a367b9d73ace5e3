import { z } from 'zod';
import { meteringEndpoints as e } from '../../../contract/metering.ts';
import type { GapFill } from '../../../kernel/metering/fill.ts';
import { plainNumber } from '../../../kernel/metering/place.ts';
import { secondsOfDay } from '../../../kernel/metering/settings.ts';
import type { UseInterval } from '../../../kernel/metering/use.ts';
import { printInstant } from '../../../kernel/metering/zone.ts';
import { type Decimal, decimal, print, zero } from '../../../kernel/quantity/decimal.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import type { Text } from '../../../kernel/text.ts';
import { command, query, type Work } from '../../work/command.ts';
import { intervalsOf, loadStream } from './load-stream.ts';
import { type FillRow, fillOf, fillsBetween, insertFill, withdrawFillRow } from './store/fills.ts';
import { lockStream, type StreamRow } from './store/streams.ts';
import { permittedStream } from './streams.ts';
import { fillView, secondsOf } from './views.ts';

const objectType = 'meter_fill';
/** The longest gap that is filled at once. */
const mostDays = 62;

type Asked = z.output<typeof e.previewMeterFill.body>;

function refused(code: string, path: string, text: Text, cure: Text): Refusal {
  return new Refusal('invalid_input', { findings: [{ code, severity: 'error', place: { path }, text, cure }] });
}

const overlapping = () =>
  refused(
    'fill_overlaps',
    '/from',
    { zh: '这段时间已有替代值', en: 'Part of this time is filled already' },
    { zh: '选择其余的时段，或先撤回已有的替代值', en: 'Choose the rest of the time, or withdraw the fill that is there' },
  );
const nothingToFill = () =>
  refused(
    'nothing_to_fill',
    '/from',
    {
      zh: '这段时间没有完整落入的缺口：替代值只补没有数值的时段',
      en: 'No gap lies wholly in this time: a fill stands only where there is no value',
    },
    { zh: '按缺口列表的起止时刻填写', en: 'Take the beginning and the end from the list of gaps' },
  );
const noBasis = (n: number) =>
  refused(
    'fill_without_basis',
    '/method',
    { zh: `此方法在 ${n} 个时段找不到可依据的实测值`, en: `For ${n} intervals the method finds no measured values to rest on` },
    { zh: '改用另一种方法，或给出有依据的估计量', en: 'Choose another method, or state an estimate with its reason' },
  );

/** Reads what was asked; refuses a span that cannot be and an amount that does not go with the method. */
function readFill(asked: Asked): GapFill {
  const [from, to] = [Math.floor(secondsOf(asked.from)), Math.floor(secondsOf(asked.to))];
  if (to <= from || to - from > mostDays * secondsOfDay)
    throw refused(
      'wrong_span',
      '/to',
      {
        zh: `结束须晚于开始，且一次最多 ${mostDays} 天`,
        en: `The end has to be after the beginning, and at most ${mostDays} days are filled at once`,
      },
      { zh: '改正起止时刻，较长的缺口分段补', en: 'Mend beginning and end; fill a longer gap in parts' },
    );
  const given = asked.statedUse === null ? null : plainNumber(String(asked.statedUse));
  const stated = given === null ? null : decimal(given);
  if ((asked.method === 'stated') !== (asked.statedUse !== null) || (asked.statedUse !== null && (stated === null || stated.isNegative())))
    throw refused(
      'wrong_stated_use',
      '/statedUse',
      {
        zh: '“给定估计量”须给出不小于零的数量，其他方法不得给出',
        en: 'A stated estimate needs an amount not below zero; the other methods take none',
      },
      { zh: '填写整段缺口的用量，或选择另一种方法', en: 'State the use of the whole gap, or choose another method' },
    );
  return { id: '', from, to, method: asked.method, stated };
}

interface Tried {
  readonly filled: readonly UseInterval[];
  readonly use: Decimal;
  readonly unfilled: number;
}

/** What a fill would put in. */
async function tryFill(work: Work, stream: StreamRow, fill: GapFill): Promise<Tried> {
  const { from, to } = fill;
  if ((await fillsBetween(work.tx, work.actor.organizationId, stream.id, printInstant(from), printInstant(to))).length > 0)
    throw overlapping();
  const inside = intervalsOf(await loadStream(work, stream, from, to, [fill]), from, to).filter((one) => one.to <= to);
  const filled = inside.filter((one) => one.fill === fill.id);
  const unfilled = inside.filter((one) => one.use === null).length;
  if (filled.length === 0 && unfilled === 0) throw nothingToFill();
  return { filled, unfilled, use: filled.reduce((sum, one) => sum.plus(one.use ?? zero), zero) };
}

/** What a fill would put in, without doing so. */
export const previewFill = query({
  name: 'metering.preview-fill',
  action: 'metering.correct',
  input: z.strictObject({ ...e.previewMeterFill.params.shape, ...e.previewMeterFill.body.shape }),
  run: async (work, { streamId, ...asked }) => {
    const stream = await permittedStream(work, streamId, 'metering.correct');
    const { filled, unfilled, use } = await tryFill(work, stream, readFill(asked));
    return { intervals: filled.length, unfilled, use: filled.length === 0 ? null : print(use), unit: stream.unit };
  },
});

/** Puts values in where the meter gave none, by a named method and for a reason; every such value says so (A.7). */
export const fillGap = command({
  name: 'metering.fill-gap',
  action: 'metering.correct',
  input: z.strictObject({ ...e.fillMeterGap.params.shape, ...e.fillMeterGap.body.shape }),
  run: async (work, { streamId, reason, ...asked }) => {
    const { organizationId, personId, name } = work.actor;
    const stream = await permittedStream(work, streamId, 'metering.correct');
    // Two fills at once would not see each other.
    await lockStream(work.tx, organizationId, stream.id);
    const fill = readFill(asked);
    const { filled, unfilled, use } = await tryFill(work, stream, fill);
    if (unfilled > 0) throw noBasis(unfilled);
    const row: FillRow = {
      ...{ organization_id: organizationId, id: work.newId(), stream_id: streamId },
      ...{ from_at: printInstant(fill.from), to_at: printInstant(fill.to), method: fill.method },
      ...{ stated_use: fill.stated?.toFixed() ?? null, reason },
      ...{ recorded_at: work.now, recorded_by: personId, recorded_by_name: name },
      ...{ withdrawn_at: null, withdrawn_by: null, withdrawn_by_name: null, withdrawal_reason: '', version: 1 },
    };
    await insertFill(work.tx, row);
    const content = fillView(row, stream);
    const told = { ...content, intervals: filled.length, use: print(use), unit: stream.unit };
    work.record({ kind: 'meter_fill.recorded', objectType, objectId: row.id, objectVersion: 1, content: told, reason });
    return content;
  },
});

/** Takes a fill back: what it had put in is a gap again. */
export const withdrawFill = command({
  name: 'metering.withdraw-fill',
  action: 'metering.correct',
  input: z.strictObject({ ...e.withdrawMeterFill.params.shape, ...e.withdrawMeterFill.body.shape }),
  run: async (work, { fillId, reason, version }) => {
    const { organizationId, personId, name } = work.actor;
    const row = await fillOf(work.tx, organizationId, fillId);
    if (!row) throw new Refusal('not_found', { values: { id: fillId, what: objectType } });
    const stream = await permittedStream(work, row.stream_id, 'metering.correct');
    if (row.withdrawn_at !== null) throw new Refusal('wrong_state', { values: { state: 'withdrawn' } });
    const gone = { withdrawn_at: work.now, withdrawn_by: personId, withdrawn_by_name: name, withdrawal_reason: reason };
    const next: FillRow = { ...row, ...gone, version: version + 1 };
    if (!(await withdrawFillRow(work.tx, next, version))) throw new Refusal('conflict', { values: { id: fillId } });
    const content = fillView(next, stream);
    work.record({ kind: 'meter_fill.withdrawn', objectType, objectId: row.id, objectVersion: next.version, content, reason });
    return content;
  },
});
