import { present } from '../../../../kernel/assert.ts';
import type { Text } from '../../../../kernel/text.ts';
import type { Work } from '../../../work/command.ts';
import { type Account, accountsOf, classesOf, insertAccount, insertClass, lockHead, type UnitClass } from './store.ts';
import type { AccountKind } from './tables.ts';

/** What each kind of account is called; an account's own name is its owner's with this. */
export const accountKindWords: Readonly<Record<AccountKind, Text>> = {
  issuance: { zh: '核发', en: 'Issuance' },
  external: { zh: '外部', en: 'Outside' },
  registry: { zh: '登记账户', en: 'Registry account' },
  trading: { zh: '交易账户', en: 'Trading account' },
  reserved: { zh: '占用', en: 'Reserved' },
  frozen: { zh: '冻结', en: 'Frozen' },
  pledged: { zh: '质押', en: 'Pledged' },
  lent: { zh: '借出', en: 'Lent' },
  surrendered: { zh: '已清缴', en: 'Surrendered' },
  cancelled: { zh: '已自愿注销', en: 'Voluntarily cancelled' },
  retired: { zh: '已为主张注销', en: 'Retired for a claim' },
  carried_over: { zh: '已结转', en: 'Carried over' },
  written_off: { zh: '已核销', en: 'Written off' },
};

export interface Owner {
  readonly id: string;
  readonly name: string;
  readonly nameEn: string;
}

/** The account of a kind: of an entity, or of the world outside; reserved accounts belong to the account they come from. Made when it is first needed. */
export async function accountFor(
  work: Work,
  wanted: { readonly kind: AccountKind; readonly owner: Owner | null; readonly parentNo?: number },
): Promise<Account> {
  const { organizationId } = work.actor;
  await lockHead(work.tx, organizationId);
  const known = (await accountsOf(work.tx, organizationId)).find(
    (one) => one.kind === wanted.kind && one.entity_id === (wanted.owner?.id ?? null) && one.parent_no === (wanted.parentNo ?? null),
  );
  if (known) return known;
  const words = accountKindWords[wanted.kind];
  const row = await insertAccount(work.tx, {
    ...{ organization_id: organizationId, id: work.newId(), kind: wanted.kind },
    ...{ entity_id: wanted.owner?.id ?? null, parent_no: wanted.parentNo ?? null },
    name: wanted.owner ? `${wanted.owner.name} ${words.zh}` : words.zh,
    name_en: wanted.owner ? `${wanted.owner.nameEn}: ${words.en}` : words.en,
    created_at: work.now,
  });
  const { organization_id: _, ...account } = row;
  work.record({ kind: 'ledger.account_opened', objectType: 'ledger_account', objectId: row.id, objectVersion: 1, content: { ...account } });
  return { ...account, entity_id: row.entity_id ?? null, parent_no: row.parent_no ?? null };
}

export interface ClassWanted {
  readonly programme: string;
  readonly vintage: number;
  readonly project?: string;
  readonly unit?: 't' | 'MWh';
  readonly serialised?: boolean;
  readonly registeredOn?: string | null;
}

/** The class of a programme, vintage and project; made when it is first needed. */
export async function classFor(work: Work, wanted: ClassWanted): Promise<UnitClass> {
  const { organizationId } = work.actor;
  await lockHead(work.tx, organizationId);
  const same = (one: UnitClass) =>
    one.programme === wanted.programme && one.vintage === wanted.vintage && one.project === (wanted.project ?? '');
  const known = (await classesOf(work.tx, organizationId)).find(same);
  if (known) return known;
  const row = {
    ...{ organization_id: organizationId, id: work.newId(), programme: wanted.programme, vintage: wanted.vintage },
    ...{ project: wanted.project ?? '', unit: wanted.unit ?? ('t' as const), serialised: wanted.serialised ?? true },
    ...{ registered_on: wanted.registeredOn ?? null, created_at: work.now },
  };
  await insertClass(work.tx, row);
  const held = present((await classesOf(work.tx, organizationId)).find(same), 'a class just made');
  work.record({ kind: 'ledger.class_opened', objectType: 'ledger_class', objectId: row.id, objectVersion: 1, content: { ...held } });
  return held;
}
