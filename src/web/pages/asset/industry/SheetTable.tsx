import { AutoComplete, Button, Input } from 'antd';
import { useState } from 'react';
import { readNumber } from '../../../format/number.ts';
import { Quantity } from '../../../parts/Quantity.tsx';
import { type Column, TableView } from '../../../parts/TableView.tsx';
import { Icon } from '../../../ui/Icon.tsx';
import { useWords } from '../../../words/language.ts';
import styles from './industry.module.css';
import { LinesForm } from './LinesForm.tsx';
import type { IndustryResult, IndustrySheet, RowDraft } from './sheet-model.ts';

interface Props {
  readonly rows: readonly RowDraft[];
  readonly entities: IndustrySheet['entities'];
  readonly result: IndustryResult | null;
  readonly addressOf: (nodeId: string) => string;
  readonly onChange: (rows: readonly RowDraft[]) => void;
}

/** The entities of the sheet, to be typed in, with what the plan gives each once it is calculated. */
export function SheetTable(props: Props) {
  const { t } = useWords();
  const { rows, result, addressOf, onChange } = props;
  const [lining, setLining] = useState<RowDraft | null>(null);
  const entries = useEntryColumns(props, setLining);
  const results = useResultColumns(rows, result, addressOf);
  const remove: Column<RowDraft> = {
    key: 'remove',
    title: '',
    text: () => '',
    show: (row) => (
      <Button
        type="text"
        size="small"
        icon={<Icon name="close" size={15} />}
        aria-label={t('industry.remove', { name: calledOf(rows, row) })}
        onClick={() => onChange(rows.filter((one) => one.key !== row.key))}
      />
    ),
  };
  const withLines = (lines: RowDraft['lines']) => {
    onChange(rows.map((one) => (one.key === lining?.key ? { ...one, lines } : one)));
    setLining(null);
  };
  return (
    <>
      <TableView bare name={t('industry.sheet')} rows={rows} columns={[...entries, ...results, remove]} rowKey={(row) => String(row.key)} />
      {lining ? <LinesForm row={lining} onDone={withLines} onClose={() => setLining(null)} /> : null}
    </>
  );
}

const calledOf = (rows: readonly RowDraft[], row: RowDraft) => row.name || String(rows.indexOf(row) + 1);

function useEntryColumns({ rows, entities, onChange }: Props, onLines: (row: RowDraft) => void): readonly Column<RowDraft>[] {
  const { t, say } = useWords();
  const change = (row: RowDraft, part: Partial<RowDraft>) => onChange(rows.map((one) => (one.key === row.key ? { ...one, ...part } : one)));
  const named = (row: RowDraft, name: string) => {
    const own = entities.find((one) => say(one.name) === name);
    const verified = own?.verifiedT != null && row.emission === '' ? { emission: own.verifiedT } : {};
    change(row, { name, entityId: own?.entityId ?? null, ...verified });
  };
  const field = (key: 'emission' | 'intensity', title: string): Column<RowDraft> => ({
    key,
    title: `${title} (${key === 'emission' ? 'tCO2e' : 'tCO2e/t'})`,
    hint: t(key === 'emission' ? 'industry.emissionHint' : 'industry.intensityName'),
    align: 'right',
    text: (row) => row[key],
    show: (row) => (
      <Input
        className={styles.figure ?? ''}
        aria-label={`${title} ${calledOf(rows, row)}`}
        inputMode="decimal"
        value={row[key]}
        {...(row[key] !== '' && readNumber(row[key]) === null ? { status: 'error' as const } : {})}
        onChange={(event) => change(row, { [key]: event.target.value })}
      />
    ),
  });
  return [
    {
      key: 'entity',
      title: t('industry.entity'),
      text: (row) => row.name,
      show: (row) => (
        <AutoComplete
          className={styles.name ?? ''}
          aria-label={`${t('industry.entity')} ${rows.indexOf(row) + 1}`}
          value={row.name}
          options={entities.map((one) => ({ value: say(one.name) }))}
          onChange={(value: string) => named(row, value)}
        />
      ),
    },
    field('emission', t('industry.emission')),
    field('intensity', t('industry.intensity')),
    {
      key: 'lines',
      title: t('industry.lines'),
      nowrap: true,
      text: (row) => String(row.lines.length),
      show: (row) => (
        <Button type="link" size="small" aria-label={`${t('industry.lines')} ${calledOf(rows, row)}`} onClick={() => onLines(row)}>
          {t('industry.linesCount', { n: row.lines.length })}
        </Button>
      ),
    },
  ];
}

function useResultColumns(
  rows: readonly RowDraft[],
  result: IndustryResult | null,
  addressOf: Props['addressOf'],
): readonly Column<RowDraft>[] {
  const { t } = useWords();
  if (result === null) return [];
  const numberOf = (row: RowDraft, symbol: string) => result.rows[rows.indexOf(row)]?.[symbol] ?? null;
  const figure = (symbol: string, title: string, hint: string): Column<RowDraft> => ({
    key: symbol,
    title,
    hint,
    align: 'right',
    text: (row) => numberOf(row, symbol)?.value ?? '',
    show: (row) => {
      const number = numberOf(row, symbol);
      if (number === null || number.value === null) return null;
      return <Quantity value={number.value} shown={number.shown} unit="" to={number.nodeId && addressOf(number.nodeId)} />;
    },
  });
  return [
    ...(result.rule === 'intensity'
      ? [
          figure('X', `${t('industry.distance')} (%)`, t('industry.distanceHint')),
          figure('alpha', t('industry.alpha'), t('industry.alphaHint')),
        ]
      : []),
    figure('A', `${t('industry.allocation')} (tCO2e)`, t('industry.allocationHint')),
    figure('gap_entity', `${t('industry.gap')} (tCO2e)`, t('industry.gapHint')),
  ];
}
