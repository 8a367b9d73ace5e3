import { type Attack, get, post } from './attacks.ts';
import type { AttackedIds } from './attacks-objects.ts';
import { type Client, ok } from './server.ts';

/** Attacks on the rules of trading: the mandate, the emergency stop, the desk. */

const termsFor = (personId: string, mark: string) => ({
  ...{ validFrom: '2023-01-01', validTo: '2023-12-31', purpose: mark, budgetYuan: '1000000' },
  people: [{ personId, orderT: '1000' }],
});

/** A version that waits, and a stop that `lifter` lifted again, so that nothing else is held up. */
export async function furnishMandate(all: Client, lifter: Client, mark: string) {
  const sent = async (who: Client, url: string, body: object) => ok(await who.post(`/api/v1/trading/${url}`, body)).json();
  const { versions } = await sent(all, 'mandate', { terms: termsFor(lifter.personId, mark), note: mark, seenVersion: 0 });
  const { stops } = await sent(all, 'stops', { reason: mark });
  await sent(lifter, `stops/${stops[0].id}/lift`, { reason: mark });
  return { mandateId: versions[0].id, stopId: stops[0].id, traderId: lifter.personId };
}

/** A mandate in force whose limit on the position leaves no room, and the breach that is found; `second` approves, neither drafter nor trader. */
export async function furnishBreach(all: Client, second: Client, traderId: string, plantId: string, mark: string): Promise<string> {
  const tight = {
    validFrom: '2020-01-01',
    validTo: '2099-12-31',
    positions: [2023, 2024, 2025].map((complianceYear) => ({ complianceYear, limitT: '0' })),
  };
  const drafted = ok(
    await all.post('/api/v1/trading/mandate', { terms: { ...termsFor(traderId, mark), ...tight }, note: mark, seenVersion: 1 }),
  ).json();
  ok(await second.post(`/api/v1/trading/mandate/${drafted.versions[0].id}/decision`, { decision: 'approve' }));
  ok(await all.post('/api/v1/trading/limit-checks', {}));
  return ok(await all.get(`/api/v1/trading/risk/${plantId}`)).json().breaches[0].id;
}

export function attacksOnTrading({ plantId, mandateId, stopId, traderId, breachId }: AttackedIds): Attack[] {
  return [
    get('trading.readDesk', `/api/v1/trading/desk/${plantId}`),
    get('trading.readCoverStart', `/api/v1/trading/cover/${plantId}/2024`),
    get('trading.readRisk', `/api/v1/trading/risk/${plantId}`),
    post('trading.whatIfRisk', `/api/v1/trading/risk/${plantId}/what-if`, { instrument: 'CEA', tonnes: '1' }),
    post('trading.closeBreach', `/api/v1/trading/breaches/${breachId}/closure`, { reason: 'x' }),
    post('trading.draftMandate', '/api/v1/trading/mandate', { terms: termsFor(traderId, 'x'), seenVersion: 2 }),
    post('trading.decideMandate', `/api/v1/trading/mandate/${mandateId}/decision`, { decision: 'approve' }),
    post('trading.liftStop', `/api/v1/trading/stops/${stopId}/lift`, { reason: 'x' }),
  ];
}
