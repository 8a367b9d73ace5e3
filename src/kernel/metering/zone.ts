/** Wall clock and instants of one time zone, both in whole seconds; a wall clock is counted as if the zone were UTC. */
export interface Zone {
  readonly name: string;
  /** Seconds the wall clock is ahead of UTC at an instant. */
  readonly offsetAt: (instant: number) => number;
  /** The instants at which the wall clock shows this: none in the hour that spring leaves out, two in the hour that autumn repeats. */
  readonly instantsOf: (wall: number) => readonly number[];
}

const day = 86_400;
/** Clocks are changed at a multiple of this, seconds. */
const grain = 900;

function readOffset(format: Intl.DateTimeFormat, instant: number): number {
  const parts: Record<string, number> = {};
  for (const { type, value } of format.formatToParts(instant * 1000)) parts[type] = Number(value);
  const { year = 0, month = 1, day: date = 1, hour = 0, minute = 0, second = 0 } = parts;
  return Date.UTC(year, month - 1, date, hour, minute, second) / 1000 - instant;
}

const open = new Map<string, Zone>();

/** Null for a name that is no time zone (IANA, such as `Asia/Shanghai`). */
export function zoneOf(name: string): Zone | null {
  const known = open.get(name);
  if (known) return known;
  let format: Intl.DateTimeFormat;
  try {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone: name,
      hourCycle: 'h23',
      ...({ year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric' } as const),
    });
  } catch {
    return null;
  }
  const zone = makeZone(name, format);
  if (open.size < 100) open.set(name, zone);
  return zone;
}

function makeZone(name: string, format: Intl.DateTimeFormat): Zone {
  // A day whose both ends agree has one offset; only a day of change is looked at closely.
  const ends = new Map<number, number>();
  const grains = new Map<number, number>();
  const remembered = (map: Map<number, number>, key: number, instant: number): number => {
    const had = map.get(key);
    if (had !== undefined) return had;
    if (map.size > 50_000) map.clear();
    const offset = readOffset(format, instant);
    map.set(key, offset);
    return offset;
  };
  const offsetAt = (instant: number): number => {
    const number = Math.floor(instant / day);
    const first = remembered(ends, number, number * day);
    if (first === remembered(ends, number + 1, (number + 1) * day)) return first;
    const small = Math.floor(instant / grain);
    return remembered(grains, small, small * grain);
  };
  const instantsOf = (wall: number): readonly number[] => {
    const before = offsetAt(wall - day);
    const after = offsetAt(wall + day);
    const found = [wall - before];
    if (after !== before) found.push(wall - after);
    return found.filter((instant) => instant + offsetAt(instant) === wall).sort((a, b) => a - b);
  };
  return { name, offsetAt, instantsOf };
}

const two = (value: number) => String(value).padStart(2, '0');

/** `YYYY-MM-DD HH:MM` of a wall clock. */
export function printWall(wall: number): string {
  const at = new Date(wall * 1000);
  return `${String(at.getUTCFullYear()).padStart(4, '0')}-${two(at.getUTCMonth() + 1)}-${two(at.getUTCDate())} ${two(at.getUTCHours())}:${two(at.getUTCMinutes())}`;
}

/** `2018-01-31T16:00:00.000Z` */
export function printInstant(instant: number): string {
  return new Date(instant * 1000).toISOString();
}

/** The wall clock of a local day or month (`2018-01-31`, `2018-01`) at its beginning; null when there is no such day. */
export function wallOfDay(text: string): number | null {
  const parts = /^(\d{4})-(\d{2})(?:-(\d{2}))?$/.exec(text);
  if (!parts) return null;
  const [year, month, date] = [Number(parts[1]), Number(parts[2]), Number(parts[3] ?? '1')];
  const wall = Date.UTC(year, month - 1, date) / 1000;
  return printWall(wall).startsWith(text) ? wall : null;
}

/** The first instant of a local day or month; where its midnight is left out by a change of clocks, the first one after it. */
export function instantOfDay(zone: Zone, wall: number): number {
  const [first] = zone.instantsOf(wall);
  return first ?? wall - zone.offsetAt(wall - 86_400);
}

/** The wall clock at which the next month begins. */
export function nextMonthWall(wall: number): number {
  const at = new Date(wall * 1000);
  return Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + 1, 1) / 1000;
}
