import { present } from '../../../kernel/assert.ts';
import * as system from '../system/index.ts';
import { addPaper } from './load-boundary.ts';
import type { Scene } from './load-turns.ts';
import { type RecordStep, readSystemStory, type SystemStory } from './story-system.ts';
import type { Deed } from './year-desk.ts';

type Told = Readonly<Record<string, unknown>>;
type RecordTold = SystemStory['records'][number];

/** A record as the story left it. */
interface Standing {
  readonly id: string;
  readonly version: number;
  readonly state: string;
  readonly content: Told;
}

/** `$name` is an earlier record or an entity, `@persona` a person; in lists and rows as well. */
function filled(value: unknown, idOf: (name: string) => string): unknown {
  if (typeof value === 'string') return /^[$@]/.test(value) ? idOf(value) : value;
  if (Array.isArray(value)) return value.map((one) => filled(one, idOf));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, filled(one, idOf)]));
}

/** Records of the management system with their versions, moves and evidence, each through the product's commands. */
export function systemDeeds(scene: Scene): Deed[] {
  const { cast, shelf, shelving, places, referenceFolder } = scene;
  const { papers, records } = readSystemStory(referenceFolder);
  const { frameworks } = shelf;
  const made = new Map<string, Standing>();
  const idOf = (name: string): string =>
    name.startsWith('@')
      ? cast.personId(name.slice(1))
      : present(made.get(name.slice(1))?.id ?? places.entities.get(name.slice(1)), `${name} of the story`);

  const add = async ({ as, in: register, at, by, on, says }: RecordTold): Promise<void> => {
    const content = { ...says };
    const input = { register, entityId: idOf(at), content: filled(content, idOf), evidenceIds: [] };
    const { id, version, state } = await cast.act(by, on, system.addRecord(frameworks), input);
    made.set(as, { id, version, state, content });
  };

  const take = async (name: string, { do: deed, by, on, says, reason, paper }: RecordStep): Promise<void> => {
    const before = present(made.get(name), `record ${name} of the story`);
    const { id: recordId, version: seenVersion, state: seenState } = before;
    if (deed === 'attach') {
      const evidenceId = await addPaper(cast, shelving, by, on, present(papers[paper ?? ''], `paper ${paper} of the story`));
      await cast.act(by, on, system.tieEvidence(frameworks), { recordId, add: [evidenceId], remove: [] });
      return;
    }
    const content = { ...before.content, ...says };
    const { version, state } =
      deed === 'change'
        ? await cast.act(by, on, system.changeRecord(frameworks), { recordId, content: filled(content, idOf), seenVersion, reason })
        : await cast.act(by, on, system.moveRecord(frameworks), { recordId, move: deed, seenVersion, seenState, reason });
    made.set(name, { id: recordId, version, state, content });
  };

  return records.flatMap((told) => [
    { at: told.on, run: () => add(told) },
    ...told.after.map((step) => ({ at: step.on, run: () => take(told.as, step) })),
  ]);
}
