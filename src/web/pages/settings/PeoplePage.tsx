import { App, Popconfirm } from 'antd';
import { useState } from 'react';
import type { ReplyOf } from '../../../contract/endpoint.ts';
import { identityEndpoints } from '../../../contract/identity.ts';
import { roles } from '../../../contract/roles.ts';
import { useAsk, useDeed } from '../../api/queries.ts';
import { Answer } from '../../parts/Answer.tsx';
import { Deed, RightDeed, useWhyNot } from '../../parts/Deed.tsx';
import { useProblemWords } from '../../parts/RefusalNotice.tsx';
import { type Column, TableView } from '../../parts/TableView.tsx';
import { Tag } from '../../parts/Tag.tsx';
import { entityAt, useWorkplace } from '../../shell/workplace.ts';
import { Icon } from '../../ui/Icon.tsx';
import { PageHead, Section } from '../../ui/Page.tsx';
import { SearchField } from '../../ui/SearchField.tsx';
import { useWords } from '../../words/language.ts';
import { GrantForm } from './GrantForm.tsx';
import { InvitationDialog } from './InvitationDialog.tsx';
import { PersonForm } from './PersonForm.tsx';
import './settings.css';

export type Person = ReplyOf<typeof identityEndpoints.listPeople>['items'][number];
export type Invitation = ReplyOf<typeof identityEndpoints.invitePerson>;

/** People, their roles and where each role holds (clause 5.3). */
export function PeoplePage() {
  const { t, language } = useWords();
  const people = useAsk(identityEndpoints.listPeople, {});
  const [editing, setEditing] = useState<Person | 'new' | null>(null);
  const [granting, setGranting] = useState<Person | null>(null);
  const [invited, setInvited] = useState<Invitation | null>(null);
  const [search, setSearch] = useState('');
  const titleOf = (person: Person) => (language === 'zh' ? person.jobTitle : person.jobTitleEn || person.jobTitle);
  const columns = useColumns(titleOf, { edit: setEditing, grant: setGranting, invited: setInvited });
  return (
    <>
      <PageHead
        title={t('shell.page.people')}
        clause="5.3"
        summary={t('settings.peopleSummary')}
        extra={
          <RightDeed type="primary" action="person.maintain" icon={<Icon name="plus" size={15} />} onClick={() => setEditing('new')}>
            {t('settings.addPerson')}
          </RightDeed>
        }
      />
      <Section flush>
        <Answer of={people} rows={10}>
          {(list) => (
            <TableView<Person>
              name={t('shell.page.people')}
              rows={list.items.filter((person) =>
                `${person.name} ${person.nameEn} ${person.email ?? ''} ${titleOf(person)}`.toLowerCase().includes(search.toLowerCase()),
              )}
              columns={columns}
              rowKey={(person) => person.id}
              filtered={search !== ''}
              filters={<SearchField value={search} onSearch={setSearch} />}
            />
          )}
        </Answer>
      </Section>
      <PersonForm
        person={editing === 'new' ? null : editing}
        open={editing !== null}
        onClose={() => setEditing(null)}
        onInvited={setInvited}
      />
      {granting && <GrantForm person={granting} onClose={() => setGranting(null)} />}
      {invited && <InvitationDialog invitation={invited} onClose={() => setInvited(null)} />}
    </>
  );
}

interface Deeds {
  readonly edit: (person: Person) => void;
  readonly grant: (person: Person) => void;
  readonly invited: (invitation: Invitation) => void;
}

function useColumns(titleOf: (person: Person) => string, deeds: Deeds): Column<Person>[] {
  const { t, say, nameOf } = useWords();
  const login = (person: Person) => (person.hasLogin ? 'yes' : person.invitedUntil ? 'invited' : 'no');
  return [
    {
      key: 'name',
      title: t('settings.personName'),
      text: nameOf,
      sort: 'text',
      show: (person) => (
        <>
          <strong className="th-medium">{nameOf(person)}</strong> {!person.active && <Tag tone="warn">{t('settings.inactive')}</Tag>}
          <span className="th-small th-quiet th-block">{titleOf(person)}</span>
        </>
      ),
    },
    { key: 'title', title: t('settings.jobTitle'), text: titleOf, exportOnly: true },
    { key: 'email', title: t('settings.email'), text: (person) => person.email ?? '', sort: 'text' },
    { key: 'login', title: t('settings.login'), text: (person) => t(`settings.loginOf.${login(person)}`) },
    {
      key: 'roles',
      title: t('settings.roles'),
      text: (person) => person.grants.map((grant) => say(roles[grant.role])).join('; '),
      show: (person) => <Grants person={person} />,
    },
    { key: 'deeds', title: t('common.actions'), text: () => '', show: (person) => <PersonDeeds person={person} deeds={deeds} /> },
  ];
}

function Grants({ person }: { person: Person }) {
  const { t, say, nameOf } = useWords();
  const { message } = App.useApp();
  const words = useProblemWords();
  const { tree } = useWorkplace();
  const noRight = useWhyNot('person.maintain');
  const end = useDeed(identityEndpoints.endRole, [identityEndpoints.listPeople, identityEndpoints.readMe]);
  if (person.grants.length === 0) return <Tag tone="warn">{t('settings.noRoles')}</Tag>;
  return (
    <span className="th-grants">
      {person.grants.map((grant) => {
        const entity = entityAt(tree.data, grant.entityId);
        const name = say(roles[grant.role]);
        return (
          <Tag key={grant.id}>
            {name}
            <span className="th-quiet">{entity ? nameOf(entity) : t('shell.wholeScope')}</span>
            {noRight === null && (
              <Popconfirm
                title={t('settings.endRoleText', { role: name })}
                okText={t('settings.endRole')}
                onConfirm={() =>
                  end.mutate(
                    { params: { personId: person.id, grantId: grant.id } },
                    { onError: (fault) => message.error(words(fault).title) },
                  )
                }
              >
                <button type="button" aria-label={`${t('settings.endRole')}: ${name}`}>
                  <Icon name="close" size={11} />
                </button>
              </Popconfirm>
            )}
          </Tag>
        );
      })}
    </span>
  );
}

function PersonDeeds({ person, deeds }: { person: Person; deeds: Deeds }) {
  const { t } = useWords();
  const { message } = App.useApp();
  const words = useProblemWords();
  const why = useWhyNot('person.maintain');
  const invite = useDeed(identityEndpoints.invitePerson, [identityEndpoints.listPeople]);
  return (
    <span className="th-row">
      <Deed why={why} size="small" onClick={() => deeds.grant(person)}>
        {t('settings.grantRole')}
      </Deed>
      <Deed why={why} size="small" onClick={() => deeds.edit(person)}>
        {t('common.edit')}
      </Deed>
      {person.email !== null && (
        <Deed
          why={why}
          size="small"
          loading={invite.isPending}
          onClick={() =>
            invite.mutate(
              { params: { personId: person.id } },
              { onSuccess: deeds.invited, onError: (fault) => message.error(words(fault).title) },
            )
          }
        >
          {t('settings.invite')}
        </Deed>
      )}
    </span>
  );
}
