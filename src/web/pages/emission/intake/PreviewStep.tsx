import { Alert, Button, Checkbox, Input, Segmented, Table, type TableProps } from 'antd';
import { useState } from 'react';
import { FindingList } from '../../../parts/FindingList.tsx';
import { plainFinding } from '../../../parts/plain-finding.ts';
import { RefusalNotice } from '../../../parts/RefusalNotice.tsx';
import { Tag } from '../../../parts/Tag.tsx';
import { Unit } from '../../../parts/Unit.tsx';
import { useWords } from '../../../words/language.ts';
import styles from './intake.module.css';
import { cellPlace, type Preview } from './intake-model.ts';
import type { ImportWizard } from './useImportWizard.ts';

type Line = Preview['lines'][number];
const tones = { new: 'good', changed: 'warn', unchanged: 'plain' } as const;

/** What would happen, before anything does. With errors nothing can be confirmed. */
export function PreviewStep({ wizard }: { wizard: ImportWizard }) {
  const { t } = useWords();
  const { preview } = wizard.state;
  const [asEvidence, setAsEvidence] = useState(true);
  if (!preview) return null;
  const { counts } = preview;
  const values = counts.new + counts.changed;
  const open = counts.errors === 0 && values > 0;
  return (
    <>
      <Counts counts={counts} />
      {counts.errors > 0 && (
        <section className={styles.errors}>
          <Alert type="error" showIcon title={t('intake.errorsTitle', { count: counts.errors })} />
          <FindingList findings={preview.findings.map(plainFinding)} />
        </section>
      )}
      {counts.errors === 0 && values === 0 && <Alert type="info" showIcon title={t('intake.nothing')} />}
      <Lines preview={preview} />
      {open && <KeepFields wizard={wizard} asEvidence={asEvidence} setAsEvidence={setAsEvidence} />}
      {wizard.problem && <RefusalNotice problem={wizard.problem} />}
      <div className={`th-row th-end ${styles.foot}`}>
        <Button onClick={() => wizard.change({ step: 'mapping' })}>{t('intake.back')}</Button>
        <Button type="primary" disabled={!open} loading={wizard.busy} onClick={() => void wizard.confirm(asEvidence).catch(() => {})}>
          {t('intake.confirm', { count: values })}
        </Button>
      </div>
    </>
  );
}

interface KeepProps {
  readonly wizard: ImportWizard;
  readonly asEvidence: boolean;
  readonly setAsEvidence: (keep: boolean) => void;
}

/** What is kept besides the values: the file as evidence, the mapping as a source. */
function KeepFields({ wizard, asEvidence, setAsEvidence }: KeepProps) {
  const { t } = useWords();
  const { preview, own } = wizard.state;
  return (
    <div className={styles.confirm}>
      <Checkbox checked={asEvidence} onChange={(event) => setAsEvidence(event.target.checked)}>
        {t('intake.asEvidence')}
      </Checkbox>
      {!own && (
        // biome-ignore lint/a11y/noLabelWithoutControl: the field inside is the control
        <label className={styles.field}>
          <span>{t('intake.saveAs')}</span>
          <Input
            maxLength={100}
            placeholder={t('intake.saveAsHint')}
            value={wizard.state.sourceName}
            onChange={(event) => wizard.change({ sourceName: event.target.value })}
          />
        </label>
      )}
      {preview?.inBackground && <p className="th-quiet">{t('intake.background')}</p>}
    </div>
  );
}

function Counts({ counts }: { counts: Preview['counts'] }) {
  const { t } = useWords();
  return (
    <dl className={styles.counts}>
      {(['new', 'changed', 'unchanged', 'empty', 'skipped', 'formulas', 'errors'] as const).map((key) => (
        <div key={key} data-count={key} className={key === 'errors' && counts.errors > 0 ? styles.bad : undefined}>
          <dt>{t(`intake.count.${key}`)}</dt>
          <dd className="th-num">{counts[key]}</dd>
        </div>
      ))}
    </dl>
  );
}

function useLineColumns(): NonNullable<TableProps<Line>['columns']> {
  const { t, say } = useWords();
  return [
    { title: t('intake.place'), width: 150, render: (_, line) => <span className="th-num">{cellPlace(line)}</span> },
    { title: t('intake.row'), render: (_, line) => `${say(line.unitName)} · ${say(line.title)}` },
    { title: t('common.date'), width: 100, render: (_, line) => <span className="th-num">{line.month}</span> },
    {
      title: t('intake.before'),
      width: 150,
      align: 'right',
      render: (_, line) => <span className="th-num th-quiet">{line.before ?? ''}</span>,
    },
    {
      title: t('intake.after'),
      width: 190,
      align: 'right',
      render: (_, line) => (
        <span className="th-num">
          {line.after} <Unit symbol={line.unit} />
        </span>
      ),
    },
    {
      title: t('intake.given'),
      width: 190,
      align: 'right',
      render: (_, line) => (
        <span className="th-num th-quiet">
          {line.givenValue} <Unit symbol={line.givenUnit} />
        </span>
      ),
    },
    {
      title: t('common.state'),
      width: 150,
      render: (_, line) => (
        <span className="th-row">
          <Tag tone={tones[line.state]}>{t(`intake.state.${line.state}`)}</Tag>
          {line.formula && <Tag tone="info">{t('intake.formula')}</Tag>}
        </span>
      ),
    },
  ];
}

function Lines({ preview }: { preview: Preview }) {
  const { t } = useWords();
  const columns = useLineColumns();
  const [shown, show] = useState<Line['state'] | 'all'>('all');
  const all = preview.counts.new + preview.counts.changed + preview.counts.unchanged;
  const lines = shown === 'all' ? preview.lines : preview.lines.filter((line) => line.state === shown);
  if (preview.lines.length === 0) return null;
  return (
    <section className={styles.lines}>
      <div className="th-row">
        <Segmented
          value={shown}
          onChange={show}
          options={[
            { value: 'all' as const, label: `${all}` },
            ...(['new', 'changed', 'unchanged'] as const).map((value) => ({
              value,
              label: `${t(`intake.state.${value}`)} ${preview.counts[value]}`,
            })),
          ]}
        />
        {all > preview.lines.length && <span className="th-quiet">{t('intake.shownOf', { shown: preview.lines.length, all })}</span>}
      </div>
      <Table<Line>
        size="small"
        rowKey={(line) => `${line.unitId} ${line.rowKey} ${line.month}`}
        dataSource={[...lines]}
        pagination={{ pageSize: 12, showSizeChanger: false, hideOnSinglePage: true }}
        columns={columns}
      />
    </section>
  );
}
