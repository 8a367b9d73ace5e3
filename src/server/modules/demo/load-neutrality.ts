import path from 'node:path';
import * as asset from '../asset/index.ts';
import type * as emission from '../emission/index.ts';
import * as neutrality from '../neutrality/index.ts';
import type { Scene } from './load-turns.ts';
import { chapterDeeds, type Input, type Tellable, type ToldDeed } from './tell-deeds.ts';
import type { Deed } from './year-desk.ts';

const languages = ['zh', 'en'] as const;

/** Published with its report in both languages, made in the thread of papers. */
async function publish({ cast, shelf, referenceFolder }: Scene, threads: emission.RenderThreads, { by, at }: ToldDeed, { claimId }: Input) {
  const frozen = await cast.ask(by, at, neutrality.readFrozenClaim, { claimId });
  const files = [];
  for (const language of languages) {
    const snapshot = JSON.stringify(neutrality.composeReport(frozen, language, null));
    const task = { kind: 'paper_pdf', snapshot, folder: path.join(referenceFolder, 'reports') } as const;
    files.push({ language, bytes: await threads.ask(cast.personId(by), task) });
  }
  return await cast.act(by, at, neutrality.publishClaim(shelf, frozen.content.claim.version, files), { claimId });
}

/** Subjects of carbon neutrality with their papers, the credits that back their claims, and the second use that is refused (Annex D). */
export function neutralityDeeds(scene: Scene, threads: emission.RenderThreads): Deed[] {
  const { shelf } = scene;
  const deeds: Readonly<Record<string, Tellable>> = {
    add_subject: neutrality.addSubject(shelf),
    add_period: neutrality.addPeriod,
    draft_paper: neutrality.draftPaper(shelf),
    decide_paper: neutrality.decidePaper,
    draft_claim: neutrality.draftClaim,
    propose_lot: neutrality.proposeLot,
    decide_lot: neutrality.decideLot,
    declare_claim: neutrality.declareClaim(shelf),
    retire: asset.instruct(shelf),
    approve_retirement: asset.decideInstruction,
    open_cbam: neutrality.openCbamDeclaration(shelf),
    decide_cbam: neutrality.decideCbamDeclaration(shelf),
    publish_claim: (told, input) => publish(scene, threads, told, input),
  };
  return chapterDeeds(scene, { file: 'neutrality.yaml', deeds });
}
