import { lineKey, type PlanContent, type PlanFacility, type PlanLine, planSections } from './plan.ts';

/** One field that differs between two versions. `null`: not there in that version. */
export interface PlanDifference {
  readonly part: 'entity' | 'unit' | 'facility' | 'line' | 'meter' | 'section';
  /** What it is about: id of the unit, `unit row` of a line, number of a facility; empty for entity and sections. */
  readonly key: string;
  /** Empty: the whole part came or went. */
  readonly field: string;
  readonly from: string | null;
  readonly to: string | null;
}

type Flat = Readonly<Record<string, string>>;

function shown(value: unknown): string {
  if (value === null || value === undefined) return '';
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : JSON.stringify(value);
}

function flat(value: object, without: readonly string[] = []): Flat {
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => !without.includes(name))
      .map(([name, one]) => [name, shown(one)]),
  );
}

function compared(part: PlanDifference['part'], before: ReadonlyMap<string, Flat>, after: ReadonlyMap<string, Flat>): PlanDifference[] {
  const keys = [...new Set([...before.keys(), ...after.keys()])];
  return keys.flatMap((key): PlanDifference[] => {
    const [old, now] = [before.get(key), after.get(key)];
    if (!old || !now) return [{ part, key, field: '', from: old ? key : null, to: now ? key : null }];
    return [...new Set([...Object.keys(old), ...Object.keys(now)])]
      .filter((field) => old[field] !== now[field])
      .map((field) => ({ part, key, field, from: old[field] ?? null, to: now[field] ?? null }));
  });
}

function linesOf(content: PlanContent): ReadonlyMap<string, Flat> {
  const codes = new Map(content.meters.map((meter) => [meter.id, meter.code]));
  const fields = ({ meterIds, ...line }: PlanLine): Flat => ({
    ...flat(line, ['unitId', 'rowKey', 'parameter', 'title']),
    // Meters are told by their codes: an id says nothing to a reader.
    meterIds: meterIds.map((id) => codes.get(id) ?? id).join(', '),
  });
  return new Map(content.lines.map((line) => [lineKey(line), fields(line)]));
}

/** Facilities are known again by unit, name and number. */
function facilityKey({ unitId, name, number }: PlanFacility): string {
  return `${unitId} ${name} ${number}`.trim();
}

/** What differs between two versions of a plan, field by field, in the order of the document. */
export function planDifferences(before: PlanContent, after: PlanContent): PlanDifference[] {
  const byId = (items: readonly { readonly id: string }[]) => new Map(items.map((one) => [one.id, flat(one, ['id'])]));
  const facilities = (content: PlanContent) =>
    new Map(content.facilities.map((one) => [facilityKey(one), flat(one, ['unitId', 'name', 'number'])]));
  const sections = (content: PlanContent) =>
    new Map([['', Object.fromEntries(planSections.map((name) => [name, content.sections[name]]))]]);
  return [
    ...compared('entity', new Map([['', flat(before.entity)]]), new Map([['', flat(after.entity)]])),
    ...compared('unit', byId(before.units), byId(after.units)),
    ...compared('facility', facilities(before), facilities(after)),
    ...compared('line', linesOf(before), linesOf(after)),
    ...compared('meter', byId(before.meters), byId(after.meters)),
    ...compared('section', sections(before), sections(after)),
  ];
}
