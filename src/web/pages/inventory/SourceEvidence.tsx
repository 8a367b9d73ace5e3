import { useState } from 'react';
import type { ReplyOf } from '../../../contract/endpoint.ts';
import { inventoryLineEndpoints as l } from '../../../contract/inventory-lines.ts';
import { useDeed } from '../../api/queries.ts';
import { Deed } from '../../parts/Deed.tsx';
import { EvidenceList } from '../../parts/EvidenceList.tsx';
import { EvidencePicker } from '../../parts/EvidencePicker.tsx';
import { RefusalNotice } from '../../parts/RefusalNotice.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { useWords } from '../../words/language.ts';
import { type InventoryView, inventoryReads, type Source } from './model.ts';

type Items = ReplyOf<typeof l.readLines>['sourceEvidence'];

/** The factor of a source with where it comes from, its uncertainty and the files it rests on. */
export function SourceEvidence({ view, source, items, why }: { view: InventoryView; source: Source; items: Items; why: string | null }) {
  const { t, say } = useWords();
  const [picking, setPicking] = useState(false);
  const deed = useDeed(l.attachSourceEvidence, inventoryReads);
  const change = (body: { evidenceIds: string[]; release: string[] }) =>
    deed.mutate({ params: { inventoryId: view.id, sourceId: source.id }, body });
  const { factor } = source;
  return (
    <section style={{ marginBottom: 16 }}>
      <p className="th-row">
        <span className="th-quiet">{t('inventory.factor')}</span>
        {factor === null ? (
          t('inventory.noFactor')
        ) : (
          <span>
            {say(factor.name)} ·{' '}
            {factor.parts
              .slice(0, 4)
              .map((one) => `${one.gas} ${one.value} ${one.unit}`)
              .join('; ')}{' '}
            <span className="th-quiet th-small">
              {factor.version || factor.source}
              {factor.uncertaintyPct === null ? '' : ` · ±${factor.uncertaintyPct} %`}
            </span>
          </span>
        )}
        <span className="th-grow" />
        <Deed size="small" why={why} icon={<Icon name="paperclip" size={14} />} onClick={() => setPicking(true)}>
          {t('inventoryLines.factorEvidence')}
        </Deed>
      </p>
      {deed.error && <RefusalNotice problem={deed.error} />}
      {items.length > 0 && (
        <EvidenceList items={items} {...(why === null ? { onDetach: (id: string) => change({ evidenceIds: [], release: [id] }) } : {})} />
      )}
      <EvidencePicker
        open={picking}
        onClose={() => setPicking(false)}
        already={items.map((one) => one.id)}
        onPick={(ids) => {
          setPicking(false);
          change({ evidenceIds: [...ids], release: [] });
        }}
      />
    </section>
  );
}
