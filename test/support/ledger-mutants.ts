import { randomUUID } from 'node:crypto';
import type { LedgerWriter } from '../../src/server/modules/asset/index.ts';
import type { Ground, Wrap } from './ledger-probes.ts';

/** LT-7: defects put into the ledger on purpose, and for each the promise that must notice. */
interface Mutant {
  readonly defect: string;
  readonly killedBy: string;
  /** In the database: parts of a function replaced, then statements. */
  readonly functions?: readonly (readonly [name: string, from: string, to: string])[];
  readonly sql?: string;
  /** In the code around the writer. */
  readonly wrap?: Wrap;
}

const wrapped =
  (change: (post: LedgerWriter['post']) => LedgerWriter['post']): Wrap =>
  (writer) => ({ ...writer, post: change(writer.post) });
const dropConstraints = (table: string, like: string): string =>
  `do $$ declare one text; begin for one in select conname from pg_constraint where conrelid = 'app.${table}'::regclass and pg_get_constraintdef(oid) like '${like}' loop
     execute format('alter table app.${table} drop constraint %I', one); end loop; end $$`;

export const mutants: readonly Mutant[] = [
  {
    defect: 'a transaction may be empty',
    killedBy: 'L-01 a transaction moves something',
    sql: 'drop trigger not_empty on app.ledger_transaction',
  },
  {
    defect: 'what stands may be changed',
    killedBy: 'L-02 nothing that stands is changed',
    sql: 'drop trigger append_only on app.ledger_transfer',
  },
  {
    ...{ defect: 'writing owes no leaf', killedBy: 'L-03 nothing without its leaf' },
    sql: 'drop trigger journaled on app.ledger_transfer; drop trigger journaled on app.ledger_transaction',
  },
  {
    defect: 'keys are not unique',
    killedBy: 'L-04 one key, one effect',
    sql: 'alter table app.ledger_request drop constraint ledger_request_pkey',
  },
  {
    ...{ defect: 'the key is ignored', killedBy: 'L-04 one key, one effect' },
    wrap: wrapped((post) => (request) => post({ ...request, key: `${request.key}-${randomUUID()}` })),
  },
  {
    ...{ defect: 'a refusal is told as applied', killedBy: 'L-05 a refusal is told as one' },
    wrap: wrapped((post) => async (request) => {
      const answer = await post(request);
      return answer.state === 'applied' ? answer : { state: 'applied', transactionId: '', firstSeq: '0', lastSeq: '0' };
    }),
  },
  {
    ...{ defect: 'one leg is skipped', killedBy: 'L-08 every leg is moved' },
    wrap: wrapped((post) => (request) => post({ ...request, legs: request.legs.length > 1 ? request.legs.slice(1) : request.legs })),
  },
  {
    ...{ defect: 'balances are taken as told', killedBy: 'L-09 what stands is what moved' },
    functions: [
      ['app.ledger_apply', 'and b.version = s.first_version and b.quantity = s.first_before', ''],
      ['app.ledger_apply', 'or right_steps is not true', ''],
    ],
  },
  {
    ...{ defect: 'no guard against overdraft', killedBy: 'L-10 no overdraft' },
    sql: 'alter table app.ledger_balance drop constraint no_overdraft; alter table app.ledger_transfer drop constraint no_overdraft',
  },
  {
    ...{ defect: 'quantities pass through floats', killedBy: 'L-11 exact beyond a float' },
    wrap: wrapped(
      (post) => (request) => post({ ...request, legs: request.legs.map((one) => ({ ...one, quantity: BigInt(Number(one.quantity)) })) }),
    ),
  },
  {
    ...{ defect: 'vintages are taken together', killedBy: 'L-12 classes stand apart' },
    wrap: wrapped((post) => (request) => post({ ...request, legs: request.legs.map((one) => ({ ...one, classNo: 1 })) })),
  },
  {
    defect: 'reversed as often as one likes',
    killedBy: 'L-13 reversed once',
    sql: 'drop index app.ledger_transaction_reverses',
  },
  {
    ...{ defect: 'the order may have gaps', killedBy: 'L-15 the order has no gap' },
    functions: [['app.ledger_apply', 'and seq = first_place - 1', '']],
  },
  {
    ...{ defect: 'versions are not looked at', killedBy: 'L-15 each version once' },
    functions: [['app.ledger_apply', 'and b.version = s.first_version and', 'and']],
  },
  {
    ...{ defect: 'a place is known by its number alone', killedBy: 'L-15 a group comes to the place it was decided at' },
    functions: [['app.ledger_write', 'or stood.last_id is distinct from head_id', '']],
  },
  {
    ...{ defect: 'a transaction may lack legs', killedBy: 'L-01 a transaction has the legs it tells of' },
    functions: [
      ['app.ledger_not_empty', 'last_place - first_place + 1 <> many', 'false'],
      ['app.ledger_not_empty', 't.seq = last_place', 'true'],
    ],
  },
  {
    ...{ defect: 'kinds are taken as told', killedBy: 'R-10 a transfer tells truly where it goes' },
    functions: [['app.ledger_apply', 'and b.kind = s.kind', '']],
  },
  {
    defect: 'a reservation may end twice',
    killedBy: 'L-16 a reservation ends once',
    sql: 'drop index app.ledger_transaction_resolves',
  },
  {
    defect: 'a reservation may end in part',
    killedBy: 'L-16 a reservation ends whole',
    sql: 'drop trigger whole on app.ledger_transaction',
  },
  {
    ...{ defect: 'a reservation expires by the caller’s clock', killedBy: 'L-16 a reservation expires by the server’s time' },
    functions: [['app.ledger_whole', 'coalesce(earlier.expires_at > new.recorded_at, true)', 'false']],
  },
  {
    ...{ defect: 'a block is split off by one', killedBy: 'R-01 serial numbers are as many as units' },
    functions: [
      [
        'app.ledger_move_block',
        'int8range(upper(new.serials), upper(held.serials))',
        'int8range(upper(new.serials) + 1, upper(held.serials))',
      ],
    ],
  },
  {
    ...{ defect: 'numbers need not be there', killedBy: 'R-02 a serial number has one holder' },
    functions: [['app.ledger_move_block', 'if not t.from_open then', 'if false then']],
  },
  {
    ...{ defect: 'retirement can be reversed', killedBy: 'R-03 what is retired stays retired' },
    functions: [['app.ledger_apply', 'k.final is distinct from false or', '']],
  },
  {
    defect: 'claims may overlap',
    killedBy: 'R-04 one claim for a megawatt-hour',
    sql: 'alter table app.energy_claim drop constraint one_claim',
  },
  {
    ...{ defect: 'each organization for itself', killedBy: 'R-05 units of a registry outside in one organization' },
    sql: 'alter table app.ledger_outside_units drop constraint one_organization',
  },
  {
    ...{ defect: 'issues are not counted', killedBy: 'R-06 no issue above what is attested' },
    sql: 'alter table app.ledger_attestation drop constraint not_above_attested',
  },
  {
    defect: 'one approves one’s own',
    killedBy: 'R-08 four eyes',
    sql: dropConstraints('ledger_transaction', '%approved_by <> recorded_by%'),
  },
  {
    ...{ defect: 'anything may move anywhere', killedBy: 'R-10 only what the table of moves knows' },
    functions: [['app.ledger_apply', "(m.kind is null and a.kind <> 'reverse')", 'false']],
  },
];

/** Puts the defect in; a mutation that changes nothing is a mistake of the test. `restore` gives the functions back. */
export async function mutate(ground: Ground, mutant: Mutant): Promise<{ ground: Ground; restore: () => Promise<void> }> {
  const before: string[] = [];
  await ground.books.database.owner(async (client) => {
    for (const [name, from, to] of mutant.functions ?? []) {
      const { rows } = await client.query<{ text: string }>('select pg_get_functiondef($1::regproc) as text', [name]);
      const text = rows[0]?.text ?? '';
      if (!text.includes(from)) throw new Error(`${mutant.defect}: ${name} has changed`);
      before.push(text);
      await client.query(text.replace(from, to));
    }
    if (mutant.sql) await client.query(mutant.sql);
  });
  const { wrap } = mutant;
  return {
    ground: wrap ? { ...ground, writer: async () => wrap(await ground.writer()) } : ground,
    restore: () =>
      ground.books.database.owner(async (client) => {
        // The last change first: one function may have been changed twice.
        for (const text of before.toReversed()) await client.query(text);
      }),
  };
}
