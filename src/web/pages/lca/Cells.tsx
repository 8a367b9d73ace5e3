import { Input, Select } from 'antd';
import type { ReactNode } from 'react';
import type { Finding } from '../../../kernel/finding.ts';
import { useWords } from '../../words/language.ts';
import styles from './lca.module.css';

/** What is wrong at each place of the study, by JSON pointer. */
export type Faults = ReadonlyMap<string, readonly Finding[]>;

export function faultsOf(findings: readonly Finding[]): Faults {
  const faults = new Map<string, Finding[]>();
  for (const one of findings) {
    const path = one.place.path ?? '';
    faults.set(path, [...(faults.get(path) ?? []), one]);
  }
  return faults;
}

export function Fault({ faults, path }: { faults: Faults; path: string }) {
  const { say } = useWords();
  const found = faults.get(path) ?? [];
  return found.map((one) => (
    <span key={`${one.code} ${one.text.en}`} className={styles.fault} role="alert">
      {say(one.text)}
    </span>
  ));
}

interface CellProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly disabled: boolean;
  readonly faults?: Faults;
  readonly path?: string;
  readonly width?: number;
}

/** What a reader sees instead of a field: the value as it stands. */
export function Plain({ value }: { value: string }) {
  return value.trim() === '' ? <span className="th-quiet">—</span> : <span className={styles.plain}>{value}</span>;
}

/** One value of a line with what is wrong with it below; plain text where it is not to be changed. */
export function TextCell({ label, value, onChange, disabled, faults, path, width = 120 }: CellProps) {
  const isWrong = faults !== undefined && path !== undefined && (faults.get(path)?.some((one) => one.severity === 'error') ?? false);
  if (disabled)
    return (
      <>
        <Plain value={value} />
        {faults && path && <Fault faults={faults} path={path} />}
      </>
    );
  return (
    <>
      <Input
        aria-label={label}
        size="small"
        value={value}
        {...(isWrong ? { status: 'error' as const } : {})}
        style={{ width }}
        onChange={(event) => onChange(event.target.value)}
      />
      {faults && path && <Fault faults={faults} path={path} />}
    </>
  );
}

export function ChoiceCell<Value extends string>({
  label,
  value,
  options,
  onChange,
  disabled,
  width = 130,
}: {
  label: string;
  value: Value;
  options: readonly { value: Value; label: string }[];
  onChange: (value: Value) => void;
  disabled: boolean;
  width?: number;
}) {
  if (disabled) return <Plain value={options.find((one) => one.value === value)?.label ?? value} />;
  return (
    <Select<Value>
      aria-label={label}
      size="small"
      value={value}
      options={[...options]}
      popupMatchSelectWidth={false}
      style={{ width }}
      onChange={onChange}
    />
  );
}

export function Field({ label, wide, children }: { label: string; wide?: boolean; children: ReactNode }) {
  return (
    <div className={wide ? styles.wide : undefined}>
      <div className="th-quiet">{label}</div>
      {children}
    </div>
  );
}
