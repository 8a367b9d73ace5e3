import { useParams } from '@tanstack/react-router';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import type { ReplyOf } from '../../../contract/endpoint.ts';
import { neutralityPublicEndpoints as p } from '../../../contract/neutrality-public.ts';
import { addressOf, Problem } from '../../api/call.ts';
import { useAsk } from '../../api/queries.ts';
import { Answer } from '../../parts/Answer.tsx';
import { EmptyState } from '../../parts/EmptyState.tsx';
import { DayLabel, HashText, InstantLabel, SpanLabel } from '../../parts/Labels.tsx';
import { PlainTable } from '../../parts/PlainTable.tsx';
import { Quantity } from '../../parts/Quantity.tsx';
import { Tag, type Tone } from '../../parts/Tag.tsx';
import { PageHead, Section } from '../../ui/Page.tsx';
import { useWords } from '../../words/language.ts';
import { Bars } from './Bars.tsx';
import styles from './neutrality.module.css';

type Published = ReplyOf<typeof p.readPublicClaim>;
type Version = Published['versions'][number];
const tones: Readonly<Record<Published['status'], Tone>> = { valid: 'good', corrected: 'info', withdrawn: 'bad' };

/** Without log-in: what was claimed under a number, by which units, and whether it still stands. */
export function PublicClaimPage() {
  const { t } = useWords();
  const { number } = useParams({ strict: false });
  const claim = useAsk(p.readPublicClaim, { params: { number: number ?? '' } });
  const isUnknown = claim.error instanceof Problem && (claim.error.status === 404 || claim.error.status === 422);
  return (
    <main className={styles.public}>
      <PageHead title={t('neutrality.publicTitle')} summary={number ?? ''} />
      {isUnknown ? (
        <EmptyState icon="neutrality" title={t('neutrality.notFound')} text={t('neutrality.notFoundText')} />
      ) : (
        <Answer of={claim} rows={8}>
          {(data) => <View claim={data} />}
        </Answer>
      )}
    </main>
  );
}

function View({ claim }: { claim: Published }) {
  const { t } = useWords();
  const [latest, ...earlier] = claim.versions;
  if (!latest) return null;
  return (
    <>
      <p>
        <Tag tone={tones[claim.status]}>{t(`neutrality.status.${claim.status}`)}</Tag>{' '}
        {claim.withdrawal && (
          <>
            <InstantLabel at={claim.withdrawal.at} /> {claim.withdrawal.reason}
          </>
        )}
      </p>
      <VersionView number={claim.number} version={latest} />
      {earlier.map((one) => (
        <VersionView key={one.version} number={claim.number} version={one} replaced={latest.version} />
      ))}
    </>
  );
}

function VersionView({ number, version, replaced }: { number: string; version: Version; replaced?: number }) {
  const { t, say } = useWords();
  const { content } = version;
  const facts: readonly (readonly [string, ReactNode])[] = [
    [t('neutrality.publisher'), say(content.publisher)],
    [t('neutrality.subject'), say(content.subject)],
    [t('neutrality.period'), <SpanLabel key="period" from={content.from} to={content.to} />],
    [t('neutrality.ruleSet'), `${say(content.standard)} (${say(content.standardNote)})`],
    [t('neutrality.validation'), say(content.validation)],
    [t('neutrality.residual'), <Quantity key="residual" value={content.residual} unit="tCO2e" />],
    [t('neutrality.signedBy'), `${content.signedBy}, ${content.declaredOn}`],
    [t('neutrality.hash'), <HashText key="hash" sha256={content.sha256} full />],
  ];
  return (
    <Section
      title={`${t('neutrality.version', { n: version.version })}${replaced === undefined ? '' : ` (${t('neutrality.superseded', { n: replaced })})`}`}
    >
      <p className={styles.statement}>{say(content.statement)}</p>
      <Bars figures={content} />
      <PlainTable
        rows={facts}
        rowKey={(row) => row[0]}
        columns={[
          { key: 'name', show: (row) => row[0] },
          { key: 'value', show: (row) => row[1] },
        ]}
      />
      {content.units.length > 0 && <Units units={content.units} />}
      <div className="th-row">
        {version.files.map((file) => (
          <Button
            key={file.language}
            download
            href={addressOf(p.readPublicReport, { params: { number }, query: { version: version.version, language: file.language } })}
          >
            {t('neutrality.report')} ({file.language})
          </Button>
        ))}
      </div>
    </Section>
  );
}

function Units({ units }: { units: Version['content']['units'] }) {
  const { t } = useWords();
  return (
    <PlainTable
      rows={units}
      rowKey={(row) => JSON.stringify(row.serials)}
      columns={[
        { key: 'scheme', title: t('neutrality.scheme'), show: (row) => `${row.scheme} ${row.project}` },
        { key: 'vintage', title: t('neutrality.vintage'), show: (row) => row.vintage },
        {
          key: 'quantity',
          title: t('neutrality.quantity'),
          className: 'th-right',
          show: (row) => <Quantity value={row.quantity} unit="t" />,
        },
        { key: 'retired', title: t('neutrality.retiredOn'), show: (row) => <DayLabel day={row.retiredOn} /> },
        {
          key: 'serials',
          title: t('neutrality.serials'),
          className: styles.serials ?? '',
          show: (row) => row.serials.map((run) => `${run.series} ${run.first}–${run.last}`).join('; '),
        },
      ]}
    />
  );
}
