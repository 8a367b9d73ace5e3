import type { Severity } from '../../../kernel/finding.ts';
import type { MethodDescription } from '../../../kernel/method/describe.ts';
import { SeverityMark } from '../../parts/FindingList.tsx';
import { Formula, type SymbolTitles } from '../../parts/Formula.tsx';
import { useMethodWords } from '../../parts/method-words.ts';
import { PlainTable } from '../../parts/PlainTable.tsx';
import { Prose, Unit } from '../../parts/Unit.tsx';
import { useWords } from '../../words/language.ts';

const severities: readonly Severity[] = ['error', 'warning', 'info'];

/** What the method checks in the data, and what it says when it finds something. */
export function MethodChecks({ description, titles }: { description: MethodDescription; titles: SymbolTitles }) {
  const { t, say } = useWords();
  const { cite } = useMethodWords();
  return (
    <PlainTable
      rows={description.checks}
      rowKey={(check) => `${check.code}${check.when}`}
      columns={[
        {
          key: 'severity',
          title: t('library.severity'),
          show: (check) => <SeverityMark severity={severities.find((one) => one === check.severity) ?? 'info'} />,
        },
        {
          key: 'text',
          title: t('library.text'),
          show: (check) => (
            <>
              <Prose text={say(check.text)} />
              <span className="th-small th-quiet th-block">
                <code>{check.code}</code> {check.clause && cite(check.clause)}
              </span>
            </>
          ),
        },
        {
          key: 'when',
          title: t('library.condition'),
          show: (check) => (
            <span className="th-small">
              <Formula text={check.when} titles={titles} />
            </span>
          ),
        },
      ]}
    />
  );
}

/** Which reviewed tables the method reads, by which keys and columns. */
export function MethodTables({ description }: { description: MethodDescription }) {
  const { t, say } = useWords();
  return (
    <PlainTable
      rows={description.tables}
      rowKey={(table) => table.name}
      columns={[
        {
          key: 'name',
          title: t('common.name'),
          show: (table) => (
            <>
              <code>{table.name}</code>
              <span className="th-small th-quiet th-block">{table.table}</span>
            </>
          ),
        },
        { key: 'keys', title: t('library.tableKeys'), show: (table) => <span className="th-small">{table.keys.join(' × ')}</span> },
        {
          key: 'columns',
          title: t('library.tableColumns'),
          show: (table) =>
            table.columns.map((column, index) => (
              <span key={column.name} className="th-small">
                {index > 0 && t('common.listComma')}
                <Prose text={say(column.title)} />
                {column.unit && (
                  <>
                    {' ('}
                    <Unit symbol={column.unit} />
                    {')'}
                  </>
                )}
              </span>
            )),
        },
      ]}
    />
  );
}
