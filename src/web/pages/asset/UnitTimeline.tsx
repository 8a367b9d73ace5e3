import { useState } from 'react';
import { group } from '../../format/number.ts';
import { Deed, useWhyNot } from '../../parts/Deed.tsx';
import { DayLabel } from '../../parts/Labels.tsx';
import { Quantity } from '../../parts/Quantity.tsx';
import { Prose } from '../../parts/Unit.tsx';
import { lineageOf, useWorkplace } from '../../shell/workplace.ts';
import { useWords } from '../../words/language.ts';
import styles from './asset.module.css';
import { DecisionForm } from './DecisionForm.tsx';
import { Decisions } from './Decisions.tsx';
import { type Figure, figureOf, isSurplus, type UnitAllocation, unsigned } from './figures.ts';

type Decision = UnitAllocation['decisions'][number];

/** 预分配 → 核减 → 预发 → 核定 → 多退少补: each figure computed, or as the authority decided it. */
export function UnitTimeline({
  unit,
  year,
  entityId,
  address,
}: {
  unit: UnitAllocation;
  year: number;
  entityId: string;
  address: (figure: Figure) => string | null;
}) {
  const { t } = useWords();
  const [deciding, setDeciding] = useState(false);
  const { tree } = useWorkplace();
  const own = tree.data?.units.find((one) => one.id === unit.unitId)?.entityId ?? entityId;
  const lineage = lineageOf(tree.data, own);
  const mayNot = useWhyNot('asset.record_allocation', lineage);
  const counting = (kind: Decision['kind']) => unit.decisions.find((one) => one.kind === kind && one.counts);
  const waiting = (kind: Decision['kind']) => unit.decisions.find((one) => one.kind === kind && one.state === 'proposed');
  const pre = (symbol: string) => figureOf(unit.pre, symbol);
  const deduction = counting('deduction');
  const trueUp = pre('true_up');
  return (
    <>
      <div className="th-row">
        <h3 className="th-grow">{t('asset.timeline.title')}</h3>
        <Deed size="small" why={mayNot} onClick={() => setDeciding(true)}>
          {t('asset.timeline.record')}
        </Deed>
      </div>
      <ol className={styles.timeline}>
        <Stage
          name={t('asset.timeline.pre')}
          figure={pre('pre')}
          address={address}
          decision={counting('pre_allocation')}
          proposed={waiting('pre_allocation')}
          hint={t('asset.timeline.preHint')}
        />
        {deduction || waiting('deduction') ? (
          <Stage
            name={t('asset.timeline.deduction')}
            figure={pre('deducted_before')}
            address={address}
            decision={deduction}
            proposed={waiting('deduction')}
          />
        ) : null}
        <Stage name={t('asset.timeline.issued')} figure={pre('pre_issued')} address={address} />
        <Stage
          name={t('asset.timeline.final')}
          figure={figureOf(unit.numbers, 'A_unit')}
          address={address}
          decision={counting('final_allocation')}
          proposed={waiting('final_allocation')}
        />
        <Stage
          name={t('asset.timeline.trueUp')}
          figure={
            trueUp.value === null ? trueUp : { ...trueUp, value: unsigned(trueUp.value), shown: unsigned(trueUp.shown ?? trueUp.value) }
          }
          address={address}
          hint={trueUp.value === null ? undefined : t(isSurplus(trueUp.value) ? 'asset.timeline.back' : 'asset.timeline.more')}
        />
        {deduction ? <Stage name={t('asset.timeline.carried')} figure={pre('deduction_carried')} address={address} /> : null}
      </ol>
      {unit.decisions.some((one) => one.counts) ? null : (
        <p className="th-quiet">{t(unit.decisions.length === 0 ? 'asset.timeline.none' : 'asset.timeline.noneCounts')}</p>
      )}
      {unit.decisions.length === 0 ? null : <Decisions decisions={unit.decisions} lineage={lineage} />}
      {deciding ? <DecisionForm unit={unit} year={year} onClose={() => setDeciding(false)} /> : null}
    </>
  );
}

function Stage({
  name,
  figure,
  address,
  decision,
  proposed,
  hint,
}: {
  name: string;
  figure: Figure;
  address: (figure: Figure) => string | null;
  decision?: Decision | undefined;
  proposed?: Decision | undefined;
  hint?: string | undefined;
}) {
  const { t } = useWords();
  return (
    <li className={decision ? styles.decided : undefined}>
      <span>{name}</span>
      <Quantity value={figure.value} shown={figure.shown} unit={figure.unit} to={address(figure)} />
      <span className="th-small th-quiet">
        {decision ? (
          <>
            {t('asset.timeline.byAuthority')} <DayLabel day={decision.decidedOn} />
          </>
        ) : (
          (hint ?? t('asset.timeline.byOwn'))
        )}
      </span>
      {proposed?.tonnes ? (
        <span className="th-small">
          <Prose text={t('asset.timeline.waiting', { tonnes: group(proposed.tonnes) })} />
        </span>
      ) : null}
    </li>
  );
}
