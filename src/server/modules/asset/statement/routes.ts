import { assetStatementEndpoints as e } from '../../../../contract/asset-statement.ts';
import { type MountedRoute, route, runs } from '../../../work/route.ts';
import type { Shelf } from '../../library/index.ts';
import { readAssetStatement } from './read-asset-statement.ts';
import { listValuationPrices, recordValuationPrice } from './valuation-price.ts';

export function statementRoutes(shelf: Shelf): MountedRoute[] {
  return [
    route(e.readAssetStatement, runs(readAssetStatement(shelf))),
    route(e.listValuationPrices, runs(listValuationPrices)),
    route(e.recordValuationPrice, runs(recordValuationPrice)),
  ];
}
