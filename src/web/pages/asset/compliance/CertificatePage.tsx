import { Button } from 'antd';
import { complianceEndpoints } from '../../../../contract/compliance.ts';
import { ledgerEndpoints } from '../../../../contract/ledger.ts';
import { ledgerKindTitle } from '../../../../contract/ledger-kinds.ts';
import { addressOf } from '../../../api/call.ts';
import { useAsk } from '../../../api/queries.ts';
import { dayName, instantLong } from '../../../format/time.ts';
import { Answer } from '../../../parts/Answer.tsx';
import { PlainTable } from '../../../parts/PlainTable.tsx';
import { useAddress } from '../../../shell/address.ts';
import { Icon } from '../../../ui/Icon.tsx';
import { PageHead, Section } from '../../../ui/Page.tsx';
import { useWords } from '../../../words/language.ts';
import { CertificateUnits } from './CertificateUnits.tsx';

/** 清缴证书: what a final transaction took, for whom, by whose hands, with its serial numbers; the same as a PDF. */
export function CertificatePage() {
  const { transactionId } = useAddress('transactionId');
  const view = useAsk(ledgerEndpoints.readTransaction, { params: { transactionId } });
  const { t, say, language } = useWords();
  return (
    <Answer of={view} rows={8}>
      {(data) => (
        <>
          <PageHead
            title={t('compliance.certificateOf', { kind: say(ledgerKindTitle(data.kind)) })}
            clause="C.8"
            summary={t('compliance.certificateText')}
            extra={
              <Button
                type="primary"
                download
                href={addressOf(complianceEndpoints.readCertificate, { params: { transactionId }, query: { language } })}
                icon={<Icon name="download" size={15} />}
              >
                {t('compliance.pdf')}
              </Button>
            }
          />
          <Section title={t('compliance.facts')}>
            <PlainTable
              rows={[
                [t('compliance.beneficiary'), data.beneficiary ?? ''],
                [t('compliance.period'), data.period ?? ''],
                [t('compliance.claim'), data.claim ?? ''],
                [t('compliance.effectiveOn'), dayName(data.effectiveOn, language)],
                [t('compliance.recorded'), instantLong(data.recordedAt, language)],
                [t('compliance.by'), t('compliance.byBoth', { one: data.recordedByName, other: data.approvedByName ?? '' })],
                [t('compliance.documentNo'), data.documentNo === '' ? '—' : data.documentNo],
                [t('compliance.number'), data.id],
              ]}
              rowKey={([name = '']) => name}
              columns={[
                { key: 'name', show: ([name]) => <span className="th-quiet">{name}</span> },
                { key: 'value', show: ([, value]) => value },
              ]}
            />
          </Section>
          <Section title={t('compliance.units')}>
            <CertificateUnits of={data} />
          </Section>
        </>
      )}
    </Answer>
  );
}
