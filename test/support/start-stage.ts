import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { afterEach, beforeAll } from 'vitest';
import { buildServer, dataPlace, processesOn, type Started, tanheng, until } from './start.ts';

/** What tests of the started program share; each file that asks for it cleans up after each of its tests. */
export interface StartStage {
  /** A data folder of this test's own; whatever still runs on it is ended with the test. */
  readonly place: () => string;
  readonly start: (data: string, environment?: Record<string, string>) => Started;
  /** Something else to be ended with the test. */
  readonly ending: (end: () => Promise<void> | void) => void;
}

export function startStage(): StartStage {
  beforeAll(buildServer);
  const ends: (() => Promise<void> | void)[] = [];
  afterEach(async () => {
    for (const end of ends.splice(0).reverse()) await end();
  });
  return {
    place() {
      const { folder, remove } = dataPlace();
      ends.push(async () => {
        await until('the database has stopped', () => processesOn(folder).length === 0).catch(() => {
          for (const pid of processesOn(folder)) process.kill(pid, 'SIGKILL');
        });
        remove();
      });
      return folder;
    },
    start(data, environment = {}) {
      const started = tanheng(['start'], { TANHENG_DATA: data, ...environment });
      ends.push(async () => {
        started.child.kill('SIGKILL');
        await started.ended;
      });
      return started;
    },
    ending: (end) => void ends.push(end),
  };
}

/** Copies a data folder on which nothing runs, with owner and rights: the copy need not load the reference data once more. */
export function copyData(from: string, to: string): void {
  execFileSync('cp', ['-a', '--reflink=auto', from, to]);
}

/** The process id of the database server of a data folder. */
export const postmaster = (data: string): number =>
  Number(fs.readFileSync(path.join(data, 'postgres-18', 'postmaster.pid'), 'utf8').split('\n')[0]);
