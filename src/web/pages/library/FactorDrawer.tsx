import { Drawer } from 'antd';
import type { ReplyOf } from '../../../contract/endpoint.ts';
import { libraryEndpoints } from '../../../contract/library.ts';
import { useAsk } from '../../api/queries.ts';
import { changePercent } from '../../format/number.ts';
import { Answer } from '../../parts/Answer.tsx';
import { SpanLabel } from '../../parts/Labels.tsx';
import { useMethodWords } from '../../parts/method-words.ts';
import { PlainTable } from '../../parts/PlainTable.tsx';
import { Quantity } from '../../parts/Quantity.tsx';
import { Tag } from '../../parts/Tag.tsx';
import { Prose } from '../../parts/Unit.tsx';
import { paths } from '../../paths.ts';
import { GoLink } from '../../ui/GoLink.tsx';
import { KeyValues } from '../../ui/Page.tsx';
import { useWords } from '../../words/language.ts';
import { ConfidenceTag } from './ConfidenceTag.tsx';
import type { Factor } from './FactorsPage.tsx';
import { FreshnessTag } from './PublicationsPage.tsx';
import { useQuantityName } from './quantity-name.ts';

type Detail = ReplyOf<typeof libraryEndpoints.readFactor>;

/** A factor with its source, validity and licence, beside its other editions and what other publications give. */
export function FactorDrawer({
  factorId,
  onClose,
  onShow,
}: {
  factorId: string | null;
  onClose: () => void;
  onShow: (factorId: string) => void;
}) {
  const { say } = useWords();
  const detail = useAsk(libraryEndpoints.readFactor, { query: { factorId: factorId ?? '' } }, { enabled: factorId !== null });
  return (
    <Drawer open={factorId !== null} onClose={onClose} size={680} title={detail.data ? say(detail.data.factor.name) : ' '} destroyOnHidden>
      {factorId !== null && <Answer of={detail}>{(found) => <FactorBody detail={found} onShow={onShow} />}</Answer>}
    </Drawer>
  );
}

function FactorBody({ detail, onShow }: { detail: Detail; onShow: (factorId: string) => void }) {
  const { t, say, language } = useWords();
  const { cite } = useMethodWords();
  const quantityName = useQuantityName();
  const { factor, publication, otherEditions, otherPublications } = detail;
  return (
    <div className="th-factor">
      <p className="th-factor-value">
        <Quantity value={factor.value} unit={factor.unit} large />
        <span className="th-quiet">{t('library.asPrinted')}</span>
      </p>
      <KeyValues
        items={[
          { label: t('library.quantity'), value: <Prose text={quantityName(factor.quantity)} /> },
          { label: t('library.gas'), value: factor.gas === '' ? null : <Prose text={factor.gas} /> },
          {
            label: language === 'zh' ? t('common.nameEn') : t('common.nameZh'),
            value: language === 'zh' ? factor.name.en : factor.name.zh,
          },
          { label: t('library.category'), value: <Prose text={say(factor.category)} /> },
          { label: t('library.basis'), value: factor.basis },
          { label: t('library.region'), value: factor.region },
          { label: t('library.validity'), value: <SpanLabel from={factor.validFrom} to={factor.validTo} /> },
          { label: t('library.confidence'), value: <ConfidenceTag confidence={factor.confidence} /> },
          { label: t('common.source'), value: cite(factor.source), wide: true },
          { label: t('common.note'), value: factor.note, wide: true },
          {
            label: t('library.publication'),
            wide: true,
            value: (
              <>
                <GoLink to={paths.factors({ publicationId: publication.id })}>{say(publication.title)}</GoLink> {publication.edition}{' '}
                <FreshnessTag freshness={publication.freshness} />
              </>
            ),
          },
          { label: t('library.licence'), value: publication.licence, wide: true },
          { label: t('library.credit'), value: say(publication.credit), wide: true },
          {
            label: t('library.caution'),
            value: say(publication.caution) === '' ? null : <Prose text={say(publication.caution)} />,
            wide: true,
          },
          { label: t('library.key'), value: <code>{factor.id}</code>, wide: true },
        ]}
      />
      <h3>{t('library.otherEditions')}</h3>
      {otherEditions.length === 0 && <p className="th-quiet">{t('library.noOthers')}</p>}
      <Others of={factor} others={otherEditions} onShow={onShow} />
      {otherPublications.length > 0 && <h3>{t('library.otherPublications')}</h3>}
      <Others of={factor} others={otherPublications} onShow={onShow} />
    </div>
  );
}

function Others({ of, others, onShow }: { of: Factor; others: readonly Factor[]; onShow: (factorId: string) => void }) {
  const { t } = useWords();
  if (others.length === 0) return null;
  return (
    <PlainTable
      rows={[of, ...others]}
      rowKey={(other) => other.id}
      columns={[
        {
          key: 'publication',
          show: (other) =>
            other.id === of.id ? (
              <>
                {other.publicationId} <Tag>{t('library.thisOne')}</Tag>
              </>
            ) : (
              <button type="button" className="th-linkbutton" onClick={() => onShow(other.id)}>
                {other.publicationId}
              </button>
            ),
        },
        { key: 'span', show: (other) => <SpanLabel from={other.validFrom} to={other.validTo} /> },
        { key: 'value', className: 'th-right', show: (other) => <Quantity value={other.value} unit={other.unit} /> },
        {
          key: 'difference',
          className: 'th-right th-quiet th-num',
          show: (other) => other.id !== of.id && other.unit === of.unit && <Difference of={of.value} other={other.value} />,
        },
      ]}
    />
  );
}

function Difference({ of, other }: { of: string; other: string }) {
  const { t } = useWords();
  const percent = changePercent(other, of);
  if (percent === null) return null;
  return (
    <span title={t('library.difference')}>
      {Number(percent) > 0 ? '+' : ''}
      {percent.replace('-', '\u2212')}
      {'%'}
    </span>
  );
}
