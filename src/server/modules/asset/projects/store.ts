import { type Insertable, type Selectable, sql } from 'kysely';
import type { Tx } from '../../../db/tx.ts';
import type { ProjectTables } from './tables.ts';

type Row<T extends keyof ProjectTables> = Omit<Selectable<ProjectTables[T]>, 'organization_id'>;
/** A project with its latest facts. */
export interface Project extends Row<'app.asset_project_facts'> {
  readonly id: string;
  readonly entity_id: string;
  readonly code: string;
}
export type StepRow = Row<'app.asset_project_step'>;

function projects(tx: Tx, organizationId: string) {
  return tx
    .selectFrom('app.asset_project as p')
    .innerJoin('app.asset_project_facts as f', (join) =>
      join.onRef('f.organization_id', '=', 'p.organization_id').onRef('f.project_id', '=', 'p.id'),
    )
    .where('p.organization_id', '=', organizationId)
    .selectAll('f')
    .select(['p.id', 'p.entity_id', 'p.code'])
    .distinctOn('p.code')
    .orderBy('p.code')
    .orderBy('f.version', 'desc');
}

export async function projectsOf(tx: Tx, organizationId: string, entityIds: readonly string[]): Promise<Project[]> {
  if (entityIds.length === 0) return [];
  return await projects(tx, organizationId)
    .where('p.entity_id', 'in', [...entityIds])
    .execute();
}

export async function projectById(tx: Tx, organizationId: string, id: string): Promise<Project | undefined> {
  return await projects(tx, organizationId).where('p.id', '=', id).executeTakeFirst();
}

/** The latest version of every step of these projects; those taken back are left out unless asked for. */
export async function stepsOf(tx: Tx, organizationId: string, projectIds: readonly string[], withdrawn = false): Promise<StepRow[]> {
  if (projectIds.length === 0) return [];
  const rows = await tx
    .selectFrom('app.asset_project_step')
    .selectAll()
    .distinctOn(['project_id', 'round', 'step'])
    .where('organization_id', '=', organizationId)
    .where('project_id', 'in', [...projectIds])
    .orderBy('project_id')
    .orderBy('round')
    .orderBy('step')
    .orderBy('version', 'desc')
    .execute();
  return rows.filter((one) => withdrawn || !one.withdrawn);
}

/** Units issued into own accounts of classes that name a project, by its code; reversed issues are left out. */
export async function issuedByProject(tx: Tx, organizationId: string): Promise<Map<string, bigint>> {
  const { rows } = await sql<{ project: string; quantity: string }>`
    select c.project, sum(t.quantity)::bigint as quantity
      from app.ledger_transfer t
      join app.ledger_class c on c.organization_id = t.organization_id and c.no = t.class_no
     where t.organization_id = ${organizationId} and t.kind = 'issue' and c.project <> ''
       and not exists (select from app.ledger_transaction r where r.organization_id = t.organization_id and r.reverses = t.transaction_id)
     group by c.project`.execute(tx);
  return new Map(rows.map((row) => [row.project, BigInt(row.quantity)]));
}

export async function insertProject(tx: Tx, row: Insertable<ProjectTables['app.asset_project']>): Promise<void> {
  await tx.insertInto('app.asset_project').values(row).execute();
}

export async function insertFacts(tx: Tx, row: Insertable<ProjectTables['app.asset_project_facts']>): Promise<void> {
  await tx.insertInto('app.asset_project_facts').values(row).execute();
}

export async function insertStep(tx: Tx, row: Insertable<ProjectTables['app.asset_project_step']>): Promise<void> {
  await tx.insertInto('app.asset_project_step').values(row).execute();
}
