import { useEffect, useRef, useState } from 'react';
import { discussionEndpoints as e } from '../../../contract/discussion.ts';
import { useAsk, useDeed } from '../../api/queries.ts';
import { useMay } from '../../api/session.ts';
import { Icon } from '../../ui/Icon.tsx';
import { Section } from '../../ui/Page.tsx';
import { useWords } from '../../words/language.ts';
import { RefusalNotice } from '../RefusalNotice.tsx';
import { Tag } from '../Tag.tsx';
import styles from './discussion.module.css';
import { RemarkForm } from './RemarkForm.tsx';
import { discussionReads, type Discussion as View } from './RemarkView.tsx';
import { ThreadView } from './ThreadView.tsx';

/**
 * What people say about a record, at the foot of its page or drawer: threads with questions, mentions and files. Closed with its count while nothing is
 * open; open where something waits. Whoever may not take part sees nothing of it.
 */
export function Discussion({ objectType, objectId }: { objectType: string; objectId: string }) {
  const may = useMay('discussion.take_part');
  const about = { objectType, objectId };
  const read = useAsk(e.read, { query: about }, { enabled: may });
  if (!may) return null;
  if (read.isError) return <RefusalNotice problem={read.error} />;
  if (!read.data) return null;
  return <Panel key={objectId} data={read.data} />;
}

function Panel({ data }: { data: View }) {
  const { t } = useWords();
  const [chosen, setChosen] = useState<boolean | null>(null);
  const shown = chosen ?? (data.open > 0 || data.unseen > 0);
  const about = { objectType: data.objectType, objectId: data.objectId };
  useSeen(data, shown);
  return (
    <Section
      title={
        <button
          type="button"
          className={shown ? `${styles.toggle} ${styles.shown}` : styles.toggle}
          aria-expanded={shown}
          onClick={() => setChosen(!shown)}
        >
          <Icon name="chevronRight" size={14} />
          {data.threads.length === 0 ? t('discussion.title') : t('discussion.titleCount', { count: data.threads.length })}
          {data.open > 0 && <Tag tone="info">{t('discussion.openCount', { count: data.open })}</Tag>}
        </button>
      }
    >
      {shown && (
        <>
          {data.threads.length === 0 && <p className="th-quiet">{t('discussion.empty')}</p>}
          <ul className={styles.threads}>
            {data.threads.map((thread) => (
              <ThreadView key={thread.id} about={about} thread={thread} />
            ))}
          </ul>
          <Opening about={about} />
        </>
      )}
    </Section>
  );
}

/** What calls upon whoever reads it counts as seen once it is shown. */
function useSeen(data: View, shown: boolean) {
  const told = useRef(0);
  const { mutate } = useDeed(e.see, [e.listCallings]);
  const { objectType, objectId, unseen } = data;
  useEffect(() => {
    if (!shown || unseen === 0 || told.current === unseen) return;
    told.current = unseen;
    mutate({ body: { objectType, objectId } });
  }, [shown, unseen, objectType, objectId, mutate]);
}

function Opening({ about }: { about: { objectType: string; objectId: string } }) {
  const { t } = useWords();
  const open = useDeed(e.open, discussionReads);
  const [said, setSaid] = useState(0);
  return (
    <RemarkForm
      // An empty form follows what was said.
      key={said}
      about={about}
      label={t('discussion.say')}
      mayAsk
      busy={open.isPending}
      problem={open.error}
      onSay={(words) => open.mutate({ body: { ...about, ...words } }, { onSuccess: () => setSaid(said + 1) })}
    />
  );
}
