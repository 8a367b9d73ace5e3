import { useState } from 'react';
import { Deed, useWhyNot } from '../../parts/Deed.tsx';
import { DayLabel, InstantLabel, PersonName } from '../../parts/Labels.tsx';
import { Quantity } from '../../parts/Quantity.tsx';
import { type Column, TableView } from '../../parts/TableView.tsx';
import { Tag } from '../../parts/Tag.tsx';
import { paths } from '../../paths.ts';
import { lineageOf, useWorkplace } from '../../shell/workplace.ts';
import { GoLink } from '../../ui/GoLink.tsx';
import { useWords } from '../../words/language.ts';
import styles from './asset.module.css';
import { DecisionForm } from './DecisionForm.tsx';
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
  const mayNot = useWhyNot('asset.record_allocation', lineageOf(tree.data, own));
  const counting = (kind: Decision['kind']) => unit.decisions.find((one) => one.kind === kind && one.counts);
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
          hint={t('asset.timeline.preHint')}
        />
        {deduction ? (
          <Stage name={t('asset.timeline.deduction')} figure={pre('deducted_before')} address={address} decision={deduction} />
        ) : null}
        <Stage name={t('asset.timeline.issued')} figure={pre('pre_issued')} address={address} />
        <Stage
          name={t('asset.timeline.final')}
          figure={figureOf(unit.numbers, 'A_unit')}
          address={address}
          decision={counting('final_allocation')}
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
      {unit.decisions.length === 0 ? <p className="th-quiet">{t('asset.timeline.none')}</p> : <Decisions decisions={unit.decisions} />}
      {deciding ? <DecisionForm unit={unit} year={year} onClose={() => setDeciding(false)} /> : null}
    </>
  );
}

function Stage({
  name,
  figure,
  address,
  decision,
  hint,
}: {
  name: string;
  figure: Figure;
  address: (figure: Figure) => string | null;
  decision?: Decision | undefined;
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
    </li>
  );
}

function Decisions({ decisions }: { decisions: readonly Decision[] }) {
  const { t } = useWords();
  const state = (row: Decision) =>
    row.counts ? t('asset.decision.counts') : row.tonnes === null ? t('asset.decision.withdrawn') : t('asset.decision.replaced');
  const columns: Column<Decision>[] = [
    { key: 'kind', title: t('asset.decision.kind'), text: (row) => t(`asset.decision.kindOf.${row.kind}`) },
    { key: 'version', title: t('asset.decision.version'), align: 'right', text: (row) => String(row.version) },
    {
      key: 'tonnes',
      title: t('asset.decision.tonnes'),
      align: 'right',
      text: (row) => row.tonnes ?? '',
      show: (row) => <Quantity value={row.tonnes} unit="tCO2" />,
    },
    { key: 'state', title: t('common.state'), text: state, show: (row) => <Tag tone={row.counts ? 'good' : 'plain'}>{state(row)}</Tag> },
    { key: 'on', title: t('asset.decision.decidedOn'), text: (row) => row.decidedOn, show: (row) => <DayLabel day={row.decidedOn} /> },
    { key: 'document', title: t('asset.decision.documentNo'), text: (row) => row.documentNo },
    {
      key: 'evidence',
      title: t('asset.decision.evidence'),
      text: (row) => row.evidence.map((one) => one.title).join(' '),
      show: (row) =>
        row.evidence.map((one) => (
          <div key={one.id}>
            <GoLink to={paths.evidenceOf(one.id)}>{one.title}</GoLink>
          </div>
        )),
    },
    {
      key: 'recorded',
      title: t('asset.decision.recorded'),
      text: (row) => row.recordedByName,
      show: (row) => (
        <span className="th-row">
          <PersonName name={row.recordedByName} /> <InstantLabel at={row.recordedAt} />
        </span>
      ),
    },
  ];
  return <TableView bare name={t('asset.timeline.decisions')} rows={decisions} columns={columns} rowKey={(row) => row.id} />;
}
