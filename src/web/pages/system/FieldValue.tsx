import { rowsIn, scoreOf, textsIn } from '../../../kernel/system/content.ts';
import type { Content, Value } from '../../../kernel/system/register.ts';
import { DayLabel, PersonName } from '../../parts/Labels.tsx';
import { PlainTable } from '../../parts/PlainTable.tsx';
import { Quantity } from '../../parts/Quantity.tsx';
import { Tag } from '../../parts/Tag.tsx';
import { paths } from '../../paths.ts';
import { GoLink } from '../../ui/GoLink.tsx';
import { ClauseMark } from '../../ui/Page.tsx';
import { useWords } from '../../words/language.ts';
import { type FlatField, type Names, type RegisterField, toneOf } from './model.ts';
import styles from './system.module.css';

/** A field's value as it is read: names instead of ids and codes. `short`: in a table, where long texts are cut. */
export function FieldValue({
  field,
  content,
  names,
  short,
}: {
  field: RegisterField | FlatField;
  content: Content;
  names: Names;
  short?: boolean;
}) {
  const value = content[field.id];
  if (field.type === 'score') return <Score field={field} content={content} />;
  if (field.type === 'rows' && 'columns' in field)
    return <Rows field={field} rows={rowsIn(value)} names={names} {...(short ? { short } : {})} />;
  if (value === undefined) return null;
  if (field.type === 'text') return <span className={short ? styles.cut : styles.prose}>{String(value)}</span>;
  return (
    <span className="th-row">
      {valuesIn(value).map((one) => (
        <One key={String(one)} field={field} value={one} names={names} />
      ))}
    </span>
  );
}

const valuesIn = (value: Value): readonly Value[] => (typeof value === 'boolean' ? [value] : textsIn(value));

function One({ field, value, names }: { field: RegisterField | FlatField; value: Value; names: Names }) {
  const { t, say } = useWords();
  const text = String(value);
  const named = names[text];
  switch (field.type) {
    case 'choice': {
      const option = field.options.find((one) => one.code === text);
      if (!option) return <>{text}</>;
      return option.tone === 'plain' ? <span>{say(option.name)}</span> : <Tag tone={toneOf(option.tone)}>{say(option.name)}</Tag>;
    }
    case 'number':
      // A year is no amount: without thousands apart.
      if (field.whole && field.max === '2100') return <span className="th-num">{text}</span>;
      return <Quantity value={text} unit={field.unit} />;
    case 'day':
      return <DayLabel day={text} />;
    case 'flag':
      return <>{t('common.yes')}</>;
    case 'person':
      return <PersonName name={named ? say(named.name) : null} />;
    case 'clause':
      return <ClauseMark clause={text} />;
    case 'record':
      return <GoLink to={paths.systemRecord(text)}>{named ? `${named.no} ${say(named.name)}` : text}</GoLink>;
    default:
      return <>{named ? say(named.name) : text}</>;
  }
}

function Score({ field, content }: { field: RegisterField | FlatField; content: Content }) {
  const { say } = useWords();
  const score = scoreOf({ ...field, type: 'score' }, content);
  if (score === null) return null;
  const { band, value } = score;
  return (
    <span className="th-row">
      <span className="th-num">{value}</span>
      {band && <Tag tone={toneOf(band.tone)}>{say(band.name)}</Tag>}
    </span>
  );
}

function Rows({ field, rows, names, short }: { field: RegisterField; rows: readonly Content[]; names: Names; short?: boolean }) {
  const { t, say } = useWords();
  if (short) return <span className="th-quiet">{t('system.rowCount', { count: rows.length })}</span>;
  if (rows.length === 0) return null;
  const numbered = rows.map((row, index) => ({ row, key: String(index + 1) }));
  return (
    <PlainTable<(typeof numbered)[number]>
      rows={numbered}
      rowKey={(one) => one.key}
      columns={field.columns.map((column) => ({
        key: column.id,
        title: say(column.name),
        show: (one) => <FieldValue field={column} content={one.row} names={names} />,
      }))}
    />
  );
}
