import { type FormQuantity, formFigure } from '../../../../kernel/emission/report-figures.ts';
import type { Text } from '../../../../kernel/text.ts';
import type { Column } from './model.ts';

/** How a paper says things in its one language. */
export interface Voice {
  readonly language: 'zh' | 'en';
  readonly say: (text: Text | undefined | null) => string;
  readonly w: (zh: string, en: string) => string;
  /** A figure with the decimals of its kind and groups of three; "not given" where there is none. */
  readonly figure: (value: string | null | undefined, quantity: FormQuantity) => string;
  readonly given: (value: string | null | undefined) => string;
  /** An instant in Beijing, to the minute. */
  readonly instant: (iso: string) => string;
}

export function grouped(number: string): string {
  const [whole = '', part] = number.split('.');
  const groups = whole.replaceAll(/\B(?=(\d{3})+(?!\d))/g, ',');
  return part === undefined ? groups : `${groups}.${part}`;
}

const beijingMs = 8 * 60 * 60 * 1000;

export function voiceOf(language: 'zh' | 'en'): Voice {
  const w = (zh: string, en: string) => (language === 'zh' ? zh : en);
  const nothing = w('未提供', 'not given');
  return {
    language,
    say: (text) => (text ? text[language] : ''),
    w,
    figure: (value, quantity) => {
      const printed = formFigure(value ?? null, quantity);
      return printed === null ? '—' : grouped(printed);
    },
    given: (value) => ((value ?? '') === '' ? nothing : (value ?? '')),
    instant: (iso) => `${new Date(Date.parse(iso) + beijingMs).toISOString().slice(0, 16).replace('T', ' ')} (UTC+8)`,
  };
}

export const right = (title: string, width: number): Column => ({ title, width, align: 'right' });
export const left = (title: string, width: number): Column => ({ title, width, align: 'left' });
