import { tradingEndpoints } from '../../../../contract/trading.ts';
import type { Finding } from '../../../../kernel/finding.ts';
import { Refusal } from '../../../../kernel/refusal.ts';
import { command } from '../../../work/command.ts';
import * as identity from '../../identity/index.ts';
import { mandateViewOf } from './read-mandate.ts';
import { insertMandate, type MandateTerms, mandatesOf } from './store.ts';

export const mandateObject = 'trading_mandate';

function wrong(path: string, zh: string, en: string, code = 'mandate'): Finding {
  return { code, severity: 'error', place: { path: `/terms${path}` }, text: { zh, en } };
}

/** What no schema says: periods run forwards and inside the document's, nobody and nothing is named twice, everybody named is there. */
function faultsOf(terms: MandateTerms, known: ReadonlySet<string>): Finding[] {
  const found: Finding[] = [];
  if (terms.validFrom > terms.validTo) found.push(wrong('/validTo', '截止日不能早于起始日', 'The last day is not before the first'));
  for (const part of ['planned', 'blackouts'] as const)
    for (const [i, { from, to }] of terms[part].entries())
      if (from > to) found.push(wrong(`/${part}/${i}/to`, '截止日不能早于起始日', 'The last day is not before the first'));
  const twice = (part: string, names: readonly (string | number)[]) => {
    for (const [i, name] of names.entries())
      if (names.indexOf(name) < i) found.push(wrong(`/${part}/${i}`, '重复：每项只写一次', 'Named twice: say each once'));
  };
  twice(
    'people',
    terms.people.map((one) => one.personId),
  );
  twice(
    'positions',
    terms.positions.map((one) => one.complianceYear),
  );
  twice(
    'counterparties',
    terms.counterparties.map((one) => one.name),
  );
  for (const part of ['people', 'blackouts'] as const)
    for (const [i, { personId }] of terms[part].entries())
      if (personId !== null && !known.has(personId))
        found.push(wrong(`/${part}/${i}/personId`, '没有此人', 'There is no such person', 'unknown_person'));
  if (terms.highestPrice !== null && terms.lowestPrice !== null && Number(terms.lowestPrice) > Number(terms.highestPrice))
    found.push(wrong('/lowestPrice', '最低卖出价高于最高买入价', 'The lowest price to sell at is above the highest to buy at'));
  return found;
}

/** Drafts a version of the mandate (B.4, B.5): annual plan, delegation and limits. Nothing counts before somebody else approves it. */
export const draftMandate = command({
  name: 'trading.draft-mandate',
  action: 'trading.plan',
  input: tradingEndpoints.draftMandate.body,
  run: async (work, { terms, note, seenVersion }) => {
    await work.permit('trading.plan');
    const { organizationId, personId, name } = work.actor;
    const [latest] = await mandatesOf(work.tx, organizationId);
    if ((latest?.version ?? 0) !== seenVersion) throw new Refusal('conflict', { values: { version: String(latest?.version ?? 0) } });
    const named = [...terms.people, ...terms.blackouts].flatMap((one) => one.personId ?? []);
    const known = new Set((await identity.peopleNamed(work, named)).map((one) => one.id));
    const findings = faultsOf(terms, known);
    if (findings.length > 0) throw new Refusal('invalid_input', { findings });
    const row = {
      ...{
        id: work.newId(),
        version: seenVersion + 1,
        valid_from: terms.validFrom,
        valid_to: terms.validTo,
        budget: terms.budgetYuan,
        note,
      },
      ...{ drafted_at: work.now, drafted_by: personId, drafted_by_name: name, supersedes: latest?.id ?? null },
    };
    await insertMandate(work.tx, { ...row, organization_id: organizationId, terms: JSON.stringify(terms) });
    work.record({
      kind: 'trading.mandate_drafted',
      objectType: mandateObject,
      objectId: row.id,
      objectVersion: row.version,
      content: { ...row, terms },
      ...(note === '' ? {} : { reason: note }),
    });
    return await mandateViewOf(work);
  },
});
