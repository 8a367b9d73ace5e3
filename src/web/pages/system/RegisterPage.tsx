import { Button, Dropdown, Select } from 'antd';
import { useState } from 'react';
import { systemEndpoints as e } from '../../../contract/system.ts';
import { addressOf, call } from '../../api/call.ts';
import { useAsk } from '../../api/queries.ts';
import { Answer } from '../../parts/Answer.tsx';
import { RightDeed } from '../../parts/Deed.tsx';
import { EmptyState } from '../../parts/EmptyState.tsx';
import { DayLabel, PersonName } from '../../parts/Labels.tsx';
import { type Column, TableView } from '../../parts/TableView.tsx';
import { Tag } from '../../parts/Tag.tsx';
import { usePages } from '../../parts/use-pages.ts';
import { paths } from '../../paths.ts';
import { useAddress } from '../../shell/address.ts';
import { GoLink, useGo } from '../../ui/GoLink.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { PageHead, Section } from '../../ui/Page.tsx';
import { SearchField } from '../../ui/SearchField.tsx';
import { useSearchFields } from '../../ui/useSearchFields.ts';
import { useWords } from '../../words/language.ts';
import { RegisterFacts } from './clauses/RegisterFacts.tsx';
import { FieldValue } from './FieldValue.tsx';
import { AbatementCurve } from './figures/AbatementCurve.tsx';
import { CompetenceMatrix } from './figures/CompetenceMatrix.tsx';
import { ProcessMap } from './figures/ProcessMap.tsx';
import { RoleMatrix } from './figures/RoleMatrix.tsx';
import { ImportForm } from './ImportForm.tsx';
import { type Names, type RecordLine, type RegisterView, standingTones, stateOf } from './model.ts';
import { RecordForm } from './RecordForm.tsx';
import { RiskMatrix } from './RiskMatrix.tsx';
import { useFieldText } from './use-field-text.ts';

/** One register: its records with their states, found by words, state and what is due. */
export function RegisterPage() {
  const { register: id } = useAddress('register');
  const asked = useAsk(e.listRegisters, {});
  return (
    <Answer of={asked} rows={10}>
      {({ items }) => {
        const found = items.find((one) => one.register.id === id);
        return found ? <View key={id} register={found.register} /> : <Unknown />;
      }}
    </Answer>
  );
}

function Unknown() {
  const { t } = useWords();
  return <EmptyState icon="system" title={t('system.unknown')} text={t('system.unknownText')} />;
}

type Only = 'all' | 'overdue' | 'to_review';
const onlyOf = (given: string | undefined): Only => (given === 'overdue' || given === 'to_review' ? given : 'all');

function View({ register }: { register: RegisterView }) {
  const { t, say } = useWords();
  const go = useGo();
  const [fields, change] = useSearchFields();
  const [adding, setAdding] = useState(false);
  const only = onlyOf(fields.only);
  const filter = {
    ...{ search: fields.search ?? '', only },
    ...(fields.state ? { state: fields.state } : {}),
    ...(fields.clause ? { clause: fields.clause } : {}),
  };
  const params = { register: register.id };
  const [clause] = register.clauses;
  const pages = usePages((window) => call(e.listRecords, { params, query: { ...filter, ...window } }));
  const page = useAsk(e.listRecords, { params, query: { ...filter, ...pages.window } });
  const add = (
    <RightDeed type="primary" action={`system.${register.keeper}`} icon={<Icon name="plus" size={15} />} onClick={() => setAdding(true)}>
      {t('system.addTo', { name: say(register.one) })}
    </RightDeed>
  );
  return (
    <>
      <Head register={register} add={add} />
      {register.id === 'risk' && <RiskMatrix register={register} />}
      {register.id === 'process' && <ProcessMap register={register} />}
      {register.id === 'action_plan' && <AbatementCurve />}
      {register.id === 'role_assignment' && <RoleMatrix />}
      {register.id === 'competence' && <CompetenceMatrix />}
      <Section flush>
        <Answer of={page} rows={10}>
          {(list) => (
            <Records register={register} list={list}>
              {(columns) => (
                <TableView<RecordLine>
                  name={say(register.name)}
                  rows={list.items}
                  columns={columns}
                  rowKey={(one) => one.id}
                  selectable
                  filtered={filter.search !== '' || only !== 'all' || fields.state !== undefined || fields.clause !== undefined}
                  onOpen={(one) => go(paths.systemRecord(one.id))}
                  paging={pages.paging(list.total)}
                  filters={
                    <Filters
                      register={register}
                      states={list.states}
                      fields={fields}
                      change={(parts) => change({ ...parts, offset: null })}
                    />
                  }
                  empty={
                    <EmptyState
                      icon="system"
                      title={t('system.emptyTitle', { name: say(register.name) })}
                      text={say(register.hint)}
                      {...(clause ? { clause } : {})}
                      actions={add}
                    />
                  }
                />
              )}
            </Records>
          )}
        </Answer>
      </Section>
      {register.facts.length > 0 && <RegisterFacts register={register.id} />}
      {adding && <RecordForm register={register} record={null} onClose={() => setAdding(false)} />}
    </>
  );
}

function Head({ register, add }: { register: RegisterView; add: React.ReactNode }) {
  const { t, say } = useWords();
  const [importing, setImporting] = useState(false);
  const [clause] = register.clauses;
  const deeds = (
    <span className="th-row">
      <ExportMenu register={register} />
      <RightDeed action={`system.${register.keeper}`} icon={<Icon name="upload" size={15} />} onClick={() => setImporting(true)}>
        {t('system.import')}
      </RightDeed>
      {add}
    </span>
  );
  return (
    <>
      <PageHead title={say(register.name)} {...(clause ? { clause } : {})} summary={say(register.hint)} extra={deeds} />
      {importing && <ImportForm register={register} onClose={() => setImporting(false)} />}
    </>
  );
}

/** The whole register as a file, whatever is shown; it imports back as it is. */
function ExportMenu({ register }: { register: RegisterView }) {
  const { t, language } = useWords();
  const link = (format: 'xlsx' | 'csv' | 'json') =>
    addressOf(e.exportRegister, { params: { register: register.id }, query: { format, language } });
  const items = (['xlsx', 'csv', 'json'] as const).map((format) => ({
    key: format,
    label: (
      <a href={link(format)} download>
        {t(`system.exportAs.${format}`)}
      </a>
    ),
  }));
  return (
    <Dropdown menu={{ items }} trigger={['click']}>
      <Button icon={<Icon name="download" size={15} />}>{t('system.exportAll')}</Button>
    </Dropdown>
  );
}

type Fields = Readonly<Record<string, string>>;

function Filters(props: {
  register: RegisterView;
  states: Readonly<Record<string, number>>;
  fields: Fields;
  change: (parts: Record<string, string | null>) => void;
}) {
  const { register, states, fields, change } = props;
  const { t, say } = useWords();
  return (
    <>
      <SearchField value={fields.search ?? ''} onSearch={(search) => change({ search })} placeholder={t('system.search')} />
      <Select
        allowClear
        aria-label={t('common.state')}
        placeholder={t('common.state')}
        value={fields.state}
        onChange={(state: string | undefined) => change({ state: state ?? null })}
        options={register.states.map((one) => ({ value: one.code, label: `${say(one.name)} ${states[one.code] ?? 0}` }))}
        popupMatchSelectWidth={false}
      />
      <Select
        aria-label={t('system.only')}
        value={fields.only ?? 'all'}
        onChange={(only: string) => change({ only: only === 'all' ? null : only })}
        options={(['all', 'overdue', 'to_review'] as const).map((value) => ({ value, label: t(`system.onlyOf.${value}`) }))}
      />
    </>
  );
}

function Records({
  register,
  list,
  children,
}: {
  register: RegisterView;
  list: { names: Names };
  children: (columns: Column<RecordLine>[]) => React.ReactNode;
}) {
  const { t, say } = useWords();
  const fieldText = useFieldText(list.names);
  const shown = register.columns
    .flatMap((id) => register.fields.find((one) => one.id === id) ?? [])
    .filter((one) => one.id !== register.roles.due && one.id !== register.roles.owner);
  const columns: Column<RecordLine>[] = [
    { key: 'no', title: t('system.no'), text: (one) => one.no, nowrap: true, show: (one) => <span className="th-num">{one.no}</span> },
    {
      key: 'title',
      title: say(register.one),
      text: (one) => one.title,
      show: (one) => <GoLink to={paths.systemRecord(one.id)}>{one.title}</GoLink>,
    },
    ...shown.map((field): Column<RecordLine> => {
      return {
        key: field.id,
        title: say(field.name),
        text: (one) => fieldText(field, one.content),
        show: (one) => <FieldValue field={field} content={one.content} names={list.names} short />,
      };
    }),
    {
      key: 'owner',
      title: t('system.owner'),
      text: (one) => one.owner?.name ?? '',
      show: (one) => <PersonName name={one.owner?.name ?? null} />,
    },
    {
      key: 'due',
      title: register.roles.due === null ? t('system.reviewOn') : t('system.dueOn'),
      text: (one) => (register.roles.due === null ? one.reviewOn : one.dueOn) ?? '',
      show: (one) => <Due line={one} review={register.roles.due === null} />,
    },
    {
      key: 'state',
      title: t('common.state'),
      text: (one) => say(stateOf(register, one.state)?.name ?? { zh: '', en: '' }),
      show: (one) => <StateTag register={register} line={one} />,
    },
    { key: 'evidence', title: t('system.evidence'), align: 'right', text: (one) => String(one.evidence) },
  ];
  return <>{children(columns.filter((column) => register.roles.owner !== null || column.key !== 'owner'))}</>;
}

function Due({ line, review }: { line: RecordLine; review: boolean }) {
  const { t } = useWords();
  const day = review ? line.reviewOn : line.dueOn;
  if (day === null) return null;
  return (
    <span className="th-row th-nowrap">
      <DayLabel day={day} />
      {line.overdue && !review && <Tag tone="bad">{t('system.late')}</Tag>}
    </span>
  );
}

/** A record's state; a draft beside an earlier version in force says so. */
export function StateTag({ register, line }: { register: RegisterView; line: Pick<RecordLine, 'state' | 'stands' | 'inForceVersion'> }) {
  const { t, say } = useWords();
  const state = stateOf(register, line.state);
  return (
    <span className="th-row th-nowrap">
      <Tag tone={standingTones[line.stands]}>{state ? say(state.name) : line.state}</Tag>
      {line.stands === 'drafted' && line.inForceVersion !== null && (
        <span className="th-small th-quiet">{t('system.stillInForce', { version: line.inForceVersion })}</span>
      )}
    </span>
  );
}
