import { useState } from 'react';
import { neutralityEndpoints as e } from '../../../contract/neutrality.ts';
import { useAsk } from '../../api/queries.ts';
import { Answer } from '../../parts/Answer.tsx';
import { RightDeed } from '../../parts/Deed.tsx';
import { EmptyState } from '../../parts/EmptyState.tsx';
import { DayLabel, SpanLabel } from '../../parts/Labels.tsx';
import { PlainTable } from '../../parts/PlainTable.tsx';
import { Quantity } from '../../parts/Quantity.tsx';
import { Tag } from '../../parts/Tag.tsx';
import { paths } from '../../paths.ts';
import { GoLink } from '../../ui/GoLink.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { PageHead, Section } from '../../ui/Page.tsx';
import { useWords } from '../../words/language.ts';
import { Bars } from './Bars.tsx';
import { claimTones, type Overview } from './model.ts';
import { SubjectForm } from './SubjectForm.tsx';

/** 碳中和 (D.4–D.10): subjects with their gap; gross, removals and units as separate bars. */
export function OverviewPage() {
  const { t } = useWords();
  const [adding, setAdding] = useState(false);
  const overview = useAsk(e.readOverview, {});
  const add = (
    <RightDeed action="neutrality.keep" type="primary" icon={<Icon name="plus" size={15} />} onClick={() => setAdding(true)}>
      {t('neutrality.addSubject')}
    </RightDeed>
  );
  return (
    <>
      <PageHead
        title={t('shell.page.neutrality')}
        clause="D.4"
        summary={t('neutrality.summary')}
        extra={overview.data?.items.length ? add : null}
      />
      <Answer of={overview} rows={8}>
        {(data) =>
          data.items.length === 0 ? (
            <EmptyState icon="neutrality" title={t('neutrality.none')} text={t('neutrality.noneText')} clause="D.4" actions={add} />
          ) : (
            <Section>
              <Subjects items={data.items} />
            </Section>
          )
        }
      </Answer>
      {adding && overview.data && <SubjectForm ruleSets={overview.data.ruleSets} subject={null} onClose={() => setAdding(false)} />}
    </>
  );
}

function Subjects({ items }: { items: Overview['items'] }) {
  const { t, say } = useWords();
  return (
    <PlainTable
      rows={items}
      rowKey={(row) => row.subject.id}
      columns={[
        {
          key: 'subject',
          title: t('neutrality.subject'),
          show: ({ subject }) => (
            <>
              <GoLink to={paths.neutralitySubject(subject.id)}>{say(subject.name)}</GoLink>
              <div className="th-small th-quiet">
                {subject.code} · {t(`neutrality.kinds.${subject.kind}`)} · {say(subject.ruleSet.name)}
              </div>
            </>
          ),
        },
        {
          key: 'period',
          title: t('neutrality.period'),
          show: ({ period }) =>
            period ? <SpanLabel from={period.startsOn} to={period.endsOn} /> : <span className="th-quiet">{t('neutrality.noPeriod')}</span>,
        },
        {
          key: 'bars',
          title: t('neutrality.gap'),
          show: ({ figures }) => (figures ? <Bars figures={figures} /> : <span className="th-quiet">{t('common.notGiven')}</span>),
        },
        {
          key: 'short',
          title: t('neutrality.short'),
          className: 'th-right',
          show: ({ figures }) =>
            figures && (
              <>
                <Quantity value={figures.short} unit="tCO2e" />
                <div>
                  <Tag tone={figures.neutral ? 'good' : 'warn'}>{t(figures.neutral ? 'neutrality.neutral' : 'neutrality.notNeutral')}</Tag>
                </div>
              </>
            ),
        },
        { key: 'plan', title: t('neutrality.planUntil'), show: ({ planUntil }) => <DayLabel day={planUntil} /> },
        {
          key: 'claims',
          title: t('neutrality.claims'),
          show: ({ claims }) =>
            claims.map((one) => (
              <div key={one.id}>
                <GoLink to={paths.neutralityClaim(one.id)}>{one.number}</GoLink>{' '}
                <Tag tone={claimTones[one.state]}>{t(`neutrality.state.${one.state}`)}</Tag>
              </div>
            )),
        },
      ]}
    />
  );
}
