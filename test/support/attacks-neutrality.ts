import { type Attack, get, post, put } from './attacks.ts';
import type { AttackedIds } from './attacks-objects.ts';
import { type Client, ok } from './server.ts';

/** Attacks on carbon neutrality: a subject with a period, a paper, a claim and a lot of units, each reached by its id. */

const base = '/api/v1/neutrality';
const facts = { scheme: 'x', verified: true, registered: true, reducedUntil: '2023-12-31', issuedOn: '2024-01-05' };
const commitment = (mark: string, evidenceIds: readonly string[] = []) => ({
  kind: 'commitment',
  statement: mark,
  effectiveOn: '2024-06-03',
  contact: mark,
  evidenceIds,
});
const named = (mark: string) => ({ name: mark, nameEn: mark, boundary: mark, rationale: mark, ruleSet: 'iso-14068-1-2023' });
const holding = (entityId: string, classId: string) => ({ type: 'holding', entityId, account: 'registry', classId, quantity: '1' });
const footprint = (entityId: string) => ({
  kind: 'footprint',
  source: 'entity_year',
  reference: { entityId, year: 2024 },
  method: 'x',
  verified: false,
});

const goods = { id: 'x', cnCode: '27160000', category: 'electricity', quantity: '1', unit: 'MWh' };
const cbam = (entityId: string, mark: string, source: object | null = null) => ({
  ...{ entityId, from: '2026-01-01', until: '2026-12-31' },
  content: { installation: mark, installationEn: mark, country: 'CN', note: mark, goods: [{ ...goods, source }] },
});

const taken = (source: string, reference: object) => ({ kind: 'footprint', source, reference, method: 'x', verified: false });

export async function furnishClaim(all: Client, plantId: string, classId: string, mark: string) {
  const sent = async (url: string, body: object) => ok(await all.post(`${base}${url}`, body)).json();
  const { id: neutralSubjectId } = await sent('/subjects', { entityId: plantId, kind: 'site', code: mark, ...named(mark) });
  const subject = `/subjects/${neutralSubjectId}`;
  const { id: neutralPeriodId } = await sent(`${subject}/periods`, { startsOn: '2024-01-01', endsOn: '2024-12-31' });
  const { id: neutralPaperId } = await sent(`${subject}/papers`, { content: commitment(mark) });
  const { id: claimId } = await sent(`${subject}/claims`, { periodId: neutralPeriodId, kind: 'achievement' });
  const { id: cbamId } = await sent('/cbam', cbam(plantId, mark));
  const { id: lotId } = await sent(`/claims/${claimId}/lots`, { source: holding(plantId, classId), facts: { ...facts, project: mark } });
  await sent(`/claims/${claimId}/procurements`, { programme: 'CCER', quantity: '1', neededBy: '2024-12-31', reason: mark });
  const { items } = ok(await all.get('/api/v1/trading/requests')).json();
  return { neutralSubjectId, neutralPeriodId, neutralPaperId, claimId, lotId, cbamId, requestId: items[0].id };
}

export function attacksOnNeutrality(ids: AttackedIds): Attack[] {
  const { plantId, classId, transactionId, evidenceId, neutralSubjectId, neutralPeriodId, neutralPaperId, claimId, lotId } = ids;
  const { inventoryId, footprintVersionId: versionId, cbamId, requestId } = ids;
  const cbamPath = `${base}/cbam/${cbamId}`;
  const { content } = cbam(plantId, 'x');
  const [subject, claim] = [`${base}/subjects/${neutralSubjectId}`, `${base}/claims/${claimId}`];
  return [
    post('neutrality.addSubject', `${base}/subjects`, { entityId: plantId, kind: 'site', code: 'S9', ...named('x') }),
    put('neutrality.changeSubject', subject, { ...named('x'), seenVersion: 1 }),
    get('neutrality.readSubject', subject),
    post('neutrality.addPeriod', `${subject}/periods`, { startsOn: '2025-01-01', endsOn: '2025-12-31' }),
    post('neutrality.draftPaper', `${subject}/papers`, { content: commitment('x', [evidenceId]) }),
    post('neutrality.draftPaper', `${subject}/papers`, { periodId: neutralPeriodId, content: footprint(plantId) }),
    post('neutrality.draftPaper', `${subject}/papers`, {
      periodId: neutralPeriodId,
      content: taken('inventory', { inventoryId, version: 1, scope2: 'location' }),
    }),
    post('neutrality.draftPaper', `${subject}/papers`, {
      periodId: neutralPeriodId,
      content: taken('footprint', { versionId, quantity: '1' }),
    }),
    get('neutrality.readSources', `${subject}/footprint-sources?periodId=${neutralPeriodId}`),
    post('neutrality.decidePaper', `${base}/papers/${neutralPaperId}/decision`, { decision: 'rejected', reason: 'r' }),
    post('neutrality.draftClaim', `${subject}/claims`, { periodId: neutralPeriodId, kind: 'commitment' }),
    get('neutrality.readClaim', claim),
    post('neutrality.proposeLot', `${claim}/lots`, { source: holding(plantId, classId), facts, evidenceIds: [evidenceId] }),
    post('neutrality.proposeLot', `${claim}/lots`, { source: { type: 'retired', transactionId }, facts }),
    post('neutrality.decideLot', `${base}/lots/${lotId}/decision`, { decision: 'rejected', reason: 'r' }),
    post('neutrality.requestUnits', `${claim}/procurements`, { programme: 'CCER', quantity: '1', neededBy: '2024-12-31' }),
    post('neutrality.declareClaim', `${claim}/declaration`, { reason: 'r' }),
    post('neutrality.publishClaim', `${claim}/publication`),
    post('neutrality.withdrawClaim', `${claim}/withdrawal`, { reason: 'r' }),
    get('neutrality.readClaimReport', `${claim}/report`),
    post('neutrality.openCbamDeclaration', `${base}/cbam`, cbam(plantId, 'x')),
    post('neutrality.draftCbamDeclaration', `${cbamPath}/drafts`, { content: { ...content, evidenceIds: [evidenceId] }, seenVersion: 1 }),
    post('neutrality.draftCbamDeclaration', `${cbamPath}/drafts`, {
      content: cbam(plantId, 'x', { kind: 'entity_year', entityId: plantId, year: 2026, share: '1' }).content,
      seenVersion: 1,
    }),
    get('neutrality.readCbamDeclaration', cbamPath),
    post('neutrality.decideCbamDeclaration', `${cbamPath}/drafts/1/decision`, { decision: 'rejected', reason: 'r' }),
    get('neutrality.readCbamSources', `${base}/cbam-sources?entityId=${plantId}&from=2026-01-01&until=2026-12-31`),
    get('neutrality.readCbamFile', `${cbamPath}/file`),
    post('trading.endRequest', `/api/v1/trading/requests/${requestId}/end`, { reason: 'r' }),
  ];
}
