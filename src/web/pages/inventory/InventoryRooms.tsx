import { useSearchFields } from '../../ui/useSearchFields.ts';
import { OwnRoom } from './OwnRoom.tsx';
import { ownRooms, useShown } from './room.ts';

/** The rooms of an inventory as it is now that share its address; `tab` says which. */
export function InventoryRooms() {
  const { view, books } = useShown();
  const [{ tab }] = useSearchFields();
  return <OwnRoom room={ownRooms.find((one) => one === tab) ?? 'result'} view={view} books={books} />;
}
