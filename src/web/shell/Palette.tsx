import { Input, type InputRef, Modal } from 'antd';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { Prose } from '../parts/Unit.tsx';
import { useGo } from '../ui/GoLink.tsx';
import { Icon } from '../ui/Icon.tsx';
import { useWords } from '../words/language.ts';
import { type PaletteHit, usePaletteHits } from './palette-hits.ts';

/** One box for everything that has an address: pages, plants and units, factors. */
export function Palette({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useWords();
  const go = useGo();
  const [text, setText] = useState('');
  const [active, setActive] = useState(0);
  const input = useRef<InputRef>(null);
  const hits = usePaletteHits(text, open);
  useEffect(() => {
    if (open) setText('');
  }, [open]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a changed text is the trigger
  useEffect(() => setActive(0), [text]);

  function choose(hit: PaletteHit | undefined) {
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
      <HitList hits={hits} active={active} text={text} onPoint={setActive} onChoose={choose} />
      <p className="th-palette-foot">{t('shell.paletteHint')}</p>
    </Modal>
  );
}

interface HitListProps {
  readonly hits: readonly PaletteHit[];
  readonly active: number;
  /** What was looked for; said where nothing was found. */
  readonly text: string;
  readonly onPoint: (index: number) => void;
  readonly onChoose: (hit: PaletteHit) => void;
}

/** What was found, under a heading for each kind; the box above holds the focus and points into it. */
function HitList({ hits, active, text, onPoint, onChoose }: HitListProps) {
  const { t } = useWords();
  return (
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
            onMouseMove={() => onPoint(index)}
            onClick={() => onChoose(hit)}
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
  );
}
