import { useState } from 'react';
import { groupEndpoints as e } from '../../../../contract/group.ts';
import { useDeed } from '../../../api/queries.ts';
import { RightDeed } from '../../../parts/Deed.tsx';
import { DayLabel, WhoWhen } from '../../../parts/Labels.tsx';
import { PlainTable } from '../../../parts/PlainTable.tsx';
import { Quantity } from '../../../parts/Quantity.tsx';
import { RefusalNotice } from '../../../parts/RefusalNotice.tsx';
import { Tag } from '../../../parts/Tag.tsx';
import { useDone } from '../../../parts/use-done.ts';
import { paths } from '../../../paths.ts';
import { lineageOf, useWorkplace } from '../../../shell/workplace.ts';
import { GoLink } from '../../../ui/GoLink.tsx';
import { useWords } from '../../../words/language.ts';
import { className } from '../../asset/ledger/model.ts';
import { type Transfer, transferTones } from './group-model.ts';
import { RejectForm } from './RejectForm.tsx';

/** Transfers between entities: price with how it came about, who proposed and who accepted. */
export function Transfers({ transfers }: { transfers: readonly Transfer[] }) {
  const { t, say } = useWords();
  if (transfers.length === 0) return <p className="th-quiet">{t('group.noTransfers')}</p>;
  const right = 'th-right th-nowrap';
  return (
    <PlainTable
      rows={transfers}
      rowKey={(row) => row.id}
      columns={[
        { key: 'no', title: t('group.no'), className: 'th-nowrap', show: (row) => row.no },
        {
          key: 'state',
          title: t('common.state'),
          show: (row) => <Tag tone={transferTones[row.state]}>{t(`group.states.${row.state}`)}</Tag>,
        },
        {
          key: 'way',
          title: t('group.way'),
          className: 'th-nowrap',
          show: (row) => (
            <>
              {say(row.from.name)}
              <br />→ {say(row.to.name)}
            </>
          ),
        },
        { key: 'class', title: t('group.units'), className: 'th-nowrap', show: (row) => className(row.class) },
        { key: 'quantity', title: t('group.quantity'), className: right, show: (row) => <Quantity value={row.quantity} unit="t" /> },
        {
          key: 'price',
          title: t('group.price'),
          className: 'th-right',
          show: (row) => (
            <>
              <Quantity value={row.price} unit="CNY/t" />
              <div className="th-quiet th-small">
                {row.ruleVersion === null
                  ? `${t('group.ownPrice')}: ${row.reason}`
                  : t('group.byRule', { version: row.ruleVersion, formula: row.priceFormula })}
              </div>
            </>
          ),
        },
        { key: 'amount', title: t('group.amount'), className: right, show: (row) => <Quantity value={row.amount} unit="CNY" /> },
        { key: 'day', title: t('group.day'), className: 'th-nowrap', show: (row) => <DayLabel day={row.effectiveOn} /> },
        { key: 'by', title: t('group.by'), show: (row) => <WhoWhen name={row.doneBy.name} at={row.doneAt} /> },
        { key: 'decision', title: t('group.decision'), show: (row) => <Decision transfer={row} /> },
      ]}
    />
  );
}

function Decision({ transfer }: { transfer: Transfer }) {
  const { t } = useWords();
  const { tree } = useWorkplace();
  const [rejecting, setRejecting] = useState(false);
  const decide = useDeed(e.decideTransfer);
  const reject = useDeed(e.decideTransfer);
  const done = useDone(() => setRejecting(false));
  const { decision } = transfer;
  if (decision)
    return (
      <>
        <WhoWhen name={decision.doneBy.name} at={decision.doneAt} /> {decision.reason}{' '}
        {decision.transactionId && <GoLink to={paths.ledgerTransaction(decision.transactionId)}>{t('group.toLedger')}</GoLink>}
      </>
    );
  const lineage = lineageOf(tree.data, transfer.to.id);
  return (
    <div className="th-row">
      {decide.error ? <RefusalNotice problem={decide.error} /> : null}
      <RightDeed
        action="trading.accept_transfer"
        lineage={lineage}
        type="primary"
        size="small"
        loading={decide.isPending}
        onClick={() => decide.mutate({ params: { transferId: transfer.id }, body: { decision: 'accept', reason: '' } })}
      >
        {t('group.accept')}
      </RightDeed>
      <RightDeed action="trading.accept_transfer" lineage={lineage} size="small" onClick={() => setRejecting(true)}>
        {t('group.reject')}
      </RightDeed>
      {rejecting ? (
        <RejectForm
          busy={reject.isPending}
          problem={reject.error}
          onReject={(reason) => reject.mutate({ params: { transferId: transfer.id }, body: { decision: 'reject', reason } }, done)}
          onClose={() => setRejecting(false)}
        />
      ) : null}
    </div>
  );
}
