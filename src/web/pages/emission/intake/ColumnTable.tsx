import { Select, Table } from 'antd';
import { useWords } from '../../../words/language.ts';
import styles from './intake.module.css';
import {
  type ColumnRole,
  columnLetter,
  type Found,
  type FoundSheet,
  headerOf,
  parametersOf,
  type Recipe,
  roleOf,
  roleValue,
  samplesOf,
  streamsOf,
} from './intake-model.ts';

interface Props {
  readonly found: Found;
  readonly sheet: FoundSheet;
  readonly recipe: Recipe;
  readonly set: (parts: Partial<Recipe>) => void;
}

interface Line {
  readonly index: number;
  readonly name: string;
  readonly header: string;
  readonly samples: string;
  readonly role: ColumnRole;
}

/** One line for each column of the file: its name, what stands in it, what it means, in which unit of measure. */
export function ColumnTable({ found, sheet, recipe, set }: Props) {
  const { t } = useWords();
  const roles = useRoleOptions(found, recipe);
  const change = (index: number, role: ColumnRole) => set({ columns: recipe.columns.map((one, i) => (i === index ? role : one)) });
  const lines = recipe.columns.map(
    (role, index): Line => ({
      index,
      name: columnLetter(index),
      header: headerOf(sheet, recipe.headerRow, index),
      samples: samplesOf(sheet, recipe.headerRow, index),
      role,
    }),
  );
  return (
    <Table<Line>
      size="small"
      rowKey="index"
      pagination={false}
      dataSource={lines}
      scroll={{ y: 460 }}
      columns={[
        { title: t('intake.column'), dataIndex: 'name', width: 64 },
        { title: t('intake.header'), dataIndex: 'header', width: 220, render: (text: string) => <strong>{text}</strong> },
        { title: t('intake.samples'), dataIndex: 'samples', render: (text: string) => <span className="th-quiet th-num">{text}</span> },
        {
          title: t('intake.meaning'),
          width: 280,
          render: (_, line) => (
            <Select
              showSearch={{ optionFilterProp: 'label' }}
              aria-label={`${t('intake.meaning')} ${line.name}`}
              className={styles.full ?? ''}
              value={roleValue(line.role)}
              onChange={(value: string) => change(line.index, roleOf(value))}
              options={roles}
            />
          ),
        },
        {
          title: t('intake.measure'),
          width: 300,
          render: (_, line) => <AmountFields line={line} found={found} change={(role) => change(line.index, role)} />,
        },
      ]}
    />
  );
}

function useRoleOptions(found: Found, recipe: Recipe) {
  const { t, say } = useWords();
  const months = Array.from({ length: 12 }, (_, i) => String(i + 1).padStart(2, '0'));
  const given = recipe.columns.flatMap((role) => (role.role === 'month_value' ? [role.month] : []));
  const offered = [...new Set([...given, ...(recipe.year ? months.map((m) => `${recipe.year}-${m}`) : months)])].sort();
  return [
    { value: 'ignore', label: t('intake.role.ignore') },
    ...(['month', 'facility', 'fuel', 'parameter', 'unit', 'comment', 'value'] as const).map((role) => ({
      value: role as string,
      label: t(`intake.role.${role}`),
    })),
    {
      label: t('intake.role.amount'),
      options: [
        { value: 'amount:by_fuel', label: t('intake.role.byFuel') },
        ...parametersOf(found.units).map((row) => ({
          value: `amount:${row.parameter}`,
          label: `${say(row.title)} (${row.unit}) ${row.parameter}`,
        })),
      ],
    },
    { label: t('intake.role.monthValue'), options: offered.map((month) => ({ value: `month_value:${month}`, label: month })) },
  ];
}

/** Unit of measure and, where a parameter is given by fuel, the fuel of a column of amounts. */
function AmountFields({ line, found, change }: { line: Line; found: Found; change: (role: ColumnRole) => void }) {
  const { t, say } = useWords();
  const { role } = line;
  if (role.role !== 'amount' || role.parameter === 'by_fuel') return null;
  const rows = found.units.flatMap((unit) => unit.rows).filter((row) => row.parameter === role.parameter);
  const [row] = rows;
  if (!row) return null;
  const streams = streamsOf(found.units).filter((stream) => rows.some((one) => one.stream === stream.code));
  const units = [
    ...new Set([row.unit, ...row.acceptedUnits, ...(role.unit === null ? [] : [role.unit]), ...(row.unit === 't' ? ['short_ton'] : [])]),
  ];
  return (
    <div className="th-row">
      <Select
        aria-label={`${t('intake.measure')} ${line.name}`}
        className={styles.measure ?? ''}
        value={role.unit ?? row.unit}
        onChange={(unit: string) => change({ ...role, unit })}
        options={units.map((unit) => ({ value: unit, label: unit }))}
      />
      {streams.length > 1 && (
        <Select
          allowClear
          aria-label={`${t('intake.ofStream')} ${line.name}`}
          placeholder={t('intake.ofStream')}
          className={styles.measure ?? ''}
          value={role.stream}
          onChange={(stream?: string | null) => change({ ...role, stream: stream ?? null })}
          options={streams.map((stream) => ({ value: stream.code, label: say(stream.name) }))}
        />
      )}
    </div>
  );
}
