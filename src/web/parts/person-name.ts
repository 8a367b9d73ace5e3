import { identityEndpoints } from '../../contract/identity.ts';
import { useAsk } from '../api/queries.ts';
import { useMay } from '../api/session.ts';
import { useWords } from '../words/language.ts';

/** A person's name as a record keeps it, in the reader's language where the people of the organization give one English name for it. */
export function usePersonName(): (name: string) => string {
  const { language } = useWords();
  const may = useMay('person.read');
  const people = useAsk(identityEndpoints.listPeople, {}, { enabled: may && language === 'en' });
  return (name) => {
    if (language === 'zh') return name;
    const given = new Set((people.data?.items ?? []).filter((one) => one.name === name && one.nameEn !== '').map((one) => one.nameEn));
    const [only, ...others] = given;
    return only !== undefined && others.length === 0 ? only : name;
  };
}
