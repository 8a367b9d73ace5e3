import i18next from 'i18next';
import { initReactI18next, useTranslation } from 'react-i18next';
import type { Text } from '../../kernel/text.ts';
import { en } from './en.ts';
import { zh } from './zh.ts';

export type Language = 'zh' | 'en';
const storageKey = 'tanheng.language';

function remembered(): Language {
  try {
    const kept = localStorage.getItem(storageKey);
    if (kept === 'zh' || kept === 'en') return kept;
  } catch {
    // A browser may forbid storage; the browser's own language serves then.
  }
  return navigator.language.toLowerCase().startsWith('zh') ? 'zh' : 'en';
}

function tellDocument(language: Language): void {
  document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
}

/** Starts the wording in the remembered or the browser's language; synchronous, so that the first paint already speaks. */
export function startWords(): void {
  const language = remembered();
  void i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: 'en',
    ns: ['words'],
    defaultNS: 'words',
    resources: { zh: { words: zh }, en: { words: en } },
    interpolation: { escapeValue: false },
    returnNull: false,
    initAsync: false,
  });
  tellDocument(language);
}

export function speak(language: Language): void {
  try {
    localStorage.setItem(storageKey, language);
  } catch {
    // Not remembered then; the switch itself still works.
  }
  tellDocument(language);
  void i18next.changeLanguage(language);
}

/** Something the enterprise named in both languages. */
export interface Named {
  readonly name: string;
  readonly nameEn: string;
}

/** Its name in a language; the Chinese one where no English was given. */
export function nameIn(language: Language, one: Named): string {
  return language === 'zh' ? one.name : one.nameEn || one.name;
}

/** The typed `t`, the language, and `say` for the two-language texts that come from the server, and `nameOf` for what the enterprise named. */
export function useWords() {
  const { t, i18n } = useTranslation();
  const language: Language = i18n.language === 'en' ? 'en' : 'zh';
  return { t, language, say: (text: Text) => text[language], nameOf: (one: Named) => nameIn(language, one) };
}
