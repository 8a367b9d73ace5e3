import { organizationEndpoints as e } from '../../../contract/organization.ts';
import { type MountedRoute, route, runs } from '../../work/route.ts';
import { addEntity } from './add-entity.ts';
import { addMeter } from './add-meter.ts';
import { addUnit } from './add-unit.ts';
import { approveScopeStatement } from './approve-scope-statement.ts';
import { changeEntity } from './change-entity.ts';
import { changeMeter } from './change-meter.ts';
import { changeUnit } from './change-unit.ts';
import { draftScopeStatement } from './draft-scope-statement.ts';
import { listMeters } from './list-meters.ts';
import { listScopeStatements } from './list-scope-statements.ts';
import { bringBackMeter, retireMeter } from './move-meter-service.ts';
import { readMeterHistory } from './read-meter-history.ts';
import { readTree } from './read-tree.ts';
import { recordCalibration } from './record-calibration.ts';
import { correctCalibration, withdrawCalibration } from './supersede-calibration.ts';
import type { HasMethod } from './unit-fields.ts';

/** `hasMethod`: whether the library has an accounting method of this id. */
export function routes(hasMethod: HasMethod): MountedRoute[] {
  return [
    route(e.readTree, runs(readTree)),
    route(e.addEntity, runs(addEntity)),
    route(e.changeEntity, runs(changeEntity)),
    route(e.addUnit, runs(addUnit(hasMethod))),
    route(e.changeUnit, runs(changeUnit(hasMethod))),
    route(e.listScopeStatements, runs(listScopeStatements)),
    route(e.draftScopeStatement, runs(draftScopeStatement)),
    route(e.approveScopeStatement, runs(approveScopeStatement)),
    route(e.listMeters, runs(listMeters)),
    route(e.addMeter, runs(addMeter)),
    route(e.recordCalibration, runs(recordCalibration)),
    route(e.changeMeter, runs(changeMeter)),
    route(e.retireMeter, runs(retireMeter)),
    route(e.bringBackMeter, runs(bringBackMeter)),
    route(e.correctCalibration, runs(correctCalibration)),
    route(e.withdrawCalibration, runs(withdrawCalibration)),
    route(e.readMeterHistory, runs(readMeterHistory)),
  ];
}
