import { Button, Drawer } from 'antd';
import { useState } from 'react';
import type { EvidenceKind } from '../api/files.ts';
import { paths } from '../paths.ts';
import { GoLink } from '../ui/GoLink.tsx';
import { Icon } from '../ui/Icon.tsx';
import { useWords } from '../words/language.ts';
import { EvidencePreview } from './EvidencePreview.tsx';
import { HashText } from './Labels.tsx';

export interface EvidenceItem {
  readonly id: string;
  readonly title: string;
  readonly kind: string;
  readonly fileSha256: string;
  readonly fileName: string;
  readonly mediaType: string;
  readonly revision: number;
}

const kinds: readonly EvidenceKind[] = [
  'consumption_ledger',
  'lab_report',
  'sampling_record',
  'calibration_certificate',
  'meter_reading',
  'settlement',
  'invoice',
  'production_report',
  'contract',
  'scale_record',
  'stock_record',
  'energy_statistics',
  'conversion_working',
  'moisture_record',
  'sample_dispatch',
  'operation_log',
  'other',
];

/** The word for a kind of evidence; a kind this client does not know yet is shown as it is. */
export function useEvidenceKind(): (kind: string) => string {
  const { t } = useWords();
  return (kind) => {
    const known = kinds.find((one) => one === kind);
    return known ? t(`evidence.kind.${known}`) : kind;
  };
}

/** Files behind a number: title, kind, revision, hash, preview in place. `onDetach` offers to take one off. */
export function EvidenceList({ items, onDetach }: { items: readonly EvidenceItem[]; onDetach?: (id: string) => void }) {
  const { t } = useWords();
  const kindName = useEvidenceKind();
  const [shown, setShown] = useState<EvidenceItem | null>(null);
  if (items.length === 0) return <p className="th-quiet">{t('evidence.listEmpty')}</p>;
  return (
    <>
      <ul className="th-evidence-list">
        {items.map((item) => (
          <li key={item.id}>
            <Icon name="file" />
            <div className="th-grow">
              <GoLink to={paths.evidenceOf(item.id)}>{item.title}</GoLink>
              <div className="th-small th-quiet th-row">
                <span>{kindName(item.kind)}</span>
                <span>{t('evidence.revision', { revision: item.revision })}</span>
                <HashText sha256={item.fileSha256} />
              </div>
            </div>
            <Button size="small" type="text" icon={<Icon name="eye" />} onClick={() => setShown(item)}>
              {t('evidence.preview')}
            </Button>
            {onDetach && (
              <Button size="small" type="text" onClick={() => onDetach(item.id)}>
                {t('evidence.detach')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      <Drawer open={shown !== null} onClose={() => setShown(null)} title={shown?.title ?? ''} size={760} destroyOnHidden>
        {shown && (
          <EvidencePreview file={{ sha256: shown.fileSha256, mediaType: shown.mediaType, fileName: shown.fileName }} height={700} />
        )}
      </Drawer>
    </>
  );
}
