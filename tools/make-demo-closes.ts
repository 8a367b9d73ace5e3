/**
 * Writes the demonstration's closes of national allowances: `make-demo-closes <cea-closes.csv>`. They are invented, between values one can remember a market by; only 2024-12-31 is
 * left out, because that day's close is published and comes from `data/markets/cn-ets/reference-prices.yaml`. The file is committed; run again only when the story changes.
 */
import { writeFileSync } from 'node:fs';
import { addDaysTo, seeded } from './demo/story.ts';

const [target] = process.argv.slice(2);
if (!target) {
  console.error('usage: make-demo-closes <cea-closes.csv>');
  process.exit(2);
}
const turns = [
  ['2024-09-02', 91],
  ['2024-09-30', 96.5],
  ['2024-11-11', 103.6],
  ['2024-12-31', 97.6],
  ['2025-01-17', 94.6],
] as const;
/** Days on which the exchange was closed beside weekends, and the published day. */
const without = /^(2024-09-1[67]|2024-10-0[1-7]|2024-12-31|2025-01-01)$/;
const random = seeded('closes of the demonstration');
const daysFrom = (a: string, b: string) => (Date.parse(b) - Date.parse(a)) / 86_400_000;

function closeOn(day: string): number {
  const next = Math.max(
    1,
    turns.findIndex(([at]) => at >= day),
  );
  const [[from, low], [to, high]] = [turns[next - 1] ?? turns[0], turns[next] ?? turns[0]];
  return low + ((high - low) * daysFrom(from, day)) / daysFrom(from, to);
}

const lines = ['day,price,volume'];
const [first, last] = [turns[0][0], '2025-01-17'];
for (let day: string = first; day <= last; day = addDaysTo(day, 1)) {
  const noise = turns.some(([at]) => at === day) ? 0 : (random() - 0.5) * 1.4;
  const volume = Math.round(40_000 + random() * 180_000);
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  if (weekday === 0 || weekday === 6 || without.test(day)) continue;
  lines.push(`${day},${(closeOn(day) + noise).toFixed(2)},${volume}`);
}
writeFileSync(target, `${lines.join('\n')}\n`);
