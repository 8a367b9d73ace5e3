import fs from 'node:fs';
import path from 'node:path';
import type { Law } from './law.ts';

/**
 * Writes the law's data as CSV: `activity.csv`, `factor.csv`, `unit.csv` for the engines that get the factor row, and `records.csv` with
 * what a real export has, texts instead of numbers, for our own reader.
 */
export function writeFiles(law: Law, folder: string): void {
  const factors = law.factors.map((row, i) => `${i},${row.kg},${row.u}`);
  fs.writeFileSync(path.join(folder, 'factor.csv'), `factor,kg,u\n${factors.join('\n')}\n`);
  const units = law.units.map((one, i) => `${i},${one.toCanonical}`);
  fs.writeFileSync(path.join(folder, 'unit.csv'), `unit,to_canonical\n${units.join('\n')}\n`);
  const { columns: c } = law;
  writeLines(path.join(folder, 'activity.csv'), 'id,site,scope,factor,unit,amount,u', law.count, (i) => {
    return `${i},${c.site[i]},${c.scope[i]},${c.factor[i]},${c.unit[i]},${c.amount[i]?.toFixed(3)},${c.u[i]?.toFixed(3)}`;
  });
  const of = (list: readonly string[], code: number | undefined) => list[code ?? 0] ?? '';
  const unitNames = law.units.map((one) => one.symbol);
  writeLines(path.join(folder, 'records.csv'), 'id,site,scope,activity,region,month,unit,amount,u', law.count, (i) => {
    const key = `${of(law.activities, c.activity[i])},${of(law.regions, c.region[i])},${of(law.months, c.month[i])},${of(unitNames, c.unit[i])}`;
    return `${i},site ${c.site[i]},scope ${(c.scope[i] ?? 0) + 1},${key},${c.amount[i]?.toFixed(3)},${c.u[i]?.toFixed(3)}`;
  });
}

function writeLines(file: string, head: string, count: number, line: (i: number) => string): void {
  const handle = fs.openSync(file, 'w');
  let part = `${head}\n`;
  for (let i = 0; i < count; i += 1) {
    part += `${line(i)}\n`;
    if (part.length > 1 << 20) {
      fs.writeSync(handle, part);
      part = '';
    }
  }
  fs.writeSync(handle, part);
  fs.closeSync(handle);
}
