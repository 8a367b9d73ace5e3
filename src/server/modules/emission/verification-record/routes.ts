import { verificationRecordEndpoints as e } from '../../../../contract/verification-record.ts';
import { type MountedRoute, route, runs } from '../../../work/route.ts';
import type { Shelf } from '../../library/index.ts';
import { confirmVerificationRecord } from './confirm-verification-record.ts';
import { enterVerificationRecord } from './enter-verification-record.ts';
import { readVerificationRecords } from './read-verification-records.ts';

export function verificationRecordRoutes(shelf: Shelf): MountedRoute[] {
  return [
    route(e.readVerificationRecords, runs(readVerificationRecords(shelf))),
    route(e.enterVerificationRecord, runs(enterVerificationRecord(shelf))),
    route(e.confirmVerificationRecord, runs(confirmVerificationRecord(shelf))),
  ];
}
