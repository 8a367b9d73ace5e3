import { useState } from 'react';
import { tradingRequestEndpoints as e } from '../../../../contract/trading-requests.ts';
import { useAsk, useDeed } from '../../../api/queries.ts';
import { RightDeed } from '../../../parts/Deed.tsx';
import { DayLabel, WhoWhen } from '../../../parts/Labels.tsx';
import { PlainTable } from '../../../parts/PlainTable.tsx';
import { Quantity } from '../../../parts/Quantity.tsx';
import { GoLink } from '../../../ui/GoLink.tsx';
import { Section } from '../../../ui/Page.tsx';
import { useWords } from '../../../words/language.ts';
import { ReasonForm } from '../../neutrality/ReasonForm.tsx';
import { type PurchaseRequest, RequestState } from './RequestState.tsx';

/** What other parts of the product want bought and how far it is; nothing stands here while nobody asked. */
export function Requests({ onOrder }: { onOrder: (request: PurchaseRequest) => void }) {
  const { t, say } = useWords();
  const list = useAsk(e.listRequests, {});
  const [ending, setEnding] = useState<PurchaseRequest | null>(null);
  const end = useDeed(e.endRequest);
  const items = list.data?.items ?? [];
  if (items.length === 0) return null;
  const isOpen = ({ state }: PurchaseRequest) => state === 'open' || state === 'ordered';
  return (
    <Section title={t('requests.title')}>
      <PlainTable
        rows={items}
        rowKey={(row) => row.id}
        columns={[
          { key: 'no', title: t('requests.no'), show: (row) => row.no },
          { key: 'for', title: t('requests.for'), show: (row) => <GoLink to={row.for.path}>{say(row.for.label)}</GoLink> },
          {
            key: 'quantity',
            title: t('orders.quantity'),
            className: 'th-right',
            show: (row) => (
              <>
                {row.programme} <Quantity value={row.quantity} unit="t" />
              </>
            ),
          },
          { key: 'needed', title: t('requests.neededBy'), show: (row) => <DayLabel day={row.neededBy} /> },
          { key: 'state', title: t('common.state'), show: (row) => <RequestState request={row} /> },
          { key: 'by', title: t('requests.by'), show: (row) => <WhoWhen name={row.by} at={row.at} /> },
          {
            key: 'deeds',
            show: (row) =>
              isOpen(row) && (
                <div className="th-row">
                  <RightDeed action="trading.place_order" size="small" type="primary" onClick={() => onOrder(row)}>
                    {t('requests.placeOrder')}
                  </RightDeed>
                  <RightDeed action="trading.place_order" size="small" onClick={() => setEnding(row)}>
                    {t('requests.end')}
                  </RightDeed>
                </div>
              ),
          },
        ]}
      />
      {ending && (
        <ReasonForm
          title={t('requests.end')}
          busy={end.isPending}
          problem={end.error}
          onSubmit={(reason) => end.mutate({ params: { requestId: ending.id }, body: { reason } }, { onSuccess: () => setEnding(null) })}
          onClose={() => setEnding(null)}
        />
      )}
    </Section>
  );
}
