import { Fragment, type ReactNode } from 'react';
import { FormulaFault, type Formula as Parsed } from '../../kernel/method/formula.ts';
import { parseFormula } from '../../kernel/method/parse.ts';
import type { Text } from '../../kernel/text.ts';
import { group } from '../format/number.ts';
import { useWords } from '../words/language.ts';
import styles from './formula.module.css';
import { bindings, symbolPrint } from './formula-symbol.ts';
import { useMethodWords } from './method-words.ts';
import { Unit } from './Unit.tsx';

/** What the formula's symbols are called, by symbol. */
export type SymbolTitles = ReadonlyMap<string, Text>;

interface Setting {
  readonly titleOf: (symbol: string) => string | null;
  readonly recordOf: (record: string) => string;
  readonly choice: (value: string) => string;
  readonly word: (key: 'otherwise' | 'when' | 'where' | 'and' | 'or' | 'not' | 'given' | 'count' | 'mean') => string;
}

/** A formula of the method language in print: fractions, lowered indexes, Σ. What cannot be read stays as its author wrote it. */
export function Formula({ text, titles, of }: { text: string; titles: SymbolTitles; of?: string }) {
  const { t, say } = useWords();
  const { word } = useMethodWords();
  const parsed = parsedOrNull(text);
  if (parsed === null) return <code className={styles.plain}>{text}</code>;
  const setting: Setting = {
    titleOf: (symbol) => {
      const title = titles.get(symbol);
      return title ? say(title) : null;
    },
    recordOf: (record) => (record in overWords ? t(`emission.over.${record as keyof typeof overWords}`) : record.replaceAll('_', ' ')),
    choice: word,
    word: (key) => t(`emission.formula.${key}`),
  };
  return (
    // The text of the formula is what a screen reader reads; the print is for the eye.
    <span className={styles.formula} role="img" aria-label={of ? `${of} = ${text}` : text}>
      {of ? (
        <>
          <Name symbol={of} setting={setting} />
          <span className={styles.sign}>=</span>
        </>
      ) : null}
      <Part of={parsed} setting={setting} level={0} />
    </span>
  );
}

/** Records of the shipped methods that have a name in words; others are shown by their own name. */
const overWords = { units: 1, months: 1, unit_months: 1, coal_months: 1, oil_months: 1, gas_months: 1, coals: 1 } as const;

function parsedOrNull(text: string): Parsed | null {
  try {
    return parseFormula(text);
  } catch (fault) {
    if (fault instanceof FormulaFault) return null;
    throw fault;
  }
}

interface PartProps {
  readonly of: Parsed;
  readonly setting: Setting;
  /** How tightly the surroundings bind; a looser part needs parentheses. */
  readonly level: number;
}

function Part({ of, setting, level }: PartProps): ReactNode {
  switch (of.form) {
    case 'number':
      return (
        <span className={styles.number}>
          {group(of.digits)}
          {of.unit && of.unit !== '1' ? (
            <span className={styles.unit}>
              <Unit symbol={of.unit} />
            </span>
          ) : null}
        </span>
      );
    case 'text':
      return <span className={styles.word}>{setting.choice(of.value)}</span>;
    case 'boolean':
      return <span className={styles.word}>{setting.choice(String(of.value))}</span>;
    case 'name':
      return <Name symbol={of.name} setting={setting} />;
    case 'lookup':
      return <LookupPart of={of} setting={setting} level={level} />;
    case 'negate':
      return paren(<>−{part(of.of, setting, bindings.negate)}</>, level > bindings.negate);
    case 'not':
      return (
        <>
          <span className={styles.word}>{setting.word('not')}</span> {part(of.of, setting, bindings.not)}
        </>
      );
    case 'binary':
      return <BinaryPart of={of} setting={setting} level={level} />;
    case 'power':
      return (
        <>
          {part(of.of, setting, bindings.atom)}
          <sup>{of.exponent}</sup>
        </>
      );
    case 'call':
      return <CallPart of={of} setting={setting} level={level} />;
    case 'aggregate':
      return <AggregatePart of={of} setting={setting} level={level} />;
  }
}

function part(of: Parsed, setting: Setting, level: number): ReactNode {
  return <Part of={of} setting={setting} level={level} />;
}

function paren(content: ReactNode, needed: boolean): ReactNode {
  return needed ? (
    <>
      <span className={styles.paren}>(</span>
      {content}
      <span className={styles.paren}>)</span>
    </>
  ) : (
    content
  );
}

function Name({ symbol, setting }: { symbol: string; setting: Setting }) {
  const print = symbolPrint(symbol);
  const title = setting.titleOf(symbol);
  return (
    <abbr className={print.isWord ? styles.word : styles.symbol} title={title ? `${symbol}: ${title}` : symbol}>
      {print.isWord ? (title ?? print.base) : print.base}
      {print.lowered ? <sub>{print.lowered}</sub> : null}
    </abbr>
  );
}

const signs: Readonly<Record<string, string>> = { '*': '×', '-': '−', '<=': '≤', '>=': '≥', '!=': '≠' };

function BinaryPart({ of, setting, level }: PartProps & { of: Extract<Parsed, { form: 'binary' }> }) {
  if (of.sign === '/') {
    return (
      <span className={styles.fraction}>
        <span className={styles.over}>{part(of.left, setting, 0)}</span>
        <span className={styles.under}>{part(of.right, setting, 0)}</span>
      </span>
    );
  }
  const own = of.sign in bindings ? bindings[of.sign as '+' | '-' | '*' | 'and' | 'or'] : bindings.compare;
  const sign = of.sign === 'and' || of.sign === 'or' ? setting.word(of.sign) : (signs[of.sign] ?? of.sign);
  return paren(
    <>
      {part(of.left, setting, own)}
      <span className={styles.sign}>{sign}</span>
      {part(of.right, setting, of.sign === '-' ? own + 1 : own)}
    </>,
    own < level,
  );
}

function LookupPart({ of, setting }: PartProps & { of: Extract<Parsed, { form: 'lookup' }> }) {
  return (
    <span className={styles.word}>
      {of.table}.{of.column.replaceAll('_', ' ')}
      <sub>
        {of.keys.map((key, index) => (
          <Fragment key={`${key.at}`}>
            {index > 0 ? ', ' : ''}
            {part(key, setting, 0)}
          </Fragment>
        ))}
      </sub>
    </span>
  );
}

function CallPart({ of, setting }: PartProps & { of: Extract<Parsed, { form: 'call' }> }) {
  const items = of.of.map((item) => part(item, setting, 0));
  if (of.name === 'if') {
    return (
      <span className={styles.cases}>
        <span>
          {items[1]} <span className={styles.when}>{setting.word('when')}</span> {items[0]}
        </span>
        <span>
          {items[2]} <span className={styles.when}>{setting.word('otherwise')}</span>
        </span>
      </span>
    );
  }
  if (of.name === 'given') {
    return (
      <>
        {items[0]} <span className={styles.when}>{setting.word('given')}</span>
      </>
    );
  }
  return (
    <>
      <span className={styles.word}>{of.name}</span>
      {paren(
        items.map((item, index) => (
          <Fragment key={of.of[index]?.at ?? index}>
            {index > 0 ? ', ' : ''}
            {item}
          </Fragment>
        )),
        true,
      )}
    </>
  );
}

function AggregatePart({ of, setting, level }: PartProps & { of: Extract<Parsed, { form: 'aggregate' }> }) {
  const head = of.name === 'sum' ? 'Σ' : of.name === 'mean' || of.name === 'count' ? setting.word(of.name) : of.name;
  const loose = of.of.form === 'binary' && (of.of.sign === '+' || of.of.sign === '-');
  return paren(
    <>
      <span className={styles.aggregate}>
        <span className={of.name === 'sum' ? styles.sigma : styles.word}>{head}</span>
        <span className={styles.range}>{setting.recordOf(of.over)}</span>
      </span>
      {paren(part(of.of, setting, 0), loose || of.name !== 'sum')}
      {of.where ? (
        <span className={styles.where}>
          {setting.word('where')} {part(of.where, setting, 0)}
        </span>
      ) : null}
    </>,
    level > bindings['*'],
  );
}
