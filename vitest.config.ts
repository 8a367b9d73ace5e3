import path from 'node:path';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Begun first, the longest before: two workers end together only when what comes last is short. Without a memory of runs the order is by file size. */
const longest = [
  ...['screens-en', 'screens-zh'],
  ...['start', 'demo-interrupted', 'start-tools', 'tenant-attack', 'demo', 'intake-drop-restart', 'start-refused', 'database-backup'],
];

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId }: TestSpecification) => {
      const at = longest.indexOf(path.basename(moduleId, '.test.ts'));
      return at === -1 ? longest.length : at;
    };
    return (await super.sort(files)).sort((a, b) => place(a) - place(b));
  }
}

/** Garbage of short life, as answers of the database are, goes without being copied: a sixth of a worker's time went into it. */
const execArgv = ['--max-semi-space-size=64'];

const common = { environment: 'node' as const, reporters: ['default'] as string[] };

export default defineConfig({
  test: {
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        test: {
          ...common,
          name: 'unit',
          include: ['src/**/*.test.ts', 'src/**/*.test.tsx'],
          pool: 'threads',
          isolate: false,
          testTimeout: 20_000,
        },
      },
      { test: { ...common, name: 'checks', include: ['test/checks/**/*.test.ts'], pool: 'threads', isolate: false } },
      { test: { ...common, name: 'golden', include: ['test/golden/**/*.test.ts'], pool: 'threads', isolate: false, testTimeout: 60_000 } },
      {
        test: {
          ...common,
          name: 'property',
          include: ['test/property/**/*.test.ts'],
          pool: 'threads',
          isolate: false,
          testTimeout: 60_000,
        },
      },
      {
        test: {
          ...common,
          name: 'api',
          isolate: false,
          include: ['test/api/**/*.test.ts'],
          globalSetup: ['test/support/database-server.ts'],
          pool: 'forks',
          execArgv,
          // The default leaves a core idle; the database waits for the files as much as they for it.
          maxWorkers: 2,
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          ...common,
          name: 'e2e',
          globalSetup: ['test/support/e2e-run.ts'],
          include: ['test/e2e/**/*.test.ts'],
          pool: 'forks',
          execArgv,
          isolate: false,
          // Two browsers at once: a third keeps the journeys waiting for each other.
          maxWorkers: 2,
          testTimeout: 240_000,
          hookTimeout: 240_000,
        },
      },
    ],
  },
});
