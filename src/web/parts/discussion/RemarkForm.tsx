import { Button, Checkbox, Mentions, Select } from 'antd';
import { useDeferredValue, useId, useState } from 'react';
import { discussionEndpoints as e } from '../../../contract/discussion.ts';
import type { ReplyOf } from '../../../contract/endpoint.ts';
import { useAsk } from '../../api/queries.ts';
import { DayField } from '../../ui/DayField.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { nameIn, useWords } from '../../words/language.ts';
import { EvidencePicker } from '../EvidencePicker.tsx';
import { RefusalNotice } from '../RefusalNotice.tsx';
import styles from './discussion.module.css';
import { stillNamed } from './plain-text.ts';

export interface About {
  readonly objectType: string;
  readonly objectId: string;
}
export interface Said {
  readonly body: string;
  readonly mentions: string[];
  readonly evidenceIds: string[];
  readonly question: { askedOf: string; dueOn: string | null } | null;
}
type Reader = ReplyOf<typeof e.suggest>['items'][number];

/** Two of the same name are told apart by their desks. */
function labelled(readers: readonly Reader[], language: 'zh' | 'en'): { id: string; name: string; desk: string }[] {
  const named = readers.map((one) => ({
    id: one.id,
    name: nameIn(language, one),
    desk: language === 'zh' ? one.jobTitle : one.jobTitleEn,
  }));
  return named.map((one) =>
    named.filter((other) => other.name === one.name).length > 1 ? { ...one, name: `${one.name}（${one.desk}）` } : one,
  );
}

function useReaders(about: About, search: string, enabled = true) {
  const { language } = useWords();
  const wanted = useDeferredValue(search.trim());
  const found = useAsk(e.suggest, { query: { ...about, ...(wanted ? { search: wanted } : {}) } }, { enabled });
  return { readers: labelled(found.data?.items ?? [], language), isLoading: found.isFetching };
}

/** Where a remark is written: plain words, `@` calls upon people who may see the object, files from the evidence. */
export function RemarkForm(props: {
  about: About;
  label: string;
  /** Of a correction: what stands there. */
  initial?: string;
  /** Offers to ask it of somebody. */
  mayAsk?: boolean;
  busy: boolean;
  problem: unknown;
  onSay: (said: Said) => void;
  onCancel?: () => void;
}) {
  const { about, label, initial = '', mayAsk = false, busy, problem, onSay, onCancel } = props;
  const { t } = useWords();
  const [body, setBody] = useState(initial);
  const [search, setSearch] = useState<string | null>(null);
  const [picked, setPicked] = useState<ReadonlyMap<string, string>>(new Map());
  const [evidenceIds, setEvidence] = useState<readonly string[]>([]);
  const [question, setQuestion] = useState<{ askedOf: string; dueOn: string | null } | null>(null);
  const [asks, setAsks] = useState(false);
  const { readers, isLoading } = useReaders(about, search ?? '', search !== null);
  const send = () =>
    onSay({ body: body.trim(), mentions: stillNamed(body, picked), evidenceIds: [...evidenceIds], question: asks ? question : null });
  return (
    <div className={styles.form}>
      {problem !== null && problem !== undefined && <RefusalNotice problem={problem} />}
      <Mentions
        aria-label={label}
        placeholder={t('discussion.hint')}
        autoSize={{ minRows: 2, maxRows: 10 }}
        maxLength={4000}
        value={body}
        onChange={setBody}
        loading={isLoading}
        onSearch={setSearch}
        onBlur={() => setSearch(null)}
        filterOption={false}
        onSelect={({ value }) => {
          const chosen = readers.find((one) => one.name === value);
          if (chosen) setPicked((now) => new Map(now).set(chosen.name, chosen.id));
        }}
        options={readers.map(({ name, desk }) => ({ value: name, label: `${name} · ${desk}` }))}
        notFoundContent={t('discussion.nobody')}
      />
      {mayAsk && (
        <div className="th-row">
          <Checkbox checked={asks} onChange={(event) => setAsks(event.target.checked)}>
            {t('discussion.asAQuestion')}
          </Checkbox>
          {asks && <QuestionFields about={about} question={question} onChange={setQuestion} />}
        </div>
      )}
      <div className="th-row">
        <Button type="primary" loading={busy} disabled={body.trim() === '' || (asks && question === null)} onClick={send}>
          {label}
        </Button>
        <AttachButton evidenceIds={evidenceIds} onPick={setEvidence} />
        {onCancel && <Button onClick={onCancel}>{t('common.cancel')}</Button>}
      </div>
    </div>
  );
}

function AttachButton({ evidenceIds, onPick }: { evidenceIds: readonly string[]; onPick: (ids: readonly string[]) => void }) {
  const { t } = useWords();
  const [picking, setPicking] = useState(false);
  return (
    <>
      <Button icon={<Icon name="paperclip" size={14} />} onClick={() => setPicking(true)}>
        {evidenceIds.length === 0 ? t('discussion.attach') : t('discussion.attached', { count: evidenceIds.length })}
      </Button>
      <EvidencePicker
        open={picking}
        onClose={() => setPicking(false)}
        already={evidenceIds}
        onPick={(ids) => {
          onPick([...evidenceIds, ...ids]);
          setPicking(false);
        }}
      />
    </>
  );
}

type Question = { askedOf: string; dueOn: string | null };

/** Of whom, and until which day where one is wished. */
export function QuestionFields({
  about,
  question,
  onChange,
}: {
  about: About;
  question: Question | null;
  onChange: (question: Question | null) => void;
}) {
  const { t } = useWords();
  const [search, setSearch] = useState('');
  const { readers, isLoading } = useReaders(about, search);
  const id = useId();
  const [dueOn, setDueOn] = useState<string | null>(question?.dueOn ?? null);
  return (
    <>
      <span className={styles.person}>
        <Select
          aria-label={t('discussion.askedOf')}
          placeholder={t('discussion.askedOf')}
          showSearch={{ filterOption: false, onSearch: setSearch }}
          loading={isLoading}
          value={question?.askedOf ?? null}
          options={readers.map(({ id: value, name, desk }) => ({ value, label: `${name} · ${desk}` }))}
          onChange={(askedOf: string | null) => onChange(askedOf === null ? null : { askedOf, dueOn })}
        />
      </span>
      <label htmlFor={id}>{t('discussion.until')}</label>
      <DayField
        id={id}
        value={dueOn}
        onChange={(day) => {
          setDueOn(day);
          if (question) onChange({ ...question, dueOn: day });
        }}
      />
    </>
  );
}
