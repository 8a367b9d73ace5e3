import { Button } from 'antd';
import { useState } from 'react';
import { discussionEndpoints as e } from '../../../contract/discussion.ts';
import { useDeed } from '../../api/queries.ts';
import { useWords } from '../../words/language.ts';
import { Deed } from '../Deed.tsx';
import { DayLabel, PersonName, WhoWhen } from '../Labels.tsx';
import { Tag } from '../Tag.tsx';
import styles from './discussion.module.css';
import { ReasonForm } from './ReasonForm.tsx';
import { type About, QuestionFields, RemarkForm } from './RemarkForm.tsx';
import { discussionReads, RemarkView, type ThreadView as View } from './RemarkView.tsx';

type Doing = 'reply' | 'ask' | 'resolved' | 'reopened';

/** A thread: how it stands, what was said, and what may follow. */
export function ThreadView({ about, thread }: { about: About; thread: View }) {
  const { t } = useWords();
  const [doing, setDoing] = useState<Doing | null>(null);
  const isOpen = thread.state === 'open';
  const close = () => setDoing(null);
  const why = thread.mayTurn ? null : t('discussion.takePartFirst');
  return (
    <li className={isOpen ? styles.thread : `${styles.thread} ${styles.resolved}`}>
      <div className={styles.head}>
        <Standing thread={thread} />
        {doing === null && (
          <div className="th-row">
            {isOpen ? (
              <>
                <Button size="small" onClick={() => setDoing('reply')}>
                  {t('discussion.reply')}
                </Button>
                <Deed size="small" why={why} onClick={() => setDoing('ask')}>
                  {t('discussion.ask')}
                </Deed>
                <Deed size="small" why={why} onClick={() => setDoing('resolved')}>
                  {t('discussion.resolve')}
                </Deed>
              </>
            ) : (
              <Deed size="small" why={why} onClick={() => setDoing('reopened')}>
                {t('discussion.reopen')}
              </Deed>
            )}
          </div>
        )}
      </div>
      <ul className={styles.remarks}>
        {thread.remarks.map((remark) => (
          <RemarkView key={remark.id} about={about} remark={remark} isOpen={isOpen} />
        ))}
      </ul>
      <Turns turns={thread.turns} />
      {doing === 'reply' && <Reply about={about} threadId={thread.id} onClose={close} />}
      {doing !== null && doing !== 'reply' && <Turn about={about} thread={thread} doing={doing} onClose={close} />}
    </li>
  );
}

function Standing({ thread: { state, askedOf, dueOn, overdue } }: { thread: View }) {
  const { t } = useWords();
  return (
    <div className="th-row">
      <Tag tone={state === 'resolved' ? 'good' : overdue ? 'bad' : 'plain'}>
        {t(state === 'resolved' ? 'discussion.isResolved' : overdue ? 'discussion.isOverdue' : 'discussion.isOpen')}
      </Tag>
      {askedOf && (
        <>
          <span className="th-quiet">{t('discussion.askedOf')}</span>
          <PersonName name={askedOf.name} />
        </>
      )}
      {dueOn && (
        <span className="th-quiet">
          {t('discussion.until')} <DayLabel day={dueOn} />
        </span>
      )}
    </div>
  );
}

/** What was decided about the thread, with its reasons; the first question stands above. */
function Turns({ turns }: { turns: View['turns'] }) {
  const { t } = useWords();
  if (turns.length === 0) return null;
  return (
    <ul className={styles.turns}>
      {turns.map((one) => (
        <li key={one.no} className="th-row">
          <WhoWhen name={one.takenBy.name} at={one.takenAt} />
          {t(`discussion.turn.${one.turn}`)}
          {one.askedOf && <PersonName name={one.askedOf.name} />}
          {one.reason !== '' && <q>{one.reason}</q>}
        </li>
      ))}
    </ul>
  );
}

function Reply({ about, threadId, onClose }: { about: About; threadId: string; onClose: () => void }) {
  const { t } = useWords();
  const reply = useDeed(e.reply, discussionReads);
  return (
    <RemarkForm
      about={about}
      label={t('discussion.reply')}
      busy={reply.isPending}
      problem={reply.error}
      onCancel={onClose}
      onSay={({ question: _, ...body }) => reply.mutate({ params: { threadId }, body }, { onSuccess: onClose })}
    />
  );
}

function Turn({ about, thread, doing, onClose }: { about: About; thread: View; doing: Exclude<Doing, 'reply'>; onClose: () => void }) {
  const { t } = useWords();
  const [question, setQuestion] = useState<{ askedOf: string; dueOn: string | null } | null>(null);
  const turn = useDeed(e.turn, discussionReads);
  const seen = { params: { threadId: thread.id }, seenTurns: thread.turns.length };
  const send = (body: { turn: 'asked' | 'resolved' | 'reopened'; reason: string; question: typeof question }) =>
    turn.mutate({ params: seen.params, body: { ...body, seenTurns: seen.seenTurns } }, { onSuccess: onClose });
  const asks = doing === 'ask';
  return (
    <>
      {asks && (
        <div className="th-row">
          <QuestionFields about={about} question={question} onChange={setQuestion} />
        </div>
      )}
      {(!asks || question !== null) && (
        <ReasonForm
          label={t(asks ? 'discussion.ask' : doing === 'resolved' ? 'discussion.resolve' : 'discussion.reopen')}
          optional={doing !== 'reopened'}
          busy={turn.isPending}
          problem={turn.error}
          onCancel={onClose}
          onGive={(reason) => send({ turn: asks ? 'asked' : doing, reason, question: asks ? question : null })}
        />
      )}
      {asks && question === null && (
        <div>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
        </div>
      )}
    </>
  );
}
