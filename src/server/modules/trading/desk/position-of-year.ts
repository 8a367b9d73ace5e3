import { type Decimal, decimal } from '../../../../kernel/quantity/decimal.ts';
import { ofUnits, sumUnits } from '../../../../kernel/quantity/whole.ts';
import type { Work } from '../../../work/command.ts';
import * as asset from '../../asset/index.ts';
import type { Shelf } from '../../library/index.ts';
import { evaluateOpen, openYears } from './positions.ts';

/** Accounts whose units are at the entity's disposal. */
const free: readonly string[] = ['registry', 'trading'];

/** Tonnes of each vintage an entity has at its disposal. */
async function heldByVintage(work: Work, entityId: string): Promise<(vintage: number) => bigint> {
  const { holdings } = await asset.readHoldings.run(work, { entityId });
  return (vintage) =>
    sumUnits(
      holdings
        .filter((one) => one.class.vintage === vintage && one.class.unit === 't')
        .flatMap((one) => one.entities.filter((of) => of.entityId === entityId).flatMap((of) => of.standing))
        .filter((one) => free.includes(one.kind)),
      (one) => BigInt(one.quantity),
    );
}

/**
 * Tonnes by which an entity is long (positive) or short in compliance years, as the desk shows it: what is held, expected and owed, not only what was traded.
 * A year that is not open has no obligation to set against it: what is held of its vintage.
 */
export async function positionsByYear(work: Work, shelf: Shelf, entityId: string): Promise<(year: number) => Decimal> {
  const { years } = await openYears(work, shelf, entityId);
  const evaluation = evaluateOpen(shelf, years);
  const held = await heldByVintage(work, entityId);
  return (year) => {
    const found = evaluation?.outputs.find((one) => one.symbol === 'position' && one.at.year === String(year));
    return found?.value == null ? ofUnits(held(year)) : decimal(String(found.value));
  };
}
