import type { Scene } from './load-turns.ts';
import type { YearStory } from './story-year.ts';

/** Something somebody does at an instant. Deeds of a compliance year are told in the order of their instants, whatever they are about. */
export interface Deed {
  readonly at: string;
  readonly run: () => Promise<void>;
}

/** What later deeds need of earlier ones. */
export interface YearDesk {
  readonly scene: Scene;
  readonly told: YearStory;
  readonly entityId: string;
  /** Ledger transactions by the number of their document. */
  readonly transactions: Map<string, string>;
  readonly orders: Map<string, string>;
  /** Evidence of the funds by its name in the story. */
  readonly funds: Map<string, string>;
}
