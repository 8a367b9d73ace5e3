import { useState } from 'react';
import { discussionEndpoints as e } from '../../../contract/discussion.ts';
import type { ReplyOf } from '../../../contract/endpoint.ts';
import { useDeed } from '../../api/queries.ts';
import { useSession } from '../../api/session.ts';
import { GoLink } from '../../ui/GoLink.tsx';
import { useWords } from '../../words/language.ts';
import { EvidenceList } from '../EvidenceList.tsx';
import { InstantLabel, PersonName } from '../Labels.tsx';
import { Tag } from '../Tag.tsx';
import styles from './discussion.module.css';
import { piecesOf } from './plain-text.ts';
import { ReasonForm } from './ReasonForm.tsx';
import { type About, RemarkForm } from './RemarkForm.tsx';

export type Discussion = ReplyOf<typeof e.read>;
export type ThreadView = Discussion['threads'][number];
type Remark = ThreadView['remarks'][number];

/** Asked again after every deed: what is said here, and who is called upon where. */
export const discussionReads = [e.read, e.listCallings] as const;

/** Words as they were written, with links to the product's own addresses. */
export function Written({ text }: { text: string }) {
  return (
    <p className={styles.body}>
      {piecesOf(text).map((piece, index) =>
        piece.kind === 'text' ? (
          piece.text
        ) : (
          // Pieces of one text: their order is their identity.
          // biome-ignore lint/suspicious/noArrayIndexKey: see above
          <GoLink key={index} to={piece.to}>
            {piece.text}
          </GoLink>
        ),
      )}
    </p>
  );
}

/** One remark: who, when, what; corrected or withdrawn by its author, and what stood there before. */
export function RemarkView({ about, remark, isOpen }: { about: About; remark: Remark; isOpen: boolean }) {
  const { t } = useWords();
  const session = useSession();
  const [doing, setDoing] = useState<'correct' | 'withdraw' | null>(null);
  const [showsEarlier, setShowsEarlier] = useState(false);
  const isOwn = session?.person.id === remark.writtenBy.id && !remark.withdrawn && isOpen;
  return (
    <li className={remark.unseen ? `${styles.remark} ${styles.unseen}` : styles.remark}>
      <div className="th-row th-small">
        <PersonName name={remark.writtenBy.name} />
        <InstantLabel at={remark.writtenAt} />
        {remark.unseen && <Tag tone="info">{t('discussion.unseen')}</Tag>}
        {remark.earlier.length > 0 && (
          <button type="button" className="th-linkbutton" aria-expanded={showsEarlier} onClick={() => setShowsEarlier(!showsEarlier)}>
            {t('discussion.corrected', { reason: remark.reason })}
          </button>
        )}
        {isOwn && doing === null && (
          <>
            <button type="button" className="th-linkbutton" onClick={() => setDoing('correct')}>
              {t('discussion.correct')}
            </button>
            <button type="button" className="th-linkbutton" onClick={() => setDoing('withdraw')}>
              {t('discussion.withdraw')}
            </button>
          </>
        )}
      </div>
      {remark.withdrawn ? (
        <p className={`${styles.body} th-quiet`}>{t('discussion.withdrawn', { reason: remark.reason })}</p>
      ) : (
        doing !== 'correct' && <Written text={remark.body} />
      )}
      {showsEarlier && remark.earlier.map((one) => <Earlier key={one.version} body={one.body} at={one.writtenAt} />)}
      {remark.mentions.length > 0 && (
        <div className="th-row th-small th-quiet">
          {t('discussion.mentioned')}
          {remark.mentions.map((one) => (
            <PersonName key={one.id} name={one.name} />
          ))}
        </div>
      )}
      {remark.attachments.length > 0 && <EvidenceList items={remark.attachments} />}
      {doing === 'correct' && <Correct about={about} remark={remark} onClose={() => setDoing(null)} />}
      {doing === 'withdraw' && <Withdraw remark={remark} onClose={() => setDoing(null)} />}
    </li>
  );
}

function Earlier({ body, at }: { body: string; at: string }) {
  return (
    <div className="th-quiet">
      <InstantLabel at={at} />
      <del className={styles.body}>{body}</del>
    </div>
  );
}

function Correct({ about, remark, onClose }: { about: About; remark: Remark; onClose: () => void }) {
  const { t } = useWords();
  const [said, setSaid] = useState<{ body: string; mentions: string[]; evidenceIds: string[] } | null>(null);
  const correct = useDeed(e.correct, discussionReads);
  // Who was called upon before stays so: names in the words are not the people themselves.
  const before = remark.mentions.map((one) => one.id);
  if (said === null) {
    return (
      <RemarkForm
        about={about}
        label={t('discussion.correct')}
        initial={remark.body}
        busy={false}
        problem={null}
        onCancel={onClose}
        onSay={({ body, mentions, evidenceIds }) => setSaid({ body, mentions: [...new Set([...before, ...mentions])], evidenceIds })}
      />
    );
  }
  return (
    <ReasonForm
      label={t('discussion.correct')}
      busy={correct.isPending}
      problem={correct.error}
      onCancel={onClose}
      onGive={(reason) =>
        correct.mutate({ params: { remarkId: remark.id }, body: { ...said, reason, seenVersion: remark.version } }, { onSuccess: onClose })
      }
    />
  );
}

function Withdraw({ remark, onClose }: { remark: Remark; onClose: () => void }) {
  const { t } = useWords();
  const withdraw = useDeed(e.withdraw, discussionReads);
  return (
    <ReasonForm
      label={t('discussion.withdraw')}
      busy={withdraw.isPending}
      problem={withdraw.error}
      onCancel={onClose}
      onGive={(reason) =>
        withdraw.mutate({ params: { remarkId: remark.id }, body: { reason, seenVersion: remark.version } }, { onSuccess: onClose })
      }
    />
  );
}
