import { useState } from 'react';
import { group, roundText } from '../../format/number.ts';
import { Deed, useWhyNot } from '../../parts/Deed.tsx';
import { FindingList } from '../../parts/FindingList.tsx';
import { useMethodWords } from '../../parts/method-words.ts';
import { plainFinding } from '../../parts/plain-finding.ts';
import { Quantity } from '../../parts/Quantity.tsx';
import { type Column, TableView } from '../../parts/TableView.tsx';
import { Prose } from '../../parts/Unit.tsx';
import { paths } from '../../paths.ts';
import { lineageOf, useWorkplace } from '../../shell/workplace.ts';
import { Section } from '../../ui/Page.tsx';
import { useWords } from '../../words/language.ts';
import styles from './asset.module.css';
import { type AllocationYear, type Figure, figureOf, type UnitAllocation } from './figures.ts';
import { InputForm } from './InputForm.tsx';
import { Together } from './Together.tsx';
import { UnitTimeline } from './UnitTimeline.tsx';

type Input = UnitAllocation['inputs'][number];

/** One unit: the formula with its numbers, the border it may jump at, what it rests on, and what the authority decided. */
export function UnitSection({ unit, allocation }: { unit: UnitAllocation; allocation: AllocationYear }) {
  const { say } = useWords();
  const { word } = useMethodWords();
  const address = (figure: Figure) =>
    figure.nodeId ? paths.allocationDerivation(allocation.entityId, allocation.year, figure.nodeId) : null;
  const { class_used } = unit.numbers;
  const { tree } = useWorkplace();
  const entity = tree.data?.units.find((one) => one.id === unit.unitId)?.entityId ?? allocation.entityId;
  const mayNot = useWhyNot('asset.record_allocation', lineageOf(tree.data, entity));
  // The border is told in a sentence of its own, with the same figures.
  const findings = allocation.findings.filter((one) => one.place.at?.unit === unit.key && one.code !== 'load_border').map(plainFinding);
  return (
    <Section
      id={`unit-${unit.unitId}`}
      title={say(unit.unitName)}
      extra={class_used?.value ? <span className="th-quiet">{word(class_used.value)}</span> : null}
    >
      <Formulas unit={unit} address={address} />
      <Border unit={unit} />
      {findings.length > 0 ? <FindingList findings={findings} /> : null}
      <UnitTimeline unit={unit} year={allocation.year} address={address} entityId={allocation.entityId} />
      <Together unit={unit} year={allocation.year} mayNot={mayNot} />
      <Inputs unit={unit} allocation={allocation} mayNot={mayNot} />
    </Section>
  );
}

interface Addressed {
  readonly unit: UnitAllocation;
  readonly address: (figure: Figure) => string | null;
}

/** A_e = Q_e × B_e × F_l × F_r × F_f and A_h = Q_h × B_h, each factor with its name; factors of 1 that no rule of the year knows stay out. */
function Formulas({ unit, address }: Addressed) {
  const { t } = useWords();
  const of = (symbol: string) => figureOf(unit.numbers, symbol);
  const heat = unit.inputs.find((one) => one.symbol === 'heat_gj');
  const corrections = ['F_l', 'F_r', 'F_f'].filter((symbol) => symbol === 'F_f' || of(symbol).value !== '1');
  return (
    <div className={styles.formula}>
      <Row
        label={t('asset.unit.electricity')}
        result={of('A_electricity')}
        address={address}
        factors={['Q_e', 'B_e', ...corrections].map(of)}
      />
      {heat?.used == null ? null : (
        <Row
          label={t('asset.unit.heat')}
          result={of('A_heat')}
          address={address}
          factors={[{ value: heat.used, shown: heat.used, unit: heat.unit, nodeId: null, title: heat.title }, of('B_h')]}
        />
      )}
    </div>
  );
}

function Row({
  label,
  result,
  factors,
  address,
}: {
  label: string;
  result: Figure;
  factors: readonly Figure[];
  address: (figure: Figure) => string | null;
}) {
  const { say } = useWords();
  return (
    <div className={styles.formulaRow}>
      <span className={styles.factor}>
        <strong>
          <Quantity value={result.value} shown={result.shown} unit={result.unit} to={address(result)} />
        </strong>
        <small>{label}</small>
      </span>
      {factors.map((factor, index) => (
        <span key={say(factor.title)} className={styles.term}>
          <span className={styles.sign}>{index === 0 ? '=' : '\u00d7'}</span>
          <span className={styles.factor}>
            <Quantity value={factor.value} shown={factor.shown} unit={factor.unit} to={address(factor)} />
            <small>{say(factor.title)}</small>
          </span>
        </span>
      ))}
    </div>
  );
}

function Border({ unit }: { unit: UnitAllocation }) {
  const { t } = useWords();
  const text = (symbol: string, digits: number) => {
    const value = unit.numbers[symbol]?.value;
    return value == null ? '' : group(roundText(value, digits));
  };
  const change = text('border_change', 0);
  const factor = unit.inputs.find((one) => one.symbol === 'load_factor')?.used;
  if (change === '' || factor == null) return null;
  const words = {
    factor: group(roundText(factor, 2)),
    border: text('load_border', 0),
    distance: text('border_distance', 2),
    mwh: text('border_distance_mwh', 0),
    change,
    tonnes: text('border_distance_t', 0),
  };
  return (
    <p className={styles.border}>
      <Prose text={t('asset.unit.borderText', words)} />
    </p>
  );
}

function Inputs({ unit, allocation, mayNot }: { unit: UnitAllocation; allocation: AllocationYear; mayNot: string | null }) {
  const { t, say } = useWords();
  const { word } = useMethodWords();
  const [editing, setEditing] = useState<Input | null>(null);
  const figure = (value: string | null, row: Input) =>
    row.unit === '' && value !== null ? word(value) : <Quantity value={value} unit={row.unit} digits={row.unit === '1' ? 6 : 2} />;
  const columns: Column<Input>[] = [
    { key: 'input', title: t('asset.unit.input'), text: (row) => say(row.title) },
    {
      key: 'computed',
      title: t('asset.unit.computed'),
      align: 'right',
      text: (row) => row.computed ?? '',
      show: (row) => figure(row.computed, row),
    },
    { key: 'used', title: t('asset.unit.used'), align: 'right', text: (row) => row.used ?? '', show: (row) => figure(row.used, row) },
    {
      key: 'from',
      title: t('asset.unit.source'),
      text: (row) => t(`asset.unit.from.${row.from}`),
      show: (row) => (
        <>
          {t(`asset.unit.from.${row.from}`)}
          {row.owner ? (
            <p className="th-small th-quiet">{t('asset.unit.saidBy', { name: row.owner.byName, reason: row.owner.reason })}</p>
          ) : null}
        </>
      ),
    },
    {
      key: 'say',
      title: '',
      text: () => '',
      show: (row) => (
        <Deed size="small" type="link" why={mayNot} onClick={() => setEditing(row)} aria-label={`${t('asset.unit.say')} ${say(row.title)}`}>
          {t('asset.unit.say')}
        </Deed>
      ),
    },
  ];
  return (
    <>
      <h3 className={styles.gapAbove}>{t('asset.unit.inputs')}</h3>
      <TableView
        bare
        name={`${t('asset.unit.inputs')} ${say(unit.unitName)}`}
        rows={unit.inputs.filter((row) => row.used !== null || row.computed !== null || row.symbol === 'F_f_given')}
        columns={columns}
        rowKey={(row) => row.symbol}
      />
      {editing ? <InputForm unitId={unit.unitId} year={allocation.year} input={editing} onClose={() => setEditing(null)} /> : null}
    </>
  );
}
