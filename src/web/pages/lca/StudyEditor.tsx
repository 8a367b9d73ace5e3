import { Button, Input } from 'antd';
import { useMemo, useState } from 'react';
import { footprintEndpoints as e } from '../../../contract/footprints.ts';
import { boundaries, lineKey, ruleSetIds } from '../../../kernel/lca/model/study.ts';
import { useDeed } from '../../api/queries.ts';
import { Deed } from '../../parts/Deed.tsx';
import { plainFinding } from '../../parts/plain-finding.ts';
import { RefusalNotice } from '../../parts/RefusalNotice.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { Section } from '../../ui/Page.tsx';
import { useWords } from '../../words/language.ts';
import { ChoiceCell, Fault, type Faults, Field, faultsOf, Plain, TextCell } from './Cells.tsx';
import { changed, figure, freeId, newProcess, type Study, type Version, without } from './footprint-model.ts';
import { type LinkNames, LinkNamesContext, linkNameKey } from './LinkCell.tsx';
import styles from './lca.module.css';
import { ProcessEditor } from './ProcessEditor.tsx';
import type { PickedProcess } from './ProcessPicker.tsx';
import { ReadOnlyNote } from './RenewVersion.tsx';
import { ParameterSpread } from './SpreadChoice.tsx';
import { useEdits } from './use-edits.ts';

/** The study as its author writes it; a draft is saved as a whole, and what is wrong stands at its line after saving. */
export function StudyEditor({ data }: { data: Version }) {
  const { t } = useWords();
  const edits = useEdits<Study>(data.study);
  const study = edits.now;
  const links = useLinkNames(data);
  const save = useDeed(e.changeFootprint, [
    e.readFootprintVersion,
    e.readFootprint,
    e.listFootprints,
    e.explainFootprint,
    e.analyseFootprint,
  ]);
  const faults = useMemo(
    () => faultsOf([...data.findings, ...data.checklist.flatMap((one) => one.finding ?? [])].map(plainFinding)),
    [data],
  );
  const disabled = !data.deeds.change.can;
  const isDirty = study !== data.study;
  const set = (change: Partial<Study>) => edits.set({ ...study, ...change });
  return (
    <LinkNamesContext value={links}>
      {disabled ? (
        <ReadOnlyNote data={data} />
      ) : (
        <div className={styles.bar}>
          <Deed
            why={null}
            type="primary"
            loading={save.isPending}
            onClick={() => save.mutate({ params: { versionId: data.version.id }, body: { version: data.version.version, study } })}
          >
            {t('footprint.save')}
          </Deed>
          <Button disabled={!edits.canUndo} onClick={edits.undo}>
            {t('footprint.undo')}
          </Button>
          <Button disabled={!edits.canRedo} onClick={edits.redo}>
            {t('footprint.redo')}
          </Button>
          <span className={isDirty ? styles.wrong : 'th-quiet'} role="status">
            {t(isDirty ? 'footprint.unsaved' : 'footprint.saved')}
          </span>
        </div>
      )}
      {save.error && <RefusalNotice problem={save.error} />}
      <Scope {...{ study, set, disabled, faults }} />
      <Parameters {...{ study, set, disabled, faults }} />
      {study.processes.map((process, index) => (
        <ProcessEditor
          key={process.id}
          {...{ study, index, faults, disabled }}
          onChange={(next) => set({ processes: changed(study.processes, index, next) })}
          onRemove={() => set({ processes: without(study.processes, index) })}
          setProcesses={(processes) => set({ processes })}
        />
      ))}
      {!disabled && (
        <Button onClick={() => set({ processes: [...study.processes, newProcess(study)] })}>{t('footprint.addProcess')}</Button>
      )}
      <Demand {...{ study, set, disabled, faults }} />
    </LinkNamesContext>
  );
}

/** Names of the processes of databases: as the version resolved them, and as they were chosen since. */
function useLinkNames({ study, links }: Version): LinkNames {
  const [picked, setPicked] = useState<ReadonlyMap<string, string>>(new Map());
  return useMemo(() => {
    const told = new Map(links.map((one) => [one.key, `${one.name} · ${figure(one.value)} kgCO2e/${one.unit}`]));
    const names = new Map<string, string>();
    const lines = study.processes.flatMap((process) => [
      ...process.inputs.map(({ id, link }) => ({ key: lineKey(process.id, id), link })),
      ...process.outputs.map(({ id, replaces }) => ({ key: lineKey(process.id, id), link: replaces })),
    ]);
    for (const { key, link } of lines) {
      const name = told.get(key);
      if (link.kind === 'database' && name) names.set(linkNameKey(link), name);
    }
    for (const [key, name] of picked) if (!names.has(key)) names.set(key, name);
    const remember = (process: PickedProcess) =>
      setPicked((now) => new Map(now).set(linkNameKey(process), `${process.name} · ${process.unit}`));
    return { names, remember };
  }, [study, links, picked]);
}

interface PartProps {
  readonly study: Study;
  readonly set: (change: Partial<Study>) => void;
  readonly disabled: boolean;
  readonly faults: Faults;
}

const texts = ['audience', 'geography', 'gwpSet', 'goal', 'boundaryDescription', 'electricity', 'limitations'] as const;
/** Said in sentences. */
const long: ReadonlySet<string> = new Set(['goal', 'boundaryDescription', 'electricity', 'limitations']);
const masses = ['productMass', 'fossilCarbon', 'biogenicCarbon'] as const;

function Scope({ study, set, disabled, faults }: PartProps) {
  const { t } = useWords();
  const period = (change: { from?: string; to?: string }) => {
    const next = { from: study.period?.from ?? '', to: study.period?.to ?? '', ...change };
    set({ period: next.from === '' && next.to === '' ? null : next });
  };
  const text = (label: string, value: string, onChange: (value: string) => void, width: number, path?: string) => (
    <TextCell {...{ label, value, onChange, disabled, width }} {...(path ? { faults, path } : {})} />
  );
  return (
    <Section title={t('footprint.study')}>
      <div className={styles.fields}>
        <Choices {...{ study, set, disabled, faults }} />
        <Field label={t('footprint.unitAmount')}>
          {text(t('footprint.unitAmount'), study.unit.amount, (amount) => set({ unit: { ...study.unit, amount } }), 120)}{' '}
          {text(t('footprint.unit'), study.unit.unit, (unit) => set({ unit: { ...study.unit, unit } }), 90)}
        </Field>
        <Field label={t('footprint.unitDescription')}>
          {text(
            t('footprint.unitDescription'),
            study.unit.description,
            (description) => set({ unit: { ...study.unit, description } }),
            240,
            '/unit',
          )}
        </Field>
        <Field label={`${t('footprint.periodFrom')} – ${t('footprint.periodTo')}`}>
          {text(t('footprint.periodFrom'), study.period?.from ?? '', (from) => period({ from }), 100)}{' '}
          {text(t('footprint.periodTo'), study.period?.to ?? '', (to) => period({ to }), 100, '/period')}
        </Field>
        <Field label={t('footprint.validUntil')}>
          {text(t('footprint.validUntil'), study.validUntil ?? '', (value) => set({ validUntil: value || null }), 120, '/validUntil')}
        </Field>
        {masses.map((name) => (
          <Field key={name} label={t(`footprint.${name}`)}>
            {text(t(`footprint.${name}`), study[name], (value) => set({ [name]: value }), 120)}
          </Field>
        ))}
        {texts.map((name) => {
          const label = t(name === 'boundaryDescription' ? 'footprint.boundaryText' : `footprint.${name}`);
          return (
            <Field key={name} label={label} wide={long.has(name)}>
              {long.has(name) ? (
                <>
                  {disabled ? (
                    <Plain value={study[name]} />
                  ) : (
                    <Input.TextArea
                      aria-label={label}
                      autoSize={{ minRows: 2, maxRows: 8 }}
                      value={study[name]}
                      onChange={(event) => set({ [name]: event.target.value })}
                    />
                  )}
                  <Fault faults={faults} path={`/${name}`} />
                </>
              ) : (
                text(label, study[name], (value) => set({ [name]: value }), 260, `/${name}`)
              )}
            </Field>
          );
        })}
      </div>
    </Section>
  );
}

function Choices({ study, set, disabled }: PartProps) {
  const { t } = useWords();
  const wide = { disabled, width: 220 };
  return (
    <>
      <Field label={t('footprint.ruleSet')}>
        <ChoiceCell
          label={t('footprint.ruleSet')}
          value={study.ruleSet}
          {...wide}
          options={ruleSetIds.map((value) => ({ value, label: value.toUpperCase() }))}
          onChange={(ruleSet) => set({ ruleSet })}
        />
      </Field>
      <Field label={t('footprint.boundaryOf')}>
        <ChoiceCell
          label={t('footprint.boundaryOf')}
          value={study.boundary}
          {...wide}
          options={boundaries.map((value) => ({ value, label: t(`footprint.boundary.${value}`) }))}
          onChange={(boundary) => set({ boundary })}
        />
      </Field>
      <Field label={t('footprint.unitOf')}>
        <ChoiceCell
          label={t('footprint.unitOf')}
          value={study.unit.kind}
          {...wide}
          options={(['functional', 'declared'] as const).map((value) => ({ value, label: t(`footprint.unitKind.${value}`) }))}
          onChange={(kind) => set({ unit: { ...study.unit, kind } })}
        />
      </Field>
    </>
  );
}

const heads = ['symbol', 'name', 'formula', 'unit', 'uncertainty'] as const;

function Parameters({ study, set, disabled, faults }: PartProps) {
  const { t } = useWords();
  const { parameters } = study;
  const edit = (i: number, change: Partial<Study['parameters'][number]>) => set({ parameters: changed(parameters, i, change) });
  const cell = (label: string, value: string, onChange: (value: string) => void, width: number, path: string) => (
    <td>
      <TextCell {...{ label, value, onChange, width, path, disabled, faults }} />
    </td>
  );
  const add = () => {
    const taken = parameters.map((one) => one.symbol.replace('_', '-'));
    set({
      parameters: [...parameters, { symbol: freeId('p', taken).replace('-', '_'), title: '', unit: 'kg', value: '1', uncertainty: null }],
    });
  };
  return (
    <Section title={t('footprint.parameters')}>
      <div className={styles.grid}>
        <table>
          {parameters.length > 0 && (
            <thead>
              <tr>
                {heads.map((head) => (
                  <th key={head}>{t(`footprint.${head}`)}</th>
                ))}
                <th aria-label={t('footprint.remove')} />
              </tr>
            </thead>
          )}
          <tbody>
            {parameters.map((row, i) => (
              // The symbol is what is typed here; the place tells the row.
              // biome-ignore lint/suspicious/noArrayIndexKey: see above
              <tr key={i}>
                {cell(t('footprint.symbol'), row.symbol, (symbol) => edit(i, { symbol }), 120, `/parameters/${i}/symbol`)}
                {cell(t('footprint.name'), row.title, (title) => edit(i, { title }), 220, `/parameters/${i}/title`)}
                {cell(t('footprint.formula'), row.value, (value) => edit(i, { value }), 200, `/parameters/${i}/value`)}
                {cell(t('footprint.unit'), row.unit, (unit) => edit(i, { unit }), 90, `/parameters/${i}/unit`)}
                <td>
                  <ParameterSpread
                    parameter={row}
                    {...{ disabled, faults, path: `/parameters/${i}/uncertainty` }}
                    onChange={(uncertainty) => edit(i, { uncertainty })}
                  />
                </td>
                <td>
                  {!disabled && (
                    <Button
                      size="small"
                      type="text"
                      aria-label={t('footprint.remove')}
                      icon={<Icon name="close" size={13} />}
                      onClick={() => set({ parameters: without(parameters, i) })}
                    />
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
        {disabled && parameters.length === 0 && <Plain value="" />}
        {!disabled && (
          <Button size="small" onClick={add}>
            {t('footprint.addParameter')}
          </Button>
        )}
      </div>
    </Section>
  );
}

function Demand({ study, set, disabled, faults }: PartProps) {
  const { t } = useWords();
  const options = study.processes.flatMap((process) =>
    process.outputs.map((output) => ({
      value: `${process.id}/${output.id}`,
      label: `${process.name || process.id}: ${output.name || output.id}`,
    })),
  );
  const edit = (i: number, change: Partial<Study['demand'][number]>) => set({ demand: changed(study.demand, i, change) });
  const chosen = (value: string) => {
    const [processId = '', outputId = ''] = value.split('/');
    return { processId, outputId };
  };
  const first = options[0];
  return (
    <Section title={t('footprint.demand')}>
      {study.demand.map((row, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the place tells the row
        <div key={i} className={styles.bar}>
          <ChoiceCell
            label={t('footprint.product')}
            value={`${row.processId}/${row.outputId}`}
            disabled={disabled}
            width={260}
            options={options}
            onChange={(value) => edit(i, chosen(value))}
          />
          <TextCell
            label={t('footprint.amount')}
            value={row.amount}
            {...{ disabled, faults, path: `/demand/${i}/amount` }}
            onChange={(amount) => edit(i, { amount })}
          />
          <TextCell
            label={t('footprint.unit')}
            value={row.unit}
            {...{ disabled, faults, path: `/demand/${i}/unit` }}
            width={90}
            onChange={(unit) => edit(i, { unit })}
          />
          {!disabled && (
            <Button size="small" onClick={() => set({ demand: without(study.demand, i) })}>
              {t('footprint.remove')}
            </Button>
          )}
        </div>
      ))}
      {!disabled && (
        <Button
          size="small"
          disabled={first === undefined}
          onClick={() => first && set({ demand: [...study.demand, { ...chosen(first.value), amount: '1', unit: study.unit.unit }] })}
        >
          {t('footprint.addDemand')}
        </Button>
      )}
    </Section>
  );
}
