import { Checkbox, Select } from 'antd';
import { useState } from 'react';
import { inventoryEndpoints as e } from '../../../contract/inventory.ts';
import { libraryEndpoints } from '../../../contract/library.ts';
import { useAsk } from '../../api/queries.ts';
import { useWords } from '../../words/language.ts';

const edition = 'epa-supply-chain-v1.3.0';

/** The industry of a purchase among the supply-chain factors of the US EPA, by name or NAICS code; with its gases apart, or as the published sum. */
export function SpendFactor({
  value,
  onChange,
  basis,
}: {
  value?: string;
  onChange?: (id: string | undefined) => void;
  basis: 'purchaser' | 'producer';
}) {
  const { t, say } = useWords();
  const [search, setSearch] = useState('');
  const [byGas, setByGas] = useState(value === undefined || value.includes('-by-gas#'));
  const quantity = basis === 'producer' ? 'emission_factor_without_margins' : 'emission_factor';
  const query = { search, publicationId: edition, quantity, offset: 0, limit: 30 };
  const asked = useAsk(libraryEndpoints.listFactors, { query }, { enabled: search.trim().length > 1 });
  const idOf = (key: string, gases: boolean) => (gases ? `${edition}-by-gas#${key}.CO2#${quantity}` : `${edition}#${key}#${quantity}`);
  const found = (asked.data?.items ?? []).map((one) => ({
    value: idOf(one.key, byGas),
    label: `${one.key.replace('naics.', 'NAICS ')} ${say(one.name)} · ${one.value} ${one.unit}`,
  }));
  const chosen = value === undefined ? null : /#(naics\.\d+)/.exec(value)?.[1];
  const known = useAsk(e.pinFactor, { query: { factorId: value ?? '' } }, { enabled: value !== undefined });
  const factor = value === undefined || found.some((one) => one.value === value) ? undefined : known.data?.factor;
  const named = { value: value ?? '', label: `${(chosen ?? '').replace('naics.', 'NAICS ')} ${factor ? say(factor.name) : ''}` };
  const options = factor ? [named, ...found] : found;
  return (
    <div className="th-stack">
      <Select
        showSearch
        allowClear
        filterOption={false}
        aria-label={t('inventoryLines.industry')}
        {...(value === undefined ? {} : { value })}
        onChange={(id?: string) => onChange?.(id)}
        onSearch={setSearch}
        loading={asked.isFetching}
        options={options}
        placeholder={t('inventoryLines.industrySearch')}
        notFoundContent={search.trim().length > 1 ? t('inventory.factorNone') : t('inventory.factorType')}
        popupMatchSelectWidth={620}
      />
      <Checkbox
        checked={byGas}
        onChange={(event) => {
          setByGas(event.target.checked);
          if (chosen) onChange?.(idOf(chosen, event.target.checked));
        }}
      >
        {t('inventoryLines.byGas')}
      </Checkbox>
    </div>
  );
}
