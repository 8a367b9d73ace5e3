import { maturityEndpoints as e, maturityAssessment } from '../../../contract/maturity.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import { query } from '../../work/command.ts';
import { download } from '../../work/download.ts';
import { type MountedRoute, route } from '../../work/route.ts';
import type { Shelf } from '../library/index.ts';
import { composeMaturityReport } from './compose-report.ts';
import { assessmentFor, viewOf } from './read-assessments.ts';

/** Where papers are written: a thread of its own, and the folder of the template. */
export interface Papers {
  readonly threads: {
    readonly ask: (
      personId: string,
      task: { readonly kind: 'paper_pdf' | 'paper_docx'; readonly snapshot: string; readonly folder: string },
    ) => Promise<Uint8Array>;
  };
  readonly folder: string;
}

/** What a report is made from. Only what is frozen has one. */
export const readFrozen = (shelf: Shelf) =>
  query({
    name: 'maturity.read-report',
    action: 'maturity.read',
    input: e.readReport.params,
    run: async (work, { assessmentId }) => {
      const one = await assessmentFor(work, assessmentId, 'maturity.read');
      if (one.frozen_at === null) throw new Refusal('wrong_state', { values: { state: 'open' } });
      return maturityAssessment.parse(await viewOf(work, shelf, one));
    },
  });

const types = {
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
} as const;

export function reportRoutes(shelf: Shelf, { threads, folder }: Papers): MountedRoute[] {
  return [
    route(e.readReport, async (call) => {
      const { format, language } = call.query;
      const frozen = await call.ask(readFrozen(shelf), call.params);
      const snapshot = JSON.stringify(composeMaturityReport(frozen, language));
      const bytes = await threads.ask(call.actor.personId, { kind: `paper_${format}`, snapshot, folder });
      const fileName = `maturity-${frozen.year}-${frozen.no}-${language}.${format}`;
      return download(call, { content: bytes, fileName, mediaType: types[format] });
    }),
  ];
}
