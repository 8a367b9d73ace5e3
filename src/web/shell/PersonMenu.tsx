import { useQueryClient } from '@tanstack/react-query';
import { Button, Popover, Segmented, Switch } from 'antd';
import { useState } from 'react';
import { identityEndpoints } from '../../contract/identity.ts';
import { roles } from '../../contract/roles.ts';
import { call } from '../api/call.ts';
import { type Session, useSession } from '../api/session.ts';
import { paths } from '../paths.ts';
import type { Density } from '../theme.ts';
import { GoLink } from '../ui/GoLink.tsx';
import { Icon } from '../ui/Icon.tsx';
import { useWords } from '../words/language.ts';
import { usePreferences } from './preferences.tsx';
import { entityAt, useWorkplace } from './workplace.ts';

/** Who is signed in, in which roles and for which part of the organization; how things are shown; the way out. */
export function PersonMenu() {
  const { t, language, nameOf } = useWords();
  const session = useSession();
  if (!session) return null;
  const personName = nameOf(session.person);
  const jobTitle = language === 'zh' ? session.person.jobTitle : session.person.jobTitleEn;
  const content = (
    <div className="th-person-menu">
      <p>
        <strong>{personName}</strong>
        {jobTitle && <span className="th-quiet"> {jobTitle}</span>}
        <br />
        <span className="th-quiet">{session.person.email}</span>
      </p>
      <Roles grants={session.grants} />
      <ViewChoices />
      <div className="th-menu-foot">
        <GoLink to={paths.sessions()}>{t('shell.page.sessions')}</GoLink>
        <SignOut />
      </div>
    </div>
  );
  return (
    <Popover content={content} trigger="click" placement="bottomRight">
      <Button type="text" className="th-person-button" aria-label={`${t('shell.person')}: ${personName}`}>
        <Icon name="person" size={18} />
        <span>{personName}</span>
      </Button>
    </Popover>
  );
}

function Roles({ grants }: { grants: Session['grants'] }) {
  const { t, say, nameOf } = useWords();
  const { tree } = useWorkplace();
  return (
    <>
      <h3>{t('shell.roles')}</h3>
      <ul>
        {grants.map((grant) => {
          const entity = entityAt(tree.data, grant.entityId);
          return (
            <li key={`${grant.role}${grant.entityId}`}>
              {say(roles[grant.role])}
              <span className="th-quiet">{entity ? nameOf(entity) : t('shell.wholeScope')}</span>
            </li>
          );
        })}
      </ul>
    </>
  );
}

function ViewChoices() {
  const { t } = useWords();
  const { preferences, change } = usePreferences();
  return (
    <>
      <h3>{t('shell.density')}</h3>
      <Segmented<Density>
        size="small"
        block
        aria-label={t('shell.density')}
        value={preferences.density}
        onChange={(density) => change({ density })}
        options={[
          { label: t('shell.densityCompact'), value: 'compact' },
          { label: t('shell.densityStandard'), value: 'standard' },
          { label: t('shell.densityComfortable'), value: 'comfortable' },
        ]}
      />
      <div className="th-switch-line" title={t('shell.bigUnitHint')}>
        <span id="big-unit">{t('shell.bigUnit')}</span>
        <Switch size="small" aria-labelledby="big-unit" checked={preferences.bigUnit} onChange={(bigUnit) => change({ bigUnit })} />
      </div>
    </>
  );
}

function SignOut() {
  const { t } = useWords();
  const client = useQueryClient();
  const [leaving, setLeaving] = useState(false);
  async function signOut() {
    setLeaving(true);
    try {
      await call(identityEndpoints.signOut, {});
    } finally {
      client.clear();
      // A full load, so that nothing of the session stays in memory.
      window.location.assign(paths.signIn());
    }
  }
  return (
    <Button size="small" loading={leaving} onClick={() => void signOut()}>
      {t('shell.signOut')}
    </Button>
  );
}
