import { Input, Radio } from 'antd';
import { type KeyboardEvent, useState } from 'react';
import { auditEndpoints as e } from '../../../../contract/audit.ts';
import { useDeed } from '../../../api/queries.ts';
import { Deed, useWhyNot } from '../../../parts/Deed.tsx';
import { EmptyState } from '../../../parts/EmptyState.tsx';
import { PersonName } from '../../../parts/Labels.tsx';
import { RefusalNotice } from '../../../parts/RefusalNotice.tsx';
import { Tag } from '../../../parts/Tag.tsx';
import { useDone } from '../../../parts/use-done.ts';
import { paths } from '../../../paths.ts';
import { GoLink } from '../../../ui/GoLink.tsx';
import { Section } from '../../../ui/Page.tsx';
import { useWords } from '../../../words/language.ts';
import type { RecordView } from '../model.ts';
import styles from './audit.module.css';
import { auditReads, type Draft, type Drafts, draftOf, type Row, verdicts, verdictTones, type Workspace, withDraft } from './model.ts';

/** The checklist, filled by mouse or keyboard (Tab from row to row, 1–4 for the verdict, Ctrl+Enter saves) and saved many rows at once. */
export function Checklist({ record, workspace }: { record: RecordView; workspace: Workspace }) {
  const { t, language } = useWords();
  const [drafts, setDrafts] = useState<Drafts>(new Map());
  const mayNot = useWhyNot('system.audit');
  const draw = useDeed(e.drawChecklist, auditReads);
  const fill = useDeed(e.fillChecklist, auditReads);
  const raise = useDeed(e.raiseFinding, auditReads);
  const done = useDone(() => setDrafts(new Map()));
  const drawn = useDone<{ added: number }>(() => {}, t('audit.drawn'));
  const address = { params: { recordId: record.id } };
  const { checklist, mayFill, version } = workspace;
  const closed = mayFill ? null : (mayNot ?? t('audit.notNow'));
  const rows = [...drafts].map(([row, draft]) => ({ row, ...draft }));
  const save = () => {
    if (rows.length > 0 && !fill.isPending) fill.mutate({ ...address, body: { seenVersion: version, rows } }, done);
  };
  const unsaved = rows.length > 0 ? t('audit.saveFirst') : null;
  const failed = draw.error ?? fill.error ?? raise.error;
  const drawButton = (
    <Deed
      why={closed ?? unsaved}
      loading={draw.isPending}
      onClick={() => draw.mutate({ ...address, body: { seenVersion: version, language } }, drawn)}
    >
      {t(checklist.length === 0 ? 'audit.draw' : 'audit.drawAgain')}
    </Deed>
  );
  return (
    <Section title={t('audit.checklist')} extra={drawButton}>
      {failed && <RefusalNotice problem={failed} />}
      {checklist.length === 0 ? (
        <EmptyState icon="file" title={t('audit.noRows')} text={t('audit.noRowsText')} clause="9.2" />
      ) : (
        <>
          <p className="th-quiet">{t(mayFill ? 'audit.keys' : 'audit.read')}</p>
          <ol className={styles.rows}>
            {checklist.map((row) => (
              <li key={row.row}>
                <ChecklistRow
                  row={row}
                  draft={draftOf(drafts, row)}
                  isUnsaved={drafts.has(row.row)}
                  mayFill={mayFill}
                  onDraft={(draft) => setDrafts((now) => withDraft(now, row, draft))}
                  onSave={save}
                  raise={{
                    why: closed ?? (drafts.has(row.row) ? t('audit.saveFirst') : null),
                    busy: raise.isPending,
                    go: () => raise.mutate({ ...address, body: { seenVersion: version, row: row.row } }, done),
                  }}
                />
              </li>
            ))}
          </ol>
          {mayFill && (
            <div className={styles.foot}>
              <Deed why={rows.length === 0 ? t('audit.nothingToSave') : null} type="primary" loading={fill.isPending} onClick={save}>
                {t('audit.save', { count: rows.length })}
              </Deed>
            </div>
          )}
        </>
      )}
    </Section>
  );
}

interface RowProps {
  readonly row: Row;
  readonly draft: Draft;
  readonly isUnsaved: boolean;
  readonly mayFill: boolean;
  readonly onDraft: (draft: Draft) => void;
  readonly onSave: () => void;
  readonly raise: { readonly why: string | null; readonly busy: boolean; readonly go: () => void };
}

function ChecklistRow({ row, draft, isUnsaved, mayFill, onDraft, onSave, raise }: RowProps) {
  const { t } = useWords();
  const isDue = row.drawn.includes(' ');
  const keyed = (event: KeyboardEvent<HTMLFieldSetElement>) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) return onSave();
    const verdict = verdicts[Number(event.key) - 1];
    if (!mayFill || !verdict || event.target instanceof HTMLTextAreaElement) return undefined;
    event.preventDefault();
    return onDraft({ ...draft, verdict });
  };
  const classes = [styles.row, isDue ? styles.due : '', isUnsaved ? styles.unsaved : ''].filter(Boolean).join(' ');
  const label = t('audit.rowOf', { no: row.row + 1 });
  return (
    <fieldset className={classes} onKeyDown={keyed} aria-label={label}>
      <span className="th-num">{row.clauses.join(' ')}</span>
      <span>
        {isDue && <Tag tone="warn">{t('audit.due')}</Tag>} {row.question}
      </span>
      <Verdict row={row} draft={draft} mayFill={mayFill} onDraft={onDraft} />
      {mayFill ? (
        <Input.TextArea
          value={draft.finding}
          aria-label={`${label}: ${t('audit.seen')}`}
          placeholder={t('audit.seen')}
          autoSize={{ minRows: 1, maxRows: 8 }}
          maxLength={20_000}
          onChange={(event) => onDraft({ ...draft, finding: event.target.value })}
        />
      ) : (
        <span className="th-prose">{row.finding}</span>
      )}
      <Raised row={row} raise={raise} />
    </fieldset>
  );
}

function Verdict({ row, draft, mayFill, onDraft }: Pick<RowProps, 'row' | 'draft' | 'mayFill' | 'onDraft'>) {
  const { t } = useWords();
  if (!mayFill)
    return (
      <span className="th-row">
        {row.verdict && <Tag tone={verdictTones[row.verdict]}>{t(`audit.verdict.${row.verdict}`)}</Tag>}
        {row.auditor && <PersonName name={row.auditor.name} />}
      </span>
    );
  return (
    <Radio.Group
      size="small"
      optionType="button"
      aria-label={t('audit.verdictOf', { no: row.row + 1 })}
      value={draft.verdict}
      options={verdicts.map((value) => ({ value, label: t(`audit.verdict.${value}`) }))}
      onChange={(event) => onDraft({ ...draft, verdict: verdicts.find((one) => one === event.target.value) ?? null })}
    />
  );
}

function Raised({ row, raise }: Pick<RowProps, 'row' | 'raise'>) {
  const { t } = useWords();
  if (row.raised) return <GoLink to={paths.systemRecord(row.raised.id)}>{row.raised.no}</GoLink>;
  if (row.verdict !== 'nonconforming' && row.verdict !== 'observation') return <span />;
  return (
    <Deed why={raise.why ?? (row.finding === '' ? t('audit.seenFirst') : null)} size="small" loading={raise.busy} onClick={raise.go}>
      {t('audit.raise')}
    </Deed>
  );
}
