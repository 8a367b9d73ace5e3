import { z } from 'zod';
import { meteringEndpoints as e } from '../../../contract/metering.ts';
import { plainNumber } from '../../../kernel/metering/place.ts';
import { printInstant } from '../../../kernel/metering/zone.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import { command } from '../../work/command.ts';
import { readingsBetween } from './store/readings.ts';
import { type CorrectionRow, correctionsOf, decideCorrectionRow, insertCorrection } from './store/streams.ts';
import { permittedStream } from './streams.ts';
import { takePlaced } from './take-readings.ts';
import { correctionView, secondsOf } from './views.ts';

const objectType = 'meter_correction';

/** Asks that a reading be another one, or that one be added; it counts once another person has approved it (A.7). */
export const requestCorrection = command({
  name: 'metering.request-correction',
  action: 'metering.correct',
  input: z.strictObject({ ...e.requestMeterCorrection.params.shape, ...e.requestMeterCorrection.body.shape }),
  run: async (work, { streamId, at: instant, newValue, reason }) => {
    const stream = await permittedStream(work, streamId, 'metering.correct');
    const { organizationId, personId, name } = work.actor;
    const at = Math.floor(secondsOf(instant));
    const value = plainNumber(String(newValue));
    const fault = (path: string, zh: string, en: string) =>
      new Refusal('invalid_input', { findings: [{ code: 'not_correctable', severity: 'error', place: { path }, text: { zh, en } }] });
    if (value === null)
      throw fault(
        '/newValue',
        '不是可精确保存的数（至多 20 位整数、15 位小数）',
        'No number that can be stored exactly (20 digits before, 15 behind the point)',
      );
    if (at < 946_684_800 || at > secondsOf(work.now) + 86_400)
      throw fault('/at', '早于 2000 年或晚于明天', 'Before 2000 or later than tomorrow');
    const old = (await readingsBetween(work.tx, organizationId, streamId, at, at)).find((one) => one.at === at);
    if (old && plainNumber(old.value) === value) throw fault('/newValue', '与现有读数相同', 'The reading has this value already');
    const row: CorrectionRow = {
      ...{ organization_id: organizationId, id: work.newId(), stream_id: streamId, at: printInstant(at) },
      ...{ old_value: old?.value ?? null, new_value: value, reason, state: 'requested' },
      ...{ requested_at: work.now, requested_by: personId, requested_by_name: name },
      ...{ decided_at: null, decided_by: null, decided_by_name: null, decision_reason: '', version: 1 },
    };
    await insertCorrection(work.tx, row);
    const content = correctionView(row, stream, personId);
    work.record({ kind: 'meter_correction.requested', objectType, objectId: row.id, objectVersion: 1, content, reason });
    return content;
  },
});

/** Approves or refuses a correction, by another person than who asked; an approved one becomes a batch of its own, the earlier value stays (A.7). */
export const decideCorrection = command({
  name: 'metering.decide-correction',
  action: 'metering.approve',
  input: z.strictObject({ ...e.decideMeterCorrection.params.shape, ...e.decideMeterCorrection.body.shape }),
  run: async (work, { correctionId, decision, reason, version }) => {
    const { organizationId, personId, name } = work.actor;
    const [row] = await correctionsOf(work.tx, organizationId, { id: correctionId });
    if (!row) throw new Refusal('not_found', { values: { id: correctionId, what: objectType } });
    const stream = await permittedStream(work, row.stream_id, 'metering.approve');
    if (row.state !== 'requested') throw new Refusal('wrong_state', { values: { state: row.state } });
    if (row.requested_by === personId) throw new Refusal('same_person_proposes_and_approves');
    const decided = { state: decision, decided_at: work.now, decided_by: personId, decided_by_name: name, decision_reason: reason };
    const next: CorrectionRow = { ...row, ...decided, version: version + 1 };
    if (!(await decideCorrectionRow(work.tx, next, version))) throw new Refusal('conflict', { values: { id: correctionId } });
    if (decision === 'approved') {
      const at = secondsOf(row.at);
      const [now] = (await readingsBetween(work.tx, organizationId, stream.id, at, at)).filter((one) => one.at === at);
      // Another batch replaced it meanwhile: what was asked for is no longer what would be changed.
      if (plainNumber(now?.value ?? '') !== plainNumber(row.old_value ?? ''))
        throw new Refusal('conflict', { values: { id: correctionId } });
      const reading = { at, value: plainNumber(row.new_value) ?? row.new_value, line: 1 };
      const placed = { readings: [reading], faults: [], outOfOrder: 0, repeated: 0, ambiguous: 0 };
      const options = { way: 'correction' as const, source: row.reason, replace: true, skipFaulty: false, dryRun: false };
      await takePlaced(work, [{ stream, placed, lines: 1 }], [], options);
    }
    const content = correctionView(next, stream, personId);
    const kind = decision === 'approved' ? 'meter_correction.approved' : 'meter_correction.refused';
    work.record({ kind, objectType, objectId: row.id, objectVersion: next.version, content, ...(reason === '' ? {} : { reason }) });
    return content;
  },
});
