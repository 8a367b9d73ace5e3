import { z } from 'zod';
import { footprintFileEndpoints as e } from '../../../../contract/footprint-files.ts';
import { present } from '../../../../kernel/assert.ts';
import { Refusal } from '../../../../kernel/refusal.ts';
import { query } from '../../../work/command.ts';
import { download } from '../../../work/download.ts';
import { type MountedRoute, route } from '../../../work/route.ts';
import { composeFootprintReport, type ReportFacts } from './compose-report.ts';
import { type FootprintParts, figureVersion, frozenOf } from './figure.ts';
import { entityNames, findVersion } from './footprint-view.ts';
import { reportNumbers } from './report-number.ts';
import { sensitivitiesOf } from './sensitivities.ts';
import { simulationById } from './store.ts';

/** Where papers are written: a thread of its own, and the folder of the template. */
export interface FootprintPapers {
  readonly threads: {
    readonly ask: (
      personId: string,
      task: { readonly kind: 'paper_pdf' | 'paper_docx'; readonly snapshot: string; readonly folder: string },
    ) => Promise<Uint8Array>;
  };
  readonly folder: string;
}

const input = z.strictObject({ ...e.readFootprintReport.params.shape, simulationId: z.uuid().optional() });

/** What the report of an approved version is made from: what it was frozen with, its hands, and the sample that is asked for. */
export const readReportFacts = (parts: FootprintParts) =>
  query({
    name: 'lca.read-footprint-report',
    action: 'lca.read',
    input,
    run: async (work, { versionId, simulationId }): Promise<ReportFacts> => {
      const row = await findVersion(work, versionId);
      const frozen = frozenOf(row);
      if (row.state !== 'approved' || frozen === null) throw new Refusal('wrong_state', { values: { state: row.state } });
      const simulation = simulationId ? await simulationById(work.tx, work.actor.organizationId, versionId, simulationId) : null;
      if (simulation === undefined) throw new Refusal('not_found', { values: { what: 'footprint_simulation', id: simulationId ?? '' } });
      const figured = await figureVersion(work, parts, row);
      const reportNumber = (await reportNumbers(work, [versionId])).get(versionId);
      return {
        reportNumber: present(reportNumber, 'the number of the report of an approved version'),
        ...{ frozen, sha256: present(row.frozen_sha256, 'the hash of a frozen version'), number: row.number },
        entityName: (await entityNames(work)).get(row.entity_id) ?? { zh: '', en: '' },
        ...{ ruleSet: figured.ruleSet, checklist: figured.checklist },
        hands: {
          ...{ drafted: row.drafted_by_name, reviewed: row.reviewed_by_name ?? '', approved: row.approved_by_name ?? '' },
          approvedAt: present(row.approved_at, 'the approval of an approved version'),
        },
        sensitivities: sensitivitiesOf(figured, parts.units),
        simulation: simulation && {
          ...{ id: simulation.id, seed: simulation.seed, sha256: simulation.content_sha256, result: simulation.result },
        },
      };
    },
  });

const types = {
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
} as const;

export function reportRoutes(parts: FootprintParts, { threads, folder }: FootprintPapers): MountedRoute[] {
  return [
    route(e.readFootprintReport, async (call) => {
      const { format, language, simulationId } = call.query;
      const facts = await call.ask(readReportFacts(parts), { ...call.params, ...(simulationId ? { simulationId } : {}) });
      const snapshot = JSON.stringify(composeFootprintReport(facts, language));
      const content = await threads.ask(call.actor.personId, { kind: `paper_${format}`, snapshot, folder });
      const fileName = `${facts.reportNumber}-${facts.frozen.productName}-v${facts.number}-${language}.${format}`;
      return download(call, { content, fileName, mediaType: types[format] });
    }),
  ];
}
