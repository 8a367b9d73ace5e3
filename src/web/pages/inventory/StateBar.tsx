import { Input, Modal } from 'antd';
import { useState } from 'react';
import { inventoryEndpoints as e } from '../../../contract/inventory.ts';
import { useDeed } from '../../api/queries.ts';
import { Deed, useRefusalWords } from '../../parts/Deed.tsx';
import { RefusalNotice } from '../../parts/RefusalNotice.tsx';
import { useDone } from '../../parts/use-done.ts';
import { Icon } from '../../ui/Icon.tsx';
import { useWords } from '../../words/language.ts';
import { type InventoryView, inventoryReads } from './model.ts';

const states = ['draft', 'in_review', 'reviewed', 'approved'] as const;
type DeedName = InventoryView['deeds'][number]['deed'];

/** Where the inventory stands, and what may be done next; what may not says why. */
export function StateBar({ view }: { view: InventoryView }) {
  const { t } = useWords();
  const words = useRefusalWords();
  const [asking, setAsking] = useState<DeedName | null>(null);
  const now = states.indexOf(view.state);
  const next = view.deeds.filter((one) => one.refusal !== 'wrong_state');
  return (
    <div className="th-row" style={{ flexWrap: 'wrap', gap: 12, marginBottom: 12 }}>
      <ol className="th-steps" aria-label={t('common.steps')}>
        {states.map((step, index) => (
          <li
            key={step}
            className={index < now ? 'th-step th-step-done' : index === now ? 'th-step th-step-now' : 'th-step'}
            {...(index === now ? { 'aria-current': 'step' as const } : {})}
          >
            <span className="th-step-dot">{index < now && <Icon name="check" size={10} strokeWidth={3} />}</span>
            {t(`inventory.state.${step}`)}
          </li>
        ))}
      </ol>
      <span className="th-grow" />
      {next.map(({ deed, refusal }) => (
        <Deed
          key={deed}
          type={deed === 'return' || deed === 'reopen' ? 'default' : 'primary'}
          why={refusal === null ? null : refusal === 'invalid_input' ? t('inventory.hasErrors') : words(refusal)}
          onClick={() => setAsking(deed)}
        >
          {t(`inventory.deed.${deed}`)}
        </Deed>
      ))}
      {asking !== null && <MoveDialog view={view} deed={asking} onClose={() => setAsking(null)} />}
    </div>
  );
}

function MoveDialog({ view, deed, onClose }: { view: InventoryView; deed: DeedName; onClose: () => void }) {
  const { t } = useWords();
  const [reason, setReason] = useState('');
  const move = useDeed(e.moveInventory, inventoryReads);
  const done = useDone(onClose, t('inventory.moved'));
  const needsReason = deed === 'return' || deed === 'reopen';
  return (
    <Modal
      open
      title={t(`inventory.deed.${deed}`)}
      onCancel={onClose}
      okText={t(`inventory.deed.${deed}`)}
      cancelText={t('common.cancel')}
      okButtonProps={{ loading: move.isPending, disabled: needsReason && reason.trim() === '' }}
      onOk={() => move.mutate({ params: { inventoryId: view.id }, body: { deed, seenSha256: view.sha256, reason: reason.trim() } }, done)}
    >
      {move.error && <RefusalNotice problem={move.error} />}
      <p>{t(`inventory.deedText.${deed}`)}</p>
      <p className="th-quiet th-small">{t('inventory.seen', { sha: view.sha256.slice(0, 12) })}</p>
      <Input.TextArea
        aria-label={t('common.reason')}
        placeholder={needsReason ? t('inventory.reasonNeeded') : t('inventory.reasonOptional')}
        rows={2}
        maxLength={1000}
        value={reason}
        onChange={(event) => setReason(event.target.value)}
      />
    </Modal>
  );
}
