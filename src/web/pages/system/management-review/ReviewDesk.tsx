import type { ReplyOf } from '../../../../contract/endpoint.ts';
import { managementReviewEndpoints as e } from '../../../../contract/management-review.ts';
import { useAsk, useDeed } from '../../../api/queries.ts';
import { group } from '../../../format/number.ts';
import { Answer } from '../../../parts/Answer.tsx';
import { Deed, useWhyNot } from '../../../parts/Deed.tsx';
import { EmptyState } from '../../../parts/EmptyState.tsx';
import { DayLabel, PersonName, WhoWhen } from '../../../parts/Labels.tsx';
import { PlainTable } from '../../../parts/PlainTable.tsx';
import { RefusalNotice } from '../../../parts/RefusalNotice.tsx';
import { Tag } from '../../../parts/Tag.tsx';
import { Prose } from '../../../parts/Unit.tsx';
import { useDone } from '../../../parts/use-done.ts';
import { paths } from '../../../paths.ts';
import { GoLink, useGo } from '../../../ui/GoLink.tsx';
import { Section } from '../../../ui/Page.tsx';
import { useWords } from '../../../words/language.ts';
import { type RecordView, type RegisterView, systemReads, toneOf } from '../model.ts';
import { Packs } from '../packs/Packs.tsx';
import styles from './review.module.css';

type Figures = ReplyOf<typeof e.readReviewFigures>;
type Input = Figures['inputs'][number];
type Decision = Figures['decisions'][number];
const reads = [...systemReads, e.readReviewFigures] as const;

/** A management review at work: inputs filled from the system with what they rest on, decisions and the actions made of them, packs. */
export function ReviewDesk({ record, register }: { record: RecordView; register: RegisterView }) {
  const asked = useAsk(e.readReviewFigures, { params: { recordId: record.id } });
  return (
    <>
      <Answer of={asked} rows={8}>
        {(figures) => (
          <>
            <Inputs record={record} register={register} figures={figures} />
            <Decisions record={record} figures={figures} />
          </>
        )}
      </Answer>
      <Packs record={record} />
    </>
  );
}

function Inputs({ record, register, figures }: { record: RecordView; register: RegisterView; figures: Figures }) {
  const { t, say, language } = useWords();
  const mayNot = useWhyNot('system.edit');
  const fill = useDeed(e.fillReview, reads);
  const done = useDone(() => {}, t('managementReview.done'));
  const { filled, inputs, ownWords, mayFill } = figures;
  const names = register.fields.find((one) => one.id === 'inputs')?.columns.find((one) => one.id === 'input')?.options ?? [];
  const nameOf = (id: string) => {
    const name = names.find((one) => one.code === id)?.name;
    return name ? say(name) : id;
  };
  const button = (
    <Deed
      why={mayNot ?? (mayFill ? null : t('managementReview.notNow'))}
      type={filled ? 'default' : 'primary'}
      loading={fill.isPending}
      onClick={() => fill.mutate({ params: { recordId: record.id }, body: { seenVersion: record.version, language } }, done)}
    >
      {t(filled ? 'managementReview.fillAgain' : 'managementReview.fill')}
    </Deed>
  );
  return (
    <Section title={t('managementReview.inputs')} extra={button}>
      {fill.isError && <RefusalNotice problem={fill.error} />}
      {filled ? (
        <p className="th-row">
          <span>{t('managementReview.asOf')}</span> <DayLabel day={filled.asOf} />
          <WhoWhen name={filled.by.name} at={filled.at} />
          <code className="th-place" title={filled.sha256}>
            {filled.sha256.slice(0, 12)}
          </code>
          {filled.asOf < figures.today && <Tag tone="warn">{t('managementReview.older')}</Tag>}
        </p>
      ) : (
        <EmptyState icon="file" title={t('managementReview.empty')} text={t('managementReview.emptyText')} clause="9.3" />
      )}
      <div className={styles.inputs}>
        {inputs.map((one, index) => (
          <InputCard key={one.input} no={index + 1} name={nameOf(one.input)} input={one} isOwn={ownWords.includes(one.input)} />
        ))}
      </div>
    </Section>
  );
}

function InputCard({ no, name, input, isOwn }: { no: number; name: string; input: Input; isOwn: boolean }) {
  const { t, say } = useWords();
  return (
    <section className={styles.input} aria-label={name}>
      <h3>
        {no} {name} {isOwn && <Tag tone="info">{t('managementReview.ownWords')}</Tag>}
      </h3>
      {input.says.map((one) => (
        <p key={one.zh} className="th-quiet">
          {say(one)}
        </p>
      ))}
      <dl className={styles.figures}>
        {input.figures.map((one) => (
          <div key={one.key}>
            <dt>{say(one.label)}</dt>
            <dd>
              <Tag tone={toneOf(one.tone)}>{group(one.value)}</Tag>
              {one.unit !== '' && (
                <span>
                  <Prose text={one.unit} />
                </span>
              )}
              {one.path && <GoLink to={one.path}>{t('managementReview.open')}</GoLink>}
            </dd>
          </div>
        ))}
      </dl>
      {input.lines.length > 0 && (
        <ul className={styles.lines}>
          {input.lines.slice(0, 6).map((line) => (
            <li key={`${line.path ?? ''} ${line.name.zh}`}>
              {line.path ? <GoLink to={line.path}>{say(line.name)}</GoLink> : say(line.name)}{' '}
              <span className={line.tone === 'bad' ? styles.bad : 'th-quiet'}>
                {line.words
                  .map(say)
                  .filter((word) => word !== '')
                  .join(t('common.listComma'))}
              </span>
            </li>
          ))}
        </ul>
      )}
      {input.lines.length + input.more > 6 && (
        <p className="th-quiet">{t('managementReview.more', { count: input.lines.length + input.more - 6 })}</p>
      )}
    </section>
  );
}

function Decisions({ record, figures }: { record: RecordView; figures: Figures }) {
  const { t, say } = useWords();
  const go = useGo();
  const mayNot = useWhyNot('system.edit');
  const make = useDeed(e.makeReviewAction, reads);
  const made = useDone<{ id: string }>(({ id }) => go(paths.systemRecord(id)), t('managementReview.made'));
  if (figures.decisions.length === 0) return null;
  return (
    <Section title={t('managementReview.decisions')}>
      {make.isError && <RefusalNotice problem={make.error} />}
      <PlainTable<Decision>
        rows={figures.decisions}
        rowKey={(one) => String(one.row)}
        columns={[
          { key: 'decision', title: t('managementReview.decision'), show: (one) => one.decision },
          { key: 'owner', title: t('system.owner'), show: (one) => <PersonName name={one.owner?.name ?? null} /> },
          { key: 'due', title: t('system.dueOn'), show: (one) => <DayLabel day={one.dueOn} /> },
          {
            key: 'action',
            title: t('managementReview.action'),
            show: (one) =>
              one.action ? (
                <span className="th-row">
                  <GoLink to={paths.systemRecord(one.action.id)}>{one.action.no}</GoLink>
                  {say(one.action.state)}
                  {one.action.overdue && <Tag tone="bad">{t('system.late')}</Tag>}
                </span>
              ) : (
                <Deed
                  why={mayNot}
                  size="small"
                  loading={make.isPending}
                  onClick={() =>
                    make.mutate({ params: { recordId: record.id, row: one.row }, body: { seenVersion: record.version } }, made)
                  }
                >
                  {t('managementReview.make')}
                </Deed>
              ),
          },
        ]}
      />
    </Section>
  );
}
