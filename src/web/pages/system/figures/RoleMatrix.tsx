import { systemEndpoints as e } from '../../../../contract/system.ts';
import { rowsIn, textIn, textsIn } from '../../../../kernel/system/content.ts';
import { useAsk } from '../../../api/queries.ts';
import { Answer } from '../../../parts/Answer.tsx';
import { usePersonName } from '../../../parts/person-name.ts';
import { type Column, TableView } from '../../../parts/TableView.tsx';
import { Tag } from '../../../parts/Tag.tsx';
import { Section } from '../../../ui/Page.tsx';
import { useWords } from '../../../words/language.ts';
import type { RecordPage } from '../model.ts';

const letters = { responsible: 'R', accountable: 'A', consulted: 'C', informed: 'I' } as const;
type Part = keyof typeof letters;
const parts: readonly Part[] = ['responsible', 'accountable', 'consulted', 'informed'];

interface Task {
  readonly task: string;
  /** Letters by person. */
  readonly of: ReadonlyMap<string, string>;
}

/** Every task of the roles in use × person, with the letters R, A, C, I (5.3). */
export function RoleMatrix() {
  const { t } = useWords();
  const asked = useAsk(e.listRecords, { params: { register: 'role_assignment' }, query: { limit: 500 } });
  return (
    <Answer of={asked} rows={4}>
      {(page) => <Matrix page={page} title={t('system.raci.title')} />}
    </Answer>
  );
}

function tasksOf(page: RecordPage): Task[] {
  const tasks = new Map<string, Map<string, string>>();
  for (const record of page.items.filter((one) => one.stands !== 'ended'))
    for (const row of rowsIn(record.content.raci)) {
      const task = textIn(row.task);
      if (task === null) continue;
      const of = tasks.get(task) ?? new Map<string, string>();
      tasks.set(task, of);
      for (const part of parts)
        for (const person of textsIn(row[part])) {
          const before = of.get(person) ?? '';
          if (!before.includes(letters[part])) of.set(person, `${before}${letters[part]}`);
        }
    }
  return [...tasks].map(([task, of]) => ({ task, of }));
}

function Matrix({ page, title }: { page: RecordPage; title: string }) {
  const { t, say } = useWords();
  const inLanguage = usePersonName();
  const tasks = tasksOf(page);
  if (tasks.length === 0) return null;
  const people = [...new Set(tasks.flatMap((one) => [...one.of.keys()]))];
  const accountable = (one: Task) => [...one.of.values()].filter((letter) => letter.includes('A')).length;
  const columns: Column<Task>[] = [
    { key: 'task', title: t('system.raci.task'), text: (one) => one.task },
    ...people.map(
      (person): Column<Task> => ({
        ...{ key: person, title: inLanguage(say(page.names[person]?.name ?? { zh: person, en: person })), align: 'center' },
        text: (one) => one.of.get(person) ?? '',
      }),
    ),
    {
      ...{ key: 'check', title: t('system.raci.check') },
      text: (one) => (accountable(one) === 1 ? '' : t('system.raci.oneA', { count: accountable(one) })),
      show: (one) => (accountable(one) === 1 ? null : <Tag tone="warn">{t('system.raci.oneA', { count: accountable(one) })}</Tag>),
    },
  ];
  return (
    <Section title={title}>
      <TableView<Task> name={title} rows={tasks} rowKey={(one) => one.task} columns={columns} />
      <p className="th-quiet">{t('system.raci.letters')}</p>
    </Section>
  );
}
