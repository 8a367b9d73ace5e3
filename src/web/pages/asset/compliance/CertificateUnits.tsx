import type { ReplyOf } from '../../../../contract/endpoint.ts';
import type { ledgerEndpoints } from '../../../../contract/ledger.ts';
import { group } from '../../../format/number.ts';
import { PlainTable } from '../../../parts/PlainTable.tsx';
import { Quantity } from '../../../parts/Quantity.tsx';
import { useWords } from '../../../words/language.ts';
import { className } from './ComplianceTables.tsx';

/** The units of a certificate: class, way, quantity, serial numbers. */
export function CertificateUnits({ of }: { of: ReplyOf<typeof ledgerEndpoints.readTransaction> }) {
  const { t, say } = useWords();
  const held = (classId: string) => of.classes.find((one) => one.id === classId);
  return (
    <PlainTable
      rows={of.legs}
      rowKey={(leg) => leg.seq}
      columns={[
        {
          key: 'class',
          title: t('compliance.unitClass'),
          show: (leg) => {
            const found = held(leg.classId);
            return found ? className(found) : '';
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
  );
}
