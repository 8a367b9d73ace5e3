import { useQueryClient } from '@tanstack/react-query';
import { Modal } from 'antd';
import { useState } from 'react';
import { identityEndpoints } from '../../../contract/identity.ts';
import { libraryEndpoints } from '../../../contract/library.ts';
import { useAsk, useDeed } from '../../api/queries.ts';
import { useSession } from '../../api/session.ts';
import { Answer } from '../../parts/Answer.tsx';
import { RightDeed } from '../../parts/Deed.tsx';
import { InstantLabel } from '../../parts/Labels.tsx';
import { PlainTable } from '../../parts/PlainTable.tsx';
import { RefusalNotice } from '../../parts/RefusalNotice.tsx';
import { Prose } from '../../parts/Unit.tsx';
import { paths } from '../../paths.ts';
import { Icon } from '../../ui/Icon.tsx';
import { KeyValues, PageHead, Section } from '../../ui/Page.tsx';
import { useWords } from '../../words/language.ts';
import './settings.css';

/** The product, its licence, the sources it credits, and the way to remove the demonstration. */
export function AboutPage() {
  const { t, nameOf } = useWords();
  const session = useSession();
  return (
    <>
      <PageHead title={t('shell.page.about')} summary={t('settings.aboutSummary')} />
      <Section title={t('settings.aboutProduct')}>
        <p className="th-prose">{t('settings.aboutText')}</p>
        <KeyValues
          columns={3}
          items={[
            {
              label: t('settings.instance'),
              value: session && nameOf(session.organization),
            },
            { label: t('settings.clock'), value: session && <InstantLabel at={session.now} /> },
            { label: t('settings.aboutLicence'), value: t('settings.aboutLicenceText') },
            {
              label: t('settings.aboutApi'),
              value: (
                <>
                  {t('settings.aboutApiText')}{' '}
                  <a href="/api/v1/openapi.json" target="_blank" rel="noreferrer">
                    {t('shell.helpApi')}
                  </a>
                </>
              ),
            },
          ]}
        />
      </Section>
      <DemoSection />
      <Credits />
    </>
  );
}

function DemoSection() {
  const { t } = useWords();
  const session = useSession();
  const client = useQueryClient();
  const [asking, setAsking] = useState(false);
  const remove = useDeed(identityEndpoints.removeDemo, []);
  return (
    <Section title={t('settings.aboutDemo')}>
      {session?.organization.isDemo ? (
        <>
          <p className="th-prose">{t('settings.aboutDemoText')}</p>
          <RightDeed action="demo.remove" danger icon={<Icon name="trash" size={15} />} onClick={() => setAsking(true)}>
            {t('settings.removeDemo')}
          </RightDeed>
        </>
      ) : (
        <p className="th-quiet">{t('settings.noDemo')}</p>
      )}
      <Modal
        open={asking}
        title={t('settings.removeDemoTitle')}
        okText={t('settings.removeDemo')}
        okButtonProps={{ danger: true }}
        confirmLoading={remove.isPending}
        onCancel={() => setAsking(false)}
        onOk={() =>
          remove.mutate(
            { body: { confirm: 'remove' } },
            {
              onSuccess: () => {
                client.clear();
                window.location.assign(paths.signIn());
              },
            },
          )
        }
      >
        <p>{t('settings.removeDemoConfirm')}</p>
        {remove.isError && <RefusalNotice problem={remove.error} />}
      </Modal>
    </Section>
  );
}

function Credits() {
  const { t, say } = useWords();
  const publications = useAsk(libraryEndpoints.listPublications, {});
  return (
    <Section title={t('settings.aboutData')}>
      <p className="th-prose">{t('settings.aboutDataText')}</p>
      <Answer of={publications}>
        {(list) => (
          <PlainTable
            className="th-about-credits"
            rows={list.items}
            rowKey={(one) => one.id}
            columns={[
              {
                key: 'title',
                show: (one) => (
                  <>
                    <Prose text={say(one.title)} /> <span className="th-quiet">{one.edition}</span>
                  </>
                ),
              },
              { key: 'licence', show: (one) => one.licence },
              { key: 'credit', show: (one) => say(one.credit) },
            ]}
          />
        )}
      </Answer>
    </Section>
  );
}
