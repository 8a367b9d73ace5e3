import { systemEndpoints as e } from '../../../../contract/system.ts';
import { textIn } from '../../../../kernel/system/content.ts';
import { useAsk } from '../../../api/queries.ts';
import { Answer } from '../../../parts/Answer.tsx';
import { usePersonName } from '../../../parts/person-name.ts';
import { type Column, TableView } from '../../../parts/TableView.tsx';
import { Tag, type Tone } from '../../../parts/Tag.tsx';
import { paths } from '../../../paths.ts';
import { GoLink } from '../../../ui/GoLink.tsx';
import { Section } from '../../../ui/Page.tsx';
import { useWords } from '../../../words/language.ts';
import type { RecordLine, RecordPage } from '../model.ts';
import styles from './figures.module.css';

interface Holder {
  readonly person: string;
  readonly held: readonly RecordLine[];
}

const level = (record: RecordLine, field: 'actual' | 'needed') => Number(textIn(record.content[field]) ?? '0');
const isShort = (record: RecordLine) => level(record, 'actual') < level(record, 'needed');

/** Person × competence: the level held of the level needed, certificates that end (7.2). */
export function CompetenceMatrix() {
  const asked = useAsk(e.listRecords, { params: { register: 'competence' }, query: { limit: 500 } });
  return (
    <Answer of={asked} rows={4}>
      {(page) => <Matrix page={page} />}
    </Answer>
  );
}

function Matrix({ page }: { page: RecordPage }) {
  const { t, say } = useWords();
  const inLanguage = usePersonName();
  const live = page.items.filter((one) => one.stands !== 'ended' && textIn(one.content.person) !== null);
  if (live.length === 0) return null;
  const people = [...new Set(live.flatMap((one) => textIn(one.content.person) ?? []))];
  const competences = [...new Set(live.map((one) => one.title))];
  const rows = people.map((person): Holder => ({ person, held: live.filter((one) => textIn(one.content.person) === person) }));
  const nameOf = (person: string) => inLanguage(say(page.names[person]?.name ?? { zh: person, en: person }));
  const columns: Column<Holder>[] = [
    { key: 'person', title: t('system.skills.person'), text: (one) => nameOf(one.person) },
    ...competences.map(
      (title): Column<Holder> => ({
        ...{
          key: title,
          title,
          text: (one: Holder) =>
            one.held
              .filter((each) => each.title === title)
              .map(levels)
              .join(' '),
        },
        show: (one) => (
          <span className={styles.cells}>
            {one.held
              .filter((each) => each.title === title)
              .map((each) => (
                <Level key={each.id} record={each} today={page.today} />
              ))}
          </span>
        ),
      }),
    ),
    { key: 'gaps', title: t('system.skills.gaps'), align: 'right', text: (one) => String(one.held.filter(isShort).length) },
  ];
  return (
    <Section title={t('system.skills.title')}>
      <TableView<Holder> name={t('system.skills.title')} rows={rows} rowKey={(one) => one.person} columns={columns} />
      <p className="th-quiet">{t('system.skills.legend')}</p>
    </Section>
  );
}

const levels = (record: RecordLine) => `${level(record, 'actual')}/${level(record, 'needed')}`;

function Level({ record, today }: { record: RecordLine; today: string }) {
  const { t } = useWords();
  const until = textIn(record.content.valid_until);
  const [expired, soon] = [until !== null && until < today, until !== null && until >= today && until.slice(0, 4) === today.slice(0, 4)];
  const tone: Tone = isShort(record) ? 'bad' : 'good';
  return (
    <span className="th-row">
      <GoLink to={paths.systemRecord(record.id)}>
        <Tag tone={tone}>{levels(record)}</Tag>
      </GoLink>
      {expired && <Tag tone="bad">{t('system.skills.expired')}</Tag>}
      {soon && <Tag tone="warn">{t('system.skills.ends', { day: until ?? '' })}</Tag>}
    </span>
  );
}
