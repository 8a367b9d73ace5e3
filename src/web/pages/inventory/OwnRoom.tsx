import { BoundarySection } from './BoundarySection.tsx';
import { ExclusionsSection } from './ExclusionsSection.tsx';
import { FrozenBoundary } from './FrozenBoundary.tsx';
import { FrozenSources } from './FrozenSources.tsx';
import { ResultSection } from './ResultSection.tsx';
import type { OwnRoom as Room, Shown } from './room.ts';
import { Scope2Section } from './Scope2Section.tsx';
import { SignificanceSection } from './SignificanceSection.tsx';
import { SourcesSection } from './SourcesSection.tsx';

/** One of the rooms that look at the inventory itself. What a frozen version shows otherwise than a draft stands in a part of its own. */
export function OwnRoom({ room, view, books }: Shown & { room: Room }) {
  const isFrozen = view.shownVersion !== null;
  const body: Readonly<Record<Room, () => React.ReactNode>> = {
    result: () => <ResultSection view={view} books={books} />,
    sources: () => (isFrozen ? <FrozenSources view={view} books={books} /> : <SourcesSection view={view} books={books} />),
    boundary: () => (isFrozen ? <FrozenBoundary view={view} /> : <BoundarySection view={view} />),
    scope2: () => <Scope2Section view={view} />,
    significance: () => <SignificanceSection view={view} books={books} />,
    exclusions: () => <ExclusionsSection view={view} books={books} />,
  };
  return body[room]();
}
