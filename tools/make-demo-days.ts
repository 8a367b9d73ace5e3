/**
 * Writes the coal of every day of the units that keep laboratory samples: `make-demo-days <story.yaml> <coal-days.csv> <hours.csv>`. Consumption is that of
 * the daily ledger, moisture the plant's own measurement. The hours are those of the stack of unit 2 in November 2024. Both files are committed; run again only
 * when the story's figures change.
 */
import { writeFileSync } from 'node:fs';
import { coalDays, daysOf, readStory, seeded } from './demo/story.ts';

const [storyFile, target, hoursFile] = process.argv.slice(2);
if (!storyFile || !target || !hoursFile) {
  console.error('usage: make-demo-days <story.yaml> <coal-days.csv> <hours.csv>');
  process.exit(2);
}
const story = readStory(storyFile);
const lines = story.years
  .filter((year) => year.year === 2024 && story.samples.some((sample) => sample.unit === year.unit))
  .flatMap(({ unit, months }) =>
    months.flatMap((figures) => coalDays(unit, figures).map(({ day, fuelT, mAr }) => [unit, day, fuelT, mAr].join(','))),
  );
writeFileSync(target, `${['unit,day,fuel_t,m_ar', ...lines].join('\n')}\n`);

/** Measured 0.8 % above what coal and oil of the month give; 168 hours stopped, six under maintenance. */
const [month, measuredT, tonnesPerPercent] = ['2024-11', 267691.2 * 1.008, 1.963e-5];
const random = seeded(`stack ${month}`);
const hours = Array.from({ length: daysOf(month) * 24 }, (_, i) => {
  const hour = `${month}-${String(Math.floor(i / 24) + 1).padStart(2, '0')}T${String(i % 24).padStart(2, '0')}`;
  const status = i >= 300 && i < 468 ? 'stopped' : i >= 90 && i < 96 ? 'maintenance' : 'valid';
  const load = 85 + 9 * Math.sin(((i % 24) - 8) / 3.82) + (random() - 0.5) * 4;
  return { hour, status, load, co2: 11.6 + load / 170 + (random() - 0.5) * 0.3 };
});
const running = hours.filter((one) => one.status !== 'stopped');
const scale = measuredT / running.reduce((sum, one) => sum + one.co2 * one.load * tonnesPerPercent, 0);
const rows = hours.map(({ hour, status, load, co2 }) =>
  status === 'valid'
    ? [
        hour,
        status,
        co2.toFixed(2),
        (load * scale).toFixed(0),
        (9.2 + random()).toFixed(1),
        (18.9 - co2).toFixed(2),
        (49 + random() * 3).toFixed(1),
        load.toFixed(1),
      ]
    : [hour, status, '', '', '', '', '', ''],
);
const columns = 'hour,status,co2_pct,flow,moisture,o2,temperature,load';
writeFileSync(hoursFile, `${[columns, ...rows.map((row) => row.join(','))].join('\n')}\n`);
