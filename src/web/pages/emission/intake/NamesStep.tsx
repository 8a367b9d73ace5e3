import { Button, Checkbox, Select, Table } from 'antd';
import { RefusalNotice } from '../../../parts/RefusalNotice.tsx';
import { useWords } from '../../../words/language.ts';
import styles from './intake.module.css';
import {
  type Alias,
  blankAlias,
  cellPlace,
  type Found,
  isTold,
  parametersOf,
  streamsOf,
  type UnknownName,
  withAlias,
} from './intake-model.ts';
import type { ImportWizard } from './useImportWizard.ts';

/** Every name of the file that nobody has explained, once each. */
export function NamesStep({ wizard }: { wizard: ImportWizard }) {
  const { t } = useWords();
  const { found, preview, aliases } = wizard.state;
  if (!found || !preview) return null;
  const aliasOf = (name: UnknownName) => aliases.find((one) => one.kind === name.kind && one.name === name.name) ?? blankAlias(name);
  const told = preview.unknown.every((name) => isTold(aliasOf(name)));
  const change = (alias: Alias) => wizard.change({ aliases: withAlias(aliases, alias) });
  return (
    <>
      <p className="th-quiet">{t('intake.namesText')}</p>
      <Table<UnknownName>
        size="small"
        rowKey={(one) => `${one.kind} ${one.name}`}
        pagination={false}
        dataSource={[...preview.unknown]}
        columns={[
          { title: t('intake.name'), render: (_, one) => <strong>{one.name}</strong> },
          { title: t('common.kind'), width: 110, render: (_, one) => t(`intake.nameKind.${one.kind}`) },
          { title: t('intake.first'), width: 150, render: (_, one) => <span className="th-num">{cellPlace(one)}</span> },
          { title: t('intake.times'), width: 80, align: 'right', dataIndex: 'count' },
          { title: t('intake.means'), width: 520, render: (_, one) => <Meaning alias={aliasOf(one)} found={found} change={change} /> },
          {
            title: t('intake.skip'),
            width: 80,
            render: (_, one) => (
              <Checkbox
                aria-label={`${t('intake.skip')} ${one.name}`}
                checked={aliasOf(one).skip}
                onChange={(event) => change({ ...aliasOf(one), skip: event.target.checked })}
              />
            ),
          },
        ]}
      />
      {wizard.problem && <RefusalNotice problem={wizard.problem} />}
      <div className={`th-row th-end ${styles.foot}`}>
        <Button onClick={() => wizard.change({ step: 'mapping' })}>{t('intake.back')}</Button>
        <Button type="primary" disabled={!told} loading={wizard.busy} onClick={() => void wizard.showPreview().catch(() => {})}>
          {t('intake.previewNow')}
        </Button>
      </div>
    </>
  );
}

function Meaning({ alias, found, change }: { alias: Alias; found: Found; change: (alias: Alias) => void }) {
  const { t, say } = useWords();
  const label = `${t('intake.means')} ${alias.name}`;
  const common = {
    'aria-label': label,
    placeholder: t('intake.choose'),
    className: styles.full ?? '',
    disabled: alias.skip,
    showSearch: { optionFilterProp: 'label' },
  } as const;
  if (alias.kind === 'facility') {
    const options = found.units.map((unit) => ({ value: unit.id, label: `${say(unit.entityName)} · ${say(unit.name)}` }));
    return <Select {...common} value={alias.unitId} onChange={(unitId: string) => change({ ...alias, unitId })} options={options} />;
  }
  if (alias.kind === 'unit') {
    const options = found.unitSymbols.map((unit) => ({ value: unit, label: unit }));
    return <Select {...common} value={alias.unit} onChange={(unit: string) => change({ ...alias, unit })} options={options} />;
  }
  const streams = streamsOf(found.units).map((stream) => ({ value: stream.code, label: say(stream.name) }));
  const parameters = parametersOf(found.units).map((row) => ({ value: row.parameter, label: `${say(row.title)} (${row.unit})` }));
  const units = found.unitSymbols.map((unit) => ({ value: unit, label: unit }));
  const stream = (
    <Select
      {...common}
      aria-label={alias.kind === 'fuel' ? label : `${t('intake.chooseStream')} ${alias.name}`}
      placeholder={t('intake.chooseStream')}
      allowClear={alias.kind === 'parameter'}
      value={alias.stream}
      onChange={(code?: string | null) => change({ ...alias, stream: code ?? null })}
      options={streams}
    />
  );
  const parameter = (
    <Select
      {...common}
      aria-label={alias.kind === 'parameter' ? label : `${t('intake.chooseParameter')} ${alias.name}`}
      placeholder={alias.kind === 'parameter' ? t('intake.choose') : t('intake.chooseParameter')}
      allowClear={alias.kind === 'fuel'}
      value={alias.parameter}
      onChange={(symbol?: string | null) => change({ ...alias, parameter: symbol ?? null })}
      options={parameters}
    />
  );
  return (
    <div className={styles.meaning}>
      {alias.kind === 'fuel'
        ? [stream, parameter].map((one, i) => <span key={i === 0 ? 'first' : 'second'}>{one}</span>)
        : [parameter, stream].map((one, i) => <span key={i === 0 ? 'first' : 'second'}>{one}</span>)}
      <Select
        {...common}
        allowClear
        aria-label={`${t('intake.measure')} ${alias.name}`}
        placeholder={t('intake.measure')}
        value={alias.unit}
        onChange={(unit?: string | null) => change({ ...alias, unit: unit ?? null })}
        options={units}
      />
    </div>
  );
}
