import { inventoryReportEndpoints as e } from '../../../contract/inventory-report.ts';
import { useAsk } from '../../api/queries.ts';
import { Answer } from '../../parts/Answer.tsx';
import { useSearchFields } from '../../ui/useSearchFields.ts';
import { QualityBody } from './InventoryQualityPage.tsx';
import { Comparison } from './MethodComparisonPage.tsx';
import { OwnRoom } from './OwnRoom.tsx';
import { frozenRooms, useShown } from './room.ts';
import { SignedRoom } from './SignedRoom.tsx';

/** The rooms of a frozen version; `tab` says which. Nothing of it can be changed. */
export function VersionRooms() {
  const { view, books } = useShown();
  const [{ tab }] = useSearchFields();
  const room = frozenRooms.find((one) => one === tab) ?? 'result';
  const version = view.shownVersion;
  if (version === null) return null;
  if (room === 'quality' || room === 'methods') return <OfVersion room={room} inventoryId={view.id} version={version} />;
  if (room === 'signed') return <SignedRoom view={view} version={version} />;
  return <OwnRoom room={room} view={view} books={books} />;
}

function OfVersion({ room, inventoryId, version }: { room: 'quality' | 'methods'; inventoryId: string; version: number }) {
  const quality = useAsk(e.readInventoryQuality, { params: { inventoryId }, query: { version } });
  return (
    <Answer of={quality} rows={8}>
      {(of) => (room === 'quality' ? <QualityBody view={of} isFrozen /> : <Comparison view={of} version={version} />)}
    </Answer>
  );
}
