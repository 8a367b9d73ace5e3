import { Button, Select } from 'antd';
import { createContext, useContext, useState } from 'react';
import { footprintEndpoints } from '../../../contract/footprints.ts';
import { libraryEndpoints } from '../../../contract/library.ts';
import { useAsk } from '../../api/queries.ts';
import { useWords } from '../../words/language.ts';
import { ChoiceCell, Fault, type Faults, Plain, TextCell } from './Cells.tsx';
import type { Link, Study } from './footprint-model.ts';
import styles from './lca.module.css';
import { type PickedProcess, ProcessPicker } from './ProcessPicker.tsx';

/** What chosen processes of databases are called: by `databaseId/processId`. */
export interface LinkNames {
  readonly names: ReadonlyMap<string, string>;
  readonly remember: (process: PickedProcess) => void;
}
export const LinkNamesContext = createContext<LinkNames>({ names: new Map(), remember: () => undefined });
export const linkNameKey = (link: { databaseId: string; processId: string }) => `${link.databaseId}/${link.processId}`;

interface LinkProps {
  readonly link: Link;
  /** What the line is called, to look for first. */
  readonly name: string;
  readonly study: Study;
  readonly onChange: (link: Link) => void;
  readonly disabled: boolean;
  readonly faults: Faults;
  readonly path: string;
}

const kinds = ['none', 'process', 'factor', 'database', 'footprint', 'supplier'] as const;
const starts: Readonly<Record<(typeof kinds)[number], Link>> = {
  none: { kind: 'none' },
  process: { kind: 'none' },
  factor: { kind: 'factor', factorId: '-' },
  footprint: { kind: 'none' },
  database: { kind: 'none' },
  supplier: {
    kind: 'supplier',
    supplier: '',
    values: { fossil: '0', biogenic: '0', removal: '0', dluc: '0', aircraft: '0' },
    evidenceIds: [],
  },
};

/** Where the burden of a line comes from: first the kind, then the source itself. */
export function LinkCell(props: LinkProps) {
  const { t } = useWords();
  const { link, onChange, disabled, faults, path } = props;
  // A process or a footprint is a link only once it is chosen.
  const [wanted, setWanted] = useState<(typeof kinds)[number] | null>(null);
  const kind = link.kind === 'none' ? (wanted ?? 'none') : link.kind;
  return (
    <>
      <ChoiceCell
        label={t('footprint.link')}
        value={kind}
        disabled={disabled}
        options={kinds.map((value) => ({ value, label: t(`footprint.linkKind.${value}`) }))}
        onChange={(next) => {
          setWanted(next);
          onChange(starts[next]);
        }}
      />{' '}
      {kind === 'process' && <ProcessChoice {...props} />}
      {kind === 'factor' && <FactorChoice {...props} />}
      {kind === 'footprint' && <FootprintChoice {...props} />}
      {kind === 'supplier' && link.kind === 'supplier' && (
        <>
          <TextCell
            label={t('footprint.supplierName')}
            value={link.supplier}
            disabled={disabled}
            onChange={(supplier) => onChange({ ...link, supplier })}
          />{' '}
          <TextCell
            label={t('footprint.supplierValue')}
            value={link.values.fossil}
            disabled={disabled}
            width={90}
            onChange={(fossil) => onChange({ ...link, values: { ...link.values, fossil } })}
          />
        </>
      )}
      {kind === 'database' && <DatabaseChoice {...props} />}
      <Fault faults={faults} path={path} />
    </>
  );
}

function DatabaseChoice({ link, name, study, onChange, disabled }: LinkProps) {
  const { t } = useWords();
  const { names, remember } = useContext(LinkNamesContext);
  const [isOpen, setOpen] = useState(false);
  const chosen = link.kind === 'database' ? (names.get(linkNameKey(link)) ?? link.processId) : null;
  if (disabled) return <Plain value={chosen ?? ''} />;
  return (
    <>
      <Button size="small" title={chosen ?? ''} className={styles.chosen ?? ''} onClick={() => setOpen(true)}>
        {chosen ?? t('footprint.pickProcess')}
      </Button>
      {isOpen && (
        <ProcessPicker
          search={chosen === null ? name : ''}
          gwpSet={study.gwpSet}
          onClose={() => setOpen(false)}
          onPick={(process) => {
            remember(process);
            onChange({ kind: 'database', databaseId: process.databaseId, processId: process.processId });
            setOpen(false);
          }}
        />
      )}
    </>
  );
}

function ProcessChoice({ link, study, onChange, disabled }: LinkProps) {
  const { t } = useWords();
  const options = study.processes.flatMap((process) =>
    process.outputs.map((output) => ({
      value: `${process.id}/${output.id}`,
      label: `${process.name || process.id}: ${output.name || output.id}`,
    })),
  );
  const own = link.kind === 'process' ? `${link.processId}/${link.outputId}` : '';
  if (disabled) return <Plain value={options.find((one) => one.value === own)?.label ?? own} />;
  return (
    <Select<string>
      aria-label={t('footprint.linkTo')}
      size="small"
      popupMatchSelectWidth={false}
      style={{ width: 220 }}
      {...(link.kind === 'process' ? { value: own } : {})}
      placeholder={t('footprint.linkTo')}
      options={options}
      onChange={(value) => {
        const [processId = '', outputId = ''] = value.split('/');
        onChange({ kind: 'process', processId, outputId });
      }}
    />
  );
}

function FactorChoice({ link, onChange, disabled }: LinkProps) {
  const { t, say } = useWords();
  const [search, setSearch] = useState('');
  const found = useAsk(libraryEndpoints.listFactors, { query: { search, limit: 20 } }, { enabled: search.length > 1 });
  const chosen = link.kind === 'factor' && link.factorId !== '-' ? link.factorId : null;
  const factor = useAsk(libraryEndpoints.readFactor, { query: { factorId: chosen ?? '' } }, { enabled: chosen !== null });
  const label = (one: { name: { zh: string; en: string }; value: string; unit: string }) => `${say(one.name)} · ${one.value} ${one.unit}`;
  const options = (found.data?.items ?? []).map((one) => ({ value: one.id, label: label(one) }));
  const own = factor.data
    ? [{ value: factor.data.factor.id, label: label(factor.data.factor) }]
    : chosen
      ? [{ value: chosen, label: chosen }]
      : [];
  if (disabled) return <Plain value={own[0]?.label ?? ''} />;
  return (
    <Select<string>
      aria-label={t('footprint.searchFactor')}
      size="small"
      showSearch={{ filterOption: false, onSearch: setSearch }}
      popupMatchSelectWidth={false}
      style={{ width: 300 }}
      {...(chosen === null ? {} : { value: chosen })}
      placeholder={t('footprint.searchFactor')}
      options={options.length > 0 ? options : own}
      onChange={(factorId) => onChange({ kind: 'factor', factorId })}
    />
  );
}

function FootprintChoice({ link, onChange, disabled }: LinkProps) {
  const { t } = useWords();
  const list = useAsk(footprintEndpoints.listFootprints, {});
  const options = (list.data?.items ?? []).flatMap((one) =>
    one.approved
      ? [{ value: one.approved.versionId, label: `${one.productName} · ${t('footprint.version', { n: one.approved.number })}` }]
      : [],
  );
  const own = link.kind === 'footprint' ? link.versionId : '';
  if (disabled) return <Plain value={options.find((one) => one.value === own)?.label ?? own} />;
  return (
    <Select<string>
      aria-label={t('footprint.linkTo')}
      size="small"
      popupMatchSelectWidth={false}
      style={{ width: 220 }}
      {...(link.kind === 'footprint' ? { value: link.versionId } : {})}
      placeholder={t('footprint.linkTo')}
      options={options}
      onChange={(versionId) => onChange({ kind: 'footprint', versionId })}
    />
  );
}
