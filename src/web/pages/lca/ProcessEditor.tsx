import { Button } from 'antd';
import { stages } from '../../../kernel/lca/model/study.ts';
import { Icon } from '../../ui/Icon.tsx';
import { Section } from '../../ui/Page.tsx';
import { useWords } from '../../words/language.ts';
import { ChoiceCell, Fault, type Faults, TextCell } from './Cells.tsx';
import type { Process, Study } from './footprint-model.ts';
import { Emissions, Inputs, Outputs } from './LineGrids.tsx';
import styles from './lca.module.css';

interface Props {
  readonly study: Study;
  readonly index: number;
  readonly faults: Faults;
  readonly disabled: boolean;
  readonly onChange: (process: Process) => void;
  readonly onRemove: () => void;
  readonly setProcesses: (processes: Study['processes']) => void;
}

const rules = ['none', 'mass', 'energy', 'exergy', 'efficiency', 'economic', 'substitution'] as const;

/** One process as grids: what it gives, what it takes, what it emits itself. */
export function ProcessEditor({ study, index, disabled, onChange, onRemove, faults, setProcesses }: Props) {
  const { t } = useWords();
  const process = study.processes[index];
  if (!process) return null;
  const set = (change: Partial<Process>) => onChange({ ...process, ...change });
  const remove = disabled ? null : (
    <Button size="small" onClick={onRemove} icon={<Icon name="close" size={13} />}>
      {t('footprint.remove')}
    </Button>
  );
  return (
    <Section title={process.name || t('footprint.process')} extra={remove}>
      <div className={styles.bar}>
        <TextCell label={t('footprint.name')} value={process.name} {...{ disabled, width: 240 }} onChange={(name) => set({ name })} />
        <ChoiceCell
          label={t('footprint.stageName')}
          value={process.stage}
          disabled={disabled}
          options={stages.map((value) => ({ value, label: t(`footprint.stage.${value}`) }))}
          onChange={(stage) => set({ stage })}
        />
        {process.outputs.length > 1 && (
          <>
            <ChoiceCell
              label={t('footprint.allocation')}
              value={process.allocation}
              disabled={disabled}
              options={rules.map((value) => ({ value, label: t(`footprint.rule.${value}`) }))}
              onChange={(allocation) => set({ allocation })}
            />
            <TextCell
              label={t('footprint.allocationReason')}
              value={process.allocationReason}
              {...{ disabled, faults, path: `/processes/${index}/allocationReason`, width: 320 }}
              onChange={(allocationReason) => set({ allocationReason })}
            />
            <Fault faults={faults} path={`/processes/${index}/allocation`} />
          </>
        )}
      </div>
      <Outputs {...{ study, index, faults, disabled, process, set, setProcesses }} />
      <Inputs {...{ study, index, faults, disabled, process, set, setProcesses }} />
      <Emissions {...{ study, index, faults, disabled, process, set, setProcesses }} />
    </Section>
  );
}
