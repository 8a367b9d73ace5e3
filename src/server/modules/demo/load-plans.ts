import { Readable } from 'node:stream';
import { present } from '../../../kernel/assert.ts';
import * as asset from '../asset/index.ts';
import * as document from '../document/index.ts';
import { runCalculation } from '../library/index.ts';
import * as trading from '../trading/index.ts';
import { readTold, rowsBetween, type YearStory } from './story-year.ts';
import type { Deed, YearDesk } from './year-desk.ts';

/** The accounting policy, proposed by finance and approved by another. */
export function policyDeeds({ scene: { cast }, told: { policy } }: YearDesk): Deed[] {
  const { by, at, approved, choices, note, reason, document_no: documentNo } = policy;
  let policyId = '';
  return [
    {
      at,
      run: async () => {
        const proposal = { ...choices, note, reason, documentNo, seenVersion: 0 };
        ({ id: policyId } = await cast.act(by, at, asset.recordAccountingPolicy, proposal));
      },
    },
    {
      at: approved.at,
      run: async () => {
        await cast.act(approved.by, approved.at, asset.approveAccountingPolicy, { policyId });
      },
    },
  ];
}

/** Closes of the market as they were taken in, file by file. */
export function priceDeeds({ scene: { cast, referenceFolder }, told }: YearDesk): Deed[] {
  return told.prices.map(({ by, at, source, file, from, to, text }) => ({
    at,
    run: async () => {
      await cast.act(by, at, trading.importPrices, {
        ...{ instrument: 'CEA', source, text: text ?? rowsBetween(readTold(referenceFolder, file ?? ''), from, to) },
        columns: { day: 'day', price: 'price', ...(text === undefined ? { volume: 'volume' } : {}) },
      });
    },
  }));
}

type Start = Awaited<ReturnType<ReturnType<typeof trading.readCoverStart>['run']>>;

/** What is held and what is still to be issued costs nothing more, the rest is bought at the latest close. */
function problemOf(start: Start): object {
  const { plant, year, expectedIssue } = start;
  const held = start.held.map((one) => ({
    ...{ source: one.name, kind: 'holding', unit: one.unit, plant, available: one.available },
    ...(one.unit === 'allowance' ? { vintage: one.vintage } : one.registered === null ? {} : { registered: one.registered }),
  }));
  const period = `${year}`;
  const expected = { source: `CEA ${year} 待核发`, kind: 'holding', unit: 'allowance', plant, vintage: period, available: expectedIssue };
  const bought = { source: `CEA ${year} +`, kind: 'purchase', plant, period, vintage: period, price: start.allowancePrice ?? '0' };
  return {
    year,
    plants: [{ plant, obligation: start.outstanding }],
    periods: [{ period }],
    sources: [...held, ...(expectedIssue === '0' ? [] : [expected]), bought],
    plans: 3,
  };
}

/** The plans as a table: figure, index, value, unit. */
function tableOf(result: ReturnType<typeof runCalculation>): string {
  const rows = result.outputs.map(({ symbol, title, at, shown, unit }) =>
    [
      symbol,
      title.zh,
      Object.entries(at)
        .map(([key, value]) => `${key}=${value}`)
        .join(' '),
      shown ?? '',
      unit,
    ]
      .map((cell) => `"${String(cell).replaceAll('"', '""')}"`)
      .join(','),
  );
  return `\uFEFF${['symbol,名称,at,数值,单位', ...rows].join('\r\n')}\r\n`;
}

/** The cheapest cover as it was solved on a day, kept as a paper for the mandate that follows from it. */
export function planDeeds({ scene, told, entityId }: YearDesk): Deed[] {
  const { cast, shelf, shelving } = scene;
  return told.plans.map(({ by, at, year, title }) => ({
    at,
    run: async () => {
      const start = await cast.ask(by, at, trading.readCoverStart(shelf), { entityId, year });
      const bytes = Buffer.from(tableOf(runCalculation(shelf, 'cheapest-cover', problemOf(start))));
      const received = await shelving.store.receive(cast.actor(by).organizationId, Readable.from([bytes]));
      const stored = await cast.act(by, at, document.storeFile(received, Number.MAX_SAFE_INTEGER), {}).finally(() => received.drop());
      await cast.act(by, at, document.addEvidence, {
        ...{ title, kind: 'other', fileSha256: stored.sha256, fileName: `${title}.csv` },
        ...{ periodFrom: `${year}-01-01`, periodTo: `${year}-12-31`, validUntil: null },
      });
    },
  }));
}

function termsOf({ scene: { cast } }: YearDesk, { terms, traders }: YearStory['mandates'][number]): object {
  return { ...terms, people: traders.map(({ persona, ...limits }) => ({ personId: cast.personId(persona), ...limits })) };
}

/** Mandates: drafted by the asset manager from the plan, approved by the risk officer. */
export function mandateDeeds(desk: YearDesk): Deed[] {
  const { cast } = desk.scene;
  return desk.told.mandates.flatMap((told, seenVersion): Deed[] => {
    const { by, at, approved, note } = told;
    let mandateId = '';
    return [
      {
        at,
        run: async () => {
          const { versions } = await cast.act(by, at, trading.draftMandate, { terms: termsOf(desk, told), note, seenVersion });
          mandateId = present(versions[0], 'the mandate that was drafted').id;
        },
      },
      {
        at: approved.at,
        run: async () => {
          await cast.act(approved.by, approved.at, trading.decideMandate, { mandateId, decision: 'approve', reason: '' });
        },
      },
    ];
  });
}
