import type { ReplyOf } from '../../../../contract/endpoint.ts';
import { systemFigureEndpoints as e } from '../../../../contract/system-figures.ts';
import { rowsIn, textIn } from '../../../../kernel/system/content.ts';
import { useAsk, useDeed } from '../../../api/queries.ts';
import { Answer } from '../../../parts/Answer.tsx';
import { Deed, useWhyNot } from '../../../parts/Deed.tsx';
import { DayLabel, InstantLabel } from '../../../parts/Labels.tsx';
import { PlainTable } from '../../../parts/PlainTable.tsx';
import { Quantity } from '../../../parts/Quantity.tsx';
import { RefusalNotice } from '../../../parts/RefusalNotice.tsx';
import { Tag } from '../../../parts/Tag.tsx';
import { paths } from '../../../paths.ts';
import { GoLink, useGo } from '../../../ui/GoLink.tsx';
import { Section } from '../../../ui/Page.tsx';
import { useWords } from '../../../words/language.ts';
import { type CalculationResult, ResultDerivation } from '../../trading/ResultDerivation.tsx';
import { type RecordView, systemReads } from '../model.ts';
import styles from './figures.module.css';
import { NodeFigure } from './NodeFigure.tsx';

type Reply = ReplyOf<typeof e.readBaseline>;

/** A baseline held against live data, its values by version, its log of adjustments (6.3). */
export function BaselineFigures({ record }: { record: RecordView }) {
  const { t, language } = useWords();
  const go = useGo();
  const asked = useAsk(e.readBaseline, { params: { recordId: record.id } });
  const deed = useDeed(e.proposeBaselineAdjustment, [...systemReads, e.readBaseline]);
  const whyNot = useWhyNot('system.edit');
  const propose = () =>
    deed.mutate({ params: { recordId: record.id }, body: { language } }, { onSuccess: ({ id }) => go(paths.systemRecord(id)) });
  return (
    <Section
      title={t('system.baseline.title')}
      extra={
        <Deed why={whyNot ?? (asked.data?.required ? null : t('system.baseline.notNeeded'))} loading={deed.isPending} onClick={propose}>
          {t('system.baseline.propose')}
        </Deed>
      }
    >
      {deed.isError && <RefusalNotice problem={deed.error} />}
      <Answer of={asked} rows={6}>
        {(reply) => (
          <div className={styles.parts}>
            <Checked record={record} reply={reply} />
            <Versions record={record} counts={reply.version} />
            <Log reply={reply} />
          </div>
        )}
      </Answer>
    </Section>
  );
}

function Checked({ record, reply }: { record: RecordView; reply: Reply }) {
  const { t, say } = useWords();
  const { calculation, changes } = reply;
  return (
    <div className={styles.part}>
      {calculation && <Judgement record={record} result={calculation} required={reply.required} />}
      {changes.length > 0 && (
        <PlainTable<Reply['changes'][number]>
          rows={changes}
          rowKey={(one) => one.id}
          columns={[
            { key: 'says', title: t('system.baseline.found'), show: (one) => say(one.says) },
            {
              ...{ key: 'effect', title: t('system.baseline.counted') },
              show: (one) =>
                calculation && <NodeFigure result={calculation} symbol="counted_effect" at={{ change: one.id }} recordId={record.id} />,
            },
          ]}
        />
      )}
      <ul className={styles.says}>
        {reply.says.map((one) => (
          <li key={one.zh} className="th-quiet">
            {say(one)}
          </li>
        ))}
      </ul>
    </div>
  );
}

function Judgement({ record, result, required }: { record: RecordView; result: CalculationResult; required: boolean }) {
  const { t, say } = useWords();
  const symbols = ['base_emission', 'total_effect', 'share', 'threshold', 'restated'];
  const titleOf = (symbol: string) => say(result.derivation.nodes.find((one) => one.symbol === symbol)?.title ?? { zh: '', en: '' });
  return (
    <>
      <h3>
        <Tag tone={required ? 'warn' : 'good'}>{t(required ? 'system.baseline.required' : 'system.baseline.kept')}</Tag>
      </h3>
      <div className={styles.totals}>
        {symbols.map((symbol) => (
          <span key={symbol} className={styles.total}>
            <span className="th-quiet">{titleOf(symbol)}</span>
            <NodeFigure result={result} symbol={symbol} recordId={record.id} />
          </span>
        ))}
      </div>
      <ResultDerivation result={result} year={Number(textIn(record.content.base_year) ?? 0)} />
    </>
  );
}

/** Base values as each version has them; the version that counts is marked. */
function Versions({ record, counts }: { record: RecordView; counts: number }) {
  const { t } = useWords();
  const approved = new Map(record.moves.filter((one) => one.approves).map((one) => [one.version, one]));
  return (
    <div className={styles.part}>
      <h3>{t('system.baseline.versions')}</h3>
      <PlainTable<RecordView['versions'][number]>
        rows={[...record.versions].reverse()}
        rowKey={(one) => String(one.version)}
        columns={[
          {
            ...{ key: 'version', title: t('system.version') },
            show: (one) => (
              <span className="th-row">
                {t('system.versionNo', { version: one.version })}
                {one.version === counts && <Tag tone="good">{t('system.baseline.counts')}</Tag>}
              </span>
            ),
          },
          {
            ...{ key: 'values', title: t('system.baseline.values') },
            show: (one) => (
              <span className={styles.cells}>
                {rowsIn(one.content.values).map((row) => (
                  <span key={`${textIn(row.quantity)} ${textIn(row.value)}`}>
                    {textIn(row.quantity)} <Quantity value={textIn(row.value)} unit={textIn(row.unit) ?? ''} />
                  </span>
                ))}
              </span>
            ),
          },
          {
            ...{ key: 'approved', title: t('system.baseline.approved') },
            show: (one) => {
              const move = approved.get(one.version);
              return move ? <InstantLabel at={move.movedAt} /> : null;
            },
          },
        ]}
      />
    </div>
  );
}

function Log({ reply }: { reply: Reply }) {
  const { t } = useWords();
  return (
    <div className={styles.part}>
      <h3>{t('system.baseline.log')}</h3>
      {reply.adjustments.length === 0 ? (
        <p className="th-quiet">{t('system.baseline.noLog')}</p>
      ) : (
        <PlainTable<Reply['adjustments'][number]>
          rows={reply.adjustments}
          rowKey={(one) => one.id}
          columns={[
            {
              ...{ key: 'no', title: t('system.no') },
              show: (one) => (
                <GoLink to={paths.systemRecord(one.id)}>
                  {one.no} {one.title}
                </GoLink>
              ),
            },
            { key: 'on', title: t('system.baseline.on'), show: (one) => <DayLabel day={one.on} /> },
            { key: 'effect', title: t('system.baseline.effect'), show: (one) => <Quantity value={one.effect} unit="%" /> },
            {
              ...{ key: 'state', title: t('common.state') },
              show: (one) => (
                <Tag tone={one.stands === 'done' ? 'good' : 'plain'}>
                  {t(
                    one.stands === 'done'
                      ? 'system.baseline.isApproved'
                      : one.stands === 'ended'
                        ? 'system.baseline.isVoid'
                        : 'system.baseline.isOpen',
                  )}
                </Tag>
              ),
            },
          ]}
        />
      )}
    </div>
  );
}
