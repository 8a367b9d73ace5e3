import { App, Button, Input } from 'antd';
import { useState } from 'react';
import { correctionEndpoints as e } from '../../../../contract/correction.ts';
import type { ReplyOf } from '../../../../contract/endpoint.ts';
import { useAsk, useDeed } from '../../../api/queries.ts';
import { Answer } from '../../../parts/Answer.tsx';
import { Deed, useRefusalWords, useWhyNot } from '../../../parts/Deed.tsx';
import { PersonName, WhoWhen } from '../../../parts/Labels.tsx';
import { Quantity } from '../../../parts/Quantity.tsx';
import { RefusalNotice } from '../../../parts/RefusalNotice.tsx';
import { Tag, type Tone } from '../../../parts/Tag.tsx';
import { paths } from '../../../paths.ts';
import { lineageOf, unitAt, useWorkplace } from '../../../shell/workplace.ts';
import { GoLink } from '../../../ui/GoLink.tsx';
import { useWords } from '../../../words/language.ts';
import styles from '../emission.module.css';
import type { GridIndex, Month } from '../grid-model.ts';
import { CorrectionForm } from './CorrectionForm.tsx';

type Correction = ReplyOf<typeof e.listCorrections>['items'][number];
type CorrectionDeed = keyof Correction['deeds'];

const tones: Record<Correction['state'], Tone> = { requested: 'warn', reviewed: 'warn', approved: 'good', rejected: 'plain' };

interface Props {
  readonly index: GridIndex;
  readonly unitId: string;
  readonly year: number;
  readonly month: Month;
}

/** Corrections of a month after it was locked: what is asked for, what it changes, and the next step of whoever may take it (A.9). */
export function MonthCorrections({ index, unitId, year, month }: Props) {
  const { t } = useWords();
  const corrections = useAsk(e.listCorrections, { params: { unitId, year } });
  const [asking, setAsking] = useState(false);
  const { tree } = useWorkplace();
  const mayNot = useWhyNot('emission.record', lineageOf(tree.data, unitAt(tree.data, unitId)?.entityId ?? null));
  const words = useRefusalWords();
  if (month.state !== 'locked') return null;
  return (
    <div className={styles.block}>
      <h3>{t('correction.title')}</h3>
      <Answer of={corrections} rows={2}>
        {({ items }) => {
          const own = items.filter((one) => one.month === month.month);
          const open = own.some((one) => one.state === 'requested' || one.state === 'reviewed');
          return (
            <>
              {own.length === 0 ? <p className="th-quiet">{t('correction.none')}</p> : null}
              <ol className={styles.versions}>
                {own.map((one) => (
                  <CorrectionItem key={one.id} correction={one} year={year} />
                ))}
              </ol>
              <div className="th-row">
                <Deed why={mayNot ?? (open ? words('already_exists') : null)} size="small" onClick={() => setAsking(true)}>
                  {t('correction.request')}
                </Deed>
              </div>
              {asking ? <CorrectionForm index={index} unitId={unitId} month={month.month} onClose={() => setAsking(false)} /> : null}
            </>
          );
        }}
      </Answer>
    </div>
  );
}

function CorrectionItem({ correction, year }: { correction: Correction; year: number }) {
  const { t } = useWords();
  return (
    <li>
      <div className="th-row">
        <strong>{t('correction.number', { number: correction.number })}</strong>
        <Tag tone={tones[correction.state]}>{t(`correction.state.${correction.state}`)}</Tag>
      </div>
      <p className="th-small">{correction.reason}</p>
      <Difference correction={correction} />
      <p className="th-small th-row">
        <WhoWhen name={correction.requestedByName} at={correction.requestedAt} />
        {correction.reviewedByName ? (
          <>
            {'\u2192'} <PersonName name={correction.reviewedByName} />
          </>
        ) : null}
        {correction.decidedByName ? (
          <>
            {'\u2192'} <WhoWhen name={correction.decidedByName} at={correction.decidedAt} />
          </>
        ) : null}
      </p>
      {correction.decisionReason ? <p className="th-small">{correction.decisionReason}</p> : null}
      {correction.evidence.map((piece) => (
        <p key={piece.id} className="th-small">
          <GoLink to={paths.evidenceOf(piece.id)}>{piece.title}</GoLink>
        </p>
      ))}
      <p className="th-small th-row">
        <GoLink to={paths.derivation(correction.unitId, year, correction.nodeId, correction.calculationId)}>
          {t('correction.oldCalculation')}
        </GoLink>
        {correction.newCalculationId ? (
          <GoLink to={paths.derivation(correction.unitId, year, correction.nodeId, correction.newCalculationId)}>
            {t('correction.newCalculation')}
          </GoLink>
        ) : null}
      </p>
      <Deeds correction={correction} />
    </li>
  );
}

export function Difference({ correction }: { correction: Pick<Correction, 'changes' | 'difference'> }) {
  const { t, say } = useWords();
  const { difference, changes } = correction;
  const figures = [
    ['before', difference.frozen],
    ['restated', difference.restated],
    ['after', difference.corrected],
    ['change', difference.change],
  ] as const;
  return (
    <>
      {changes.length === 0 ? <p className="th-small th-quiet">{t('correction.recalculationOnly')}</p> : null}
      {changes.map((change) => (
        <p key={change.rowKey} className="th-small th-row">
          {say(change.title)}: <Quantity value={change.before} unit={change.unit} /> {'\u2192'}{' '}
          {change.after === null ? t('correction.withdrawnValue') : <Quantity value={change.after} unit={change.unit} />}
        </p>
      ))}
      <dl className={styles.difference}>
        {figures.map(([key, value]) => (
          <div key={key}>
            <dt>{t(`correction.${key}`)}</dt>
            <dd>
              <Quantity value={value} unit={difference.unit} digits={2} />
            </dd>
          </div>
        ))}
      </dl>
    </>
  );
}

const deeds = ['review', 'approve', 'reject'] as const satisfies readonly CorrectionDeed[];

function Deeds({ correction }: { correction: Correction }) {
  const { t } = useWords();
  const { message } = App.useApp();
  const words = useRefusalWords();
  const decide = useDeed(e.decideCorrection);
  const [reason, setReason] = useState<string | null>(null);
  if (correction.state === 'approved' || correction.state === 'rejected') return null;
  const run = (deed: CorrectionDeed, why = '') =>
    decide.mutate(
      { params: { correctionId: correction.id }, body: { deed, reason: why, version: correction.version } },
      { onSuccess: () => void message.success(t(`correction.done.${deed}`)) },
    );
  const offered = deeds.filter((deed) => deed !== (correction.state === 'requested' ? 'approve' : 'review'));
  return (
    <>
      <div className="th-row">
        {offered.map((deed) => (
          <Deed
            key={deed}
            size="small"
            type={deed === 'reject' ? 'default' : 'primary'}
            why={correction.deeds[deed].can ? null : words(correction.deeds[deed].why ?? 'not_permitted')}
            loading={decide.isPending}
            onClick={() => (deed === 'reject' ? setReason('') : run(deed))}
          >
            {t(`correction.deed.${deed}`)}
          </Deed>
        ))}
      </div>
      {reason !== null ? (
        <div className={styles.returning}>
          <Input.TextArea
            autoFocus
            aria-label={t('correction.rejectReason')}
            placeholder={t('correction.rejectReason')}
            autoSize={{ minRows: 2 }}
            maxLength={1000}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
          <div className="th-row">
            <Deed
              why={reason.trim() === '' ? words('reason_required') : null}
              size="small"
              danger
              loading={decide.isPending}
              onClick={() => run('reject', reason.trim())}
            >
              {t('correction.confirmReject')}
            </Deed>
            <Button size="small" onClick={() => setReason(null)}>
              {t('common.cancel')}
            </Button>
          </div>
        </div>
      ) : null}
      {decide.isError ? <RefusalNotice problem={decide.error} /> : null}
    </>
  );
}
