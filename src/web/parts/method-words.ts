import { citation } from '../../contract/citations.ts';
import { conventionWords } from '../../contract/convention-words.ts';
import { choiceWords } from '../../contract/method-choices.ts';
import { useWords } from '../words/language.ts';

export interface MethodWords {
  /** A source or clause in the language shown. */
  readonly cite: (written: string) => string;
  /** A choice, or true and false, in words; anything else as it is. */
  readonly word: (value: string) => string;
}

/** What a method says in codes and citations, in the language shown. */
export function useMethodWords(): MethodWords {
  const { say } = useWords();
  return {
    cite: (written) => say(citation(written)),
    word: (value) => {
      const words = choiceWords(value) ?? conventionWords(value);
      return words ? say(words) : value;
    },
  };
}
