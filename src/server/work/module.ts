import type { WorkDeps } from './run.ts';

/** Structured log; an object of facts first, never a secret among them. */
export interface Log {
  readonly info: (facts: object, message: string) => void;
  readonly warn: (facts: object, message: string) => void;
  readonly error: (facts: object, message: string) => void;
}

/** What every module's door receives. A module that needs more takes it as a further argument of its own. */
export interface ModuleDeps extends WorkDeps {
  readonly log: Log;
  /** Where the installation keeps its files; a module uses a folder of its own name below it. */
  readonly dataFolder: string;
  /** The product's reviewed data (`data/` of the package). */
  readonly referenceFolder: string;
  /** Whether the demonstration may be used. */
  readonly demo: boolean;
}
