import { rowsIn, scoreOf, textsIn } from '../../../kernel/system/content.ts';
import type { Content } from '../../../kernel/system/register.ts';
import { useWords } from '../../words/language.ts';
import type { FlatField, Names, RegisterField } from './model.ts';

/** A field's value as plain text in the language shown: for exports, sorting and search. */
export function useFieldText(names: Names): (field: RegisterField | FlatField, content: Content) => string {
  const { t, say } = useWords();
  return (field, content) => {
    if (field.type === 'score') return String(scoreOf({ ...field, type: 'score' }, content)?.value ?? '');
    const value = content[field.id];
    if (value === undefined) return '';
    const text = (one: string): string => {
      const option = field.options.find((each) => each.code === one);
      if (option) return say(option.name);
      const named = names[one];
      return named ? `${named.no} ${say(named.name)}`.trim() : one;
    };
    if (field.type === 'rows') return String(rowsIn(value).length);
    return typeof value === 'boolean' ? t('common.yes') : textsIn(value).map(text).join('; ');
  };
}
