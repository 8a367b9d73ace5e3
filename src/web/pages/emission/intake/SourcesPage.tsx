import { Button, Form, Input, Popconfirm } from 'antd';
import { useState } from 'react';
import { intakeEndpoints } from '../../../../contract/intake.ts';
import { useAsk, useDeed } from '../../../api/queries.ts';
import { Answer } from '../../../parts/Answer.tsx';
import { RightDeed, useWhyNot } from '../../../parts/Deed.tsx';
import { EmptyState } from '../../../parts/EmptyState.tsx';
import { FormDrawer } from '../../../parts/FormDrawer.tsx';
import { useRules } from '../../../parts/fields.tsx';
import { InstantLabel, PersonName } from '../../../parts/Labels.tsx';
import { RefusalNotice } from '../../../parts/RefusalNotice.tsx';
import { type Column, TableView } from '../../../parts/TableView.tsx';
import { Tag } from '../../../parts/Tag.tsx';
import { useDone } from '../../../parts/use-done.ts';
import { paths } from '../../../paths.ts';
import { GoLink, useGo } from '../../../ui/GoLink.tsx';
import { PageHead, Section } from '../../../ui/Page.tsx';
import { useWords } from '../../../words/language.ts';
import styles from './intake.module.css';
import type { Source } from './intake-model.ts';
import { SourceMapping } from './SourceMapping.tsx';

/** The saved sources of files: how each is read, when it was used, its name, and whether it is still in use. */
export function SourcesPage() {
  const { t } = useWords();
  const go = useGo();
  const [shown, show] = useState<string | null>(null);
  const [renamed, rename] = useState<Source | null>(null);
  const answer = useAsk(intakeEndpoints.listSources, {});
  const columns = useColumns({ show, rename });
  const open = (
    <RightDeed type="primary" action="emission.record" onClick={() => go(paths.importFile())}>
      {t('intake.open')}
    </RightDeed>
  );
  const source = answer.data?.items.find((one) => one.id === shown);
  return (
    <>
      <PageHead
        title={t('intake.sources.title')}
        clause="A.8"
        summary={t('intake.sources.summary')}
        extra={
          <>
            <GoLink to={paths.imports()} className="th-button-link">
              {t('intake.toList')}
            </GoLink>
            {open}
          </>
        }
      />
      <Section flush>
        <Answer of={answer} rows={6}>
          {({ items }) => (
            <TableView<Source>
              name={t('intake.sources.title')}
              rows={items}
              columns={columns}
              rowKey={(one) => one.id}
              onOpen={(one) => show(one.id)}
              empty={
                <EmptyState
                  title={t('intake.sources.emptyTitle')}
                  text={t('intake.sources.emptyText')}
                  clause="A.8"
                  icon="upload"
                  actions={open}
                />
              }
            />
          )}
        </Answer>
      </Section>
      {source && <SourceMapping source={source} onClose={() => show(null)} />}
      {renamed && <RenameForm key={renamed.id} source={renamed} onClose={() => rename(null)} />}
    </>
  );
}

function useColumns({ show, rename }: { show: (id: string) => void; rename: (source: Source) => void }): Column<Source>[] {
  const { t } = useWords();
  return [
    { key: 'name', title: t('common.name'), text: (one) => one.name, show: (one) => <strong className="th-medium">{one.name}</strong> },
    {
      key: 'mapping',
      title: t('intake.sources.mapping'),
      text: (one) => t('intake.sources.mappingOf', { sheets: one.more.length + 1, columns: columnsRead(one), names: one.aliases.length }),
      show: (one) => (
        <Button
          type="link"
          size="small"
          className={styles.link ?? ''}
          onClick={(event) => {
            event.stopPropagation();
            show(one.id);
          }}
        >
          {t('intake.sources.mappingOf', { sheets: one.more.length + 1, columns: columnsRead(one), names: one.aliases.length })}
        </Button>
      ),
    },
    { key: 'imports', title: t('intake.sources.imports'), align: 'right', text: (one) => String(one.imports) },
    {
      key: 'last',
      title: t('intake.sources.lastUsed'),
      text: (one) => one.lastUsed?.at ?? '',
      show: (one) =>
        one.lastUsed ? (
          <span className="th-row">
            <InstantLabel at={one.lastUsed.at} />
            <PersonName name={one.lastUsed.byName} />
          </span>
        ) : (
          <span className="th-quiet">{t('intake.sources.never')}</span>
        ),
    },
    { key: 'file', title: t('intake.sources.lastFile'), text: (one) => one.lastUsed?.fileName ?? '' },
    {
      key: 'state',
      title: t('intake.stateLabel'),
      text: (one) => t(one.retiredAt === null ? 'intake.sources.inUse' : 'intake.sources.retired'),
      show: (one) => (
        <Tag tone={one.retiredAt === null ? 'good' : 'plain'}>
          {t(one.retiredAt === null ? 'intake.sources.inUse' : 'intake.sources.retired')}
        </Tag>
      ),
    },
    { key: 'deeds', title: t('common.actions'), text: () => '', show: (one) => <Deeds source={one} rename={rename} /> },
  ];
}

/** How many columns of its files are read at all. */
function columnsRead({ recipe, more }: Source): number {
  return [recipe, ...more].reduce((sum, one) => sum + one.columns.filter((column) => column.role !== 'ignore').length, 0);
}

function Deeds({ source, rename }: { source: Source; rename: (source: Source) => void }) {
  const { t } = useWords();
  const change = useDeed(intakeEndpoints.changeSource);
  const why = useWhyNot('emission.record');
  const { id, name, version, retiredAt } = source;
  const retire = (retired: boolean) => change.mutate({ params: { sourceId: id }, body: { name, retired, version } });
  const label = t(retiredAt === null ? 'intake.sources.retire' : 'intake.sources.restore');
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: only keeps a press on a button from opening the row
    // biome-ignore lint/a11y/useKeyWithClickEvents: as above
    <span className="th-row" onClick={(event) => event.stopPropagation()}>
      <RightDeed size="small" action="emission.record" aria-label={`${t('intake.sources.rename')} ${name}`} onClick={() => rename(source)}>
        {t('intake.sources.rename')}
      </RightDeed>
      {why === null && retiredAt === null ? (
        <Popconfirm
          title={label}
          description={t('intake.sources.retireText')}
          okText={label}
          cancelText={t('common.cancel')}
          onConfirm={() => retire(true)}
        >
          <Button size="small" loading={change.isPending} aria-label={`${label} ${name}`}>
            {label}
          </Button>
        </Popconfirm>
      ) : (
        <RightDeed size="small" action="emission.record" aria-label={`${label} ${name}`} onClick={() => retire(retiredAt === null)}>
          {label}
        </RightDeed>
      )}
      {change.isError && <RefusalNotice problem={change.error} />}
    </span>
  );
}

function RenameForm({ source, onClose }: { source: Source; onClose: () => void }) {
  const { t } = useWords();
  const rules = useRules();
  const done = useDone(onClose);
  const [form] = Form.useForm<{ name: string }>();
  const change = useDeed(intakeEndpoints.changeSource);
  return (
    <FormDrawer<{ name: string }>
      open
      title={t('intake.sources.rename')}
      intro={t('intake.sources.renameText')}
      form={form}
      initial={{ name: source.name }}
      busy={change.isPending}
      problem={change.error}
      onSubmit={({ name }) =>
        change.mutate(
          { params: { sourceId: source.id }, body: { name, retired: source.retiredAt !== null, version: source.version } },
          done,
        )
      }
      onClose={onClose}
    >
      <Form.Item name="name" label={t('common.name')} rules={[rules.words]}>
        <Input maxLength={100} />
      </Form.Item>
    </FormDrawer>
  );
}
