import type { Action } from '../../contract/actions.ts';
import type { Text } from '../../kernel/text.ts';
import type { Work } from './command.ts';

/** An object that people can talk about: what it is called, where it belongs, where the product shows it. */
export interface Subject {
  /** Whoever holds the right at this entity or above may see it; null: whoever holds it anywhere. */
  readonly entityId: string | null;
  readonly label: Text;
  readonly path: string;
}

/** A kind of objects, told by the module that owns them at its door and put together in `wire.ts`. */
export interface SubjectKind {
  /** As the journal names it. */
  readonly objectType: string;
  /** The right to see such an object. */
  readonly action: Action;
  /** Null: not there, or not of the actor's organization. Permission is asked by the caller. */
  readonly find: (work: Work, objectId: string) => Promise<Subject | null>;
}
