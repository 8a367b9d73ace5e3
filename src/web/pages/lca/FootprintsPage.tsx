import { Form, Input } from 'antd';
import { useState } from 'react';
import { footprintEndpoints as e } from '../../../contract/footprints.ts';
import { useAsk, useDeed } from '../../api/queries.ts';
import { Answer } from '../../parts/Answer.tsx';
import { RightDeed } from '../../parts/Deed.tsx';
import { EmptyState } from '../../parts/EmptyState.tsx';
import { FormDrawer } from '../../parts/FormDrawer.tsx';
import { type Column, TableView } from '../../parts/TableView.tsx';
import { Tag } from '../../parts/Tag.tsx';
import { paths } from '../../paths.ts';
import { firstEntity, useWorkplace } from '../../shell/workplace.ts';
import { GoLink, useGo } from '../../ui/GoLink.tsx';
import { PageHead, Section } from '../../ui/Page.tsx';
import { useWords } from '../../words/language.ts';
import { figure } from './footprint-model.ts';

type Row = (typeof e.listFootprints)['reply']['_output']['items'][number];

/** 产品碳足迹: what one functional unit of each product emits (LCA foundation; 8.2, A.4). */
export function FootprintsPage() {
  const { t } = useWords();
  const list = useAsk(e.listFootprints, {});
  const [isOpen, setOpen] = useState(false);
  const begin = (
    <RightDeed action="footprint.model" type="primary" onClick={() => setOpen(true)}>
      {t('footprint.begin')}
    </RightDeed>
  );
  return (
    <>
      <PageHead title={t('footprint.title')} clause="A.4" summary={t('footprint.summary')} extra={begin} />
      <Section flush>
        <Answer of={list} rows={6}>
          {({ items }) => <List rows={items} begin={begin} />}
        </Answer>
      </Section>
      {isOpen && <BeginForm onClose={() => setOpen(false)} />}
    </>
  );
}

function List({ rows, begin }: { rows: readonly Row[]; begin: React.ReactNode }) {
  const { t, say } = useWords();
  const columns: Column<Row>[] = [
    {
      key: 'product',
      title: t('footprint.product'),
      text: (row) => row.productName,
      show: (row) => <GoLink to={paths.footprint(row.id)}>{row.productName}</GoLink>,
      sort: 'text',
    },
    { key: 'entity', title: t('footprint.entity'), text: (row) => say(row.entityName), sort: 'text' },
    { key: 'boundary', title: t('footprint.boundaryOf'), text: (row) => t(`footprint.boundary.${boundaryOf(row)}`) },
    {
      key: 'latest',
      title: t('footprint.latest'),
      text: (row) => `${t('footprint.version', { n: row.latest.number })} ${t(`footprint.state.${row.latest.state}`)}`,
      show: (row) => (
        <>
          {t('footprint.version', { n: row.latest.number })}{' '}
          <Tag tone={row.latest.state === 'approved' ? 'good' : 'plain'}>{t(`footprint.state.${row.latest.state}`)}</Tag>
        </>
      ),
    },
    {
      key: 'approved',
      title: `${t('footprint.approved')} kgCO2e`,
      text: (row) => (row.approved ? `${figure(row.approved.total)} / ${row.approved.unit}` : ''),
      align: 'right',
    },
    {
      key: 'valid',
      title: t('footprint.validUntil'),
      text: (row) => row.approved?.validUntil ?? '',
      show: (row) => (row.approved?.expired ? <Tag tone="bad">{t('footprint.expired')}</Tag> : (row.approved?.validUntil ?? '')),
      nowrap: true,
    },
  ];
  return (
    <TableView
      name={t('footprint.title')}
      rows={rows}
      columns={columns}
      rowKey={(row) => row.id}
      empty={<EmptyState title={t('footprint.empty')} text={t('footprint.emptyText')} clause="A.4" actions={begin} />}
    />
  );
}

const boundaryOf = (row: Row): 'cradle_to_gate' | 'cradle_to_grave' | 'gate_to_gate' =>
  row.latest.boundary === 'cradle_to_grave' || row.latest.boundary === 'gate_to_gate' ? row.latest.boundary : 'cradle_to_gate';

interface Fields {
  readonly productName: string;
}

function BeginForm({ onClose }: { onClose: () => void }) {
  const { t, nameOf } = useWords();
  const { tree, at } = useWorkplace();
  const [form] = Form.useForm<Fields>();
  const begin = useDeed(e.createFootprint, [e.listFootprints]);
  const go = useGo();
  const entity = tree.data ? firstEntity(tree.data, at) : null;
  return (
    <FormDrawer<Fields>
      open
      title={t('footprint.begin')}
      form={form}
      initial={{}}
      busy={begin.isPending}
      problem={begin.error}
      intro={entity ? `${t('footprint.entity')}: ${nameOf(entity)}` : t('footprint.emptyText')}
      onClose={onClose}
      onSubmit={({ productName }) => {
        if (entity)
          begin.mutate({ body: { entityId: entity.id, productName } }, { onSuccess: ({ footprint }) => go(paths.footprint(footprint.id)) });
      }}
    >
      <Form.Item name="productName" label={t('footprint.product')} rules={[{ required: true }]}>
        <Input maxLength={200} />
      </Form.Item>
    </FormDrawer>
  );
}
