import { Button, Input, Select } from 'antd';
import { Icon } from '../../../ui/Icon.tsx';
import { useWords } from '../../../words/language.ts';
import styles from './control-plan.module.css';
import type { Content, Facility } from './plan-model.ts';

interface Props {
  readonly units: Content['units'];
  readonly facilities: readonly Facility[];
  readonly onChange: (facilities: Facility[]) => void;
}

/** The table of main facilities. */
export function FacilityGrid({ units, facilities, onChange }: Props) {
  const { t, say } = useWords();
  const put = (index: number, part: Partial<Facility>) => onChange(facilities.map((one, i) => (i === index ? { ...one, ...part } : one)));
  const text = (one: Facility, index: number, field: 'name' | 'number' | 'model' | 'location') => (
    <Input
      size="small"
      aria-label={`${t(`controlPlan.facility.${field}`)} ${index + 1}`}
      maxLength={field === 'number' ? 60 : 100}
      value={one[field]}
      onChange={(event) => put(index, { [field]: event.target.value })}
    />
  );
  const first = units[0];
  return (
    <>
      <div className={styles.wide}>
        <table className={styles.table}>
          <thead>
            <tr>
              {(['unitId', 'name', 'number', 'model', 'location', 'state'] as const).map((field) => (
                <th key={field}>{t(`controlPlan.facility.${field}`)}</th>
              ))}
              <th>
                <span className="th-hidden">{t('common.actions')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {facilities.map((one, index) => (
              // Rows are told apart by their place: nothing else of them is fixed while they are written.
              // biome-ignore lint/suspicious/noArrayIndexKey: see above
              <tr key={index}>
                <td>
                  <Select
                    size="small"
                    aria-label={`${t('controlPlan.facility.unitId')} ${index + 1}`}
                    value={one.unitId}
                    options={units.map((unit) => ({ value: unit.id, label: say(unit.name) }))}
                    onChange={(unitId) => put(index, { unitId })}
                  />
                </td>
                <td>{text(one, index, 'name')}</td>
                <td>{text(one, index, 'number')}</td>
                <td>{text(one, index, 'model')}</td>
                <td>{text(one, index, 'location')}</td>
                <td>
                  <Select
                    size="small"
                    aria-label={`${t('controlPlan.facility.state')} ${index + 1}`}
                    value={one.state}
                    options={(['in_use', 'stopped'] as const).map((value) => ({ value, label: t(`controlPlan.facilityState.${value}`) }))}
                    onChange={(state) => put(index, { state })}
                  />
                </td>
                <td>
                  <Button
                    size="small"
                    type="text"
                    aria-label={t('controlPlan.removeLine', { name: `${one.name} ${one.number}` })}
                    icon={<Icon name="trash" size={14} />}
                    onClick={() => onChange(facilities.filter((_, i) => i !== index))}
                  />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {first ? (
        <p>
          <Button
            size="small"
            icon={<Icon name="plus" size={14} />}
            onClick={() => onChange([...facilities, { unitId: first.id, name: '', number: '', model: '', location: '', state: 'in_use' }])}
          >
            {t('controlPlan.addFacility')}
          </Button>
        </p>
      ) : null}
    </>
  );
}
