import type { z } from 'zod';
import type { fuelStreamInput, unitInput } from '../../../contract/organization.ts';
import { type SectorFields, sectorFaults } from '../../../kernel/organization/unit-sector.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import type { Faults } from '../../work/faults.ts';
import type { FuelStream, Unit } from './store/units.ts';
import { takenCode, takenFuel } from './taken.ts';

type UnitFields = Omit<Unit, 'id' | 'entityId' | 'fuelStreams' | 'version' | 'changedAt'>;

/** Whether the library has an accounting method of this id. */
export type HasMethod = (methodId: string) => boolean;

/** Numbers as text: whether they are there is all that the sector asks. */
function fieldsOfSector(input: Pick<z.output<typeof unitInput>, keyof SectorFields>): SectorFields {
  const text = (value: string | number | null) => (value === null ? null : String(value));
  const { unitClass, product, boilerType, cooling, process } = input;
  return {
    ...{ unitClass, product, capacityMw: text(input.capacityMw), boilerType, cooling, process },
    annualCapacityT: text(input.annualCapacityT),
    dailyCapacityT: text(input.dailyCapacityT),
    cellCurrentKa: text(input.cellCurrentKa),
  };
}

/** The fields with exact numbers; every fault goes to `faults`, an unknown method refuses at once. */
export function readUnitFields(
  input: Omit<z.output<typeof unitInput>, 'entityId' | 'fuelStreams'>,
  faults: Faults,
  hasMethod: HasMethod,
): UnitFields {
  if (!hasMethod(input.methodId)) throw new Refusal('unknown_method', { values: { methodId: input.methodId } });
  faults.day('/commissionedOn', input.commissionedOn);
  faults.day('/retiredOn', input.retiredOn);
  if (input.retiredOn !== null && input.retiredOn < input.commissionedOn) {
    faults.add('days_reversed', '/retiredOn', { zh: '退役日早于投运日。', en: 'It was retired before it was commissioned.' });
  }
  faults.include(sectorFaults(input.sector, fieldsOfSector(input), input.methodId));
  const amount = (path: string, value: string | number | null, max: string) =>
    faults.decimalOrNull(path, value, { min: '0', above: true, max });
  return {
    sector: input.sector,
    name: input.name,
    nameEn: input.nameEn,
    code: input.code,
    unitClass: input.unitClass,
    product: input.product,
    capacityMw: amount('/capacityMw', input.capacityMw, '100000'),
    boilerType: input.boilerType,
    cooling: input.cooling,
    process: input.process,
    annualCapacityT: amount('/annualCapacityT', input.annualCapacityT, '1000000000'),
    dailyCapacityT: amount('/dailyCapacityT', input.dailyCapacityT, '1000000'),
    cellCurrentKa: amount('/cellCurrentKa', input.cellCurrentKa, '10000'),
    methodId: input.methodId,
    commissionedOn: input.commissionedOn,
    retiredOn: input.retiredOn,
  };
}

/** New fuel streams behind those that exist; each code once in a unit. */
export function readStreams(
  path: string,
  added: readonly z.output<typeof fuelStreamInput>[],
  existing: readonly FuelStream[],
  newId: () => string,
): FuelStream[] {
  const codes = new Set(existing.map((s) => s.code));
  const fuels = new Set(existing.filter((s) => s.fuelKind !== 'coal').map((s) => s.fuel));
  const first = Math.max(0, ...existing.map((s) => s.position));
  return added.map((stream, index) => {
    if (codes.has(stream.code)) throw takenCode(`${path}/${index}/code`, stream.code);
    codes.add(stream.code);
    if (stream.fuelKind !== 'coal') {
      // Coals are told apart by their stream; of another fuel the accounting has one row in a unit.
      if (fuels.has(stream.fuel)) throw takenFuel(`${path}/${index}/fuel`, stream.fuel);
      fuels.add(stream.fuel);
    }
    return { ...stream, id: newId(), position: first + index + 1, version: 1 };
  });
}
