import { Input, Segmented } from 'antd';
import { useState } from 'react';
import { inventoryEndpoints as e } from '../../../contract/inventory.ts';
import { call } from '../../api/call.ts';
import { readNumber } from '../../format/number.ts';
import { Unit } from '../../parts/Unit.tsx';
import { useWords } from '../../words/language.ts';
import type { Entry } from './entry-model.ts';
import { FactorPick } from './FactorPick.tsx';

type Choice = Extract<NonNullable<Entry['supplier']>['factor'], { readonly parts: unknown }>;

/** A factor as a form holds it: one of the library with what it is per, one written by hand with its source, or one that was recorded and has more than the form can write. */
export type FactorValue =
  | { readonly from: 'library'; readonly factorId: string; readonly per: string }
  | {
      readonly from: 'hand';
      readonly name: string;
      readonly source: string;
      readonly value: string;
      readonly unit: string;
      readonly uncertainty: string;
    }
  | { readonly from: 'kept'; readonly per: string; readonly choice: Choice };

const empty = { from: 'hand', name: '', source: '', value: '', unit: '', uncertainty: '' } as const;

/** What a factor is per; '' while none is chosen. */
export function perOf(value: FactorValue | undefined): string {
  if (value === undefined) return '';
  if (value.from !== 'hand') return value.per;
  return value.unit
    .split('/')
    .slice(1)
    .join('/')
    .replace(/^\((.*)\)$/, '$1');
}

/** The factor as it is sent; null while it is not complete. */
export function factorOut(value: FactorValue | undefined) {
  if (value === undefined) return null;
  if (value.from === 'library') return { factorId: value.factorId };
  if (value.from === 'kept') return value.choice;
  const { name, source, unit } = value;
  const number = readNumber(value.value);
  if (name.trim() === '' || source.trim() === '' || number === null || !unit.includes('/')) return null;
  const gas = /^[kMGT]?g?t?CO2\//.test(unit) ? 'CO2' : 'CO2e';
  const uncertaintyPct = value.uncertainty === '' ? null : readNumber(value.uncertainty);
  return {
    name: name.trim(),
    source: source.trim(),
    gwpBasis: null,
    uncertaintyPct,
    parts: [{ gas, origin: 'fossil' as const, value: number, unit: unit.trim() }],
  };
}

/** Chooses a factor from the library, or takes one written by hand with its source and uncertainty. */
export function FactorField({
  value,
  onChange,
  label,
}: {
  value?: FactorValue;
  onChange?: (value: FactorValue | undefined) => void;
  label: string;
}) {
  const { t } = useWords();
  const [byHand, setByHand] = useState(value?.from === 'hand');
  const written = value?.from === 'hand' ? value : empty;
  const pick = async (factorId: string | undefined) => {
    if (factorId === undefined) return onChange?.(undefined);
    onChange?.({ from: 'library', factorId, per: '' });
    const { unit } = await call(e.pinFactor, { query: { factorId } });
    onChange?.({ from: 'library', factorId, per: unit });
  };
  const put = (change: Partial<Omit<typeof written, 'from'>>) => onChange?.({ ...written, ...change });
  const field = (key: 'name' | 'source' | 'value' | 'unit' | 'uncertainty', title: string, hint = '') => (
    <Input
      aria-label={`${label} ${title}`}
      placeholder={hint === '' ? title : `${title} ${hint}`}
      value={written[key]}
      onChange={(event) => put({ [key]: event.target.value })}
    />
  );
  return (
    <div className="th-stack">
      <Segmented
        size="small"
        value={byHand ? 'hand' : 'library'}
        options={[
          { value: 'library', label: t('inventoryLines.fromLibrary') },
          { value: 'hand', label: t('inventoryLines.byHand') },
        ]}
        onChange={(way) => {
          setByHand(way === 'hand');
          onChange?.(undefined);
        }}
      />
      {value?.from === 'kept' && <span>{`${value.choice.name} · ${value.choice.source}`}</span>}
      {byHand ? (
        <>
          <div className="th-form-grid">
            {field('name', t('inventoryLines.factorName'))}
            {field('source', t('inventoryLines.factorSource'))}
            {field('value', t('inventoryLines.factorValue'))}
            {field('unit', t('inventory.unit'), 'tCO2e/t')}
          </div>
          {field('uncertainty', t('inventoryLines.uncertainty'))}
        </>
      ) : (
        <FactorPick label={label} {...(value?.from === 'library' ? { value: value.factorId } : {})} onChange={(id) => void pick(id)} />
      )}
      {perOf(value) !== '' && (
        <span className="th-quiet th-small">
          {t('inventoryLines.per')} <Unit symbol={perOf(value)} />
        </span>
      )}
    </div>
  );
}
