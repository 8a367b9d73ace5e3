import { type Attack, get, post } from './attacks.ts';
import type { AttackedIds } from './attacks-objects.ts';
import { type Client, ok } from './server.ts';
import type { FurnishedId } from './two-organizations.ts';

/** Attacks on readings: a stream with a few of them, and a correction that waits. */

const settings = { quantity: 'electricity', unit: 'kWh' };

export async function furnishMetering(
  all: Client,
  { plantId, unitId, meterId }: Pick<Record<FurnishedId, string>, 'plantId' | 'unitId' | 'meterId'>,
  mark: string,
) {
  const body = { entityId: plantId, unitId, meterId, code: 'S-1', name: mark, nameEn: mark, ...settings };
  const stream = ok(await all.post('/api/v1/meter-streams', body)).json();
  const readings = [['2024-04-01 00:15', '1234.5']];
  ok(await all.post('/api/v1/meter-readings', { source: mark, streams: [{ stream: stream.id, readings }] }));
  const ask = { at: '2024-03-31T16:15:00.000Z', newValue: '1', reason: mark };
  const correction = ok(await all.post(`/api/v1/meter-streams/${stream.id}/corrections`, ask)).json();
  const gap = { from: '2024-03-31T16:15:00.000Z', to: '2024-03-31T16:30:00.000Z', method: 'stated', statedUse: '5', reason: mark };
  const fill = ok(await all.post(`/api/v1/meter-streams/${stream.id}/fills`, gap)).json();
  return { meterStreamId: stream.id, meterCorrectionId: correction.id, meterFillId: fill.id };
}

export function attacksOnMetering({ plantId, unitId, meterId, meterStreamId, meterCorrectionId, meterFillId }: AttackedIds): Attack[] {
  const stream = `/api/v1/meter-streams/${meterStreamId}`;
  const draft = { code: 'S-2', name: 'x', nameEn: 'x', ...settings };
  const gap = { from: '2024-03-31T16:30:00.000Z', to: '2024-03-31T16:45:00.000Z', method: 'stated', statedUse: '5' };
  const take = { parameter: 'purchased_mwh', readingsSha256: '0'.repeat(64) };
  return [
    get('metering.listStreams', `/api/v1/meter-streams?entityId=${plantId}`),
    get('metering.listStreams', `/api/v1/meter-streams?unitId=${unitId}`),
    post('metering.addStream', '/api/v1/meter-streams', { ...draft, entityId: plantId }),
    post('metering.addStream', '/api/v1/meter-streams', { ...draft, entityId: plantId, unitId }),
    post('metering.addStream', '/api/v1/meter-streams', { ...draft, entityId: plantId, meterId }),
    post('metering.changeStream', `${stream}/versions`, { validFrom: '2024-05-01', multiplier: '2', reason: 'r' }),
    get('metering.readStream', stream),
    get('metering.readUse', `${stream}/use?from=2024-04-01&to=2024-04-02`),
    get('metering.readMonth', `${stream}/months/2024-04`),
    get('metering.explainMonth', `${stream}/months/2024-04/derivation`),
    get('metering.listTakeOverRows', `${stream}/take-over-rows`),
    post('metering.takeOverMonth', `${stream}/months/2024-04/take-over`, take),
    post('metering.pushReadings', '/api/v1/meter-readings', {
      streams: [{ stream: meterStreamId, readings: [['2024-04-01 00:30', '1']] }],
    }),
    {
      name: 'metering.pushReadingsCsv',
      method: 'POST',
      url: `/api/v1/meter-readings/csv?streamId=${meterStreamId}`,
      file: 'stamp,value\n2024-04-01 00:30,1\n',
    },
    post('metering.previewFill', `${stream}/fills/preview`, gap),
    post('metering.fillGap', `${stream}/fills`, { ...gap, reason: 'r' }),
    post('metering.withdrawFill', `/api/v1/meter-fills/${meterFillId}/withdrawal`, { reason: 'r', version: 1 }),
    post('metering.requestCorrection', `${stream}/corrections`, { at: '2024-03-31T16:15:00.000Z', newValue: '1', reason: 'r' }),
    post('metering.decideCorrection', `/api/v1/meter-corrections/${meterCorrectionId}/decision`, { decision: 'refused', version: 1 }),
  ];
}
