import { z } from 'zod';
import * as lca from '../lca/index.ts';
import type { Scene } from './load-turns.ts';
import { chapterDeeds, type Input, type Tellable, type ToldDeed } from './tell-deeds.ts';
import type { Deed } from './year-desk.ts';

const moved = z.object({ of: z.string(), to: z.string() });

/** What measuring over life cycles needs. */
export interface CycleParts extends lca.FootprintParts {
  readonly reading: lca.LcaThreads;
}

/** The U.S. LCI database, product footprints on it: each study drafted, reviewed and approved by three people (LCA foundation, A.8). */
export function footprintDeeds(scene: Scene, parts: CycleParts): Deed[] {
  const { cast } = scene;
  const install = async ({ by, at }: ToldDeed): Promise<unknown> => {
    const { packed, described, from } = await lca.readSample(parts, scene.referenceFolder, cast.personId(by));
    return await cast.act(by, at, lca.importDatabase(packed, from), described);
  };
  const study = async ({ by, at }: ToldDeed, input: Input): Promise<unknown> => {
    const { version } = await cast.act(by, at, lca.createFootprint(parts), input);
    return { versionId: version.id };
  };
  const move = async ({ by, at }: ToldDeed, input: Input): Promise<unknown> => {
    const { of: versionId, to } = moved.parse(input);
    const { version } = await cast.ask(by, at, lca.readFootprintVersion(parts), { versionId });
    return await cast.act(by, at, lca.moveFootprint(parts), { versionId, to, version: version.version, reason: '' });
  };
  const deeds: Readonly<Record<string, Tellable>> = { install, study, move };
  return chapterDeeds(scene, { file: 'footprints.yaml', deeds });
}
