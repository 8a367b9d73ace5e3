import { PlainTable } from '../../../parts/PlainTable.tsx';
import { Tag, type Tone } from '../../../parts/Tag.tsx';
import { useWords } from '../../../words/language.ts';
import type { OrderDetail } from './order-model.ts';

type Check = OrderDetail['checks'][number];
const tones: Record<Check['verdict'], Tone> = { pass: 'good', fail: 'bad', warn: 'warn' };

/** Each check with its verdict; those that fail stand first. */
export function CheckTable({ checks }: { checks: readonly Check[] }) {
  const { t, say } = useWords();
  const place = { fail: 0, warn: 1, pass: 2 };
  const rows = checks.map((check, at) => ({ ...check, at })).sort((a, b) => place[a.verdict] - place[b.verdict] || a.at - b.at);
  return (
    <PlainTable
      columns={[
        { key: 'code', title: t('orders.check'), show: (row) => t(`orders.code.${row.code}`) },
        {
          key: 'verdict',
          title: t('orders.result'),
          show: (row) => <Tag tone={tones[row.verdict]}>{t(`orders.verdicts.${row.verdict}`)}</Tag>,
        },
        { key: 'text', title: t('orders.found'), show: (row) => say(row.text) },
      ]}
      rows={rows}
      rowKey={(row) => `${row.stage}${row.at}`}
    />
  );
}
