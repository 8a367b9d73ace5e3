import { Select } from 'antd';
import { useState } from 'react';
import { libraryEndpoints } from '../../../contract/library.ts';
import { useAsk } from '../../api/queries.ts';
import { useWords } from '../../words/language.ts';

/** Searches the library's factors by name, code, region or gas, in either language; the edition stands beside each. */
export function FactorPick({ value, onChange }: { value?: string; onChange?: (id: string | undefined) => void }) {
  const { t, say } = useWords();
  const [search, setSearch] = useState('');
  const asked = useAsk(libraryEndpoints.listFactors, { query: { search, offset: 0, limit: 30 } }, { enabled: search.trim().length > 1 });
  const options = (asked.data?.items ?? []).map((one) => ({
    value: one.id,
    label: `${say(one.name)} · ${one.gas} ${one.value} ${one.unit} · ${one.region} ${one.publicationId}`,
  }));
  return (
    <Select
      showSearch
      allowClear
      filterOption={false}
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
