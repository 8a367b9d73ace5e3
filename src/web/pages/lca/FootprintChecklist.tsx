import { HashText, WhoWhen } from '../../parts/Labels.tsx';
import { PlainTable } from '../../parts/PlainTable.tsx';
import { Tag } from '../../parts/Tag.tsx';
import { paths } from '../../paths.ts';
import { GoLink } from '../../ui/GoLink.tsx';
import { Section } from '../../ui/Page.tsx';
import { useWords } from '../../words/language.ts';
import type { Version } from './footprint-model.ts';

/** What the rule set asks of a study, and what is missing. */
export function FootprintChecklist({ data }: { data: Version }) {
  const { t, say } = useWords();
  return (
    <Section title={say(data.ruleSet.title)}>
      <PlainTable
        rows={data.checklist}
        rowKey={(row) => row.id}
        columns={[
          { key: 'title', title: t('footprint.requirement'), show: (row) => say(row.title) },
          { key: 'clause', title: t('footprint.clause'), show: (row) => row.clause },
          {
            key: 'met',
            title: t('footprint.met'),
            show: (row) => <Tag tone={row.met ? 'good' : 'bad'}>{t(row.met ? 'footprint.met' : 'footprint.notMet')}</Tag>,
          },
          { key: 'what', title: t('footprint.what'), show: (row) => (row.finding ? say(row.finding.text) : '') },
        ]}
      />
    </Section>
  );
}

/** Versions with who drafted, reviewed and approved them. */
export function FootprintHistory({ data, versions }: { data: Version; versions: readonly Version['version'][] }) {
  const { t } = useWords();
  const who = (signature: Version['version']['reviewed']) => (signature ? <WhoWhen name={signature.byName} at={signature.at} /> : '');
  return (
    <Section title={t('footprint.views.history')}>
      <PlainTable
        rows={versions}
        rowKey={(row) => row.id}
        columns={[
          {
            key: 'number',
            title: t('footprint.latest'),
            show: (row) => (
              <GoLink to={paths.footprint(data.footprint.id, { version: String(row.number) })}>
                {t('footprint.version', { n: row.number })}
              </GoLink>
            ),
          },
          { key: 'state', title: t('footprint.met'), show: (row) => t(`footprint.state.${row.state}`) },
          { key: 'drafted', title: t('footprint.draftedBy'), show: (row) => who(row.drafted) },
          { key: 'reviewed', title: t('footprint.reviewedBy'), show: (row) => who(row.reviewed) },
          { key: 'approved', title: t('footprint.approvedBy'), show: (row) => who(row.approved) },
          { key: 'report', title: t('footprint.reportNumber'), show: (row) => row.reportNumber ?? '' },
          { key: 'valid', title: t('footprint.validUntil'), show: (row) => row.validUntil ?? '' },
          { key: 'hash', title: t('footprint.frozen'), show: (row) => (row.frozenSha256 ? <HashText sha256={row.frozenSha256} /> : '') },
        ]}
      />
    </Section>
  );
}
