import type { Severity } from '../../../kernel/finding.ts';
import type { MethodDescription } from '../../../kernel/method/describe.ts';
import { SeverityMark } from '../../parts/FindingList.tsx';
import { Formula, type SymbolTitles } from '../../parts/Formula.tsx';
import { useMethodWords } from '../../parts/method-words.ts';
import { Prose, Unit } from '../../parts/Unit.tsx';
import { useWords } from '../../words/language.ts';

const severities: readonly Severity[] = ['error', 'warning', 'info'];

/** What the method checks in the data, and what it says when it finds something. */
export function MethodChecks({ description, titles }: { description: MethodDescription; titles: SymbolTitles }) {
  const { t, say } = useWords();
  const { cite } = useMethodWords();
  return (
    <table className="th-plain-table">
      <thead>
        <tr>
          <th>{t('library.severity')}</th>
          <th>{t('library.text')}</th>
          <th>{t('library.condition')}</th>
        </tr>
      </thead>
      <tbody>
        {description.checks.map((check) => (
          <tr key={`${check.code}${check.when}`}>
            <td>
              <SeverityMark severity={severities.find((one) => one === check.severity) ?? 'info'} />
            </td>
            <td>
              <Prose text={say(check.text)} />
              <span className="th-small th-quiet th-block">
                <code>{check.code}</code> {check.clause && cite(check.clause)}
              </span>
            </td>
            <td className="th-small">
              <Formula text={check.when} titles={titles} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Which reviewed tables the method reads, by which keys and columns. */
export function MethodTables({ description }: { description: MethodDescription }) {
  const { t, say } = useWords();
  return (
    <table className="th-plain-table">
      <thead>
        <tr>
          <th>{t('common.name')}</th>
          <th>{t('library.tableKeys')}</th>
          <th>{t('library.tableColumns')}</th>
        </tr>
      </thead>
      <tbody>
        {description.tables.map((table) => (
          <tr key={table.name}>
            <td>
              <code>{table.name}</code>
              <span className="th-small th-quiet th-block">{table.table}</span>
            </td>
            <td className="th-small">{table.keys.join(' × ')}</td>
            <td className="th-small">
              {table.columns.map((column, index) => (
                <span key={column.name}>
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
              ))}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
