import { Input, type InputRef, Modal } from 'antd';
import { type KeyboardEvent, useDeferredValue, useEffect, useMemo, useRef, useState } from 'react';
import { libraryEndpoints } from '../../contract/library.ts';
import { useAsk } from '../api/queries.ts';
import { Prose } from '../parts/Unit.tsx';
import { paths } from '../paths.ts';
import { useGo } from '../ui/GoLink.tsx';
import { Icon, type IconName } from '../ui/Icon.tsx';
import { useWords } from '../words/language.ts';
import { navigation } from './navigation.ts';
import { useWorkplace } from './workplace.ts';

interface Hit {
  readonly id: string;
  readonly section: 'palettePages' | 'paletteUnits' | 'paletteFactors';
  readonly icon: IconName;
  readonly label: string;
  readonly hint: string;
  readonly to: string;
}

/** One box for everything that has an address: pages, plants and units, factors. */
export function Palette({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useWords();
  const go = useGo();
  const [text, setText] = useState('');
  const [active, setActive] = useState(0);
  const input = useRef<InputRef>(null);
  const hits = useHits(text, open);
  useEffect(() => {
    if (open) setText('');
  }, [open]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a changed text is the trigger
  useEffect(() => setActive(0), [text]);

  function choose(hit: Hit | undefined) {
    if (!hit) return;
    onClose();
    go(hit.to);
  }
  function onKey(event: KeyboardEvent) {
    if (event.key === 'ArrowDown') setActive((now) => Math.min(now + 1, hits.length - 1));
    else if (event.key === 'ArrowUp') setActive((now) => Math.max(now - 1, 0));
    else if (event.key === 'Enter') choose(hits[active]);
    else return;
    event.preventDefault();
  }

  return (
    <Modal
      open={open}
      onCancel={onClose}
      footer={null}
      closable={false}
      width={620}
      className="th-palette"
      destroyOnHidden
      afterOpenChange={(shown) => shown && input.current?.focus()}
      aria-label={t('shell.palette')}
    >
      <Input
        ref={input}
        size="large"
        variant="borderless"
        prefix={<Icon name="search" />}
        placeholder={t('shell.palette')}
        aria-label={t('shell.palette')}
        role="combobox"
        aria-expanded
        aria-controls="palette-hits"
        aria-activedescendant={hits[active] ? `hit-${active}` : ''}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={onKey}
      />
      <div id="palette-hits" role="listbox" aria-label={t('shell.palette')} className="th-palette-hits">
        {hits.map((hit, index) => (
          <div key={hit.id}>
            {hits[index - 1]?.section !== hit.section && <div className="th-palette-section">{t(`shell.${hit.section}`)}</div>}
            {/* biome-ignore lint/a11y/useKeyWithClickEvents: the keys are handled by the box above, as a combobox does */}
            <div
              id={`hit-${index}`}
              role="option"
              tabIndex={-1}
              aria-selected={index === active}
              className="th-palette-hit"
              onMouseMove={() => setActive(index)}
              onClick={() => choose(hit)}
            >
              <Icon name={hit.icon} />
              <span className="th-palette-label">
                <Prose text={hit.label} />
              </span>
              <span className="th-quiet">{hit.hint}</span>
            </div>
          </div>
        ))}
        {hits.length === 0 && <p className="th-quiet th-palette-none">{t('shell.paletteNothing', { text })}</p>}
      </div>
      <p className="th-palette-foot">{t('shell.paletteHint')}</p>
    </Modal>
  );
}

function useHits(text: string, open: boolean): readonly Hit[] {
  const { t, language, say } = useWords();
  const { tree } = useWorkplace();
  const wanted = useDeferredValue(text.trim());
  const factors = useAsk(libraryEndpoints.listFactors, { query: { search: wanted, limit: 6 } }, { enabled: open && wanted.length >= 2 });
  return useMemo(() => {
    const fits = (...words: string[]) => words.some((word) => word.toLowerCase().includes(wanted.toLowerCase()));
    const pages = navigation.flatMap((group) =>
      group.pages.map(
        (page): Hit => ({
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
          (node): Hit => ({
            id: node.id,
            section: 'paletteUnits',
            icon: node.icon,
            label: language === 'zh' ? node.name : node.nameEn,
            hint: node.code,
            to: node.to,
          }),
        ),
      ...(wanted.length >= 2 ? (factors.data?.items ?? []) : []).map(
        (factor): Hit => ({
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
