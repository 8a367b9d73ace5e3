import { dayName } from '../../../format/time.ts';
import { PlainTable } from '../../../parts/PlainTable.tsx';
import { Quantity } from '../../../parts/Quantity.tsx';
import { Tag } from '../../../parts/Tag.tsx';
import { paths } from '../../../paths.ts';
import { GoLink } from '../../../ui/GoLink.tsx';
import { Section } from '../../../ui/Page.tsx';
import { useWords } from '../../../words/language.ts';
import type { Desk } from './DeskPage.tsx';

const inTonnes = ['order_quantity', 'day_quantity', 'position'];
const ofPrice = ['highest_price', 'lowest_price'];
const unitOf = (kind: string): string => (inTonnes.includes(kind) ? 't' : ofPrice.includes(kind) ? 'CNY/t' : 'CNY');

/** The mandate's limits that bind everybody, with what is used of the position's. */
export function Limits({ mandate }: { mandate: Desk['mandate'] }) {
  const { t, language } = useWords();
  return (
    <Section
      title={t('trading.desk.limits')}
      extra={
        <GoLink to={paths.mandate()}>
          {mandate
            ? t('trading.desk.mandate', { version: mandate.version, day: dayName(mandate.validTo, language) })
            : t('trading.desk.toMandate')}
        </GoLink>
      }
    >
      {mandate === null ? (
        <Tag tone="warn">{t('trading.desk.noMandate')}</Tag>
      ) : (
        <PlainTable
          rows={mandate.limits}
          rowKey={(row) => row.id}
          columns={[
            {
              key: 'limit',
              title: t('trading.desk.limit'),
              show: (row) => `${t(`trading.desk.kind.${row.kind}`)}${row.year === null ? '' : ` ${row.year}`}`,
            },
            {
              key: 'most',
              title: t('trading.desk.most'),
              className: 'th-right',
              show: (row) => <Quantity value={row.limit} unit={unitOf(row.kind)} />,
            },
            {
              key: 'used',
              title: t('trading.desk.used'),
              className: 'th-right',
              show: (row) =>
                row.used === null ? (
                  <span className="th-quiet th-small">{t('trading.desk.notHere')}</span>
                ) : (
                  <span className="th-nowrap">
                    <Quantity value={row.used} unit={unitOf(row.kind)} digits={0} />{' '}
                    {Number(row.used) > Number(row.limit) && <Tag tone="bad">{'>'}</Tag>}
                  </span>
                ),
            },
          ]}
        />
      )}
    </Section>
  );
}
