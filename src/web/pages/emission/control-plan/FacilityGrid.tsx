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
  const { t } = useWords();
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
              <FacilityRow
                // Rows are told apart by their place: nothing else of them is fixed while they are written.
                // biome-ignore lint/suspicious/noArrayIndexKey: see above
                key={index}
                units={units}
                facility={one}
                number={index + 1}
                onPut={(part) => onChange(facilities.map((other, i) => (i === index ? { ...other, ...part } : other)))}
                onRemove={() => onChange(facilities.filter((_, i) => i !== index))}
              />
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

interface RowProps {
  readonly units: Content['units'];
  readonly facility: Facility;
  readonly number: number;
  readonly onPut: (part: Partial<Facility>) => void;
  readonly onRemove: () => void;
}

const textFields = ['name', 'number', 'model', 'location'] as const;

function FacilityRow({ units, facility, number, onPut, onRemove }: RowProps) {
  const { t, say } = useWords();
  return (
    <tr>
      <td>
        <Select
          size="small"
          aria-label={`${t('controlPlan.facility.unitId')} ${number}`}
          value={facility.unitId}
          options={units.map((unit) => ({ value: unit.id, label: say(unit.name) }))}
          onChange={(unitId) => onPut({ unitId })}
        />
      </td>
      {textFields.map((field) => (
        <td key={field}>
          <Input
            size="small"
            aria-label={`${t(`controlPlan.facility.${field}`)} ${number}`}
            maxLength={field === 'number' ? 60 : 100}
            value={facility[field]}
            onChange={(event) => onPut({ [field]: event.target.value })}
          />
        </td>
      ))}
      <td>
        <Select
          size="small"
          aria-label={`${t('controlPlan.facility.state')} ${number}`}
          value={facility.state}
          options={(['in_use', 'stopped'] as const).map((value) => ({ value, label: t(`controlPlan.facilityState.${value}`) }))}
          onChange={(state) => onPut({ state })}
        />
      </td>
      <td>
        <Button
          size="small"
          type="text"
          aria-label={t('controlPlan.removeLine', { name: `${facility.name} ${facility.number}` })}
          icon={<Icon name="trash" size={14} />}
          onClick={onRemove}
        />
      </td>
    </tr>
  );
}
