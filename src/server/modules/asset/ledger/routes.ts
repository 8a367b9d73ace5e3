import { ledgerEndpoints as e } from '../../../../contract/ledger.ts';
import { type MountedRoute, route, runs } from '../../../work/route.ts';
import type { Shelf } from '../../library/index.ts';
import { attest } from './attest.ts';
import { claimEnergy, listEnergyClaims } from './claim-energy.ts';
import { decideInstruction } from './decide-instruction.ts';
import { instruct } from './instruct.ts';
import { listAttestations, listInstructions } from './list-instructions.ts';
import { readHoldings } from './read-holdings.ts';
import { listTransactions, readTransaction } from './read-transactions.ts';
import { reportToDo } from './report-to-do.ts';
import { reverseTransaction } from './reverse-transaction.ts';
import { readStatement } from './statement.ts';

export function ledgerRoutes(shelf: Shelf): MountedRoute[] {
  return [
    route(e.readHoldings, runs(readHoldings)),
    route(e.readStatement, runs(readStatement)),
    route(e.readTransaction, runs(readTransaction)),
    route(e.listTransactions, runs(listTransactions)),
    route(e.instruct, runs(instruct(shelf))),
    route(e.listInstructions, runs(listInstructions)),
    route(e.readToDo, runs(reportToDo)),
    route(e.decideInstruction, runs(decideInstruction)),
    route(e.reverseTransaction, runs(reverseTransaction)),
    route(e.attest, runs(attest)),
    route(e.claimEnergy, runs(claimEnergy)),
    route(e.listEnergyClaims, runs(listEnergyClaims)),
    route(e.listAttestations, runs(listAttestations)),
  ];
}
