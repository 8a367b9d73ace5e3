import { meteringEndpoints as e } from '../../../contract/metering.ts';
import { type MountedRoute, route, runs } from '../../work/route.ts';
import type { Shelf } from '../library/index.ts';
import { decideCorrection, requestCorrection } from './corrections.ts';
import { fillGap, previewFill, withdrawFill } from './fills.ts';
import { pushReadings, pushReadingsCsv } from './intake.ts';
import { addStream, changeStream, listStreams, readStream } from './streams.ts';
import { listTakeOverRows, takeOverMonth } from './take-over.ts';
import { explainMonth, readMonth, readUse } from './use-of-stream.ts';

export function routes(shelf: Shelf): MountedRoute[] {
  return [
    route(e.listMeterStreams, runs(listStreams)),
    route(e.addMeterStream, runs(addStream(shelf))),
    route(e.changeMeterStream, runs(changeStream)),
    route(e.readMeterStream, runs(readStream)),
    route(e.readMeterUse, runs(readUse)),
    route(e.readMeterMonth, runs(readMonth)),
    route(e.explainMeterMonth, runs(explainMonth)),
    route(e.pushReadings, pushReadings),
    route(e.pushReadingsCsv, pushReadingsCsv),
    route(e.requestMeterCorrection, runs(requestCorrection)),
    route(e.decideMeterCorrection, runs(decideCorrection)),
    route(e.previewMeterFill, runs(previewFill)),
    route(e.fillMeterGap, runs(fillGap)),
    route(e.withdrawMeterFill, runs(withdrawFill)),
    route(e.listTakeOverRows, runs(listTakeOverRows(shelf))),
    route(e.takeOverMonth, runs(takeOverMonth(shelf))),
  ];
}
