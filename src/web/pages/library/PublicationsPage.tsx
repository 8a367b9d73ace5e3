import { Tooltip } from 'antd';
import type { ReplyOf } from '../../../contract/endpoint.ts';
import { libraryEndpoints } from '../../../contract/library.ts';
import { useAsk } from '../../api/queries.ts';
import { group } from '../../format/number.ts';
import { Answer } from '../../parts/Answer.tsx';
import { type Column, TableView } from '../../parts/TableView.tsx';
import { Tag, type Tone } from '../../parts/Tag.tsx';
import { Prose } from '../../parts/Unit.tsx';
import { paths } from '../../paths.ts';
import { GoLink } from '../../ui/GoLink.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { KeyValues, PageHead, Section } from '../../ui/Page.tsx';
import { useWords } from '../../words/language.ts';
import { LibraryTabs } from './LibraryTabs.tsx';
import './library.css';

type Publication = ReplyOf<typeof libraryEndpoints.listPublications>['items'][number];

const tones: Record<Publication['freshness'], Tone> = { current: 'good', ageing: 'warn', superseded: 'plain' };

/** Which publications the library consists of, under which licence, and how fresh each is. */
export function PublicationsPage() {
  const { t, say } = useWords();
  const publications = useAsk(libraryEndpoints.listPublications, {});
  const columns: Column<Publication>[] = [
    {
      key: 'title',
      title: t('library.titleLabel'),
      text: (one) => say(one.title),
      sort: 'text',
      show: (one) => (
        <span className="th-publication-title">
          <strong className="th-medium">
            <Prose text={say(one.title)} />
          </strong>
          <span className="th-small th-quiet th-block">{say(one.publisher)}</span>
        </span>
      ),
    },
    { key: 'publisher', title: t('library.publisher'), text: (one) => say(one.publisher), exportOnly: true },
    {
      key: 'edition',
      title: t('library.edition'),
      text: (one) => one.edition,
      show: (one) => <span className="th-edition">{one.edition}</span>,
    },
    { key: 'published', title: t('library.publishedOn'), text: (one) => one.publishedOn ?? '', sort: 'text', nowrap: true },
    {
      key: 'licence',
      title: t('library.licence'),
      text: (one) => one.licence,
      show: (one) => <span className="th-clip th-clip-short">{one.licence}</span>,
    },
    { key: 'credit', title: t('library.credit'), text: (one) => say(one.credit), exportOnly: true },
    { key: 'gwp', title: t('library.gwpBasis'), text: (one) => one.gwpBasis ?? '' },
    {
      key: 'count',
      title: t('library.factorCount'),
      text: (one) => String(one.factorCount),
      align: 'right',
      sort: 'number',
      show: (one) => <GoLink to={paths.factors({ publicationId: one.id })}>{group(String(one.factorCount))}</GoLink>,
    },
    {
      key: 'freshness',
      title: t('library.freshnessLabel'),
      text: (one) => t(`library.freshness.${one.freshness}`),
      sort: 'text',
      show: (one) => <FreshnessTag freshness={one.freshness} />,
    },
  ];
  return (
    <>
      <PageHead title={t('shell.page.publications')} clause="7.4" summary={t('library.publicationsSummary')} />
      <LibraryTabs />
      <Section flush>
        <Answer of={publications} rows={10}>
          {(list) => (
            <TableView<Publication>
              name={t('shell.page.publications')}
              rows={list.items}
              columns={columns}
              rowKey={(one) => one.id}
              expand={(one) => <PublicationMore publication={one} />}
            />
          )}
        </Answer>
      </Section>
    </>
  );
}

function PublicationMore({ publication }: { publication: Publication }) {
  const { t, say } = useWords();
  return (
    <div className="th-publication-more">
      <KeyValues
        columns={1}
        items={[
          { label: t('library.licence'), value: publication.licence },
          { label: t('library.credit'), value: say(publication.credit) },
          { label: t('library.caution'), value: <Prose text={say(publication.caution)} /> },
          { label: t('library.heatBasis'), value: publication.heatBasis },
          ...(publication.supersededBy ? [{ label: t('library.supersededBy'), value: publication.supersededBy }] : []),
        ]}
      />
      <p className="th-row">
        <GoLink to={paths.factors({ publicationId: publication.id })}>{t('library.showFactors')}</GoLink>
        {publication.url && (
          <a href={publication.url} target="_blank" rel="noreferrer">
            {t('library.openSource')} <Icon name="externalLink" size={13} />
          </a>
        )}
      </p>
    </div>
  );
}

export function FreshnessTag({ freshness }: { freshness: Publication['freshness'] }) {
  const { t } = useWords();
  return (
    <Tooltip title={t('library.freshnessHint')}>
      <span>
        <Tag tone={tones[freshness]}>{t(`library.freshness.${freshness}`)}</Tag>
      </span>
    </Tooltip>
  );
}
