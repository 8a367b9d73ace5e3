import type { Finding } from '../../../kernel/finding.ts';
import type { ModuleDeps } from '../../work/module.ts';
import { readGwpDocument } from './gwp-document.ts';
import { type AsOwner, type LoadReport, loadLibrary } from './load-library.ts';
import type { LibraryParts } from './routes.ts';
import { openShelf } from './shelf.ts';
import { readVocabulary } from './vocabulary.ts';

export { answerCalculation, type CalculationAnswer, type CalculationTask, type CalculationThreads } from './answer-calculation.ts';
export { nearNames, runCalculation } from './calculation.ts';
export { decideOwnFactor } from './decide-own-factor.ts';
export { type AsOwner, type LoadReport, loadLibrary } from './load-library.ts';
export { describeCalculations } from './openapi.ts';
export { proposeOwnFactor } from './propose-own-factor.ts';
export { type LibraryParts, routes } from './routes.ts';
export { openShelf, type Shelf, type ShelvedMethod } from './shelf.ts';
export { readVocabulary, type Vocabulary } from './vocabulary.ts';

export interface Library extends LibraryParts {
  readonly report: LoadReport;
}

/**
 * Reads methods and code lists, and brings the schema `library` to the publications of the reference folder. What is wrong in a file is logged with file
 * and line and left out; the rest works.
 */
export async function openLibrary(deps: ModuleDeps, owner: AsOwner): Promise<Library> {
  const shelf = openShelf(deps.referenceFolder);
  const { vocabulary } = readVocabulary(deps.referenceFolder, shelf.units);
  const report = await loadLibrary(owner, deps.referenceFolder, shelf.units, new Date(deps.clock.now()).toISOString());
  for (const finding of [...shelf.findings, ...report.findings].filter((f) => f.severity === 'error'))
    deps.log.error(factsOf(finding), finding.text.en);
  return { shelf, vocabulary, gwp: readGwpDocument(deps.referenceFolder), report };
}

function factsOf(finding: Finding): object {
  return { code: finding.code, file: finding.place.file, line: finding.place.line };
}
