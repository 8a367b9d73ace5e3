import { useState } from 'react';
import { systemEndpoints as e } from '../../../contract/system.ts';
import { useAsk, useDeed } from '../../api/queries.ts';
import { Answer } from '../../parts/Answer.tsx';
import { Deed, RightDeed } from '../../parts/Deed.tsx';
import { Discussion } from '../../parts/discussion/Discussion.tsx';
import { EvidenceList } from '../../parts/EvidenceList.tsx';
import { EvidencePicker } from '../../parts/EvidencePicker.tsx';
import { DayLabel, PersonName } from '../../parts/Labels.tsx';
import { RefusalNotice } from '../../parts/RefusalNotice.tsx';
import { Tag } from '../../parts/Tag.tsx';
import { paths } from '../../paths.ts';
import { useAddress } from '../../shell/address.ts';
import { entityAt, useWorkplace } from '../../shell/workplace.ts';
import { GoLink } from '../../ui/GoLink.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { ClauseMark, KeyValues, PageHead, Section } from '../../ui/Page.tsx';
import { nameIn, useWords } from '../../words/language.ts';
import { FieldValue } from './FieldValue.tsx';
import { RecordFigures } from './figures/RecordFigures.tsx';
import { MoveForm } from './MoveForm.tsx';
import { type RecordView, type RegisterView, stateOf, systemReads } from './model.ts';
import { RecordForm } from './RecordForm.tsx';
import { RecordHistory } from './RecordHistory.tsx';
import { StateTag } from './RegisterPage.tsx';
import styles from './system.module.css';

/** One record: what it says, where it stands, what may follow and why not, what it rests on, who wrote and decided what. */
export function RecordPage() {
  const { recordId } = useAddress('recordId');
  const registers = useAsk(e.listRegisters, {});
  const record = useAsk(e.readRecord, { params: { recordId } });
  return (
    <Answer of={record} rows={12}>
      {(data) => (
        <Answer of={registers} rows={12}>
          {({ items }) => {
            const found = items.find((one) => one.register.id === data.register);
            return found ? <View key={recordId} record={data} register={found.register} /> : null;
          }}
        </Answer>
      )}
    </Answer>
  );
}

function View({ record, register }: { record: RecordView; register: RegisterView }) {
  const { t, say, language } = useWords();
  const { tree } = useWorkplace();
  const [changing, setChanging] = useState(false);
  const entity = entityAt(tree.data, record.entityId);
  return (
    <>
      <PageHead
        title={record.title}
        {...(record.clauses[0] ? { clause: record.clauses[0] } : {})}
        summary={
          <>
            <GoLink to={paths.systemRegister(register.id)}>{say(register.name)}</GoLink> · {record.no}
            {entity ? ` · ${nameIn(language, entity)}` : ''}
          </>
        }
        extra={
          <RightDeed action={`system.${register.keeper}`} onClick={() => setChanging(true)}>
            {t('system.change')}
          </RightDeed>
        }
      />
      <Standing record={record} register={register} />
      <RecordFigures record={record} register={register} />
      <Told record={record} register={register} />
      <Evidence record={record} register={register} />
      <NamedBy record={record} />
      <Discussion objectType="register_record" objectId={record.id} />
      <RecordHistory record={record} register={register} />
      {changing && <RecordForm register={register} record={record} onClose={() => setChanging(false)} />}
    </>
  );
}

/** What the record says; fields that say nothing yet are named together. Title, owner and due day stand above. */
function Told({ record, register }: { record: RecordView; register: RegisterView }) {
  const { t, say } = useWords();
  const { title, owner, due, clauses } = register.roles;
  const fields = register.fields.filter(({ id }) => ![title, owner, due, clauses].includes(id));
  const isEmpty = ({ id, type }: (typeof fields)[number]) => type !== 'score' && record.content[id] === undefined;
  const unsaid = fields.filter(isEmpty);
  return (
    <Section title={t('system.content')}>
      <KeyValues
        columns={3}
        items={fields
          .filter((field) => !isEmpty(field))
          .map((field) => ({
            label: say(field.name),
            value: <FieldValue field={field} content={record.content} names={record.names} />,
            wide: field.type === 'rows' || field.long,
          }))}
      />
      {unsaid.length > 0 && (
        <p className="th-quiet">{t('system.unsaid', { fields: unsaid.map((field) => say(field.name)).join(t('common.listComma')) })}</p>
      )}
    </Section>
  );
}

/** State, what counts since when, and the next steps; a step that cannot be taken says why. */
function Standing({ record, register }: { record: RecordView; register: RegisterView }) {
  const { t, say } = useWords();
  const [moving, setMoving] = useState<string | null>(null);
  return (
    <Section
      title={t('system.standing')}
      extra={record.next.map(({ move: code, permitted, objections }) => {
        const move = register.moves.find((one) => one.code === code);
        if (!move) return null;
        const kind = move.approves ? { type: 'primary' as const } : {};
        const why = objections.length > 0 ? objections.map((one) => say(one.text)).join(t('common.listComma')) : null;
        return permitted ? (
          <Deed key={code} why={why} {...kind} onClick={() => setMoving(code)}>
            {say(move.name)}
          </Deed>
        ) : (
          <RightDeed key={code} action={`system.${move.right}`} {...kind}>
            {say(move.name)}
          </RightDeed>
        );
      })}
    >
      <StandingFacts record={record} register={register} />
      {moving && <MoveForm record={record} register={register} code={moving} onClose={() => setMoving(null)} />}
    </Section>
  );
}

function StandingFacts({ record, register }: { record: RecordView; register: RegisterView }) {
  const { t } = useWords();
  const { inForceVersion, inForceOn, reviewOn, dueOn, owner } = record;
  const inForce =
    inForceVersion === null ? (
      <span className="th-quiet">{t('system.noneInForce')}</span>
    ) : (
      <span className="th-row">
        {t('system.versionNo', { version: inForceVersion })}
        <DayLabel day={inForceOn} />
      </span>
    );
  const due = dueOn && (
    <span className="th-row">
      <DayLabel day={dueOn} />
      {record.overdue && <Tag tone="bad">{t('system.late')}</Tag>}
    </span>
  );
  const clauses = (
    <span className="th-row">
      {record.clauses.map((one) => (
        <ClauseMark key={one} clause={one} />
      ))}
    </span>
  );
  return (
    <KeyValues
      columns={3}
      items={[
        { label: t('common.state'), value: <StateTag register={register} line={record} /> },
        { label: t('system.version'), value: t('system.versionNo', { version: record.version }) },
        { label: t('system.inForce'), value: inForce },
        ...(owner ? [{ label: t('system.owner'), value: <PersonName name={owner.name} /> }] : []),
        ...(due ? [{ label: t('system.dueOn'), value: due }] : []),
        ...(reviewOn ? [{ label: t('system.reviewOn'), value: <DayLabel day={reviewOn} /> }] : []),
        { label: t('system.clauses'), value: clauses, wide: true },
      ]}
    />
  );
}

function Evidence({ record, register }: { record: RecordView; register: RegisterView }) {
  const { t } = useWords();
  const [picking, setPicking] = useState(false);
  const tie = useDeed(e.tieEvidence, systemReads);
  const isEditable = stateOf(register, record.state)?.editable ?? false;
  const send = (add: readonly string[], remove: readonly string[]) =>
    tie.mutate({ params: { recordId: record.id }, body: { add: [...add], remove: [...remove] } }, { onSuccess: () => setPicking(false) });
  return (
    <Section
      title={t('system.evidence')}
      extra={
        <RightDeed action={`system.${register.keeper}`} size="small" icon={<Icon name="plus" size={15} />} onClick={() => setPicking(true)}>
          {t('system.addEvidence')}
        </RightDeed>
      }
    >
      {tie.isError && <RefusalNotice problem={tie.error} />}
      {record.evidenceItems.length === 0 ? (
        <p className="th-quiet">{t('system.noEvidence')}</p>
      ) : (
        <EvidenceList items={record.evidenceItems} {...(isEditable ? { onDetach: (id: string) => send([], [id]) } : {})} />
      )}
      <EvidencePicker
        open={picking}
        onClose={() => setPicking(false)}
        onPick={(ids) => send(ids, [])}
        already={record.evidenceItems.map((one) => one.id)}
      />
    </Section>
  );
}

function NamedBy({ record }: { record: RecordView }) {
  const { t } = useWords();
  if (record.namedBy.length === 0) return null;
  return (
    <Section title={t('system.namedBy')}>
      <ul className={styles.list}>
        {record.namedBy.map((one) => (
          <li key={`${one.id} ${one.field}`}>
            <GoLink to={paths.systemRecord(one.id)}>
              {one.no} {one.title}
            </GoLink>
          </li>
        ))}
      </ul>
    </Section>
  );
}
