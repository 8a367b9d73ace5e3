import { Input } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { useWords } from '../words/language.ts';
import { Icon } from './Icon.tsx';

const pauseMs = 250;

/** A search box that tells its text after a short pause, so that not every key asks the server. */
export function SearchField({
  value,
  onSearch,
  placeholder,
  wide,
}: {
  value: string;
  onSearch: (text: string) => void;
  placeholder?: string;
  wide?: boolean;
}) {
  const { t } = useWords();
  const [text, setText] = useState(value);
  const told = useRef(value);
  useEffect(() => {
    if (value === told.current) return;
    told.current = value;
    setText(value);
  }, [value]);
  useEffect(() => {
    if (text === told.current) return;
    const timer = setTimeout(() => {
      told.current = text;
      onSearch(text);
    }, pauseMs);
    return () => clearTimeout(timer);
  }, [text, onSearch]);
  return (
    <Input
      allowClear
      className={wide ? 'th-search-field th-search-wide' : 'th-search-field'}
      prefix={<Icon name="search" size={15} />}
      placeholder={placeholder ?? t('common.search')}
      aria-label={placeholder ?? t('common.search')}
      value={text}
      onChange={(event) => setText(event.target.value)}
    />
  );
}
