import { actionCodes, actions } from '../../../contract/actions.ts';
import type { ReplyOf } from '../../../contract/endpoint.ts';
import { identityEndpoints } from '../../../contract/identity.ts';
import { isReading } from '../../../contract/permission.ts';
import { type Role, roles } from '../../../contract/roles.ts';
import { useDeed } from '../../api/queries.ts';
import { RefusalNotice } from '../../parts/RefusalNotice.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { useWords } from '../../words/language.ts';
import { enter } from './enter.ts';

type Persona = ReplyOf<typeof identityEndpoints.readDemo>['personas'][number];

const shownDeeds = 4;

/** The people of the demonstration: who they are, what their roles let them do, one click to be them. */
export function PersonaCards({ personas, then }: { personas: readonly Persona[]; then: unknown }) {
  const { t, language, say, nameOf } = useWords();
  const signIn = useDeed(identityEndpoints.signInToDemo, []);
  return (
    <>
      {signIn.isError && <RefusalNotice problem={signIn.error} />}
      <ul className="th-personas">
        {personas.map((persona) => {
          const name = nameOf(persona);
          const title = language === 'zh' ? persona.jobTitle : persona.jobTitleEn;
          const roleNames = persona.roles.map((role) => say(roles[role])).join(t('common.listComma'));
          return (
            <li key={persona.persona}>
              <button
                type="button"
                disabled={signIn.isPending}
                onClick={() => signIn.mutate({ body: { persona: persona.persona } }, { onSuccess: () => enter(then) })}
              >
                <span className="th-persona-mark" aria-hidden="true">
                  {name.slice(0, 1)}
                </span>
                <span className="th-persona-text">
                  <strong>{name}</strong>
                  <span className="th-persona-title">{title || roleNames}</span>
                  <span className="th-persona-may">
                    <MayDo roles={persona.roles} />
                  </span>
                </span>
                <Icon name="arrowRight" />
              </button>
            </li>
          );
        })}
      </ul>
    </>
  );
}

/** What these roles may do beyond looking, in words of the permission table itself. */
function MayDo({ roles: held }: { roles: readonly Role[] }) {
  const { t, say, language } = useWords();
  const deeds = actionCodes.filter(
    (code) => !isReading(code) && code !== 'demo.remove' && actions[code].roles.some((role) => held.includes(role)),
  );
  if (deeds.length === 0) return <>{t('entry.mayOnlyRead')}</>;
  const lower = (words: string) => (language === 'en' ? words.charAt(0).toLowerCase() + words.slice(1) : words);
  const shown = deeds.slice(0, shownDeeds).map((code) => lower(say(actions[code].title)));
  return (
    <>
      {t('entry.mayDo')}
      {shown.join(t('common.listComma'))}
      {deeds.length > shownDeeds && ` ${t('entry.andMore', { count: deeds.length })}`}
    </>
  );
}
