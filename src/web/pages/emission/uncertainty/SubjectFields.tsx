import { Form, Select } from 'antd';
import { organizationEndpoints } from '../../../../contract/organization.ts';
import { useAsk } from '../../../api/queries.ts';
import { unitAt } from '../../../shell/workplace.ts';
import { useWords } from '../../../words/language.ts';
import type { Draft } from './model.ts';

interface SubjectFieldsProps {
  /** The sources of the whole entity: what can be chosen from. */
  readonly whole: Draft;
  readonly unitId: string | null;
  readonly baseYear: number | null;
  readonly onUnit: (unitId: string | null) => void;
  readonly onBaseYear: (year: number | null) => void;
}

/** What is analysed: the entity or one unit, and against which earlier year its change is told. */
export function SubjectFields({ whole, unitId, baseYear, onUnit, onBaseYear }: SubjectFieldsProps) {
  const { t, say } = useWords();
  const tree = useAsk(organizationEndpoints.readTree, {});
  const units = [...new Set(whole.sources.map((source) => source.unitId))].flatMap((id) => {
    const unit = unitAt(tree.data, id);
    return unit ? [{ value: id, label: say({ zh: unit.name, en: unit.nameEn }) }] : [];
  });
  const noYear = whole.baseYears.length === 0;
  return (
    <Form layout="vertical" component="div" className="th-form-grid">
      <Form.Item label={t('uncertainty.form.unit')} htmlFor="uncertainty-unit">
        <Select
          id="uncertainty-unit"
          aria-label={t('uncertainty.form.unit')}
          value={unitId ?? ''}
          onChange={(value) => onUnit(value === '' ? null : value)}
          options={[{ value: '', label: t('uncertainty.form.wholeEntity') }, ...units]}
        />
      </Form.Item>
      <Form.Item
        label={t('uncertainty.form.baseYear')}
        htmlFor="uncertainty-base-year"
        extra={noYear ? t('uncertainty.form.noBaseYear', { year: whole.year }) : t('uncertainty.form.baseYearHint')}
      >
        <Select
          id="uncertainty-base-year"
          aria-label={t('uncertainty.form.baseYear')}
          disabled={noYear}
          value={baseYear ?? 0}
          onChange={(value) => onBaseYear(value === 0 ? null : value)}
          options={[
            { value: 0, label: t('uncertainty.form.noTrend') },
            ...whole.baseYears.map((year) => ({ value: year, label: String(year) })),
          ]}
        />
      </Form.Item>
    </Form>
  );
}
