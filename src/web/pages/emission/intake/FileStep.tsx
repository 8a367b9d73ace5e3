import { Button, Select } from 'antd';
import { useState } from 'react';
import { intakeEndpoints } from '../../../../contract/intake.ts';
import { addressOf } from '../../../api/call.ts';
import { RefusalNotice } from '../../../parts/RefusalNotice.tsx';
import { unitAt, useWorkplace } from '../../../shell/workplace.ts';
import { FileDropZone } from '../../../ui/FileDropZone.tsx';
import { Icon } from '../../../ui/Icon.tsx';
import { useFilesInTurn } from '../../../ui/useFilesInTurn.ts';
import { useWords } from '../../../words/language.ts';
import styles from './intake.module.css';
import type { ImportWizard } from './useImportWizard.ts';

/** Choose a file, or fetch the form of a unit first. */
export function FileStep({ wizard }: { wizard: ImportWizard }) {
  const { t } = useWords();
  const { busy, problem, takeAll } = useFilesInTurn((file) => wizard.choose(file.name, file));
  return (
    <div className={styles.start}>
      <div>
        <FileDropZone
          label={t('intake.steps.file')}
          accept=".xlsx,.csv,.txt"
          className="th-drop"
          overClassName="th-drop-over"
          onFiles={(files) => takeAll(files.slice(0, 1))}
        >
          {(choose) => (
            <button type="button" disabled={busy !== null} onClick={choose}>
              <Icon name="upload" size={24} />
              <strong>{busy === null ? t('intake.drop') : t('intake.reading', { name: busy })}</strong>
              <span className="th-quiet">{t('intake.dropHint')}</span>
            </button>
          )}
        </FileDropZone>
        {problem !== null && <RefusalNotice problem={problem} />}
      </div>
      <FormLinks />
    </div>
  );
}

/** Template and export of one unit's year: the same form, without and with values. */
export function FormLinks() {
  const { t, nameOf } = useWords();
  const { tree, year: suggested, at } = useWorkplace();
  const [chosen, choose] = useState<{ unitId?: string; year?: number }>({});
  const units = tree.data?.units ?? [];
  const unitId = chosen.unitId ?? unitAt(tree.data, at)?.id ?? units[0]?.id;
  const year = chosen.year ?? suggested ?? 2024;
  if (unitId === undefined) return null;
  const link = (query: { values?: '1'; format?: 'xlsx' | 'csv' }) =>
    addressOf(intakeEndpoints.fetchTemplate, { params: { unitId, year }, query });
  const years = Array.from({ length: 9 }, (_, i) => year - 4 + i);
  return (
    <aside className={styles.aside}>
      <h3>{t('intake.templateTitle')}</h3>
      <p className="th-quiet">{t('intake.templateText')}</p>
      <div className="th-row">
        <Select
          aria-label={t('intake.formUnit')}
          className={styles.wide ?? ''}
          value={unitId}
          onChange={(id: string) => choose({ ...chosen, unitId: id })}
          options={units.map((unit) => ({ value: unit.id, label: nameOf(unit) }))}
        />
        <Select
          aria-label={t('intake.formYear')}
          value={year}
          onChange={(y: number) => choose({ ...chosen, year: y })}
          options={years.map((y) => ({ value: y, label: String(y) }))}
        />
      </div>
      <div className={styles.links}>
        <Button href={link({})} icon={<Icon name="download" size={14} />}>
          {t('intake.template')}
        </Button>
        <Button type="text" href={link({ values: '1' })} icon={<Icon name="download" size={14} />}>
          {t('intake.exportXlsx')}
        </Button>
        <Button type="text" href={link({ values: '1', format: 'csv' })} icon={<Icon name="download" size={14} />}>
          {t('intake.exportCsv')}
        </Button>
      </div>
    </aside>
  );
}
