import { App, Button } from 'antd';
import { useState } from 'react';
import type { ReplyOf } from '../../../../contract/endpoint.ts';
import { systemFigureEndpoints as e } from '../../../../contract/system-figures.ts';
import { useAsk, useDeed } from '../../../api/queries.ts';
import { Answer } from '../../../parts/Answer.tsx';
import { Deed, useWhyNot } from '../../../parts/Deed.tsx';
import { DayLabel, HashText, WhoWhen } from '../../../parts/Labels.tsx';
import { RefusalNotice } from '../../../parts/RefusalNotice.tsx';
import { type Column, TableView } from '../../../parts/TableView.tsx';
import { Tag } from '../../../parts/Tag.tsx';
import { GoLink } from '../../../ui/GoLink.tsx';
import { KeyValues, Section } from '../../../ui/Page.tsx';
import { useWords } from '../../../words/language.ts';
import { ResultDerivation } from '../../trading/ResultDerivation.tsx';
import { type RecordView, type RegisterView, stateOf, systemReads } from '../model.ts';
import styles from './figures.module.css';
import { NodeFigure, nodeOf } from './NodeFigure.tsx';

type Reply = ReplyOf<typeof e.readCarbonReview>;
type Shown = NonNullable<Reply['shown']>;
type Part = Shown['parts'][number];
type Line = Part['lines'][number];

/** The computed figures of a carbon review: part by part, each figure with its derivation, bound to the version by their hash. */
export function ReviewFigures({ record, register }: { record: RecordView; register: RegisterView }) {
  const { t, language } = useWords();
  const { message } = App.useApp();
  const [comparing, setComparing] = useState(false);
  const asked = useAsk(e.readCarbonReview, { params: { recordId: record.id }, query: { compare: comparing ? 'yes' : 'no' } });
  const deed = useDeed(e.computeCarbonReview, [...systemReads, e.readCarbonReview]);
  const whyNot = useWhyNot('system.edit');
  const isEditable = stateOf(register, record.state)?.editable ?? false;
  const compute = () =>
    deed.mutate(
      { params: { recordId: record.id }, body: { seenVersion: record.version, language } },
      { onSuccess: () => void message.success(t('system.review.computed')) },
    );
  return (
    <Section
      title={t('system.review.title')}
      extra={
        <>
          {asked.data?.shown && (
            <Button loading={comparing && asked.isFetching} onClick={() => setComparing(true)}>
              {t('system.review.compare')}
            </Button>
          )}
          <Deed why={whyNot ?? (isEditable ? null : t('system.review.notEditable'))} loading={deed.isPending} onClick={compute}>
            {t(asked.data?.shown ? 'system.review.again' : 'system.review.compute')}
          </Deed>
        </>
      }
    >
      {deed.isError && <RefusalNotice problem={deed.error} />}
      <Answer of={asked} rows={6}>
        {(reply) =>
          reply.shown ? (
            <Figures recordId={record.id} reply={reply} shown={reply.shown} />
          ) : (
            <p className="th-quiet">{t('system.review.none')}</p>
          )
        }
      </Answer>
    </Section>
  );
}

function Figures({ recordId, reply, shown }: { recordId: string; reply: Reply; shown: Shown }) {
  const { t } = useWords();
  const line = reply.computed.find((one) => one.no === shown.no);
  return (
    <div className={styles.parts}>
      {line && (
        <KeyValues
          columns={3}
          items={[
            { label: t('system.review.asOf'), value: <DayLabel day={line.asOf} /> },
            { label: t('system.review.by'), value: <WhoWhen name={line.computedBy.name} at={line.computedAt} /> },
            {
              label: t('system.review.hash'),
              value: (
                <span className="th-row">
                  <HashText sha256={line.sha256} />
                  <Tag tone={line.bound ? 'good' : 'warn'}>{t(line.bound ? 'system.review.bound' : 'system.review.unbound')}</Tag>
                </span>
              ),
            },
          ]}
        />
      )}
      {reply.differences && <Differences differences={reply.differences} />}
      {shown.parts.map((part) => (
        <PartView key={part.id} recordId={recordId} part={part} shown={shown} />
      ))}
      <ResultDerivation result={shown.calculation} year={shown.year} />
    </div>
  );
}

function Differences({ differences }: { differences: NonNullable<Reply['differences']> }) {
  const { t, say } = useWords();
  type Row = (typeof differences)[number];
  const place = (one: Row) => Object.values(one.at).join(' ');
  const columns: Column<Row>[] = [
    { key: 'figure', title: t('system.review.figure'), text: (one) => `${say(one.title)} ${place(one)}`.trim() },
    { key: 'was', title: t('system.review.was'), text: (one) => one.was ?? '', align: 'right' },
    { key: 'now', title: t('system.review.now'), text: (one) => one.now ?? '', align: 'right' },
    { key: 'unit', title: t('system.review.unit'), text: (one) => (one.unit === '1' ? '' : one.unit) },
  ];
  return (
    <div className={styles.part}>
      <h3>{t('system.review.differences', { count: differences.length })}</h3>
      {differences.length > 0 && (
        <TableView<Row>
          bare
          name={t('system.review.compare')}
          rows={differences}
          rowKey={(one) => `${one.symbol} ${place(one)}`}
          columns={columns}
        />
      )}
    </div>
  );
}

function PartView({ recordId, part, shown }: { recordId: string; part: Part; shown: Shown }) {
  const { t, say } = useWords();
  const name = t(`system.review.part.${part.id}`);
  const totals = part.totals.filter((symbol) => nodeOf(shown.calculation, symbol) !== null);
  return (
    <div className={styles.part}>
      <h3>
        {part.path ? <GoLink to={part.path}>{name}</GoLink> : name}
        <span className="th-quiet">
          <DayLabel day={part.asOf} />
        </span>
      </h3>
      {totals.length > 0 && (
        <div className={styles.totals}>
          {totals.map((symbol) => (
            <span key={symbol} className={styles.total}>
              <span className="th-quiet">{say(nodeOf(shown.calculation, symbol)?.title ?? { zh: '', en: '' })}</span>
              <NodeFigure result={shown.calculation} symbol={symbol} recordId={recordId} />
            </span>
          ))}
        </div>
      )}
      {part.lines.length > 0 && <Lines recordId={recordId} part={part} shown={shown} name={name} />}
      {part.says.length > 0 && (
        <ul className={styles.says}>
          {part.says.map((one) => (
            <li key={one.zh} className="th-quiet">
              {say(one)}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

/** Lines that are ranked stand in their order; the others as they were found. */
function ordered(part: Part, shown: Shown): Line[] {
  const place = (line: Line) =>
    Number(nodeOf(shown.calculation, 'place', line.at)?.value ?? nodeOf(shown.calculation, 'rank', line.at)?.value ?? 0);
  return [...part.lines].sort((a, b) => place(a) - place(b));
}

function Lines({ recordId, part, shown, name }: { recordId: string; part: Part; shown: Shown; name: string }) {
  const { t, say } = useWords();
  const { calculation } = shown;
  const titleOf = (symbol: string) =>
    say(calculation.derivation.nodes.find((one) => one.symbol === symbol)?.title ?? { zh: symbol, en: symbol });
  const hasWords = part.lines.some((one) => one.words.length > 0);
  const columns: Column<Line>[] = [
    {
      ...{ key: 'name', title: t('system.review.line'), text: (one: Line) => say(one.name) },
      show: (one) => (one.path ? <GoLink to={one.path}>{say(one.name)}</GoLink> : say(one.name)),
    },
    ...part.symbols.map(
      (symbol): Column<Line> => ({
        ...{ key: symbol, title: titleOf(symbol), text: (one: Line) => nodeOf(calculation, symbol, one.at)?.value ?? '' },
        ...(symbol === 'main' ? {} : { align: 'right' as const }),
        show: (one) => <Cell recordId={recordId} shown={shown} symbol={symbol} line={one} />,
      }),
    ),
    ...(hasWords
      ? [{ key: 'words', title: t('system.review.words'), text: (one: Line) => one.words.map(say).join(t('common.listComma')) }]
      : []),
  ];
  return <TableView<Line> bare name={name} rows={ordered(part, shown)} rowKey={(one) => one.key} columns={columns} />;
}

function Cell({ recordId, shown, symbol, line }: { recordId: string; shown: Shown; symbol: string; line: Line }) {
  const { t } = useWords();
  const node = nodeOf(shown.calculation, symbol, line.at);
  if (!node) return null;
  if (symbol === 'main') return node.value === 'yes' ? <Tag tone="info">{t('system.review.main')}</Tag> : null;
  const figure = <NodeFigure result={shown.calculation} symbol={symbol} at={line.at} recordId={recordId} />;
  if (symbol !== 'share') return figure;
  return (
    <span className="th-row">
      <span className={styles.bar} aria-hidden="true">
        <span className={styles.fill} style={{ width: `${Math.min(100, Number(node.shown ?? 0))}%` }} />
      </span>
      {figure}
    </span>
  );
}
