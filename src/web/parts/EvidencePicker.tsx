import { Button, Checkbox, Drawer, Input } from 'antd';
import { useDeferredValue, useState } from 'react';
import { documentEndpoints } from '../../contract/document.ts';
import type { EvidenceSummary } from '../api/files.ts';
import { useAsk } from '../api/queries.ts';
import { Icon } from '../ui/Icon.tsx';
import { useWords } from '../words/language.ts';
import { Answer } from './Answer.tsx';
import { RightDeed } from './Deed.tsx';
import { useEvidenceKind } from './EvidenceList.tsx';
import { EvidenceUpload } from './EvidenceUpload.tsx';
import { SpanLabel } from './Labels.tsx';

/**
 * Chooses evidence for something: recorded pieces, those covering `month` first offered, or a new upload which is chosen at once. `already` are attached
 * and not offered again.
 */
export function EvidencePicker({
  open,
  onClose,
  onPick,
  month,
  already = [],
}: {
  open: boolean;
  onClose: () => void;
  onPick: (ids: readonly string[]) => void;
  month?: string;
  already?: readonly string[];
}) {
  const { t } = useWords();
  const [search, setSearch] = useState('');
  const [everyMonth, setEveryMonth] = useState(false);
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [uploading, setUploading] = useState(false);
  const wanted = useDeferredValue(search.trim());
  const list = useAsk(
    documentEndpoints.listEvidence,
    { query: { limit: 100, ...(wanted ? { search: wanted } : {}), ...(month && !everyMonth ? { coveringMonth: month } : {}) } },
    { enabled: open },
  );
  function toggle(id: string) {
    setChosen((now) => (now.includes(id) ? now.filter((one) => one !== id) : [...now, id]));
  }
  return (
    <Drawer
      open={open}
      onClose={onClose}
      title={t('evidence.pick')}
      size={560}
      afterOpenChange={(shown) => !shown && setChosen([])}
      footer={
        <div className="th-row th-end">
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button type="primary" disabled={chosen.length === 0} onClick={() => onPick(chosen)}>
            {t('evidence.pickDone', { count: chosen.length })}
          </Button>
        </div>
      }
    >
      <p className="th-form-intro">{t('evidence.pickText')}</p>
      <div className="th-row th-picker-bar">
        <Input
          className="th-grow"
          allowClear
          prefix={<Icon name="search" size={15} />}
          placeholder={t('evidence.searchHint')}
          aria-label={t('common.search')}
          value={search}
          onChange={(event) => setSearch(event.target.value)}
        />
        <RightDeed action="evidence.add" icon={<Icon name="upload" size={15} />} onClick={() => setUploading(true)}>
          {t('evidence.upload')}
        </RightDeed>
      </div>
      {month && (
        <Checkbox checked={!everyMonth} onChange={(event) => setEveryMonth(!event.target.checked)}>
          {t('evidence.covering')} {month}
        </Checkbox>
      )}
      <Answer of={list}>{(page) => <Choices items={page.items} already={already} chosen={chosen} onToggle={toggle} />}</Answer>
      <EvidenceUpload
        open={uploading}
        onClose={() => setUploading(false)}
        onRecorded={(evidence) => {
          setChosen((now) => [...now, evidence.id]);
          setEveryMonth(true);
        }}
      />
    </Drawer>
  );
}

interface ChoicesProps {
  readonly items: readonly EvidenceSummary[];
  readonly already: readonly string[];
  readonly chosen: readonly string[];
  readonly onToggle: (id: string) => void;
}

function Choices({ items, already, chosen, onToggle }: ChoicesProps) {
  const { t } = useWords();
  const kindName = useEvidenceKind();
  return (
    <ul className="th-evidence-list">
      {items
        .filter((item) => !already.includes(item.id))
        .map((item) => (
          <li key={item.id}>
            <Checkbox checked={chosen.includes(item.id)} onChange={() => onToggle(item.id)}>
              {item.title}
              <span className="th-small th-quiet th-row">
                <span>{kindName(item.kind)}</span>
                <SpanLabel from={item.periodFrom} to={item.periodTo} />
                <span>{item.file.fileName}</span>
              </span>
            </Checkbox>
          </li>
        ))}
      {items.length === 0 && <p className="th-quiet">{t('common.emptyFiltered')}</p>}
    </ul>
  );
}
