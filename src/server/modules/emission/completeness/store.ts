import { sql } from 'kysely';
import type { Tx } from '../../../db/tx.ts';

/** The months of one row of a unit's grid, or (without a parameter) of the unit itself: `2024-07e 2024-08v …`. */
export interface MonthsOfRow {
  readonly unitId: string;
  readonly parameter: string | null;
  readonly fuelStreamId: string | null;
  readonly months: string;
}

/** Values, evidence and states of these units over whole years in one statement; a line for each row of a grid. */
export async function monthsOfRows(
  tx: Tx,
  organizationId: string,
  unitIds: readonly string[],
  from: string,
  to: string,
): Promise<MonthsOfRow[]> {
  if (unitIds.length === 0) return [];
  const { rows } = await sql<MonthsOfRow>`
    select c.unit_id as "unitId", c.parameter, c.fuel_stream_id as "fuelStreamId",
           string_agg(c.month || case when d.value is null then 'm' when e.object_id is null then 'v' else 'e' end, ' ') as months
      from app.activity_cell c
      join app.activity_datum d on d.organization_id = c.organization_id and d.id = c.datum_id
      left join app.evidenced_objects('activity_cell') e on e.object_id = c.id
     where c.organization_id = ${organizationId} and c.unit_id = any(${[...unitIds]}::uuid[]) and c.month between ${from} and ${to}
     group by c.unit_id, c.parameter, c.fuel_stream_id
     union all
    select m.unit_id, null, null, string_agg(m.month || left(m.state, 1), ' ')
      from app.month_record m
     where m.organization_id = ${organizationId} and m.unit_id = any(${[...unitIds]}::uuid[]) and m.month between ${from} and ${to}
     group by m.unit_id`.execute(tx);
  return rows;
}
