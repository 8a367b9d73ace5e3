import { dayName } from '../../../format/time.ts';
import { PlainTable } from '../../../parts/PlainTable.tsx';
import { Quantity } from '../../../parts/Quantity.tsx';
import { Tag, type Tone } from '../../../parts/Tag.tsx';
import { paths } from '../../../paths.ts';
import { GoLink } from '../../../ui/GoLink.tsx';
import { Section } from '../../../ui/Page.tsx';
import { useWords } from '../../../words/language.ts';
import { limitUnit, type Risk } from './risk-model.ts';

type Limit = NonNullable<Risk['limits']>[number];
const tones: Record<Limit['state'], Tone> = { kept: 'good', near: 'warn', breached: 'bad', by_order: 'plain' };

/** Each limit of the mandate: used, left, breached since when (B.6, B.10). */
export function LimitUse({ view }: { view: Risk }) {
  const { t, language } = useWords();
  const amount = (field: 'most' | 'used' | 'left') => ({
    key: field,
    title: t(`risk.limit.${field}`),
    className: 'th-right',
    show: (row: Limit) =>
      row[field] === null ? (
        '—'
      ) : (
        <Quantity value={row[field]} unit={limitUnit(row.kind)} digits={limitUnit(row.kind) === 'CNY/t' ? 2 : 0} />
      ),
  });
  return (
    <Section title={t('risk.limits')} extra={<GoLink to={paths.mandate()}>{t('trading.desk.toMandate')}</GoLink>}>
      {view.limits === null ? (
        <Tag tone="warn">{t('trading.desk.noMandate')}</Tag>
      ) : (
        <PlainTable
          rows={view.limits}
          rowKey={(row) => row.id}
          columns={[
            {
              key: 'limit',
              title: t('trading.desk.limit'),
              show: (row) => (
                <>
                  {t(`trading.desk.kind.${row.kind}`)} {row.year ?? ''} <span className="th-quiet">{row.ofName ?? ''}</span>
                </>
              ),
            },
            { key: 'hard', title: t('risk.limit.hard'), show: (row) => t(row.hard ? 'risk.limit.isHard' : 'risk.limit.isSoft') },
            ...[amount('most'), amount('used'), amount('left')],
            {
              key: 'state',
              title: t('common.state'),
              show: (row) => (
                <span className="th-nowrap">
                  <Tag tone={tones[row.state]}>{t(`risk.limit.state.${row.state}`)}</Tag>{' '}
                  {row.breachedSince && (
                    <span className="th-small th-quiet">
                      {t('risk.limit.since', { day: dayName(row.breachedSince.slice(0, 10), language) })}
                    </span>
                  )}
                </span>
              ),
            },
          ]}
        />
      )}
    </Section>
  );
}
