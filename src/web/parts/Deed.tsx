import { Button, type ButtonProps, Tooltip } from 'antd';
import type { ReactNode } from 'react';
import { type Action, actions } from '../../contract/actions.ts';
import { can } from '../../contract/permission.ts';
import { refusals } from '../../contract/refusals.ts';
import { roles } from '../../contract/roles.ts';
import { type RefusalCode, refusalCodes } from '../../kernel/refusal.ts';
import { useSession } from '../api/session.ts';
import { useWords } from '../words/language.ts';

/** Words for a refusal code that came with a deed; a code this client does not know yet is shown as it is. */
export function useRefusalWords(): (code: string) => string {
  const { say } = useWords();
  return (code) => {
    const known = (refusalCodes as readonly string[]).includes(code) ? refusals[code as RefusalCode] : undefined;
    return known ? `${say(known.title)} — ${say(known.detail)}` : code;
  };
}

/** Why this person may not do it, with the roles that may; null when nothing stands against it. An empty lineage asks for the right in the whole organization. */
export function useWhyNot(action: Action, lineage?: readonly string[]): string | null {
  const { say, t } = useWords();
  const session = useSession();
  const words = useRefusalWords();
  if (session === null) return words('not_signed_in');
  if (can(session.grants, action, lineage)) return null;
  const who = actions[action].roles.map((role) => say(roles[role])).join(t('common.listComma'));
  const wanted = { action: say(actions[action].title), roles: who };
  return t(lineage?.length === 0 && can(session.grants, action) ? 'common.notPermittedInWhole' : 'common.notPermitted', wanted);
}

/** A button that says why it cannot be pressed instead of hiding or going silent; it stays reachable by keyboard so that the reason can be read. */
export function Deed({ why, children, onClick, ...rest }: { why: string | null; children: ReactNode } & Omit<ButtonProps, 'disabled'>) {
  if (why === null) {
    return (
      <Button onClick={onClick} {...rest}>
        {children}
      </Button>
    );
  }
  return (
    <Tooltip title={why}>
      <Button {...rest} type="default" danger={false} aria-disabled className="th-deed-off" aria-description={why}>
        {children}
      </Button>
    </Tooltip>
  );
}

/** A deed whose only condition is a right. */
export function RightDeed({
  action,
  lineage,
  ...rest
}: { action: Action; lineage?: readonly string[]; children: ReactNode } & Omit<ButtonProps, 'disabled'>) {
  const why = useWhyNot(action, lineage);
  return <Deed why={why} {...rest} />;
}
