import type { z } from 'zod';
import type { ownFactor } from '../../../contract/library.ts';
import type { Work } from '../../work/command.ts';
import * as document from '../document/index.ts';
import { checkClaim, editionBefore } from './own-factor-checks.ts';
import type { OwnFactor } from './store/own-factors.ts';
import type { Vocabulary } from './vocabulary.ts';

export const ownFactorObject = 'own_factor';

/** Own factors with their evidence and what the checks say of each against the edition before. */
export async function ownFactorViews(
  work: Work,
  shown: readonly OwnFactor[],
  all: readonly OwnFactor[],
  vocabulary: Vocabulary,
): Promise<z.input<typeof ownFactor>[]> {
  const evidence = await document.evidenceOf(
    work,
    ownFactorObject,
    shown.map((o) => o.id),
  );
  return shown.map((own) => ({
    ...own,
    evidence: (evidence.get(own.id) ?? []).map(({ id, title }) => ({ id, title })),
    findings: warningsOf(own, all, vocabulary).map((finding) => ({ ...finding, place: { ...finding.place } })),
  }));
}

/** What whoever decides should see. */
export function warningsOf(own: OwnFactor, all: readonly OwnFactor[], vocabulary: Vocabulary) {
  return checkClaim(own, editionBefore(own, all, own.id), vocabulary).filter((finding) => finding.severity !== 'error');
}
