import { Segmented } from 'antd';
import { type Language, speak, useWords } from '../words/language.ts';

/** Each language named in itself, so that it can be found by those who cannot read the other. */
export const languageNames: Readonly<Record<Language, string>> = { zh: '\u4e2d\u6587', en: 'EN' };

export function LanguageSwitch() {
  const { t, language } = useWords();
  return (
    <Segmented<Language>
      size="small"
      aria-label={t('shell.language')}
      value={language}
      onChange={speak}
      options={[
        { label: languageNames.zh, value: 'zh' },
        { label: languageNames.en, value: 'en' },
      ]}
    />
  );
}
