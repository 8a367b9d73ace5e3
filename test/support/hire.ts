import type { Role } from '../../src/contract/roles.ts';
import { command, type Visitor } from './journey.ts';
import { goodPassword } from './server.ts';

/** A new person with these roles for the whole organization, signed in by the invitation in the window given. */
export async function hire(administrator: Visitor, into: Visitor, email: string, roles: readonly Role[], name = email): Promise<Visitor> {
  const added = (await command(administrator.page, '/api/v1/people', { name, nameEn: name, email })) as {
    person: { id: string };
    invitation: { link: string };
  };
  for (const role of roles) await command(administrator.page, `/api/v1/people/${added.person.id}/roles`, { role, entityId: null });
  const code = new URL(added.invitation.link).searchParams.get('code');
  await command(into.page, '/api/v1/invitations/accept', { code, password: goodPassword });
  return into;
}
