/**
 * The ledger as a person would keep it on paper: no orders, no versions, no queue, no database; only what may be done and what then stands. Written apart from
 * the product's code, so that the two can disagree (LT-3). Serial numbers are kept one by one.
 */
export type Where = 'outside' | 'registry' | 'trading' | 'reserved' | 'frozen' | 'pledged' | 'lent' | 'surrendered' | 'retired';
export type What = 'mwh' | 'mwh25' | 'vcs';

export const wheres: readonly Where[] = [
  'outside',
  'registry',
  'trading',
  'reserved',
  'frozen',
  'pledged',
  'lent',
  'surrendered',
  'retired',
];
export const whats: readonly What[] = ['mwh', 'mwh25', 'vcs'];

export interface Line {
  readonly from: Where;
  readonly to: Where;
  readonly what: What;
  readonly quantity: number;
}

export interface Act {
  readonly kind: string;
  readonly lines: readonly Line[];
  /** Which earlier transaction is ended or reversed, by its place among those that were done. */
  readonly ends?: number;
  readonly reverses?: number;
  /** Minutes from the beginning; of a reservation, until when. */
  readonly at: number;
  readonly until?: number;
}

interface Done {
  readonly act: Act;
  ended: boolean;
  reversed: boolean;
}

const freely: readonly Where[] = ['registry', 'trading'];
const aside: Readonly<Record<string, readonly [out: Where, back: string]>> = {
  freeze: ['frozen', 'unfreeze'],
  pledge: ['pledged', 'unpledge'],
  lend: ['lent', 'take_back'],
};

/** Whether a kind of act may lead from here to there at all. */
function leads(kind: string, from: Where, to: Where): boolean {
  for (const [out, [place, back]] of Object.entries(aside)) {
    if (kind === out) return freely.includes(from) && to === place;
    if (kind === back) return from === place && freely.includes(to);
  }
  switch (kind) {
    case 'buy':
    case 'borrow':
      return from === 'outside' && freely.includes(to);
    case 'sell':
      return to === 'outside' && (freely.includes(from) || from === 'reserved');
    case 'give_back':
      return to === 'outside' && freely.includes(from);
    case 'transfer':
      return freely.includes(from) && freely.includes(to) && from !== to;
    case 'reserve':
      return from === 'registry' && to === 'reserved';
    case 'release':
    case 'expire':
      return from === 'reserved' && freely.includes(to);
    case 'surrender':
      return to === 'surrendered' && (from === 'registry' || from === 'reserved');
    case 'retire':
      return to === 'retired' && (from === 'registry' || from === 'reserved');
    default:
      return false;
  }
}

const sum = (lines: readonly Line[], what: What): number =>
  lines.filter((line) => line.what === what).reduce((total, line) => total + line.quantity, 0);

export class PaperLedger {
  private readonly stands = new Map<string, number>();
  /** Who holds each number of the class with serial numbers, and since when: lowest and oldest go first. */
  private readonly numbers: { readonly no: number; holder: Where; since: number }[] = [];
  readonly done: Done[] = [];
  private moves = 0;

  at(where: Where, what: What): number {
    return this.stands.get(`${where}/${what}`) ?? 0;
  }

  /** The numbers that somebody holds. */
  held(where: Where): readonly number[] {
    return this.numbers.filter((one) => one.holder === where).map((one) => one.no);
  }

  /** Does it, or says that it may not be done. */
  do(act: Act): boolean {
    if (!this.may(act)) return false;
    const before = new Map(this.stands);
    const holders = this.numbers.map((one) => ({ ...one }));
    for (const line of act.lines) {
      const from = this.at(line.from, line.what) - line.quantity;
      if (from < 0 && line.from !== 'outside') {
        this.stands.clear();
        for (const [key, value] of before) this.stands.set(key, value);
        this.numbers.splice(0, this.numbers.length, ...holders);
        return false;
      }
      this.stands.set(`${line.from}/${line.what}`, from);
      this.stands.set(`${line.to}/${line.what}`, this.at(line.to, line.what) + line.quantity);
      if (line.what === 'vcs') this.pass(line);
    }
    this.done.push({ act, ended: false, reversed: false });
    const [ended, reversed] = [this.done[act.ends ?? -1], this.done[act.reverses ?? -1]];
    if (ended) ended.ended = true;
    if (reversed) reversed.reversed = true;
    return true;
  }

  private may(act: Act): boolean {
    if (act.lines.length === 0 || act.lines.some((line) => line.quantity < 1)) return false;
    if (act.reverses !== undefined) return this.mayReverse(act, this.done[act.reverses]);
    if (act.kind === 'reverse') return false;
    const ends = act.ends === undefined ? undefined : this.done[act.ends];
    for (const line of act.lines) {
      if (!leads(act.kind, line.from, line.to)) return false;
      if (line.from === 'reserved' && act.ends === undefined) return false;
    }
    return act.ends === undefined ? true : this.mayEnd(act, ends);
  }

  /** A reservation for a sale ends once, whole: sold in time, released at any time, expired when it is over. */
  private mayEnd(act: Act, reservation: Done | undefined): boolean {
    if (reservation?.act.kind !== 'reserve' || reservation.ended) return false;
    const until = reservation.act.until ?? Number.POSITIVE_INFINITY;
    if (act.kind === 'sell' && act.at >= until) return false;
    if (act.kind === 'expire' && act.at < until) return false;
    if (!['sell', 'release', 'expire'].includes(act.kind)) return false;
    const out = act.lines.filter((line) => line.from === 'reserved');
    return whats.every((what) => sum(out, what) === sum(reservation.act.lines, what));
  }

  private mayReverse(act: Act, first: Done | undefined): boolean {
    if (!first || first.reversed || act.kind !== 'reverse') return false;
    if (['reserve', 'reverse'].includes(first.act.kind)) return false;
    // What has come to rest stays there; what a reservation held went its way with it.
    if (first.act.lines.some((line) => ['surrendered', 'retired'].includes(line.to) || line.from === 'reserved')) return false;
    const turned = (line: Line) => `${line.to}>${line.from} ${line.what} ${line.quantity}`;
    const said = (line: Line) => `${line.from}>${line.to} ${line.what} ${line.quantity}`;
    return first.act.lines.map(turned).sort().join() === act.lines.map(said).sort().join();
  }

  private pass(line: Line): void {
    this.moves += 1;
    const here = this.numbers.filter((one) => one.holder === line.from).sort((a, b) => a.since - b.since || a.no - b.no);
    const known = here.length >= line.quantity ? here.slice(0, line.quantity) : null;
    // What the world outside does not have of what was sold to it, it brings anew.
    const next = Math.max(0, ...this.numbers.map((one) => one.no)) + 1;
    const fresh = Array.from({ length: known ? 0 : line.quantity }, (_, n) => ({ no: next + n, holder: line.to, since: this.moves }));
    for (const one of known ?? []) Object.assign(one, { holder: line.to, since: this.moves });
    this.numbers.push(...fresh);
  }
}
