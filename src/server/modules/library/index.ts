import type { Finding } from '../../../kernel/finding.ts';
import type { ModuleDeps } from '../../work/module.ts';
import type { EvaluationThreads } from './answer-evaluation.ts';
import { openEvaluations } from './evaluations.ts';
import { readGwpDocument } from './gwp-document.ts';
import { type AsOwner, type LoadReport, loadLibrary } from './load-library.ts';
import type { LibraryParts } from './routes.ts';
import { type ReadShelf, readShelf, shelfOf } from './shelf.ts';
import { readVocabulary } from './vocabulary.ts';

export {
  answerCalculation,
  type CalculationAnswer,
  type CalculationTask,
  type CalculationThreads,
  replyOf,
  type StoredCalculations,
} from './answer-calculation.ts';
export { answerEvaluation, type EvaluationAnswer, type EvaluationTask, type EvaluationThreads } from './answer-evaluation.ts';
export { nearNames, runCalculation } from './calculation.ts';
export { decideOwnFactor } from './decide-own-factor.ts';
export { type Frozen, openEvaluations } from './evaluations.ts';
export { cbamGoodsOf } from './functions/cbam.ts';
export { neutralityRulesOf } from './functions/neutrality.ts';
export { findKernelCalculation, kernelCalculations } from './functions.ts';
export { gwpValues } from './gwp-values.ts';
export { inboxSource } from './inbox-source.ts';
export { type AsOwner, type LoadReport, loadLibrary } from './load-library.ts';
export type { Benchmark, MarketData } from './market-data.ts';
export { describeCalculations } from './openapi.ts';
export { pinFactor } from './pin-factor.ts';
export { proposeOwnFactor } from './propose-own-factor.ts';
export { readYamlFile } from './read-yaml.ts';
export { type LibraryParts, routes } from './routes.ts';
export { openShelf, type ReadShelf, readShelf, type Shelf, type ShelvedMethod, shelfOf } from './shelf.ts';
export { factorsForUse, potentialsOf, type UsedFactor } from './use-factors.ts';
export { readVocabulary, type Vocabulary } from './vocabulary.ts';

export interface Library extends LibraryParts {
  /** Settles when the schema `library` holds the publications; null when they could not be brought there (the cause is logged). */
  readonly loaded: Promise<LoadReport | null>;
}

/**
 * Reads methods and code lists, and begins to bring the schema `library` to the publications of the reference folder: the first time that takes seconds, and
 * the first page need not wait for it (/ready does). What is wrong in a file is logged with file and line and left out; the rest works.
 */
export function openLibrary(
  deps: ModuleDeps,
  owner: AsOwner,
  threads: EvaluationThreads,
  read: ReadShelf = readShelf(deps.referenceFolder),
): Library {
  const shelf = shelfOf(read, openEvaluations({ threads }));
  const { vocabulary } = readVocabulary(deps.referenceFolder, shelf.units);
  const tell = (findings: readonly Finding[]): void => {
    for (const finding of findings.filter((f) => f.severity === 'error')) deps.log.error(factsOf(finding), finding.text.en);
  };
  const loaded = loadLibrary(owner, deps.referenceFolder, shelf.units, new Date(deps.clock.now()).toISOString()).then(
    (report) => {
      tell([...shelf.findings, ...report.findings]);
      return report;
    },
    (error: unknown) => {
      deps.log.error({ err: error }, 'the reference data could not be loaded');
      return null;
    },
  );
  return { shelf, vocabulary, gwp: readGwpDocument(deps.referenceFolder), loaded };
}

function factsOf(finding: Finding): object {
  return { code: finding.code, file: finding.place.file, line: finding.place.line };
}

export type { MaturityFramework } from './frameworks/framework-files.ts';
export type { Frameworks } from './frameworks/read-frameworks.ts';
