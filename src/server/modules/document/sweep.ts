import { type Actor, systemActor } from '../../work/actor.ts';
import type { ModuleDeps } from '../../work/module.ts';
import { runCommand, runQuery, type WorkDeps } from '../../work/run.ts';
import { discardUnrecorded, findKnown, graceMs } from './clean-files.ts';
import type { FileStore } from './files/file-store.ts';

export interface Swept {
  /** Stored but never recorded as evidence. */
  readonly discarded: number;
  /** On disk without being on record: left by a write that did not commit. */
  readonly orphans: number;
}

/**
 * Takes away what one organization's uploads left behind: files never recorded as evidence, files on disk that nobody knows, and broken-off uploads; all
 * only after a day. `actor`: the system's in that organization.
 */
export async function sweepFiles(deps: WorkDeps, files: FileStore, actor: Actor): Promise<Swept> {
  const { discarded } = await runCommand(deps, discardUnrecorded(files), actor, {});
  const names = await files.listOlder(actor.organizationId, deps.clock.now() - graceMs);
  let orphans = 0;
  for (let at = 0; at < names.length; at += 1_000) {
    const some = names.slice(at, at + 1_000);
    const known = new Set(await runQuery(deps, findKnown, actor, { sha256s: some }));
    for (const sha256 of some.filter((name) => !known.has(name))) {
      await files.remove(actor.organizationId, sha256);
      orphans += 1;
    }
  }
  return { discarded, orphans };
}

const hourMs = 60 * 60 * 1000;

/** Sweeps every organization once an hour while the server runs; what fails is logged and tried again. */
export function startSweeping(deps: ModuleDeps, files: FileStore): { readonly stop: () => void } {
  const sweepAll = async (): Promise<void> => {
    for (const organizationId of await files.organizations()) await sweepFiles(deps, files, systemActor(organizationId));
  };
  const timer = setInterval(() => {
    sweepAll().catch((fault: unknown) => deps.log.error({ err: fault }, 'sweeping files'));
  }, hourMs);
  timer.unref();
  return { stop: () => clearInterval(timer) };
}
