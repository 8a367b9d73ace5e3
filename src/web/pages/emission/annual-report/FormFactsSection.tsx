import { Form, Input } from 'antd';
import { useState } from 'react';
import { annualReportEndpoints as e, entityFactNames, unitFactNames } from '../../../../contract/annual-report.ts';
import { entityFactWords, unitFactWords } from '../../../../contract/annual-report-words.ts';
import type { ReplyOf } from '../../../../contract/endpoint.ts';
import type { Text } from '../../../../kernel/text.ts';
import { useAsk, useDeed } from '../../../api/queries.ts';
import { Answer } from '../../../parts/Answer.tsx';
import { RightDeed } from '../../../parts/Deed.tsx';
import { FormDrawer } from '../../../parts/FormDrawer.tsx';
import { WhoWhen } from '../../../parts/Labels.tsx';
import { type Column, TableView } from '../../../parts/TableView.tsx';
import { useDone } from '../../../parts/use-done.ts';
import { lineageOf, useWorkplace } from '../../../shell/workplace.ts';
import { Section } from '../../../ui/Page.tsx';
import { useWords } from '../../../words/language.ts';

type FormFacts = ReplyOf<typeof e.readFormFacts>;

interface Subject {
  readonly id: string;
  readonly kind: 'entity' | 'unit';
  readonly name: Text;
  readonly version: number;
  readonly recordedAt: string | null;
  readonly recordedByName: string | null;
  readonly facts: Readonly<Record<string, string | undefined>>;
  readonly names: readonly string[];
  readonly words: Readonly<Record<string, Text>>;
}

function subjectsOf({ entityId, entityName, entity, units }: FormFacts): Subject[] {
  return [
    { id: entityId, kind: 'entity', name: entityName, ...entity, names: entityFactNames, words: entityFactWords },
    ...units.map(
      ({ unitId, unitName, ...rest }): Subject => ({
        id: unitId,
        kind: 'unit',
        name: unitName,
        ...rest,
        names: unitFactNames,
        words: unitFactWords,
      }),
    ),
  ];
}

const givenOf = (subject: Subject) => subject.names.filter((name) => (subject.facts[name] ?? '') !== '').length;

/** 报表信息: what the forms ask of the entity and its units beyond the records of the organization. */
export function FormFactsSection({ entityId }: { entityId: string }) {
  const { t, say } = useWords();
  const facts = useAsk(e.readFormFacts, { params: { entityId } });
  const [editing, setEditing] = useState<Subject | null>(null);
  const { tree } = useWorkplace();
  const columns: Column<Subject>[] = [
    { key: 'subject', title: t('annualReport.subject'), text: (row) => say(row.name) },
    {
      key: 'given',
      title: t('annualReport.given'),
      text: (row) => t('annualReport.factsGiven', { given: givenOf(row), all: row.names.length }),
    },
    {
      key: 'by',
      title: t('annualReport.by'),
      text: (row) => row.recordedByName ?? '',
      show: (row) =>
        row.recordedAt === null ? null : (
          <span className="th-row">
            <WhoWhen name={row.recordedByName} at={row.recordedAt} />
          </span>
        ),
    },
    {
      key: 'edit',
      title: '',
      align: 'right',
      text: () => '',
      show: (row) => (
        <RightDeed action="annual_report.prepare" lineage={lineageOf(tree.data, entityId)} size="small" onClick={() => setEditing(row)}>
          {t('annualReport.factsEdit')}
        </RightDeed>
      ),
    },
  ];
  return (
    <Section id="form-facts" title={t('annualReport.facts')}>
      <p className="th-quiet">{t('annualReport.factsText')}</p>
      <Answer of={facts} rows={3}>
        {(data) => <TableView bare name={t('annualReport.facts')} rows={subjectsOf(data)} columns={columns} rowKey={(row) => row.id} />}
      </Answer>
      {editing ? <FactsForm key={editing.id} subject={editing} onClose={() => setEditing(null)} /> : null}
    </Section>
  );
}

type Fields = Record<string, string>;

function FactsForm({ subject, onClose }: { subject: Subject; onClose: () => void }) {
  const { t, say } = useWords();
  const done = useDone(onClose);
  const [form] = Form.useForm<Fields>();
  const touched = [e.readFormFacts, e.readAnnualReports];
  const ofEntity = useDeed(e.recordEntityFacts, touched);
  const ofUnit = useDeed(e.recordUnitFacts, touched);
  const { mutate: recordEntity } = ofEntity;
  const { mutate: recordUnit } = ofUnit;
  function submit(fields: Fields) {
    const facts = Object.fromEntries(Object.entries(fields).filter(([, value]) => (value ?? '').trim() !== ''));
    const body = { facts, seenVersion: subject.version };
    if (subject.kind === 'entity') recordEntity({ params: { entityId: subject.id }, body }, done);
    else recordUnit({ params: { unitId: subject.id }, body }, done);
  }
  return (
    <FormDrawer<Fields>
      open
      title={t('annualReport.factsOf', { name: say(subject.name) })}
      form={form}
      initial={Object.fromEntries(subject.names.map((name) => [name, subject.facts[name] ?? '']))}
      busy={ofEntity.isPending || ofUnit.isPending}
      problem={ofEntity.error ?? ofUnit.error}
      onSubmit={submit}
      onClose={onClose}
      intro={t('annualReport.factsText')}
    >
      <div className="th-form-grid">
        {subject.names.map((name) => (
          <Form.Item key={name} name={name} label={say(subject.words[name] ?? { zh: name, en: name })}>
            <Input maxLength={500} />
          </Form.Item>
        ))}
      </div>
    </FormDrawer>
  );
}
