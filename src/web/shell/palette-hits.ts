import { useDeferredValue, useMemo } from 'react';
import { libraryEndpoints } from '../../contract/library.ts';
import { useAsk } from '../api/queries.ts';
import { paths } from '../paths.ts';
import type { IconName } from '../ui/Icon.tsx';
import { nameIn, useWords } from '../words/language.ts';
import { navigation } from './navigation.ts';
import { useWorkplace } from './workplace.ts';

/** Something that has an address, as the palette offers it. */
export interface PaletteHit {
  readonly id: string;
  readonly section: 'palettePages' | 'paletteUnits' | 'paletteFactors';
  readonly icon: IconName;
  readonly label: string;
  readonly hint: string;
  readonly to: string;
}

/** Pages always, plants and units once something is typed, factors from the second letter on. */
export function usePaletteHits(text: string, open: boolean): readonly PaletteHit[] {
  const { t, language, say } = useWords();
  const { tree } = useWorkplace();
  const wanted = useDeferredValue(text.trim());
  const factors = useAsk(libraryEndpoints.listFactors, { query: { search: wanted, limit: 6 } }, { enabled: open && wanted.length >= 2 });
  return useMemo(() => {
    const fits = (...words: string[]) => words.some((word) => word.toLowerCase().includes(wanted.toLowerCase()));
    const pages = navigation.flatMap((group) =>
      group.pages.map(
        (page): PaletteHit => ({
          id: page.to,
          section: 'palettePages',
          icon: group.icon,
          label: t(`shell.page.${page.key}`),
          hint: t(`shell.group.${group.key}`),
          to: page.to,
        }),
      ),
    );
    const nodes = [
      ...(tree.data?.entities ?? []).map((entity) => ({ ...entity, to: paths.entity(entity.id), icon: 'plant' as const })),
      ...(tree.data?.units ?? []).map((unit) => ({ ...unit, to: paths.unit(unit.id), icon: 'emission' as const })),
    ];
    return [
      ...pages.filter((page) => fits(page.label, page.to)),
      ...nodes
        .filter((node) => wanted !== '' && fits(node.name, node.nameEn, node.code))
        .map(
          (node): PaletteHit => ({
            id: node.id,
            section: 'paletteUnits',
            icon: node.icon,
            label: nameIn(language, node),
            hint: node.code,
            to: node.to,
          }),
        ),
      ...(wanted.length >= 2 ? (factors.data?.items ?? []) : []).map(
        (factor): PaletteHit => ({
          id: factor.id,
          section: 'paletteFactors',
          icon: 'file',
          label: say(factor.name),
          hint: `${factor.value} ${factor.unit}`,
          to: paths.factors({ factorId: factor.id }),
        }),
      ),
    ];
  }, [wanted, tree.data, factors.data, language, say, t]);
}
