import { useState } from 'react';
import { ledgerEndpoints } from '../../../../contract/ledger.ts';
import { useAsk } from '../../../api/queries.ts';
import { Answer } from '../../../parts/Answer.tsx';
import { RightDeed } from '../../../parts/Deed.tsx';
import { EmptyState } from '../../../parts/EmptyState.tsx';
import { PersonName } from '../../../parts/Labels.tsx';
import { type Column, TableView } from '../../../parts/TableView.tsx';
import { Icon } from '../../../ui/Icon.tsx';
import { PageHead, Section } from '../../../ui/Page.tsx';
import { useWords } from '../../../words/language.ts';
import { AttestForm } from './AttestForm.tsx';
import { type Attestation, className } from './model.ts';
import { ClassName, Units, useEntityName } from './Units.tsx';

/** 核定文件: what was attested, and how much of it is issued (C.6). */
export function AttestationsPage() {
  const { t } = useWords();
  const [entering, setEntering] = useState(false);
  const attestations = useAsk(ledgerEndpoints.listAttestations, {});
  const columns = useColumns();
  const record = (
    <RightDeed type="primary" action="asset.keep_ledger" icon={<Icon name="plus" size={15} />} onClick={() => setEntering(true)}>
      {t('ledger.attest.button')}
    </RightDeed>
  );
  return (
    <>
      <PageHead title={t('shell.page.attestations')} clause="C.6" summary={t('ledger.attest.summary')} extra={record} />
      <Section flush>
        <Answer of={attestations} rows={6}>
          {({ items }) => (
            <TableView<Attestation>
              name={t('shell.page.attestations')}
              rows={items}
              columns={columns}
              rowKey={(row) => row.id}
              empty={<EmptyState title={t('ledger.attest.empty')} text={t('ledger.attest.emptyText')} clause="C.6" actions={record} />}
            />
          )}
        </Answer>
      </Section>
      {entering ? <AttestForm onClose={() => setEntering(false)} /> : null}
    </>
  );
}

function useColumns(): Column<Attestation>[] {
  const { t } = useWords();
  const entityName = useEntityName();
  return [
    { key: 'on', title: t('ledger.attest.attestedOn'), text: (row) => row.attestedOn, nowrap: true },
    { key: 'document', title: t('ledger.documentNo'), text: (row) => row.documentNo },
    { key: 'class', title: t('ledger.class'), text: (row) => className(row.class), show: (row) => <ClassName held={row.class} /> },
    { key: 'entity', title: t('ledger.entity'), text: (row) => entityName(row.entityId) },
    { key: 'unit', title: t('common.unit'), text: (row) => t(`ledger.unit.${row.class.unit}`) },
    {
      key: 'attested',
      title: t('ledger.attest.attested'),
      align: 'right',
      text: (row) => row.quantity,
      show: (row) => <Units quantity={row.quantity} />,
    },
    {
      key: 'issued',
      title: t('ledger.attest.issued'),
      align: 'right',
      text: (row) => row.issued,
      show: (row) => <Units quantity={row.issued} />,
    },
    {
      key: 'by',
      title: t('ledger.recordedBy'),
      text: (row) => row.recordedByName,
      show: (row) => <PersonName name={row.recordedByName} />,
    },
  ];
}
