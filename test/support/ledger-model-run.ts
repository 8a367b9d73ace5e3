import { Refusal } from '../../src/kernel/refusal.ts';
import { type LedgerWriter, openLedgerWriter } from '../../src/server/modules/asset/index.ts';
import { accountFor, classFor } from '../../src/server/modules/asset/ledger/accounts.ts';
import type { Account, UnitClass } from '../../src/server/modules/asset/ledger/store.ts';
import { type Chance, chanceOf } from './chance.ts';
import { approver, type Books, openBooks } from './ledger.ts';
import { type Act, type Line, PaperLedger, type What, type Where, whats, wheres } from './ledger-model.ts';
import { sharedIds } from './tenants.ts';

/** The product's ledger and the paper one, side by side: each act is done in both, then everything that stands is compared (LT-3). */
export interface Both {
  readonly step: (seed: number) => Promise<void>;
  readonly close: () => Promise<void>;
  readonly counts: { acts: number; done: number; again: number };
}

const beginning = Date.parse('2025-01-20T00:00:00Z');
const minute = 60_000;
const kinds = [
  ...[
    'buy',
    'buy',
    'buy',
    'sell',
    'transfer',
    'transfer',
    'reserve',
    'reserve',
    'release',
    'expire',
    'sell_reserved',
    'freeze',
    'unfreeze',
  ],
  ...['pledge', 'unpledge', 'lend', 'take_back', 'borrow', 'give_back', 'surrender', 'retire', 'reverse', 'reverse', 'nonsense'],
];
const usual: Readonly<Record<string, readonly [readonly Where[], readonly Where[]]>> = {
  buy: [['outside'], ['registry', 'trading']],
  sell: [['registry', 'trading'], ['outside']],
  transfer: [
    ['registry', 'trading'],
    ['registry', 'trading'],
  ],
  reserve: [['registry'], ['reserved']],
  freeze: [['registry', 'trading'], ['frozen']],
  unfreeze: [['frozen'], ['registry', 'trading']],
  pledge: [['registry', 'trading'], ['pledged']],
  unpledge: [['pledged'], ['registry', 'trading']],
  lend: [['registry', 'trading'], ['lent']],
  take_back: [['lent'], ['registry', 'trading']],
  borrow: [['outside'], ['registry', 'trading']],
  give_back: [['registry', 'trading'], ['outside']],
  surrender: [['registry'], ['surrendered']],
  retire: [['registry'], ['retired']],
};

/** What somebody might want to do now: mostly sensible, sometimes not. */
function think(chance: Chance, paper: PaperLedger, at: number): Act {
  const wanted = chance.pick(kinds);
  const quantity = (what: What) => 1 + chance.below(what === 'vcs' ? 30 : 120);
  if (wanted === 'reverse' && paper.done.length > 0) {
    const reverses = chance.below(paper.done.length);
    const turned = (paper.done[reverses]?.act.lines ?? []).map((line) => ({ ...line, from: line.to, to: line.from }));
    const lines = chance.happens(0.1) ? turned.map((line) => ({ ...line, quantity: line.quantity + 1 })) : turned;
    return { kind: 'reverse', lines, reverses, at };
  }
  if (['release', 'expire', 'sell_reserved'].includes(wanted)) {
    const open = paper.done.flatMap((one, n) => (one.act.kind === 'reserve' && (!one.ended || chance.happens(0.1)) ? [n] : []));
    const ends = open.length > 0 ? chance.pick(open) : undefined;
    const reserved = ends === undefined ? [] : (paper.done[ends]?.act.lines ?? []);
    const to: Where = wanted === 'sell_reserved' ? 'outside' : chance.pick(['registry', 'registry', 'trading']);
    const lines = reserved.map(
      (line): Line => ({ ...line, from: 'reserved', to, quantity: line.quantity + (chance.happens(0.05) ? 1 : 0) }),
    );
    return { kind: wanted === 'sell_reserved' ? 'sell' : wanted, lines, ...(ends !== undefined && { ends }), at };
  }
  const kind = wanted === 'nonsense' || wanted === 'reverse' ? chance.pick(Object.keys(usual)) : wanted;
  const [froms, tos] = wanted === 'nonsense' ? [wheres, wheres] : (usual[kind] ?? [wheres, wheres]);
  const what = chance.pick(whats);
  const lines = Array.from({ length: chance.happens(0.15) ? 2 : 1 }, (): Line => {
    const from = chance.pick(froms);
    const others = tos.filter((to) => to !== from);
    return { from, to: chance.pick(others.length > 0 ? others : wheres.filter((to) => to !== from)), what, quantity: quantity(what) };
  });
  return { kind, lines, at, ...(kind === 'reserve' && chance.happens(0.6) && { until: at + chance.below(40) }) };
}

interface Ground {
  readonly accounts: Readonly<Record<Where, Account>>;
  readonly classes: Readonly<Record<What, UnitClass>>;
}

const plant = { id: sharedIds.plant, name: 'P', nameEn: 'P' };

async function lay(books: Books): Promise<Ground> {
  return await books.does(async (work) => {
    const own = (kind: Exclude<Where, 'outside' | 'reserved'>) => accountFor(work, { kind, owner: plant });
    const registry = await own('registry');
    const accounts = {
      ...{ outside: await accountFor(work, { kind: 'external', owner: null }), registry, trading: await own('trading') },
      ...{ reserved: await accountFor(work, { kind: 'reserved', owner: plant, parentNo: registry.no }), frozen: await own('frozen') },
      ...{ pledged: await own('pledged'), lent: await own('lent'), surrendered: await own('surrendered'), retired: await own('retired') },
    };
    const common = { programme: 'GEC', unit: 'MWh', serialised: false } as const;
    const classes = {
      ...{ mwh: await classFor(work, { ...common, vintage: 2024 }), mwh25: await classFor(work, { ...common, vintage: 2025 }) },
      vcs: await classFor(work, { programme: 'VCS', vintage: 2022, project: '1' }),
    };
    return { accounts, classes };
  });
}

const differ = (what: string, act: Act, paper: unknown, product: unknown): Error =>
  new Error(`${what}: ${JSON.stringify(act)}\non paper ${JSON.stringify(paper)}\nproduct  ${JSON.stringify(product)}`);

const standingSql = `select b.account_no as account, b.class_no as class, b.quantity, k.serials
  from app.ledger_balance b left join (
    select account_no, class_no, string_agg(serials::text, ' ' order by serials) as serials from app.ledger_block group by 1, 2) k using (account_no, class_no)`;

/** Runs of numbers as PostgreSQL writes ranges; neighbours that came apart are joined. */
function numbersIn(serials: string | null): number[] {
  return [...(serials ?? '').matchAll(/\[(\d+),(\d+)\)/g)].flatMap(([, first, end]) =>
    Array.from({ length: Number(end) - Number(first) }, (_, n) => Number(first) + n),
  );
}

export async function openBoth(beside: Books | null, n: number): Promise<Both & { books: Books }> {
  const books = await openBooks({ n, ...(beside && { beside }) });
  const { accounts, classes } = await lay(books);
  let clock = 0;
  const writer = await openLedgerWriter(
    { pool: books.database.appPool, clock: { now: () => beginning + clock * minute } },
    books.organizationId,
  );
  const paper = new PaperLedger();
  const ids: string[] = [];
  const counts = { acts: 0, done: 0, again: 0 };
  const moreOf = (act: Act): Record<string, string> => ({
    ...(act.ends !== undefined && { resolves: ids[act.ends] ?? '' }),
    ...(act.reverses !== undefined && { reverses: ids[act.reverses] ?? '', reason: 'a mistake' }),
    ...(act.kind === 'reserve' && { purpose: 'sell' }),
    ...(act.until !== undefined && { expiresAt: new Date(beginning + act.until * minute).toISOString() }),
    ...(['surrender', 'retire'].includes(act.kind) && { beneficiary: 'plant', period: '2024', claim: 'own' }),
  });
  const final = (act: Act) => ['surrender', 'retire'].includes(act.kind);
  const legsOf = (act: Act) =>
    act.lines.map((line) => ({
      ...{ fromNo: accounts[line.from].no, toNo: accounts[line.to].no, classNo: classes[line.what].no, quantity: BigInt(line.quantity) },
    }));
  const byCommand = async (act: Act): Promise<string | null> => {
    books.at(new Date(beginning + clock * minute).toISOString());
    try {
      return (
        await books.post({
          kind: act.kind,
          legs: legsOf(act).map((leg) => ({ ...leg, kind: act.kind })),
          ...moreOf(act),
          ...(final(act) && { proposedBy: { id: approver, name: 'y' } }),
        } as Parameters<Books['post']>[0])
      ).id;
    } catch (error) {
      if (error instanceof Refusal) return null;
      throw error;
    }
  };
  const byWriter = async (on: LedgerWriter, act: Act, key: string): Promise<string | null> => {
    const asker = { personId: sharedIds.person, name: 'x', role: 'system' };
    const request = {
      operation: 'model',
      key,
      asker,
      kind: act.kind,
      effectiveOn: '2025-01-20',
      legs: legsOf(act),
      more: { ...moreOf(act), ...(final(act) && { approvedBy: approver, approvedByName: 'y' }) },
    };
    const answer = await on.post(request);
    const again = await on.post(request);
    if (JSON.stringify(again) !== JSON.stringify(answer)) throw differ('L-04 another answer', act, answer, again);
    counts.again += 1;
    return answer.state === 'applied' ? answer.transactionId : null;
  };
  const compare = async (act: Act): Promise<void> => {
    const rows = await books.sql<{ account: number; class: number; quantity: string; serials: string | null }>(standingSql);
    for (const where of wheres)
      for (const what of whats) {
        const row = rows.find((one) => one.account === accounts[where].no && one.class === classes[what].no);
        if (Number(row?.quantity ?? 0) !== paper.at(where, what)) throw differ(`${where} ${what}`, act, paper.at(where, what), row);
        if (what !== 'vcs') continue;
        const [mine, theirs] = [[...paper.held(where)].sort((a, b) => a - b), numbersIn(row?.serials ?? null).sort((a, b) => a - b)];
        if (mine.join() !== theirs.join()) throw differ(`serial numbers of ${where}`, act, mine, theirs);
      }
  };
  return {
    books,
    counts,
    step: async (seed) => {
      const chance = chanceOf(seed);
      clock += chance.below(8);
      const act = think(chance, paper, clock);
      counts.acts += 1;
      const allowed = paper.do(act);
      const plain = act.lines.length > 0 && act.lines.every((line) => line.what !== 'vcs');
      const id =
        act.lines.length === 0
          ? null
          : plain && chance.happens(0.6)
            ? await byWriter(writer, act, `act-${counts.acts}-${n}-key`)
            : await byCommand(act);
      if ((id !== null) !== allowed) throw differ('done or not', act, allowed, id);
      if (id !== null) ids.push(id);
      if (id !== null) counts.done += 1;
      await compare(act);
    },
    close: () => writer.close(),
  };
}
