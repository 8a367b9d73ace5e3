import type { Exchange, LcaDatabase } from '../dataset.ts';
import { findingsList, kinds, type Reading } from './reading.ts';

/** Longer ids are no identities: none of the formats has them. */
const longestId = 1000;

/**
 * What every stored database keeps to, whatever a file does: ids of processes and flows are unique and of some length, lines of a process have numbers of their own
 * (allocation factors of a line go with the first of its number), texts hold no sign that a database cannot keep.
 */
export function tidied({ database, findings: before }: Reading): Reading {
  const findings = findingsList();
  const once = <T extends { readonly id: string; readonly name: string }>(list: readonly T[]): readonly T[] => {
    const known = new Map(list.map((one) => [one.id, one]));
    if (known.size === list.length && list.every((one) => one.id.length <= longestId)) return list;
    const seen = new Set<string>();
    for (const { id, name } of list) {
      if (seen.has(id)) findings.say(kinds.twin, { path: id.slice(0, 200) }, { id: id.slice(0, 200), name });
      seen.add(id);
      if (id.length > longestId) findings.say(kinds.broken, { path: id.slice(0, 200) }, { why: `id > ${longestId}` });
    }
    return [...known.values()].filter((one) => one.id.length <= longestId);
  };
  const processes = once(database.processes).map((process) => {
    const exchanges = numbered(process.exchanges);
    if (exchanges === process.exchanges) return process;
    const count = exchanges.filter((line, index) => line.id !== process.exchanges[index]?.id).length;
    findings.say(kinds.linesRenumbered, { path: process.id }, { process: process.name, count: String(count) });
    return { ...process, exchanges };
  });
  const whole: LcaDatabase = {
    ...database,
    processes,
    flows: once(database.flows),
    unitGroups: once(database.unitGroups),
    flowProperties: once(database.flowProperties),
    sources: once(database.sources),
    locations: once(database.locations),
  };
  return { database: whole, findings: [...before, ...findings.all()] };
}

function numbered(exchanges: readonly Exchange[]): readonly Exchange[] {
  const taken = new Set(exchanges.map((line) => line.id));
  if (taken.size === exchanges.length) return exchanges;
  const seen = new Set<number>();
  let next = Math.max(0, ...[...taken].filter(Number.isSafeInteger)) + 1;
  return exchanges.map((line) => {
    const isNew = !seen.has(line.id);
    seen.add(line.id);
    return isNew ? line : { ...line, id: next++ };
  });
}
