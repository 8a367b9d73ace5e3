import { Button, Checkbox } from 'antd';
import { type ReactNode, useState } from 'react';
import { separateLines, stages } from '../../../kernel/lca/model/study.ts';
import { Icon } from '../../ui/Icon.tsx';
import { useWords } from '../../words/language.ts';
import { ChoiceCell, Fault, type Faults, Plain, TextCell } from './Cells.tsx';
import {
  changed,
  type Emission,
  type Input,
  newEmission,
  newInput,
  newOutput,
  type Output,
  type Process,
  type Study,
  without,
} from './footprint-model.ts';
import { LineDetails } from './LineDetails.tsx';
import { LinkCell } from './LinkCell.tsx';
import styles from './lca.module.css';
import { TableImport } from './TableImport.tsx';

export interface GridProps {
  readonly study: Study;
  readonly index: number;
  readonly faults: Faults;
  readonly disabled: boolean;
  readonly process: Process;
  readonly set: (change: Partial<Process>) => void;
  readonly setProcesses: (processes: Study['processes']) => void;
}

type Key = 'name' | 'formula' | 'unit' | 'exergyFactor' | 'efficiency' | 'price' | 'dataSource' | 'gas' | 'excludedReason';

/** Cells of one row: each with its label, and what is wrong at its place. */
function useCells(disabled: boolean, faults: Faults, row: string) {
  const { t } = useWords();
  return {
    text: (key: Key, value: string, onChange: (value: string) => void, width: number, field?: string) => (
      <td>
        <TextCell
          label={t(`footprint.${key}`)}
          {...{ value, onChange, disabled, width }}
          {...(field ? { faults, path: `${row}/${field}` } : {})}
        />
      </td>
    ),
    check: (key: 'primary' | 'avoided' | 'excluded', checked: boolean, onChange: (checked: boolean) => void, more?: ReactNode) => (
      <td>
        {disabled ? (
          <Plain value={checked ? t('common.yes') : ''} />
        ) : (
          <Checkbox aria-label={t(`footprint.${key}`)} checked={checked} onChange={(event) => onChange(event.target.checked)} />
        )}
        {more}
      </td>
    ),
    remove: (onClick: () => void, last = false) => (
      <td>
        {!disabled && (
          <Button
            size="small"
            type="text"
            aria-label={t('footprint.remove')}
            disabled={last}
            onClick={onClick}
            icon={<Icon name="close" size={13} />}
          />
        )}
      </td>
    ),
  };
}

/** A titled grid with its head, rows and what can be added. */
function Grid({ title, heads, rows, add }: { title: string; heads: readonly string[]; rows: ReactNode; add: ReactNode }) {
  const { t } = useWords();
  return (
    <div className={styles.grid}>
      <table>
        <caption className={styles.sub}>{title}</caption>
        <thead>
          <tr>
            {heads.map((head) => (
              <th key={head}>{head}</th>
            ))}
            <th aria-label={t('footprint.remove')} />
          </tr>
        </thead>
        <tbody>{rows}</tbody>
      </table>
      {add}
    </div>
  );
}

interface RowProps<Row> extends Omit<GridProps, 'set' | 'setProcesses'> {
  readonly row: Row;
  readonly path: string;
  readonly edit: (change: Partial<Row>) => void;
  readonly remove: () => void;
}

export function Outputs(props: GridProps) {
  const { t } = useWords();
  const { process, set, index, disabled } = props;
  const several = process.outputs.length > 1;
  const more = several ? [t('footprint.exergyFactor'), t('footprint.efficiency'), t('footprint.price'), t('footprint.link')] : [];
  const rows = process.outputs.map((row, i) => (
    <OutputRow
      key={row.id}
      {...{ ...props, row }}
      path={`/processes/${index}/outputs/${i}`}
      edit={(change) => set({ outputs: changed(process.outputs, i, change) })}
      remove={() => set({ outputs: without(process.outputs, i) })}
    />
  ));
  const add = !disabled && (
    <Button size="small" onClick={() => set({ outputs: [...process.outputs, newOutput(process)] })}>
      {t('footprint.addOutput')}
    </Button>
  );
  return (
    <Grid
      title={t('footprint.outputs')}
      heads={[t('footprint.name'), t('footprint.formula'), t('footprint.unit'), ...more]}
      {...{ rows, add }}
    />
  );
}

const maybe = (value: string) => (value.trim() === '' ? null : value.trim());

function OutputRow({ row, path, edit, remove, process, study, faults, disabled }: RowProps<Output>) {
  const cells = useCells(disabled, faults, path);
  const several = process.outputs.length > 1;
  const prices = (value: string) => value.split(/\s+/).filter((one) => one !== '');
  const replaces = process.allocation === 'substitution' && process.outputs[0] !== row;
  return (
    <tr>
      {cells.text('name', row.name, (name) => edit({ name }), 200)}
      {cells.text('formula', row.amount, (amount) => edit({ amount }), 180, 'amount')}
      {cells.text('unit', row.unit, (unit) => edit({ unit }), 80, 'unit')}
      {several && cells.text('exergyFactor', row.exergyFactor ?? '', (value) => edit({ exergyFactor: maybe(value) }), 80)}
      {several && cells.text('efficiency', row.referenceEfficiency ?? '', (value) => edit({ referenceEfficiency: maybe(value) }), 80)}
      {several && cells.text('price', row.prices.join(' '), (value) => edit({ prices: prices(value).slice(0, 3) }), 100)}
      {several && (
        <td>
          {replaces && (
            <LinkCell
              link={row.replaces}
              name={row.name}
              {...{ study, faults, disabled }}
              path={`${path}/replaces`}
              onChange={(link) => edit({ replaces: link })}
            />
          )}
        </td>
      )}
      {cells.remove(remove, !several)}
    </tr>
  );
}

const inputHeads = ['name', 'formula', 'unit', 'link', 'stageName', 'dataSource', 'primary', 'details', 'avoided', 'excluded'] as const;

export function Inputs(props: GridProps) {
  const { t } = useWords();
  const [isImporting, setImporting] = useState(false);
  const { process, set, index, disabled } = props;
  const rows = process.inputs.map((row, i) => (
    <InputRow
      key={row.id}
      {...{ ...props, row }}
      path={`/processes/${index}/inputs/${i}`}
      edit={(change) => set({ inputs: changed(process.inputs, i, change) })}
      remove={() => set({ inputs: without(process.inputs, i) })}
    />
  ));
  const add = !disabled && (
    <div className="th-row">
      <Button size="small" onClick={() => set({ inputs: [...process.inputs, newInput(process)] })}>
        {t('footprint.addInput')}
      </Button>
      <Button size="small" onClick={() => set({ inputs: [...process.inputs, newInput(process, true)] })}>
        {t('footprint.addTransport')}
      </Button>
      <Button size="small" onClick={() => setImporting(true)}>
        {t('footprint.importTable.open')}
      </Button>
      {isImporting && <TableImport study={props.study} process={process} onTake={props.setProcesses} onClose={() => setImporting(false)} />}
    </div>
  );
  return <Grid title={t('footprint.inputs')} heads={inputHeads.map((head) => t(`footprint.${head}`))} {...{ rows, add }} />;
}

function InputRow({ row, path, edit, remove, process, study, faults, disabled }: RowProps<Input>) {
  const { t } = useWords();
  const cells = useCells(disabled, faults, path);
  const quality = (change: Partial<Input['quality']>) => edit({ quality: { ...row.quality, ...change } });
  const why = (
    <>
      {row.excluded && (
        <TextCell
          label={t('footprint.excludedReason')}
          value={row.reason}
          {...{ disabled, faults, path: `${path}/reason` }}
          onChange={(reason) => edit({ reason })}
        />
      )}
      <Fault faults={faults} path={`${path}/excluded`} />
    </>
  );
  return (
    <tr>
      {cells.text('name', row.name, (name) => edit({ name }), 160)}
      {cells.text('formula', row.amount, (amount) => edit({ amount }), 180, 'amount')}
      {cells.text('unit', row.unit, (unit) => edit({ unit }), 70, 'unit')}
      <td>
        <LinkCell
          link={row.link}
          name={row.name}
          {...{ study, faults, disabled }}
          path={`${path}/link`}
          onChange={(link) => edit({ link })}
        />
      </td>
      <td>
        <ChoiceCell
          label={t('footprint.stageName')}
          value={row.stage ?? process.stage}
          {...{ disabled, width: 110 }}
          options={stages.map((value) => ({ value, label: t(`footprint.stage.${value}`) }))}
          onChange={(stage) => edit({ stage })}
        />
      </td>
      {cells.text('dataSource', row.quality.source, (source) => quality({ source }), 130, 'quality/source')}
      {cells.check('primary', row.quality.primary, (primary) => quality({ primary }))}
      <td>
        <LineDetails
          {...{ disabled, link: row.link, name: row.name, unit: row.unit, quality: row.quality }}
          onLink={(link) => edit({ link })}
          onQuality={quality}
        />
      </td>
      {cells.check('avoided', row.avoided, (avoided) => edit({ avoided }))}
      {cells.check('excluded', row.excluded, (excluded) => edit({ excluded }), why)}
      {cells.remove(remove)}
    </tr>
  );
}

const emissionHeads = ['name', 'formula', 'unit', 'gas', 'lineOf', 'dataSource', 'primary', 'details'] as const;

export function Emissions(props: GridProps) {
  const { t } = useWords();
  const { process, set, index, disabled } = props;
  const rows = process.emissions.map((row, i) => (
    <EmissionRow
      key={row.id}
      {...{ ...props, row }}
      path={`/processes/${index}/emissions/${i}`}
      edit={(change) => set({ emissions: changed(process.emissions, i, change) })}
      remove={() => set({ emissions: without(process.emissions, i) })}
    />
  ));
  const add = !disabled && (
    <Button size="small" onClick={() => set({ emissions: [...process.emissions, newEmission(process)] })}>
      {t('footprint.addEmission')}
    </Button>
  );
  return <Grid title={t('footprint.emissions')} heads={emissionHeads.map((head) => t(`footprint.${head}`))} {...{ rows, add }} />;
}

function EmissionRow({ row, path, edit, remove, faults, disabled }: RowProps<Emission>) {
  const { t } = useWords();
  const cells = useCells(disabled, faults, path);
  const quality = (change: Partial<Emission['quality']>) => edit({ quality: { ...row.quality, ...change } });
  return (
    <tr>
      {cells.text('name', row.name, (name) => edit({ name }), 160)}
      {cells.text('formula', row.amount, (amount) => edit({ amount }), 180, 'amount')}
      {cells.text('unit', row.unit, (unit) => edit({ unit }), 80, 'unit')}
      {cells.text('gas', row.gas, (gas) => edit({ gas }), 90)}
      <td>
        <ChoiceCell
          label={t('footprint.lineOf')}
          value={row.line}
          disabled={disabled}
          options={separateLines.map((value) => ({ value, label: t(`footprint.${value}`) }))}
          onChange={(line) => edit({ line })}
        />
        <Fault faults={faults} path={path} />
      </td>
      {cells.text('dataSource', row.quality.source, (source) => quality({ source }), 160)}
      {cells.check('primary', row.quality.primary, (primary) => quality({ primary }))}
      <td>
        <LineDetails {...{ disabled, name: row.name, unit: row.unit, quality: row.quality }} onQuality={quality} />
      </td>
      {cells.remove(remove)}
    </tr>
  );
}
