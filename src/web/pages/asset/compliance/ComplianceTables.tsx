import { type LedgerAccountKind, ledgerAccountKinds } from '../../../../contract/ledger-kinds.ts';
import { group } from '../../../format/number.ts';
import { dayName } from '../../../format/time.ts';
import { PlainTable } from '../../../parts/PlainTable.tsx';
import { Quantity } from '../../../parts/Quantity.tsx';
import { Tag, type Tone } from '../../../parts/Tag.tsx';
import { paths } from '../../../paths.ts';
import { GoLink } from '../../../ui/GoLink.tsx';
import { useWords } from '../../../words/language.ts';
import type { Compliance } from './CompliancePage.tsx';

const tones: Readonly<Record<Compliance['steps'][number]['state'], Tone>> = { done: 'good', open: 'plain', late: 'bad', not_due: 'info' };

/** Each step with its hard date, its state, and the record that proves it. */
export function Steps({ steps }: { steps: Compliance['steps'] }) {
  const { t, say, language } = useWords();
  return (
    <PlainTable
      rows={steps}
      rowKey={(step) => step.code}
      columns={[
        { key: 'step', title: t('compliance.step'), show: (step) => say(step.title) },
        {
          key: 'due',
          title: t('compliance.due'),
          show: (step) =>
            step.due === null ? (
              <span className="th-quiet">{t('compliance.noDue')}</span>
            ) : (
              <span title={step.dueSource ?? ''}>{dayName(step.due, language)}</span>
            ),
        },
        {
          key: 'state',
          title: t('compliance.stateTitle'),
          show: (step) => <Tag tone={tones[step.state]}>{t(`compliance.state.${step.state}`)}</Tag>,
        },
        {
          key: 'record',
          title: t('compliance.record'),
          show: (step) =>
            step.records.length === 0 ? (
              <span className="th-quiet">{t('compliance.noRecord')}</span>
            ) : (
              step.records.map((record, index) => (
                <span key={`${record.path}${record.label.en}`}>
                  {index > 0 && ' · '}
                  <GoLink to={record.path}>{say(record.label)}</GoLink>
                </span>
              ))
            ),
        },
      ]}
    />
  );
}

export const className = (held: { programme: string; vintage: number; project: string }): string =>
  [held.programme, String(held.vintage), held.project].filter((part) => part !== '').join(' ');

/** Classes held that could count for the year: free on the registry account, elsewhere, usable or why not. */
export function Offered({ offered, derivation }: { offered: Compliance['offered']; derivation: (node: string) => string | null }) {
  const { t, say } = useWords();
  if (offered.length === 0) return <p className="th-quiet">{t('compliance.offeredEmpty')}</p>;
  const kind = (code: LedgerAccountKind) => say(ledgerAccountKinds[code].title);
  return (
    <PlainTable
      rows={offered}
      rowKey={(row) => row.class.id}
      columns={[
        { key: 'class', title: t('compliance.unitClass'), show: (row) => className(row.class) },
        {
          key: 'available',
          title: t('compliance.available'),
          className: 'th-right',
          show: (row) => <Quantity value={row.available} unit={row.class.unit} />,
        },
        {
          key: 'elsewhere',
          title: t('compliance.elsewhere'),
          show: (row) =>
            row.elsewhere.length === 0 ? '—' : row.elsewhere.map((one) => `${kind(one.kind)} ${group(one.quantity)}`).join(' · '),
        },
        {
          key: 'usable',
          title: t('compliance.usable'),
          show: (row) =>
            row.objection === null ? (
              <Tag tone="good">{t('compliance.yes')}</Tag>
            ) : (
              <>
                <Tag tone="warn">{t('compliance.no')}</Tag> <span className="th-small">{say(row.objection)}</span>
              </>
            ),
        },
        {
          key: 'counted',
          title: t('compliance.counted'),
          className: 'th-right',
          show: (row) => <Quantity value={row.counted} unit={row.class.unit} to={derivation(`counted@unit=${row.class.id}`)} />,
        },
      ]}
    />
  );
}

/** What was surrendered for the year: each with its certificate. */
export function Surrenders({ surrenders }: { surrenders: Compliance['surrenders'] }) {
  const { t, language } = useWords();
  if (surrenders.length === 0) return <p className="th-quiet">{t('compliance.doneEmpty')}</p>;
  return (
    <PlainTable
      rows={surrenders}
      rowKey={(row) => `${row.transactionId}${row.class.id}`}
      columns={[
        { key: 'day', title: t('compliance.effectiveOn'), show: (row) => dayName(row.effectiveOn, language) },
        { key: 'class', title: t('compliance.unitClass'), show: (row) => className(row.class) },
        {
          key: 'quantity',
          title: t('compliance.quantity'),
          className: 'th-right',
          show: (row) => <Quantity value={row.quantity} unit={row.class.unit} />,
        },
        {
          key: 'by',
          title: t('compliance.by'),
          show: (row) => t('compliance.byBoth', { one: row.recordedByName, other: row.approvedByName }),
        },
        {
          key: 'certificate',
          show: (row) => <GoLink to={paths.surrenderCertificate(row.transactionId)}>{t('compliance.certificate')}</GoLink>,
        },
      ]}
    />
  );
}
