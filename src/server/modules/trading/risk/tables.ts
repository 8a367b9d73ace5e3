import type { ColumnType, Generated } from 'kysely';
import type { z } from 'zod';
import type { riskScenario } from '../../../../contract/trading-risk.ts';
import type { LimitKind } from '../../../../kernel/trading/order.ts';

interface BasisRow {
  organization_id: string;
  version: number;
  confidence: string;
  horizon_days: number;
  window_prices: number;
  lambda: string;
  paths: number;
  seed: string;
  scenarios: ColumnType<z.output<typeof riskScenario>[], string, never>;
  note: Generated<string>;
  recorded_at: string;
  recorded_by: string;
  recorded_by_name: string;
}

interface BreachRow {
  organization_id: string;
  id: string;
  number: number;
  mandate_id: string;
  limit_id: string;
  kind: LimitKind;
  entity_id: string | null;
  most: string;
  used: string;
  found_at: string;
  found_by_name: string;
}

interface BreachEndRow {
  organization_id: string;
  breach_id: string;
  used: string;
  ended_at: string;
}

interface BreachClosureRow {
  organization_id: string;
  breach_id: string;
  reason: string;
  done_at: string;
  done_by: string;
  done_by_name: string;
}

export interface RiskTables {
  'app.trading_risk_basis': BasisRow;
  'app.trading_breach': BreachRow;
  'app.trading_breach_end': BreachEndRow;
  'app.trading_breach_closure': BreachClosureRow;
}
