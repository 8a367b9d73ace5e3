import { sql } from 'kysely';
import type { Content } from '../../../../kernel/system/register.ts';
import type { Tx } from '../../../db/tx.ts';

export interface TargetInForce {
  readonly id: string;
  readonly no: number;
  readonly title: string;
  readonly entityId: string;
  /** Of the version in force. */
  readonly content: Content;
  /** The direction its parameter gives, by the version of it that counts; null where there is no such parameter. */
  readonly better: string | null;
  /** The latest value its parameter has for the year, with its unit. */
  readonly value: string | null;
  readonly valueUnit: string | null;
}

/** Every target in force with the value its parameter has for a year, in one statement. */
export async function targetsInForce(tx: Tx, organizationId: string, year: number): Promise<TargetInForce[]> {
  const { rows } = await sql<TargetInForce>`
    select t.id, t.no, t.title, t.entity_id as "entityId", w.content, p.content ->> 'better' as better,
           r.result ->> 'value' as value, r.result ->> 'unit' as "valueUnit"
      from app.register_record t
      join app.register_version w on w.organization_id = t.organization_id and w.record_id = t.id and w.version = t.in_force_version
      left join app.register_record h on h.organization_id = t.organization_id and h.id::text = w.content ->> 'parameter'
       and h.register = 'performance_parameter'
      left join app.register_version p on p.organization_id = h.organization_id and p.record_id = h.id
       and p.version = coalesce(h.in_force_version, h.version)
      left join lateral (select s.result from app.register_result s
                          where s.organization_id = h.organization_id and s.record_id = h.id and s.period = ${String(year)}
                          order by s.no desc limit 1) r on true
     where t.organization_id = ${organizationId} and t.register = 'target' and t.in_force_version is not null and t.stands <> 'ended'
     order by t.no`.execute(tx);
  return rows;
}
