import { Select } from 'antd';
import { useDeferredValue, useState } from 'react';
import type { ReplyOf } from '../../../contract/endpoint.ts';
import { systemEndpoints as e } from '../../../contract/system.ts';
import { useAsk } from '../../api/queries.ts';
import { useWords } from '../../words/language.ts';

type Found = ReplyOf<typeof e.findRecords>['items'][number];

/** Chooses one record or several, found on the server by number and words. What is chosen stays named, wherever it is. */
export function RecordSearch({
  many,
  registers,
  which = 'all',
  value,
  onChange,
  ...given
}: {
  many: boolean;
  /** None: every register. */
  registers: readonly string[];
  which?: 'all' | 'counting';
  id?: string;
  value?: string | readonly string[];
  onChange?: (value: string | string[] | undefined) => void;
}) {
  const { t, say } = useWords();
  const [text, setText] = useState('');
  const search = useDeferredValue(text.trim());
  const of = registers.length === 0 ? {} : { registers: registers.join(',') };
  const found = useAsk(e.findRecords, { query: { search, which, ...of } });
  const chosen = value === undefined || value === '' ? [] : [value].flat();
  const named = useAsk(e.findRecords, { query: { ids: chosen.join(',') } }, { enabled: chosen.length > 0 });
  const labelOf = (one: Found) => (registers.length === 1 ? `${one.no} ${one.title}` : `${say(one.registerName)} ${one.no} ${one.title}`);
  const offered = [...(named.data?.items ?? []).filter(() => text === ''), ...(found.data?.items ?? [])];
  const options = [...new Map(offered.map((one) => [one.id, { value: one.id, label: labelOf(one) }])).values()];
  const names = new Map((named.data?.items ?? []).map((one) => [one.id, labelOf(one)]));
  return (
    <Select
      {...given}
      {...(many ? { mode: 'multiple' as const } : {})}
      value={many ? chosen : chosen[0]}
      onChange={(next: string | string[] | undefined) => {
        setText('');
        onChange?.(next);
      }}
      allowClear
      loading={found.isLoading || named.isLoading}
      showSearch={{ filterOption: false, onSearch: setText, searchValue: text }}
      options={options}
      labelRender={({ value: of, label }) => label ?? names.get(String(of)) ?? '…'}
      placeholder={t('system.findRecord')}
      notFoundContent={t('system.noRecordFound')}
    />
  );
}
