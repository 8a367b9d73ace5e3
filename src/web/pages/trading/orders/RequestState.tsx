import type { ReplyOf } from '../../../../contract/endpoint.ts';
import type { tradingRequestEndpoints } from '../../../../contract/trading-requests.ts';
import { Quantity } from '../../../parts/Quantity.tsx';
import { Tag, type Tone } from '../../../parts/Tag.tsx';
import { useWords } from '../../../words/language.ts';

export type PurchaseRequest = ReplyOf<typeof tradingRequestEndpoints.listRequests>['items'][number];
const tones: Readonly<Record<PurchaseRequest['state'], Tone>> = { open: 'warn', ordered: 'info', arrived: 'good', ended: 'plain' };

/** How far a request to buy is: ordered, traded, booked in the ledger. */
export function RequestState({ request }: { request: PurchaseRequest }) {
  const { t } = useWords();
  return (
    <>
      <Tag tone={tones[request.state]}>{t(`requests.state.${request.state}`)}</Tag>
      <div className="th-small th-quiet">
        {t('requests.ordered')} <Quantity value={request.ordered} unit="t" /> · {t('requests.filled')}{' '}
        <Quantity value={request.filled} unit="t" /> · {t('requests.arrived')} <Quantity value={request.arrived} unit="t" />
        {request.ended && ` · ${request.ended.reason}`}
      </div>
    </>
  );
}
