import { z } from 'zod';
import { systemFigureEndpoints as e } from '../../../../contract/system-figures.ts';
import { todayOf } from '../../../../kernel/calendar/today.ts';
import { Refusal } from '../../../../kernel/refusal.ts';
import { stateOf } from '../../../../kernel/system/life-cycle.ts';
import { definitionOf } from '../../../../kernel/system/parameter.ts';
import type { Register } from '../../../../kernel/system/register.ts';
import { command, type Work } from '../../../work/command.ts';
import * as document from '../../document/index.ts';
import type { Shelf } from '../../library/index.ts';
import { numberOf, recordObject } from '../registers/content-of.ts';
import type { RecordHead } from '../registers/store.ts';
import { recordFor, usingRecord } from '../registers/write-record.ts';
import { appendResult, resultsOf } from '../results/store.ts';
import { computePeriods, countingVersion, definitionIn, hashOf, periodsOf } from './compute-period.ts';
import { appendReading, readingsOf, usedInReviews } from './store.ts';

export const parameterRegister = 'performance_parameter';
export const readingObject = 'parameter_reading';

/** A parameter on which somebody may work, locked. @throws Refusal `not_found`, `not_permitted`, `wrong_state` for one that was withdrawn. */
async function parameterFor(work: Work, shelf: Shelf, recordId: string): Promise<{ head: RecordHead; register: Register }> {
  const found = await recordFor(work, shelf.frameworks, recordId);
  if (found.register.id !== parameterRegister) throw new Refusal('not_found', { values: { what: recordObject, id: recordId } });
  await work.permit('system.edit', found.head.entity_id);
  const state = stateOf(found.register, found.head.state);
  if (state.stands === 'ended') throw new Refusal('wrong_state', { values: { state: state.name.zh } });
  return found;
}

/** Computes the periods of a year (6.2) and appends those that are new or other than before; nothing that was there is changed. */
export function computeParameter(shelf: Shelf) {
  return command({
    name: 'system.compute-parameter',
    action: 'system.edit',
    statementSeconds: 60,
    input: z.strictObject({ ...e.computeParameter.params.shape, ...e.computeParameter.body.shape }),
    run: async (work, { recordId, year, reason }) => {
      const { head, register } = await parameterFor(work, shelf, recordId);
      const { organizationId, personId, name } = work.actor;
      const { version, content } = await countingVersion(work, head);
      const loaded = definitionIn(register, shelf, content);
      const computed = await computePeriods(work, shelf, head, loaded, periodsOf(year, content, loaded.definition));
      const stored = await resultsOf(work.tx, organizationId, head.id);
      const usedNow = await usedInReviews(work.tx, organizationId, head.id);
      const appended: string[] = [];
      for (const one of computed) {
        const { text, sha } = hashOf(one);
        const last = stored.findLast((row) => row.period === one.period);
        if (last?.result_sha256.equals(sha)) continue;
        const isUsed = last !== undefined && usedNow.some((use) => use.period === one.period && use.no === last.no);
        // What an approved review rests on does not move without a word why.
        if (isUsed && reason === '') throw new Refusal('reason_required');
        await appendResult(work.tx, {
          ...{ organization_id: organizationId, record_id: head.id, period: one.period, no: (last?.no ?? 0) + 1, record_version: version },
          ...{ as_of: todayOf(work.now), result: text, result_sha256: sha, reason },
          ...{ computed_at: work.now, computed_by: personId, computed_by_name: name },
        });
        appended.push(one.period);
      }
      if (appended.length > 0)
        work.record({
          kind: 'system.parameter_computed',
          objectType: recordObject,
          objectId: head.id,
          objectVersion: version,
          content: {
            record: numberOf(register, head.no),
            values: computed.filter((one) => appended.includes(one.period)).map(({ period, value, unit }) => ({ period, value, unit })),
          },
          ...(reason === '' ? {} : { reason }),
        });
      return { appended, unchanged: computed.map((one) => one.period).filter((period) => !appended.includes(period)) };
    },
  });
}

/** Records what a symbol that no subsystem knows was in a period, with its evidence; a correction is a further reading (6.2, 9.1). */
export function recordParameterReading(shelf: Shelf) {
  return command({
    name: 'system.record-parameter-reading',
    action: 'system.edit',
    input: z.strictObject({ ...e.recordParameterReading.params.shape, ...e.recordParameterReading.body.shape }),
    run: async (work, { recordId, symbol, period, value, note, evidenceIds }) => {
      const { head, register } = await parameterFor(work, shelf, recordId);
      const { content } = await countingVersion(work, head);
      const known = definitionOf(register, content)?.symbols.find((one) => one.symbol === symbol && one.source === 'by_hand');
      if (!known) throw new Refusal('not_found', { values: { what: 'symbol', id: symbol } });
      const { organizationId, personId, name } = work.actor;
      const before = (await readingsOf(work.tx, organizationId, head.id)).filter((one) => one.symbol === symbol && one.period === period);
      const row = { id: work.newId(), symbol, period, no: (before.at(-1)?.no ?? 0) + 1, value, note };
      await appendReading(work.tx, {
        ...{ ...row, organization_id: organizationId, record_id: head.id },
        ...{ recorded_at: work.now, recorded_by: personId, recorded_by_name: name },
      });
      const { label, path } = usingRecord(register, head);
      const of = { zh: `${label.zh} ${symbol} ${period}`, en: `${label.en} ${symbol} ${period}` };
      await document.useEvidence(work, evidenceIds, { objectType: readingObject, objectId: row.id, label: of, path });
      work.record({
        kind: 'system.parameter_reading_recorded',
        objectType: recordObject,
        objectId: head.id,
        objectVersion: head.version,
        content: { record: numberOf(register, head.no), ...row, unit: known.unit },
      });
      return { id: row.id, no: row.no };
    },
  });
}
