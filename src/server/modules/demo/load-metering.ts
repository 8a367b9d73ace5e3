import { z } from 'zod';
import { present } from '../../../kernel/assert.ts';
import { readReadingFile } from '../../../kernel/metering/read-csv.ts';
import * as metering from '../metering/index.ts';
import type { Scene } from './load-turns.ts';
import { readTold } from './story-year.ts';
import { chapterDeeds, type Input, type Tellable, type ToldDeed } from './tell-deeds.ts';
import type { Deed } from './year-desk.ts';

const delivered = z.object({
  ...{ streamId: z.string(), source: z.string(), from: z.string(), to: z.string() },
  /** First and last stamp of what did not arrive. */
  without: z.tuple([z.string(), z.string()]).optional(),
});
const taken = z.object({ streamId: z.string(), month: z.string() }).catchall(z.unknown());

/** `20/11/2024 6:15` as `2024-11-20 06:15`, which sorts. */
function sortable(stamp: string): string {
  const [date = '', time = ''] = stamp.split(' ');
  const [day = '', month = '', year = ''] = date.split('/');
  return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')} ${time.padStart(5, '0')}`;
}

/** Readings of a meter as they were delivered, a correction by two people, and a month of them in the grid (7.1, A.7, A.8). */
export function meteringDeeds(scene: Scene): Deed[] {
  const { cast, shelf } = scene;
  const columns = { stamp: '', time: '', value: '', stream: '' };
  const readings = async ({ by, at }: ToldDeed, input: Input): Promise<unknown> => {
    const { streamId, source, from, to, without } = delivered.parse(input);
    const [first, last] = without ?? ['', ''];
    const { lines } = readReadingFile(readTold(scene.referenceFolder, 'meter-readings.csv'), columns);
    const printed = lines.filter(({ stamp }) => {
      const text = sortable(stamp);
      return text.slice(0, 10) >= from && text.slice(0, 10) <= to && !(text >= first && text <= last);
    });
    const { now, rows } = await cast.ask(by, at, metering.streamsToPush, { names: [streamId] });
    const options = { way: 'csv' as const, source, replace: false, skipFaulty: false, dryRun: false };
    const placed = await Promise.all(rows.map((row) => metering.placeSent(row, printed, now)));
    return await cast.act(by, at, metering.takeReadings(placed, [], options), {});
  };
  const takeOver = async ({ by, at }: ToldDeed, input: Input): Promise<unknown> => {
    const { streamId, month, ...more } = taken.parse(input);
    const { readingsSha256 } = await cast.ask(by, at, metering.readMonth, { streamId, month });
    const wanted = { streamId, month, fuelStreamId: null, ...more, readingsSha256 };
    return await cast.act(by, at, metering.takeOverMonth(shelf), wanted);
  };
  const deeds: Readonly<Record<string, Tellable>> = {
    add_stream: metering.addStream(shelf),
    correct: metering.requestCorrection,
    decide: metering.decideCorrection,
    ...{ readings, take_over: takeOver },
  };
  const unit = async (_: ToldDeed, [code = '']: readonly string[]) => present(scene.places.units.get(code), `unit ${code}`).id;
  return chapterDeeds(scene, { file: 'metering.yaml', deeds, names: { unit } });
}
