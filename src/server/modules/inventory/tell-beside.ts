import type { z } from 'zod';
import { inventoryReportFileKinds } from '../../../contract/inventory-report.ts';
import { evaluateApproach1 } from '../../../kernel/emission/uncertainty/evaluate-approach-1.ts';
import { evaluateMonteCarlo } from '../../../kernel/emission/uncertainty/evaluate-monte-carlo.ts';
import type { Command, Query } from '../../work/command.ts';
import type { RenderThreads } from '../emission/index.ts';
import { prepareAnalysis, storeAnalysis } from './analysis/analyse.ts';
import { readUsualOfInventories } from './analysis/usual-inventory.ts';
import { decideBaseYear, proposeBaseYear, readBaseYear } from './base-year/base-year.ts';
import type { InventoryParts } from './load-inventory.ts';
import { openHome } from './open-home.ts';
import { issueReport, readReportSnapshot, storeReportFile } from './report/issue-report.ts';
import { makeReportFile } from './report/make-file.ts';
import { readInventoryReport, writeReportFacts } from './report/report-view.ts';

type Input = Readonly<Record<string, unknown>>;

/** Whoever does the deeds of a story: person and instant are its own. */
export interface Teller {
  readonly personId: string;
  readonly act: <I extends z.ZodType, R>(command: Command<I, R>, input: unknown) => Promise<R>;
  readonly ask: <I extends z.ZodType, R>(query: Query<I, R>, input: unknown) => Promise<R>;
}

/** What stands beside inventories as a story tells it: analyses, base year, words of the report, the report itself. Rights, four eyes and hashes hold as ever. */
export function tellBeside(parts: InventoryParts, referenceFolder: string, threads: RenderThreads) {
  const home = openHome(parts);
  const reports = { home, framework: parts.shelf.frameworks.inventoryReport };
  const usual = readUsualOfInventories(referenceFolder);
  const seen = async ({ ask }: Teller, { inventoryId }: Input) => await ask(readInventoryReport(reports), { inventoryId });
  return {
    analyse: async (teller: Teller, input: Input) => {
      const prepared = await teller.ask(prepareAnalysis(home, usual), input);
      const { draws, seed } = prepared.kept;
      const result =
        draws === null || seed === null ? evaluateApproach1(prepared.input) : evaluateMonteCarlo({ ...prepared.input, draws, seed });
      return await teller.act(storeAnalysis(home, prepared, result), input);
    },
    /** `years` are those of approved inventories unless the story has its own. */
    proposeBaseYear: async (teller: Teller, input: Input) => {
      const { years } = await teller.ask(readBaseYear(home), { inventoryId: input.inventoryId });
      const taken = years.map(({ year, emission, inventoryId }) => ({ year, emission, inventoryId }));
      return await teller.act(proposeBaseYear(home), { years: taken, ...input });
    },
    decideBaseYear: async (teller: Teller, { inventoryId, ...verdict }: Input) => {
      const { decisions } = await teller.ask(readBaseYear(home), { inventoryId });
      const [open] = decisions;
      return await teller.act(decideBaseYear(home), { ...verdict, decisionId: open?.id, seenSha256: open?.contentSha256 });
    },
    writeFacts: async (teller: Teller, input: Input) => {
      const { factsVersion } = await seen(teller, input);
      return await teller.act(writeReportFacts(reports), { ...input, seenVersion: factsVersion });
    },
    /** Issued at once; `files`: made meanwhile, done when it is. */
    issue: async (teller: Teller, input: Input) => {
      const { contentSha256 } = await seen(teller, input);
      const { id: reportId } = await teller.act(issueReport(reports), { ...input, seenSha256: contentSha256 });
      const snapshot = await teller.ask(readReportSnapshot, { reportId });
      const make = async (): Promise<void> => {
        for (const kind of inventoryReportFileKinds) {
          const file = await makeReportFile(kind, snapshot, { threads, referenceFolder, personId: teller.personId });
          await teller.act(storeReportFile(file), { reportId, kind });
        }
      };
      const files = make();
      // Awaited at the end of the story; a fault before that is told there, or by the fault that came first.
      files.catch(() => undefined);
      return { id: reportId, files };
    },
  };
}
