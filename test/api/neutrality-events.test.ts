import { afterAll, beforeAll, expect, test } from 'vitest';
import { draftClaim } from '../../src/server/modules/neutrality/draft-claim.ts';
import { proposeLot } from '../../src/server/modules/neutrality/lots.ts';
import { addPeriod, addSubject } from '../../src/server/modules/neutrality/subject.ts';
import { type Claimer, credit, openClaimer, papers } from '../support/neutrality.ts';
import { refusalOf } from '../support/plant.ts';

/** A fun run of 2025-03-01 by the guidance for large events: what it breaks is refused with the part of the guidance, what keeps every rule is declared. */
let claimer: Claimer;
let classId = '';
beforeAll(async () => {
  claimer = await openClaimer();
  classId = await claimer.hold('500');
});
afterAll(() => claimer?.plant.close());

const reduction = {
  ...{ kind: 'reduction', baseFrom: '2024-03-01', baseTo: '2024-03-01', baseTonnes: '60' },
  actions: [{ title: '接驳班车', saving: '8', kind: 'own' }],
};
const forest = {
  ...{ certifiedBy: '林业审定机构', place: '张北县 41.1N 114.7E', species: '樟子松', areaHa: '3.5' },
  ...{ plan: '2025 年春造林，逐年监测', publishedAt: 'https://run.example.org/forest' },
};

interface Event {
  readonly planOn: string;
  readonly plan?: object;
  readonly reduced?: boolean;
  readonly validation?: string;
}

/** An event with its papers; the clock is left on 2025-06-02, three months after it. */
async function held(code: string, { planOn, plan = {}, reduced = true, validation = 'independent' }: Event) {
  const named = {
    entityId: claimer.plant.ids.plant,
    kind: 'event',
    code,
    name: `公益跑${code}`,
    nameEn: `Fun run ${code}`,
    rationale: '品牌',
  };
  const of = { ...named, boundary: '筹备、举办与收尾', ruleSet: 'cn-large-event-2019' };
  claimer.at('2025-01-20T01:30:00.000Z');
  const { id } = await claimer.run('group', addSubject(claimer.plant.shelf), of);
  const period = await claimer.run('group', addPeriod, { subjectId: id, startsOn: '2025-03-01', endsOn: '2025-03-01' });
  await claimer.paper(id, null, papers.commitment);
  claimer.at(`${planOn}T01:30:00.000Z`);
  await claimer.paper(id, null, { ...papers.plan, ...plan });
  claimer.at('2025-06-02T01:30:00.000Z');
  await claimer.paper(id, period.id, papers.footprint('50.2'));
  if (reduced) await claimer.paper(id, period.id, reduction);
  await claimer.paper(id, period.id, { ...papers.validation, type: validation });
  const claim = await claimer.run('group', draftClaim, { subjectId: id, periodId: period.id, kind: 'achievement' });
  return claim.id;
}
const published = { publishedOn: '2025-02-10', publishedAt: 'https://run.example.org/plan' };
const back = async (claimId: string, units = classId, more: object = {}) => {
  const source = { type: 'holding', entityId: claimer.plant.ids.plant, account: 'trading', classId: units, quantity: '51' };
  const { id } = await claimer.run('group', proposeLot, { claimId, source, facts: { ...credit, ...more } });
  await claimer.approve(id);
};
const openIn = async (claimId: string) => {
  const refused = await refusalOf(claimer.declare(claimId));
  return { codes: refused.findings.map((one) => one.code), text: refused.findings.map((one) => one.text.en).join('\n') };
};

test('an event that plans late, publishes nothing, reduces nothing and asks a friend is refused for each, with the rule', async () => {
  const claimId = await held('A', { planOn: '2025-03-01', reduced: false, validation: 'other_party' });
  await back(claimId);
  const { codes, text } = await openIn(claimId);
  expect(codes).toEqual([
    ...['reduction_shown', 'plan_before_event', 'plan_published', 'evaluated'],
    // The checklist asks where the plan was made public.
    'checklist_incomplete',
  ]);
  expect(text).toContain('plan approved 2025-03-01, event from 2025-03-01; by the guidance, steps');
});

test('an event that keeps every rule is declared, also with a plan older than a year; a year and a day after it is too late', async () => {
  const inTime = await held('B', { planOn: '2025-02-01', plan: published });
  const late = await held('C', { planOn: '2025-02-01', plan: published });
  claimer.at('2026-03-01T01:30:00.000Z');
  await back(inTime);
  expect((await claimer.declare(inTime)).version).toBe(1);
  const view = await claimer.claim(inTime);
  expect(view.checklist.filter((one) => !one.complete).map((one) => one.id)).toEqual(['declaration.signature']);
  claimer.at('2026-03-02T01:30:00.000Z');
  await back(late);
  const { codes, text } = await openIn(late);
  expect(codes).toEqual(['retired_in_window']);
  expect(text).toContain('retired 2026-03-02, at the latest 2026-03-01');
});

test('units of no listed kind back no event; a newly planted forest has six years and is told in the report', async () => {
  const foreign = await claimer.hold('200', 2022, 'VCU');
  const abroad = await held('D', { planOn: '2025-02-01', plan: published });
  await back(abroad, foreign);
  const { codes, text } = await openIn(abroad);
  expect(codes).toEqual(['unit_kinds']);
  expect(text).toContain('other reductions');
  const planted = await held('E', { planOn: '2025-02-01', plan: published, validation: 'self' });
  claimer.at('2031-03-01T01:30:00.000Z');
  await back(planted, foreign, { kind: 'afforestation', removal: true, forest });
  expect((await claimer.declare(planted)).version).toBe(1);
  const row = (await claimer.claim(planted)).checklist.find((one) => one.id === 'offset.forest');
  expect(row?.value.zh).toContain('樟子松, 3.5 ha');
  const silent = await held('F', { planOn: '2025-02-01', plan: published });
  await back(silent, foreign, { kind: 'afforestation', removal: true });
  expect((await openIn(silent)).codes).toEqual(['forest_project']);
});
