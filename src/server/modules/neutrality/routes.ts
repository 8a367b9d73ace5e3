import { z } from 'zod';
import { neutralityEndpoints as e } from '../../../contract/neutrality.ts';
import { neutralityPublicEndpoints as p, publishedClaim } from '../../../contract/neutrality-public.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import { download } from '../../work/download.ts';
import { type Call, type MountedRoute, route, runs } from '../../work/route.ts';
import type { Shelf } from '../library/index.ts';
import { cbamRoutes } from './cbam/routes.ts';
import { composeReport } from './compose-report.ts';
import { declareClaim, publishClaim, readFrozenClaim, withdrawClaim } from './declare.ts';
import { draftClaim, requestUnits } from './draft-claim.ts';
import { decideLot, proposeLot } from './lots.ts';
import { decidePaper, draftPaper } from './papers.ts';
import { readClaim } from './read-claim.ts';
import { readSources } from './read-sources.ts';
import { readOverview, readSubject } from './read-subjects.ts';
import { publicClaim, publicFile } from './store.ts';
import { addPeriod, addSubject, changeSubject } from './subject.ts';

/** Where papers are written: a thread of its own, and the folder of the template. */
export interface ClaimPapers {
  readonly threads: {
    readonly ask: (
      personId: string,
      task: { readonly kind: 'paper_pdf' | 'paper_docx'; readonly snapshot: string; readonly folder: string },
    ) => Promise<Uint8Array>;
  };
  readonly folder: string;
}

const types = {
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
} as const;
const languages = ['zh', 'en'] as const;

/** Where the product is called, is where a claim of it can be looked up. */
const publicPage = (call: Pick<Call, 'facts'>, number: string) => `${call.facts.origin}/public/claims/${encodeURIComponent(number)}`;

function reportRoutes(shelf: Shelf, { threads, folder }: ClaimPapers): MountedRoute[] {
  return [
    route(e.readClaimReport, async (call) => {
      const { format, language, version } = call.query;
      const frozen = await call.ask(readFrozenClaim, { ...call.params, ...(version === undefined ? {} : { version }) });
      const { claim } = frozen.content;
      const snapshot = JSON.stringify(composeReport(frozen, language, publicPage(call, claim.number)));
      const bytes = await threads.ask(call.actor.personId, { kind: `paper_${format}`, snapshot, folder });
      const fileName = `${claim.number}-${claim.version}-${language}.${format}`;
      return download(call, { content: bytes, fileName, mediaType: types[format] });
    }),
    route(e.publishClaim, async (call) => {
      const frozen = await call.ask(readFrozenClaim, call.params);
      const files = [];
      for (const language of languages) {
        const snapshot = JSON.stringify(composeReport(frozen, language, publicPage(call, frozen.content.claim.number)));
        files.push({ language, bytes: await threads.ask(call.actor.personId, { kind: 'paper_pdf', snapshot, folder }) });
      }
      return await call.command(publishClaim(shelf, frozen.content.claim.version, files), call.params);
    }),
  ];
}

const published = z.object({
  versions: z.array(
    z.object({
      ...{ version: z.int(), publishedAt: z.string(), content: publishedClaim },
      files: z.array(z.object({ language: z.enum(languages), sha256: z.string() })),
    }),
  ),
  withdrawal: z.object({ reason: z.string(), at: z.string() }).nullable(),
});

/** Without log-in: a number that is known gives what was published under it, and nothing is told apart from a number that is nobody's. */
function publicRoutes(): MountedRoute[] {
  return [
    route(p.readPublicClaim, async (call) => {
      const { number } = call.params;
      const found = await publicClaim(call.deps.db.app, number);
      if (found === null) throw new Refusal('not_found');
      const { versions, withdrawal } = published.parse(found);
      call.header('cache-control', 'no-cache');
      const status = withdrawal ? ('withdrawn' as const) : versions.length > 1 ? ('corrected' as const) : ('valid' as const);
      return { number, status, withdrawal, versions };
    }),
    route(p.readPublicReport, async (call) => {
      const { version, language } = call.query;
      const file = await publicFile(call.deps.db.app, call.params.number, version, language);
      if (file === null) throw new Refusal('not_found');
      return download(call, { content: file, fileName: `${call.params.number}-${version}-${language}.pdf`, mediaType: types.pdf });
    }),
  ];
}

export function routes(shelf: Shelf, papers: ClaimPapers): MountedRoute[] {
  return [
    route(e.readOverview, runs(readOverview(shelf))),
    route(e.addSubject, runs(addSubject(shelf))),
    route(e.changeSubject, runs(changeSubject(shelf))),
    route(e.readSubject, runs(readSubject(shelf))),
    route(e.readSources, runs(readSources)),
    route(e.addPeriod, runs(addPeriod)),
    route(e.draftPaper, runs(draftPaper(shelf))),
    route(e.decidePaper, runs(decidePaper)),
    route(e.draftClaim, runs(draftClaim)),
    route(e.readClaim, runs(readClaim(shelf))),
    route(e.proposeLot, runs(proposeLot)),
    route(e.decideLot, runs(decideLot)),
    route(e.requestUnits, runs(requestUnits)),
    route(e.declareClaim, runs(declareClaim(shelf))),
    route(e.withdrawClaim, runs(withdrawClaim)),
    ...cbamRoutes(shelf),
    ...reportRoutes(shelf, papers),
    ...publicRoutes(),
  ];
}
