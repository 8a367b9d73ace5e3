import { Form, Input, InputNumber, Select } from 'antd';
import { useState } from 'react';
import { maturityEndpoints as e } from '../../../../contract/maturity.ts';
import { useAsk, useDeed } from '../../../api/queries.ts';
import { Answer } from '../../../parts/Answer.tsx';
import { RightDeed } from '../../../parts/Deed.tsx';
import { EmptyState } from '../../../parts/EmptyState.tsx';
import { FormDrawer } from '../../../parts/FormDrawer.tsx';
import { useRules } from '../../../parts/fields.tsx';
import { InstantLabel, WhoWhen } from '../../../parts/Labels.tsx';
import { type Column, TableView } from '../../../parts/TableView.tsx';
import { Tag } from '../../../parts/Tag.tsx';
import { useDone } from '../../../parts/use-done.ts';
import { paths } from '../../../paths.ts';
import { entityOptions, firstEntity, useWorkplace } from '../../../shell/workplace.ts';
import { GoLink, useGo } from '../../../ui/GoLink.tsx';
import { Icon } from '../../../ui/Icon.tsx';
import { PageHead, Section } from '../../../ui/Page.tsx';
import { useWords } from '../../../words/language.ts';
import { ComparisonSection } from './ComparisonSection.tsx';
import { type AssessmentLine, maturityReads, points, standingTones } from './model.ts';
import { TrendSection } from './TrendSection.tsx';

/** Assessments of the chosen node and everything below it: trend of one, comparison of many. */
export function AssessmentsPage() {
  const { t } = useWords();
  const go = useGo();
  const [isOpening, setOpening] = useState(false);
  const { entity } = useWorkplace();
  const asked = useAsk(e.listAssessments, { query: entity ? { entityId: entity.id } : {} });
  const columns = useColumns();
  const open = (
    <RightDeed type="primary" action="maturity.assess" icon={<Icon name="plus" size={15} />} onClick={() => setOpening(true)}>
      {t('maturity.open')}
    </RightDeed>
  );
  return (
    <>
      <PageHead title={t('shell.page.maturity')} summary={t('maturity.summary')} extra={open} />
      <Section flush>
        <Answer of={asked} rows={6}>
          {({ items }) => (
            <TableView<AssessmentLine>
              name={t('shell.page.maturity')}
              rows={items}
              columns={columns}
              rowKey={(one) => one.id}
              onOpen={(one) => go(paths.maturityOf(one.id))}
              empty={<EmptyState icon="system" title={t('maturity.empty')} text={t('maturity.emptyText')} actions={open} />}
            />
          )}
        </Answer>
      </Section>
      {entity && <TrendSection lines={(asked.data?.items ?? []).filter((one) => one.entityId === entity.id)} />}
      <ComparisonSection entityId={entity?.id ?? null} />
      {isOpening && <OpenForm onClose={() => setOpening(false)} />}
    </>
  );
}

function useColumns(): Column<AssessmentLine>[] {
  const { t, say } = useWords();
  return [
    {
      key: 'year',
      title: t('maturity.year'),
      text: (one) => String(one.year),
      show: (one) => <GoLink to={paths.maturityOf(one.id)}>{t('maturity.ofYear', { year: one.year, no: one.no })}</GoLink>,
    },
    { key: 'entity', title: t('maturity.entity'), text: (one) => say(one.entityName) },
    { key: 'level', title: t('maturity.level'), text: (one) => (one.level === null ? '' : `L${one.level}`), align: 'right' },
    { key: 'total', title: t('maturity.total'), text: (one) => (one.total === null ? '' : points(one.total)), align: 'right' },
    {
      key: 'standing',
      title: t('common.state'),
      text: (one) => t(`maturity.standing.${one.standing}`),
      show: (one) => <Tag tone={standingTones[one.standing]}>{t(`maturity.standing.${one.standing}`)}</Tag>,
    },
    {
      key: 'opened',
      title: t('maturity.opened'),
      text: (one) => one.openedAt,
      show: (one) => <WhoWhen name={one.openedBy.name} at={one.openedAt} />,
    },
    { key: 'signed', title: t('maturity.signed'), text: (one) => one.signedAt ?? '', show: (one) => <InstantLabel at={one.signedAt} /> },
  ];
}

interface Fields {
  entityId: string;
  year: number;
  note?: string;
}

function OpenForm({ onClose }: { onClose: () => void }) {
  const { t, language } = useWords();
  const rules = useRules();
  const go = useGo();
  const { tree, at, year } = useWorkplace();
  const [form] = Form.useForm<Fields>();
  const deed = useDeed(e.openAssessment, maturityReads);
  const done = useDone<{ id: string }>(({ id }) => go(paths.maturityOf(id)), t('common.saved'));
  if (!tree.data) return null;
  return (
    <FormDrawer<Fields>
      open
      size={480}
      title={t('maturity.open')}
      form={form}
      initial={{ entityId: firstEntity(tree.data, at)?.id ?? '', ...(year === null ? {} : { year }) }}
      busy={deed.isPending}
      problem={deed.error}
      onClose={onClose}
      onSubmit={({ entityId, year: of, note }) => deed.mutate({ body: { entityId, year: of, note: note ?? '' } }, done)}
      intro={t('maturity.openText')}
    >
      <Form.Item name="entityId" label={t('maturity.entity')} rules={[rules.required]}>
        <Select options={entityOptions(tree.data, language)} />
      </Form.Item>
      <Form.Item name="year" label={t('maturity.year')} rules={[rules.required]}>
        <InputNumber min={2010} max={2100} precision={0} className="th-number-field" />
      </Form.Item>
      <Form.Item name="note" label={t('system.remark')}>
        <Input.TextArea autoSize={{ minRows: 2, maxRows: 6 }} maxLength={4000} />
      </Form.Item>
    </FormDrawer>
  );
}
