import type { ReactNode } from 'react';
import type { DerivationNode, InputNode, LookupNode, StepNode } from '../../kernel/derivation.ts';
import { group } from '../format/number.ts';
import { paths } from '../paths.ts';
import { GoLink } from '../ui/GoLink.tsx';
import { useWords } from '../words/language.ts';
import { NodeValue, SymbolText } from './DerivationTree.tsx';
import styles from './derivation.module.css';
import type { Datum, Penalty } from './derivation-record.ts';
import { exactOf, type IndexNames, ownIndexes, withoutFinalZeros } from './derivation-tree.ts';
import { EvidenceList } from './EvidenceList.tsx';
import { Formula, type SymbolTitles } from './Formula.tsx';
import { MonthLabel, SpanLabel, WhoWhen } from './Labels.tsx';
import { useMethodWords } from './method-words.ts';
import { Prose, Unit } from './Unit.tsx';

interface Props {
  readonly node: DerivationNode;
  readonly titles: SymbolTitles;
  readonly names: IndexNames;
  readonly datum: Datum | null;
  /** Why the factor of a meter applies, where the node is one. */
  readonly penalty?: Penalty | null;
  /** Address of the datum's cell in the month grid; null where the grid is not known. */
  readonly cellAddress: string | null;
}

/** One step, factor or input in full: what a verifier asks about it. */
export function DerivationNodeView({ node, titles, names, datum, penalty, cellAddress }: Props) {
  const { t, say } = useWords();
  const indexes = ownIndexes(node, null, names).join(' \u00B7 ');
  return (
    <section className={styles.detail} aria-label={say(node.title)}>
      <header>
        <span className={styles.kind}>{t(`emission.derivation.${node.kind}`)}</span>
        <h3>
          <Prose text={say(node.title)} />
        </h3>
        <p className={styles.detailSymbol}>
          <SymbolText symbol={node.symbol} /> {indexes ? <span className="th-quiet">{indexes}</span> : null}
        </p>
        <p className={styles.detailValue}>
          <NodeValue node={node} />
        </p>
        <ExactValue node={node} />
      </header>
      {node.kind === 'step' ? <StepDetail node={node} titles={titles} /> : null}
      {node.kind === 'lookup' ? <LookupDetail node={node} /> : null}
      {node.kind === 'input' ? <InputDetail node={node} datum={datum} cellAddress={cellAddress} /> : null}
      {penalty ? <PenaltyDetail penalty={penalty} /> : null}
    </section>
  );
}

/** The number before any rounding, of the rule or for the eye; nothing where what is shown says it all. */
export function ExactValue({ node }: { node: DerivationNode }) {
  const { t } = useWords();
  const exact = exactOf(node);
  if (exact === null || exact === withoutFinalZeros(node.shown ?? '')) return null;
  return (
    <p className="th-small th-quiet th-num">
      {t('emission.derivation.exact')} <span className={styles.exact}>{group(exact)}</span> <Unit symbol={node.unit} />
    </p>
  );
}

function Line({ label, children }: { label: ReactNode; children: ReactNode }) {
  return (
    <div className={styles.line}>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function StepDetail({ node, titles }: { node: StepNode; titles: SymbolTitles }) {
  const { t, say } = useWords();
  const { cite } = useMethodWords();
  const { rounding, choice, conversion } = node;
  return (
    <>
      <div className={styles.formulaBox}>
        <p className={styles.caption}>{t('emission.derivation.formula')}</p>
        <Formula text={node.formula} titles={titles} of={node.symbol} />
        <p className={styles.caption}>{t('emission.derivation.withNumbers')}</p>
        <Formula text={node.substituted} titles={titles} of={node.symbol} />
      </div>
      <dl className={styles.lines}>
        {choice ? (
          <Line
            label={choice.of > 1 ? t('emission.derivation.choice', { number: choice.number, of: choice.of }) : t('emission.derivation.why')}
          >
            {say(choice.why)}
          </Line>
        ) : null}
        {conversion ? (
          <Line label={t('emission.grid.unit')}>
            {t('emission.derivation.conversion', { from: conversion.from, factor: conversion.factor, unit: node.unit })}
          </Line>
        ) : null}
        <Line label={t('emission.derivation.shown')}>
          {rounding
            ? t('emission.derivation.rounding', {
                mode: t(`emission.derivation.roundingModes.${rounding.mode}`),
                digits: rounding.digits,
                exact: rounding.exact,
              })
            : t('emission.derivation.noRounding', { shown: `${group(node.shown ?? '')}` })}
        </Line>
        {node.clause ? <Line label={t('emission.derivation.clause')}>{cite(node.clause)}</Line> : null}
        {node.source ? <Line label={t('emission.derivation.source')}>{cite(node.source)}</Line> : null}
        {node.confidence ? (
          <Line label={t('emission.derivation.confidence')}>
            <Confidence level={node.confidence} />
          </Line>
        ) : null}
        {node.note ? (
          <Line label={t('emission.derivation.note')}>
            <Prose text={say(node.note)} />
          </Line>
        ) : null}
      </dl>
    </>
  );
}

/** The confidence words of the library, where the value is one of them. */
export function Confidence({ level }: { level: string }) {
  const { t } = useWords();
  const known = level === 'high' || level === 'medium' || level === 'low' ? level : null;
  return <span className={`${styles.confidence} ${known ? styles[known] : ''}`}>{known ? t(`common.confidence.${known}`) : level}</span>;
}

function LookupDetail({ node }: { node: LookupNode }) {
  const { t } = useWords();
  const { cite, word } = useMethodWords();
  return (
    <dl className={styles.lines}>
      <Line label={t('emission.derivation.factorTable')}>
        <code>{node.table}</code>
      </Line>
      <Line label={t('emission.derivation.factorColumn')}>
        <code>{node.column}</code>
      </Line>
      {node.keys.length > 0 ? (
        <Line label={t('emission.derivation.factorKeys')}>{node.keys.map(word).join(t('common.listComma'))}</Line>
      ) : null}
      <Line label={t('emission.derivation.source')}>{cite(node.source)}</Line>
      {node.validity ? (
        <Line label={t('emission.derivation.validity')}>
          <SpanLabel from={node.validity.from} to={node.validity.to} />
        </Line>
      ) : null}
      <Line label={t('emission.derivation.confidence')}>
        <Confidence level={node.confidence} />
      </Line>
      {node.ref ? (
        <Line label="">
          <GoLink to={paths.factors({ factorId: node.ref })}>{t('emission.derivation.openFactor')}</GoLink>
        </Line>
      ) : null}
    </dl>
  );
}

function InputDetail({ node, datum, cellAddress }: { node: InputNode; datum: Datum | null; cellAddress: string | null }) {
  const { t, say } = useWords();
  return (
    <>
      <dl className={styles.lines}>
        {node.given ? (
          <Line label={t('emission.derivation.given')}>
            <span className="th-num">
              {group(node.given.value)} <Unit symbol={node.given.unit} />{' '}
              {t('emission.derivation.exactFactor', { factor: node.given.factor })} = {group(node.value ?? '')} <Unit symbol={node.unit} />
            </span>
          </Line>
        ) : null}
        {datum ? (
          <>
            <Line label={t('emission.derivation.datum')}>
              {say(datum.rowTitle)} {datum.month === '' ? null : <MonthLabel month={datum.month} />}{' '}
              <span className="th-quiet">{t('emission.derivation.version', { n: datum.version })}</span>
            </Line>
            {node.given ? null : (
              <Line label={t('emission.derivation.given')}>
                <span className="th-num">
                  {group(datum.givenValue ?? datum.value ?? '')} <Unit symbol={datum.givenUnit} />
                  {datum.givenUnit === node.unit ? null : (
                    <>
                      {' = '}
                      {group(node.value ?? '')} <Unit symbol={node.unit} />
                    </>
                  )}
                </span>
              </Line>
            )}
            <Line label={t('common.person')}>
              <span className="th-row">
                <WhoWhen name={datum.recordedByName} at={datum.recordedAt} />
              </span>
            </Line>
            {datum.acquisition === null ? null : (
              <Line label={t('emission.derivation.acquisition')}>{t(`common.acquisition.${datum.acquisition}`)}</Line>
            )}
            {datum.comment ? <Line label={t('emission.cell.comment')}>{datum.comment}</Line> : null}
            {cellAddress ? (
              <Line label="">
                <GoLink to={cellAddress}>{t('emission.derivation.openCell')}</GoLink>
              </Line>
            ) : null}
          </>
        ) : null}
      </dl>
      {datum ? (
        <div>
          <p className={styles.caption}>{t('emission.derivation.evidence')}</p>
          {datum.evidence.length > 0 ? (
            <EvidenceList items={datum.evidence} />
          ) : (
            <p className={styles.missing}>{t('emission.derivation.noEvidence')}</p>
          )}
        </div>
      ) : null}
    </>
  );
}

/** The days of a meter without cover that a factor follows from, and the way to its calibrations. */
function PenaltyDetail({ penalty }: { penalty: Penalty }) {
  const { t, say } = useWords();
  return (
    <dl className={styles.lines}>
      <Line label={t('penalty.why')}>{say(penalty.why)}</Line>
      <Line label="">
        <GoLink to={paths.meter(penalty.meterId)}>{penalty.meterCode}</GoLink>
      </Line>
    </dl>
  );
}
