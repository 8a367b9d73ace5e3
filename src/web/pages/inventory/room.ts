import { createContext, useContext } from 'react';
import { present } from '../../../kernel/assert.ts';
import type { Frameworks, InventoryView } from './model.ts';

/** The inventory whose rooms are shown, as it is now or as it was frozen. */
export interface Shown {
  readonly view: InventoryView;
  readonly books: Frameworks;
}

export const ShownInventory = createContext<Shown | null>(null);

export function useShown(): Shown {
  return present(useContext(ShownInventory), 'a room stands inside an inventory');
}

/** Rooms that tell what the inventory is made of: they look at it as it is now and as it was frozen. */
export const ownRooms = ['result', 'sources', 'boundary', 'scope2', 'significance', 'exclusions'] as const;
export type OwnRoom = (typeof ownRooms)[number];
/** Rooms of a frozen version besides. */
export const frozenRooms = [...ownRooms, 'quality', 'methods', 'signed'] as const;
export type FrozenRoom = (typeof frozenRooms)[number];
