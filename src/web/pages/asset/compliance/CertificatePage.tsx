import { Button } from 'antd';
import { ledgerEndpoints } from '../../../../contract/ledger.ts';
import { ledgerKindTitle } from '../../../../contract/ledger-kinds.ts';
import { useAsk } from '../../../api/queries.ts';
import { group } from '../../../format/number.ts';
import { dayName, instantLong } from '../../../format/time.ts';
import { Answer } from '../../../parts/Answer.tsx';
import { PlainTable } from '../../../parts/PlainTable.tsx';
import { Quantity } from '../../../parts/Quantity.tsx';
import { useAddress } from '../../../shell/address.ts';
import { PageHead, Section } from '../../../ui/Page.tsx';
import { useWords } from '../../../words/language.ts';

/** 清缴证书: what a final transaction took, for whom, by whose hands, with its serial numbers; made to be printed. */
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
            extra={<Button onClick={() => window.print()}>{t('compliance.print')}</Button>}
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
            <PlainTable
              rows={data.legs}
              rowKey={(leg) => leg.seq}
              columns={[
                {
                  key: 'class',
                  title: t('compliance.unitClass'),
                  show: (leg) => {
                    const held = data.classes.find((one) => one.id === leg.classId);
                    return held ? `${held.programme} ${held.vintage} ${held.project}` : '';
                  },
                },
                { key: 'from', title: t('compliance.fromTo'), show: (leg) => `${say(leg.from.name)} → ${say(leg.to.name)}` },
                {
                  key: 'quantity',
                  title: t('compliance.quantity'),
                  className: 'th-right',
                  show: (leg) => <Quantity value={leg.quantity} unit="t" />,
                },
                {
                  key: 'serials',
                  title: t('compliance.serials'),
                  show: (leg) => leg.serials.map((run) => `${run.series} ${group(run.first)}–${group(run.last)}`).join('；') || '—',
                },
              ]}
            />
          </Section>
        </>
      )}
    </Answer>
  );
}
