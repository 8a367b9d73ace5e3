import { z } from 'zod';
import { tradingEndpoints } from '../../../../contract/trading.ts';
import { Refusal } from '../../../../kernel/refusal.ts';
import { command } from '../../../work/command.ts';
import { mandateViewOf } from './read-mandate.ts';
import { insertLift, insertStop, stopsOf } from './store.ts';

const stopObject = 'trading_stop';

/** Stops all trading at once (B.6, emergency): one person's word, with a reason, kept as a record of its own. */
export const stopTrading = command({
  name: 'trading.stop',
  action: 'trading.stop',
  input: tradingEndpoints.stopTrading.body,
  run: async (work, { reason }) => {
    await work.permit('trading.stop');
    const { organizationId, personId, name } = work.actor;
    const [latest] = await stopsOf(work.tx, organizationId);
    if (latest && latest.lifted_at === null) throw new Refusal('wrong_state');
    const row = {
      ...{ id: work.newId(), number: (latest?.number ?? 0) + 1, reason },
      ...{ stopped_at: work.now, stopped_by: personId, stopped_by_name: name },
    };
    await insertStop(work.tx, { ...row, organization_id: organizationId });
    work.record({ kind: 'trading.stopped', objectType: stopObject, objectId: row.id, objectVersion: 1, content: row, reason });
    return await mandateViewOf(work);
  },
});

const lift = tradingEndpoints.liftStop;

/** Lets trading go on, by another person than the one who stopped it. */
export const liftStop = command({
  name: 'trading.lift-stop',
  action: 'trading.approve_mandate',
  input: z.strictObject({ ...lift.params.shape, ...lift.body.shape }),
  run: async (work, { stopId, reason }) => {
    await work.permit('trading.approve_mandate');
    const { organizationId, personId, name } = work.actor;
    const found = (await stopsOf(work.tx, organizationId)).find((one) => one.id === stopId);
    if (!found) throw new Refusal('not_found', { values: { what: 'trading_stop', id: stopId } });
    if (found.stopped_by === personId) throw new Refusal('same_person_proposes_and_approves');
    if (found.lifted_at !== null) throw new Refusal('wrong_state');
    const row = {
      ...{ stop_id: stopId, stopped_by: found.stopped_by, reason },
      ...{ lifted_at: work.now, lifted_by: personId, lifted_by_name: name },
    };
    await insertLift(work.tx, { ...row, organization_id: organizationId });
    work.record({ kind: 'trading.stop_lifted', objectType: stopObject, objectId: stopId, objectVersion: 2, content: row, reason });
    return await mandateViewOf(work);
  },
});
