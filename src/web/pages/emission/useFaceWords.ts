import { useMemo } from 'react';
import { monthName } from '../../format/time.ts';
import { useRefusalWords, useWhyNot } from '../../parts/Deed.tsx';
import { useWords } from '../../words/language.ts';
import type { FaceWords } from './grid-model.ts';

/** The words of a cell in the language shown; the same object until the language or the rights change. */
export function useFaceWords(lineage?: readonly string[]): FaceWords {
  const { t, say, language } = useWords();
  const mayNot = useWhyNot('emission.record', lineage);
  const refusalWords = useRefusalWords();
  // biome-ignore lint/correctness/useExhaustiveDependencies: all wording follows the language
  return useMemo(
    () => ({
      problem: (read, row) =>
        t(`emission.problem.${read.problem}`, { detail: read.detail, units: row.acceptedUnits.join(t('common.listComma')) }),
      finding: (finding) => say(finding.text),
      explained: (reason) => t('emission.grid.explained', { reason }),
      given: (text) => t('emission.grid.givenAs', { text }),
      acquisition: (kind) => ({ short: t(`common.acquisitionShort.${kind}`), long: t(`common.acquisition.${kind}`) }),
      evidence: (count) => (count === 0 ? t('emission.grid.noEvidence') : t('emission.grid.evidence', { n: count })),
      locked: (month) => {
        const { can, why } = month.deeds.record;
        if (can) return null;
        if (why === 'month_not_open')
          return t('emission.grid.lockedState', { month: monthName(month.month, language), state: t(`common.monthState.${month.state}`) });
        return why === 'not_permitted' ? (mayNot ?? refusalWords('not_permitted')) : refusalWords(why ?? 'not_permitted');
      },
    }),
    [language, mayNot],
  );
}
