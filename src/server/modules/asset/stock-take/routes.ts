import { stockTakeEndpoints as e } from '../../../../contract/stock-take.ts';
import { type MountedRoute, route, runs } from '../../../work/route.ts';
import { decideExplanation, explainBreak } from './close-break.ts';
import { readStockTakes } from './read-stock-takes.ts';
import { type StatementFiles, statementText } from './statement-file.ts';
import { takeStock } from './take-stock.ts';

/** Of a statement given as a file, the file is read first, in its thread; what is kept is decided by the command. */
export function stockTakeRoutes(parts: StatementFiles): MountedRoute[] {
  return [
    route(e.readStockTakes, runs(readStockTakes)),
    route(e.takeStock, async (call) => {
      const { fileSha256, text } = call.body;
      return await call.command(takeStock, {
        ...call.body,
        text: fileSha256 === null ? text : await statementText(parts, call, fileSha256),
      });
    }),
    route(e.explainBreak, runs(explainBreak)),
    route(e.decideExplanation, runs(decideExplanation)),
  ];
}
