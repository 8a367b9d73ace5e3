import { z } from 'zod';
import { meteringEndpoints as e } from '../../../contract/metering.ts';
import { present } from '../../../kernel/assert.ts';
import { decimal } from '../../../kernel/quantity/decimal.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import { command, query } from '../../work/command.ts';
import * as emission from '../emission/index.ts';
import type { Shelf } from '../library/index.ts';
import { permittedStream } from './streams.ts';
import { type MonthUse, monthUse } from './use-of-stream.ts';

/** The rows of the unit's month grid whose unit the stream's converts to. */
export function listTakeOverRows(shelf: Shelf) {
  return query({
    name: 'metering.list-take-over-rows',
    action: 'metering.read',
    input: e.listTakeOverRows.params,
    run: async (work, { streamId }) => {
      const stream = await permittedStream(work, streamId, 'metering.read');
      if (stream.unit_id === null) return { items: [] };
      const rows = await emission.gridRowsOfUnit(work, shelf, stream.unit_id);
      const fitting = rows.filter((row) => shelf.units.convertible(stream.unit, row.unit));
      return { items: fitting.map(({ parameter, fuelStreamId, title, unit }) => ({ parameter, fuelStreamId, title: { ...title }, unit })) };
    },
  });
}

/**
 * Puts the use of a month into the unit's month grid, as whoever records activity data: the value is what was looked at (its readings' hash is given), and
 * its comment refers to the readings (A.7, A.8).
 */
export function takeOverMonth(shelf: Shelf) {
  return command({
    name: 'metering.take-over-month',
    action: 'emission.record',
    input: z.strictObject({ ...e.takeOverMonth.params.shape, ...e.takeOverMonth.body.shape }),
    run: async (work, { streamId, month, parameter, fuelStreamId, readingsSha256 }) => {
      const stream = await permittedStream(work, streamId, 'metering.read');
      if (stream.unit_id === null) throw new Refusal('wrong_state', { values: { stream: stream.code } });
      const found = await monthUse(work, streamId, month);
      if (found.readingsSha256 !== readingsSha256) throw new Refusal('conflict', { values: { stream: stream.code, month } });
      if (found.use === null) throw new Refusal('wrong_state', { values: { stream: stream.code, month } });
      const comment = `${stream.code} ${month}: ${coverageOf(found)}, sha256 ${readingsSha256}`;
      const cell = {
        month,
        parameter,
        fuelStreamId,
        value: decimalOf(found.use),
        unit: stream.unit,
        acquisition: acquisitionOf(found),
        comment,
      };
      await emission.recordActivityData(shelf).run(work, { unitId: stream.unit_id, year: Number(month.slice(0, 4)), cells: [cell] });
      return { month, parameter, value: cell.value, unit: stream.unit };
    },
  });
}

/** A month of which any share was estimated or substituted is an estimate as a whole; a share of which nothing is known adds nothing and is told in the comment. */
function acquisitionOf({ flags }: MonthUse): 'measured' | 'estimated' {
  return flags.estimated || flags.substituted ? 'estimated' : 'measured';
}

/** Shares that are not nought, after how many readings there were. */
function coverageOf({ readings, measured, estimated, substituted, missing, fills }: MonthUse): string {
  const shares = Object.entries({ measured, estimated, substituted, missing }).filter(([, share]) => !decimal(share).isZero());
  const methods = [...new Set(fills.map((one) => one.method))];
  const by = methods.length > 0 ? ` by ${methods.join(' and ')}` : '';
  return [`${readings} readings`, ...shares.map(([what, share]) => `${what} ${share} %${what === 'substituted' ? by : ''}`)].join(', ');
}

/** What the month grid takes: at most 30 digits behind the point. */
function decimalOf(use: string): string {
  const [whole, part] = use.split('.');
  return part === undefined ? present(whole, 'a number') : `${whole}.${part.slice(0, 30)}`;
}
