import type { InputDescription, MethodDescription } from '../../../kernel/method/describe.ts';
import { Formula, type SymbolTitles } from '../../parts/Formula.tsx';
import { useMethodWords } from '../../parts/method-words.ts';
import { type PlainColumn, PlainTable } from '../../parts/PlainTable.tsx';
import { Tag } from '../../parts/Tag.tsx';
import { Prose, Unit } from '../../parts/Unit.tsx';
import { useWords } from '../../words/language.ts';
import { symbolFits } from './MethodSteps.tsx';

/** What may be given, by group: unit, default, permitted range. */
export function MethodInputs({ description, titles, search }: { description: MethodDescription; titles: SymbolTitles; search: string }) {
  const { t, say } = useWords();
  const columns = useInputColumns(titles);
  const setTitle = (name: string) => {
    const set = description.sets.find((one) => one.name === name);
    return set ? say(set.title) : name;
  };
  return (
    <>
      {description.records
        .map((record) => ({ ...record, inputs: record.inputs.filter((input) => symbolFits(input.symbol, input.title, search)) }))
        .filter((record) => record.inputs.length > 0)
        .map((record) => (
          <div key={record.name} className="th-input-group">
            <h3>
              {say(record.title)}{' '}
              <span className="th-quiet th-small">
                {record.per.length === 0 ? t('library.perWhole') : t('library.per', { sets: record.per.map(setTitle).join(' × ') })}
              </span>
            </h3>
            <PlainTable rows={record.inputs} rowKey={(input) => input.symbol} columns={columns} />
          </div>
        ))}
    </>
  );
}

function useInputColumns(titles: SymbolTitles): PlainColumn<InputDescription>[] {
  const { t, say } = useWords();
  const { word } = useMethodWords();
  const range = (input: InputDescription) =>
    [input.min === null ? '' : `≥ ${input.min}`, input.max === null ? '' : `≤ ${input.max}`].filter(Boolean).join(t('common.listComma'));
  return [
    {
      key: 'name',
      className: 'th-input-name',
      show: (input) => (
        <>
          <Prose text={say(input.title)} /> {input.required && <Tag>{t('library.required')}</Tag>}
          <span className="th-small th-quiet th-block">
            <code>{input.symbol}</code>
          </span>
        </>
      ),
    },
    {
      key: 'unit',
      className: 'th-nowrap',
      show: (input) =>
        input.type === 'choice' ? <span className="th-small">{input.values.map(word).join(' | ')}</span> : <Unit symbol={input.unit} />,
    },
    { key: 'range', className: 'th-nowrap th-num', show: range },
    {
      key: 'default',
      show: (input) => (
        <>
          {input.default !== null && (
            <span className="th-small">
              <span className="th-quiet">{t('library.defaultFrom')}</span> <Formula text={input.default} titles={titles} />
            </span>
          )}
          {input.note && (
            <span className="th-small th-quiet th-block">
              <Prose text={say(input.note)} />
            </span>
          )}
        </>
      ),
    },
  ];
}
