import type { z } from 'zod';
import { instruct } from '../../src/server/modules/asset/ledger/instruct.ts';
import { readHoldings } from '../../src/server/modules/asset/ledger/read-holdings.ts';
import { declareClaim, publishClaim, withdrawClaim } from '../../src/server/modules/neutrality/declare.ts';
import { draftClaim } from '../../src/server/modules/neutrality/draft-claim.ts';
import { decideLot, proposeLot } from '../../src/server/modules/neutrality/lots.ts';
import { decidePaper, draftPaper } from '../../src/server/modules/neutrality/papers.ts';
import { readClaim } from '../../src/server/modules/neutrality/read-claim.ts';
import { addPeriod, addSubject } from '../../src/server/modules/neutrality/subject.ts';
import type { Command, Query } from '../../src/server/work/command.ts';
import { runCommand, runQuery } from '../../src/server/work/run.ts';
import { openPlant, type Persona, type Plant } from './plant.ts';

/** An organization that makes claims: a plant with leftover credits and the steps of a claim by the persons who do them. */
export interface Claimer {
  readonly plant: Plant;
  readonly at: (instant: string) => void;
  readonly run: <I extends z.ZodType, R>(who: Persona, command: Command<I, R>, input: unknown) => Promise<R>;
  readonly ask: <I extends z.ZodType, R>(who: Persona, query: Query<I, R>, input: unknown) => Promise<R>;
  /** Credits on the trading account; the id of their class. */
  readonly hold: (quantity: string, vintage?: number, programme?: string) => Promise<string>;
  readonly subject: (code: string, more?: object) => Promise<{ id: string; periodId: string }>;
  readonly paper: (subjectId: string, periodId: string | null, content: object, approver?: Persona) => Promise<string>;
  /** A subject with every paper approved and this footprint. */
  readonly ready: (code: string, footprint: string) => Promise<{ id: string; periodId: string; claimId: string; number: string }>;
  readonly propose: (claimId: string, classId: string, quantity: string) => Promise<string>;
  readonly approve: (lotId: string, who?: Persona) => Promise<{ transactionId: string | null }>;
  readonly declare: (claimId: string, reason?: string) => Promise<{ version: number; sha256: string }>;
  readonly publish: (claimId: string, version?: number) => Promise<{ number: string }>;
  readonly withdraw: (claimId: string) => Promise<unknown>;
  readonly claim: (claimId: string) => Promise<Awaited<ReturnType<ReturnType<typeof readClaim>['run']>>>;
}

export const credit = {
  ...{ scheme: 'CCER', project: '示范光伏', verified: true, registered: true, registryUrl: 'https://registry.example/CCER-1' },
  ...{ reducedUntil: '2023-12-31', issuedOn: '2024-08-01', removal: false },
};
export const papers = {
  commitment: {
    kind: 'commitment',
    statement: '本公司承诺办公楼自 2024 年起每年实现碳中和',
    effectiveOn: '2025-01-02',
    contact: 'carbon@example.org',
  },
  plan: {
    ...{ kind: 'plan', from: '2024-01-01', to: '2030-12-31', neutralBy: 2024, means: '照明改造、空调优化', assumptions: '面积不变' },
    shortTargets: [{ year: 2026, tonnes: '100' }],
    longTargets: [{ year: 2030, tonnes: '60' }],
    ...{ residualEstimate: '120', notAbatable: '40', offsetType: 'CCER', offsetTonnes: '121' },
  },
  footprint: (tonnes: string) => ({
    ...{ kind: 'footprint', source: 'stated', method: 'ISO 14064-1', verified: true, verifier: '某核查机构', verifiedOn: '2025-01-10' },
    lines: [{ category: '外购电力', tonnes }],
  }),
  validation: { kind: 'validation', type: 'independent', validator: '某核查机构', statement: '合理保证', on: '2025-01-15' },
};

export async function openClaimer(options: { n?: number; beside?: Plant } = {}): Promise<Claimer> {
  const plant = await openPlant(options);
  let now = Date.parse('2025-01-20T01:30:00.000Z');
  const deps = { db: plant.database, clock: { now: () => now } };
  const run: Claimer['run'] = (who, command, input) => runCommand(deps, command, plant.actors[who], input);
  const ask: Claimer['ask'] = (who, query, input) => runQuery(deps, query, plant.actors[who], input);
  const claimer: Claimer = {
    ...{ plant, run, ask },
    at: (instant) => {
      now = Date.parse(instant);
    },
    hold: async (quantity, vintage = 2023, programme = 'CCER') => {
      await run('assets', instruct(plant.shelf), {
        ...{ kind: 'buy', entityId: plant.ids.plant, effectiveOn: '2025-01-10', quantity, from: 'external', to: 'trading' },
        newClass: { programme, vintage },
      });
      const { holdings } = await ask('auditor', readHoldings, {});
      return holdings.find((one) => one.class.programme === programme && one.class.vintage === vintage)?.class.id ?? '';
    },
    subject: async (code, more = {}) => {
      const named = {
        entityId: plant.ids.plant,
        kind: 'site',
        code,
        name: `办公楼${code}`,
        nameEn: `Office ${code}`,
        boundary: '整栋办公楼',
        rationale: '集团总部',
      };
      const { id } = await run('group', addSubject(plant.shelf), { ...named, ruleSet: 'iso-14068-1-2023', ...more });
      const period = await run('group', addPeriod, { subjectId: id, startsOn: '2024-01-01', endsOn: '2024-12-31' });
      return { id, periodId: period.id };
    },
    paper: async (subjectId, periodId, content, approver = 'top') => {
      const { id } = await run('group', draftPaper(plant.shelf), { subjectId, periodId, content });
      await run(approver, decidePaper, { paperId: id, decision: 'approved' });
      return id;
    },
    ready: async (code, footprint) => {
      const subject = await claimer.subject(code);
      await claimer.paper(subject.id, null, papers.commitment);
      await claimer.paper(subject.id, null, papers.plan);
      await claimer.paper(subject.id, subject.periodId, papers.footprint(footprint));
      await claimer.paper(subject.id, subject.periodId, papers.validation);
      const claim = await run('group', draftClaim, { subjectId: subject.id, periodId: subject.periodId, kind: 'achievement' });
      return { ...subject, claimId: claim.id, number: claim.number };
    },
    propose: async (claimId, classId, quantity) => {
      const source = { type: 'holding', entityId: plant.ids.plant, account: 'trading', classId, quantity };
      return (await run('group', proposeLot, { claimId, source, facts: credit })).id;
    },
    approve: (lotId, who = 'assets') => run(who, decideLot, { lotId, decision: 'approved' }),
    declare: (claimId, reason = '') => run('top', declareClaim(plant.shelf), { claimId, reason }),
    publish: (claimId, version = 1) =>
      run('group', publishClaim(plant.shelf, version, [{ language: 'zh', bytes: Buffer.from('%PDF-zh') }]), { claimId }),
    withdraw: (claimId) => run('top', withdrawClaim, { claimId, reason: '足迹有误' }),
    claim: (claimId) => ask('auditor', readClaim(plant.shelf), { claimId }),
  };
  return claimer;
}
