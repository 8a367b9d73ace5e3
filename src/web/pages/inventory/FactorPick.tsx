import { Select } from 'antd';
import { useState } from 'react';
import { inventoryEndpoints as e } from '../../../contract/inventory.ts';
import { libraryEndpoints } from '../../../contract/library.ts';
import { useAsk } from '../../api/queries.ts';
import { useWords } from '../../words/language.ts';

/** Searches the library's factors by name, code, region or gas, in either language; the edition stands beside each. */
export function FactorPick({ value, onChange, label }: { value?: string; onChange?: (id: string | undefined) => void; label?: string }) {
  const { t, say } = useWords();
  const [search, setSearch] = useState('');
  const asked = useAsk(libraryEndpoints.listFactors, { query: { search, offset: 0, limit: 30 } }, { enabled: search.trim().length > 1 });
  const chosen = useAsk(e.pinFactor, { query: { factorId: value ?? '' } }, { enabled: value !== undefined });
  const found = (asked.data?.items ?? []).map((one) => ({
    value: one.id,
    label: `${say(one.name)} · ${one.gas} ${one.value} ${one.unit} · ${one.region} ${one.publicationId}`,
  }));
  // What was chosen before this form was opened is not among the hits: it is shown by its name.
  const factor = value === undefined || found.some((one) => one.value === value) ? undefined : chosen.data?.factor;
  const options =
    value === undefined || !factor ? found : [{ value, label: `${say(factor.name)} · ${factor.version || factor.source}` }, ...found];
  return (
    <Select
      showSearch
      allowClear
      filterOption={false}
      aria-label={label ?? t('inventory.factor')}
      {...(value === undefined ? {} : { value })}
      onChange={(id?: string) => onChange?.(id)}
      onSearch={setSearch}
      loading={asked.isFetching}
      options={options}
      placeholder={t('inventory.factorSearch')}
      notFoundContent={search.trim().length > 1 ? t('inventory.factorNone') : t('inventory.factorType')}
      popupMatchSelectWidth={640}
    />
  );
}
