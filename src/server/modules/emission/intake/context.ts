import type { IntakeUnit } from '../../../../kernel/emission/intake/recipe.ts';
import type { Work } from '../../../work/command.ts';
import type { Shelf } from '../../library/index.ts';
import * as organization from '../../organization/index.ts';
import { rowsOf } from '../unit-year.ts';

/** A production unit as an import sees it: its fuel streams and the rows of its month grid. */
export function intakeUnit(shelf: Shelf, unit: organization.Unit, entityName: { zh: string; en: string }): IntakeUnit | null {
  const method = shelf.method(unit.methodId);
  if (!method?.description.screen) return null;
  return {
    id: unit.id,
    code: unit.code,
    name: { zh: unit.name, en: unit.nameEn },
    entityName,
    streams: unit.fuelStreams.map(({ id, code, name, nameEn, fuelKind, fuel }) => ({
      id,
      code,
      name: { zh: name, en: nameEn },
      fuelKind,
      fuel,
    })),
    rows: rowsOf(method, unit).map((row) => ({
      key: row.key,
      parameter: row.input.symbol,
      stream: row.stream?.code ?? null,
      title: row.input.title,
      unit: row.input.unit,
      acceptedUnits: method.acceptedUnits(row.input.unit),
    })),
  };
}

/** The units into which the actor may record. */
export async function intakeUnits(work: Work, shelf: Shelf): Promise<IntakeUnit[]> {
  const reach = await work.reach('emission.record');
  const units = (await organization.allUnits(work)).filter((unit) => reach === null || reach.has(unit.entityId));
  const names = new Map<string, { zh: string; en: string }>();
  for (const id of new Set(units.map((unit) => unit.entityId))) {
    const entity = await organization.findEntity(work, id);
    names.set(id, { zh: entity.name, en: entity.nameEn });
  }
  return units.flatMap((unit) => intakeUnit(shelf, unit, names.get(unit.entityId) ?? { zh: '', en: '' }) ?? []);
}

/** Units of measure a file may name: those of the library, and the compound ones that rows are kept in. */
export function unitSymbols(shelf: Shelf, units: readonly IntakeUnit[]): string[] {
  const compound = units.flatMap((unit) => unit.rows.flatMap((row) => [row.unit, ...row.acceptedUnits]));
  return [...new Set([...shelf.units.rows.map((row) => row.unit), ...compound])];
}
