import { Alert, Button, Input, InputNumber, Segmented, Select } from 'antd';
import type { ReactNode } from 'react';
import { RefusalNotice } from '../../../parts/RefusalNotice.tsx';
import { KeyValues } from '../../../ui/Page.tsx';
import { useWords } from '../../../words/language.ts';
import { ColumnTable } from './ColumnTable.tsx';
import styles from './intake.module.css';
import { type Found, type FoundSheet, type Recipe, streamsOf } from './intake-model.ts';
import { alike } from './sheets.ts';
import type { ImportWizard } from './useImportWizard.ts';

/** How the file is read, and what each of its columns means, with sample values beside. */
export function MappingStep({ wizard }: { wizard: ImportWizard }) {
  const { t } = useWords();
  const { found, sheet: index, own, sourceId, sourceName } = wizard.state;
  const { recipe } = wizard;
  const sheet = found?.sheets[index];
  if (!found || !recipe || !sheet) return null;
  const set = (parts: Partial<Recipe>) => wizard.setRecipe({ ...recipe, ...parts });
  return (
    <>
      {found.sheets.length > 1 && <SheetFields wizard={wizard} found={found} />}
      <FileFacts found={found} sheet={sheet} />
      {own && <Alert type="success" showIcon title={t('intake.ownForm')} />}
      {sourceId !== null && <Alert type="success" showIcon title={t('intake.knownSource', { name: sourceName })} />}
      <ReadingFields found={found} recipe={recipe} set={set} />
      <ColumnTable found={found} sheet={sheet} recipe={recipe} set={set} />
      {wizard.problem && <RefusalNotice problem={wizard.problem} />}
      <div className={`th-row th-end ${styles.foot}`}>
        <Button onClick={wizard.again}>{t('intake.back')}</Button>
        <Button type="primary" loading={wizard.busy} onClick={() => void wizard.showPreview().catch(() => {})}>
          {t('intake.previewNow')}
        </Button>
      </div>
    </>
  );
}

/** Which sheets are imported; where they are several, which one's mapping stands below, and with which it is shared. */
function SheetFields({ wizard, found }: { wizard: ImportWizard; found: Found }) {
  const { t } = useWords();
  const { chosen, sheet } = wizard.state;
  const nameOf = (index: number) => found.sheets[index]?.name ?? '';
  const shared = chosen.filter((index) => index !== sheet && alike(found, index, sheet, wizard.recipe?.headerRow ?? 0));
  return (
    <div className={styles.sheets}>
      <Field label={t('intake.sheets')}>
        <Select
          mode="multiple"
          value={[...chosen]}
          onChange={wizard.toSheets}
          showSearch={{ optionFilterProp: 'label' }}
          options={found.sheets.map((one, value) => ({ value, label: one.name }))}
        />
      </Field>
      {chosen.length > 1 && (
        <div className={styles.field}>
          <span>{t('intake.sheetShown')}</span>
          <Segmented
            className={styles.sheet ?? ''}
            aria-label={t('intake.sheetShown')}
            value={sheet}
            onChange={wizard.toSheet}
            options={chosen.map((value) => ({ value, label: nameOf(value) }))}
          />
        </div>
      )}
      {chosen.length > 1 && (
        <p className="th-quiet">
          {shared.length > 0 ? t('intake.sheetsAlike', { names: shared.map(nameOf).join(', ') }) : t('intake.sheetAlone')}
        </p>
      )}
    </div>
  );
}

function FileFacts({ found, sheet }: { found: Found; sheet: FoundSheet }) {
  const { t } = useWords();
  const encoding = found.kind === 'xlsx' ? 'xlsx' : found.encoding === 'gb18030' ? 'gb18030' : found.byteOrderMark ? 'utf8Bom' : 'utf8';
  const separators = { ',': 'comma', '\t': 'tab', ';': 'semicolon', '|': 'bar' } as const;
  const separator = separators[(found.separator ?? ',') as keyof typeof separators];
  return (
    <KeyValues
      items={[
        { label: t('intake.facts.encoding'), value: t(`intake.encodings.${encoding}`) },
        ...(found.kind === 'csv' ? [{ label: t('intake.facts.separator'), value: t(`intake.separators.${separator}`) }] : []),
        { label: t('intake.facts.rows'), value: String(Math.max(0, sheet.rows - sheet.recipe.headerRow)) },
      ]}
    />
  );
}

function Field({ label, children }: { label: string; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the control is among the children
    <label className={styles.field}>
      <span>{label}</span>
      {children}
    </label>
  );
}

interface FieldsProps {
  readonly found: Found;
  readonly recipe: Recipe;
  readonly set: (parts: Partial<Recipe>) => void;
}

function ReadingFields({ found, recipe, set }: FieldsProps) {
  const { t } = useWords();
  return (
    <div className={styles.fields}>
      <Field label={t('intake.headerRow')}>
        <InputNumber min={0} max={40} value={recipe.headerRow} onChange={(row) => set({ headerRow: row ?? 1 })} />
      </Field>
      <Field label={t('intake.decimal')}>
        <Select
          value={recipe.decimal}
          onChange={(decimal) => set({ decimal })}
          options={[
            { value: '.' as const, label: t('intake.decimals.point') },
            { value: ',' as const, label: t('intake.decimals.comma') },
          ]}
        />
      </Field>
      <Field label={t('intake.dayOrder')}>
        <Select<NonNullable<Recipe['dayOrder']> | 'none'>
          value={recipe.dayOrder ?? 'none'}
          onChange={(order) => set({ dayOrder: order === 'none' ? null : order })}
          options={[
            { value: 'none' as const, label: t('intake.dayOrders.none') },
            { value: 'day_first' as const, label: t('intake.dayOrders.day') },
            { value: 'month_first' as const, label: t('intake.dayOrders.month') },
          ]}
        />
      </Field>
      <MonthFields recipe={recipe} set={set} />
      <PlaceFields found={found} recipe={recipe} set={set} />
      <Field label={t('intake.repeated')}>
        <Select
          value={recipe.repeated}
          onChange={(repeated) => set({ repeated })}
          options={[
            { value: 'error' as const, label: t('intake.repeatedHow.error') },
            { value: 'sum' as const, label: t('intake.repeatedHow.sum') },
          ]}
        />
      </Field>
    </div>
  );
}

function MonthFields({ recipe, set }: Pick<FieldsProps, 'recipe' | 'set'>) {
  const { t } = useWords();
  const { month } = recipe;
  const choose = (from: Recipe['month']['from']) =>
    set({ month: from === 'cell' ? { from, cell: 'B1' } : from === 'fixed' ? { from, month: `${recipe.year ?? 2024}-01` } : { from } });
  return (
    <>
      <Field label={t('intake.month')}>
        <Select
          value={month.from}
          onChange={choose}
          options={(['column', 'cell', 'sheet', 'file', 'fixed'] as const).map((value) => ({
            value,
            label: t(`intake.monthFrom.${value}`),
          }))}
        />
      </Field>
      {month.from === 'cell' && (
        <Field label={t('intake.monthCell')}>
          <Input value={month.cell} onChange={(event) => set({ month: { from: 'cell', cell: event.target.value } })} />
        </Field>
      )}
      {month.from === 'fixed' && (
        <Field label={t('intake.monthFrom.fixed')}>
          <Input value={month.month} onChange={(event) => set({ month: { from: 'fixed', month: event.target.value } })} />
        </Field>
      )}
      <Field label={t('intake.year')}>
        <InputNumber min={2010} max={2100} value={recipe.year} onChange={(year) => set({ year })} />
      </Field>
    </>
  );
}

function PlaceFields({ found, recipe, set }: Pick<FieldsProps, 'found' | 'recipe' | 'set'>) {
  const { t, say } = useWords();
  const unit = found.units.find((one) => one.id === recipe.unitId);
  const streams = unit ? unit.streams : streamsOf(found.units);
  return (
    <>
      <Field label={t('intake.unit')}>
        <Select
          allowClear
          placeholder={t('intake.choose')}
          value={recipe.unitId}
          onChange={(unitId: string | undefined) => set({ unitId: unitId ?? null })}
          options={found.units.map((one) => ({ value: one.id, label: `${say(one.entityName)} · ${say(one.name)}` }))}
        />
      </Field>
      {streams.length > 1 && (
        <Field label={t('intake.fuel')}>
          <Select
            allowClear
            value={recipe.stream}
            onChange={(stream: string | undefined) => set({ stream: stream ?? null })}
            options={streams.map((one) => ({ value: one.code, label: say(one.name) }))}
          />
        </Field>
      )}
    </>
  );
}
