import { expect, test } from 'vitest';
import { sourcesOf } from '../support/sources.ts';
import { say } from '../support/spoken.ts';

/** What the rest of a kind may be where the code puts it together; the ledger's own kinds are named by `ledgerKindTitle`. */
const endings: Readonly<Record<string, readonly string[]>> = {
  'month.': ['submit', 'review', 'approve', 'lock', 'return'],
  'month_correction.': ['reviewed', 'approved', 'rejected'],
  'ledger.': [],
  'ledger.instruction_': ['approved', 'rejected', 'withdrawn', 'expired'],
  'asset.inventory_': ['approved', 'rejected'],
  'asset.budget_': ['approved', 'rejected'],
  'stock_take.explanation_': ['accepted', 'rejected'],
  'trading.mandate_': ['approved', 'rejected'],
  'trading.order_': ['approved', 'rejected', 'cancelled', 'expired'],
  'internal_transfer.': ['accepted', 'rejected'],
  'impairment.': ['approved', 'rejected'],
  'transfer_price.': ['approved', 'rejected'],
  'neutrality.': ['commitment', 'plan', 'footprint', 'reduction', 'validation'].flatMap((kind) =>
    ['drafted', 'approved', 'rejected'].map((deed) => `${kind}_${deed}`),
  ),
  'neutrality.lot_': ['approved', 'rejected'],
  'neutrality.cbam_': ['approved', 'rejected'],
  'thread.': ['resolved', 'reopened'],
  'ghg_inventory.': ['submitted', 'reviewed', 'returned', 'approved', 'reopened'],
  'system.record_': ['added', 'changed', 'moved'],
  'finance.contract_': ['approved', 'rejected', 'started', 'ended', 'defaulted'],
};
/** Kinds of jobs and findings, which look alike. */
const notDeeds = [
  'lca.import',
  'lca.install_sample',
  'footprint.simulate',
  'inventory.analyse',
  'emission.uncertainty',
  'intake.import',
  'intake.undo',
  'journal.verify',
  'document.verify',
];

/** Every kind that the server writes into the history, by the texts of its sources. */
function kindsWritten(): string[] {
  const texts = sourcesOf('src/server/modules').filter(({ text }) => /record\(|objectType/.test(text));
  const plain = texts.flatMap(({ text }) => [...text.matchAll(/\bkind: '([a-z_]+\.[a-z_]+)'/g)].map((found) => found[1] ?? ''));
  const made = texts.flatMap(({ path, text }) =>
    [...text.matchAll(/\bkind: `([a-z_]+\.[a-z_]*)\$\{/g)].flatMap(([, start = '']) => {
      const rest = endings[start];
      if (!rest) throw new Error(`${path}: say here how kinds that begin with ${start} end`);
      return rest.map((end) => start + end);
    }),
  );
  return [...new Set([...plain, ...made])].filter((kind) => !notDeeds.includes(kind)).sort();
}

function isSaid(language: 'zh' | 'en', key: string): boolean {
  try {
    return say(language, key) !== '';
  } catch {
    return false;
  }
}

test('every deed of the history has its words in both languages', () => {
  const kinds = kindsWritten();
  expect(kinds.length).toBeGreaterThan(80);
  const wordless = (language: 'zh' | 'en') => kinds.filter((kind) => !isSaid(language, `settings.kindOf.${kind.replace('.', '_')}`));
  expect([wordless('zh'), wordless('en')]).toEqual([[], []]);
});
