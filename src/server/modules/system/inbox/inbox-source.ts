import { can } from '../../../../contract/permission.ts';
import { todayOf } from '../../../../kernel/calendar/today.ts';
import { textsIn } from '../../../../kernel/system/content.ts';
import { forwardMoves, stateAfterChange } from '../../../../kernel/system/life-cycle.ts';
import type { Register } from '../../../../kernel/system/register.ts';
import type { Text } from '../../../../kernel/text.ts';
import type { Work } from '../../../work/command.ts';
import { type InboxItem, type InboxSource, mayAt } from '../../../work/inbox.ts';
import type { Frameworks } from '../../library/index.ts';
import { numberOf } from '../registers/content-of.ts';
import type { RecordHead } from '../registers/store.ts';
import { movableRecords, ownedRecords, type Place } from './store.ts';

const subsystem = 'system' as const;
const named = (register: Register, head: RecordHead): Text => ({
  zh: `${register.one.zh} ${numberOf(register, head.no)} ${head.title}`,
  en: `${register.one.en} ${numberOf(register, head.no)} ${head.title}`,
});

const itemOf = (register: Register, head: RecordHead) => ({
  ...{ subsystem, title: named(register, head), entityId: head.entity_id, path: `/system/records/${head.id}`, by: null },
});

/** Records whose next move is a right of the person's and no work of their own: to review, to approve, to verify. */
async function toMove(work: Work, frameworks: Frameworks, most: number): Promise<InboxItem[]> {
  const { organizationId, personId, grants } = work.actor;
  const rights = ['approve', 'audit', 'direct'] as const;
  const items: InboxItem[] = [];
  for (const right of rights) {
    const action = `system.${right}` as const;
    if (!can(grants, action)) continue;
    const places: Place[] = frameworks.registers.flatMap((register) =>
      register.cycle.states
        .filter((state) => forwardMoves(register, state.code).some((move) => move.right === right))
        .map((state) => ({ register: register.id, state: state.code })),
    );
    const reach = await work.reach(action);
    const found = await movableRecords(work.tx, organizationId, places, { entityIds: reach === null ? null : [...reach], personId, most });
    for (const head of found) {
      const register = frameworks.register(head.register);
      const move = register && forwardMoves(register, head.state).find((one) => one.right === right);
      if (!register || !move) continue;
      // Somebody the record names in a field does not verify the own work.
      if (move.notBy.some((field) => textsIn(head.content[field]).includes(personId))) continue;
      items.push({ ...itemOf(register, head), key: `record:${head.id}`, deed: move.name, at: head.changed_at, due: head.due_on });
    }
  }
  return items;
}

/** Records of the person's own: actions to go on with, what is late, what must be looked at again. */
async function owned(work: Work, frameworks: Frameworks, most: number): Promise<InboxItem[]> {
  const { organizationId, personId } = work.actor;
  const today = todayOf(work.now);
  const mayEdit = await mayAt(work, 'system.edit');
  return (await ownedRecords(work.tx, organizationId, { personId, today, most })).flatMap((head) => {
    const register = frameworks.register(head.register);
    if (!register) return [];
    const item = { ...itemOf(register, head), key: `owned:${head.id}`, at: head.changed_at };
    if (head.stands === 'in_force' || head.stands === 'done')
      return [{ ...item, deed: { zh: '复核', en: 'Look at again' }, due: head.review_on }];
    const next = forwardMoves(register, head.state).find((move) => move.right === 'edit');
    const goesOn = next !== undefined || (stateAfterChange(register, head.state) === head.state && head.due_on !== null);
    if (!goesOn || !mayEdit(head.entity_id)) return [];
    return [{ ...item, deed: next?.name ?? { zh: '办理', en: 'Go on' }, due: head.due_on }];
  });
}

/** Records of the registers (4–10): those to move on for others, and one's own. */
export const inboxSource = (frameworks: Frameworks): InboxSource => ({
  subsystem,
  toDo: async (work, most) => {
    const own = await owned(work, frameworks, most);
    const seen = new Set(own.map((one) => one.path));
    return [...own, ...(await toMove(work, frameworks, most)).filter((one) => !seen.has(one.path))];
  },
  done: ['system.record_moved'],
  started: ['system.record_added'],
});
