import { openDatabase } from '../src/server/db/open.ts';
import { cloned, copy, one, writeLeaf } from './grow-demo.ts';

export interface Enterprise {
  readonly units: number;
  readonly years: number;
  readonly cells: number;
  readonly calculations: number;
  /** The plant all units stand in, and one of them with a draft month and cell of 2024. */
  readonly plantId: string;
  readonly unitId: string;
}

/** Data years beside the demonstration's 2023 and 2024, each told as the one it is copied from. */
const years = [
  ...[2017, 2018, 2019, 2020, 2021, 2022].map((to) => ({ from: 2023, to })),
  ...[2025, 2026].map((to) => ({ from: 2024, to })),
];

/**
 * Makes the demonstration's plant one of `wanted` units with ten years of data, states, frozen calculations and evidence. A folder made for this only. Frozen figures
 * of the years that are copied are those of the year they come from.
 */
export async function growEnterprise(dataFolder: string, organization: string, wanted: number): Promise<Enterprise> {
  const database = await openDatabase({ databaseUrl: null, dataFolder, exclusive: false, purpose: 'bench', migrate: false });
  const client = await database.appPool.connect();
  try {
    await client.query("set statement_timeout = '10min'");
    await client.query('begin');
    await client.query("select set_config('app.organization', $1, true)", [organization]);
    await client.query('set constraints all deferred');
    await writeLeaf(client);
    const plant = await one<{ id: string; n: number; unit: string }>(
      client,
      `select e.id, count(*)::int as n, (select unit_id from month_record where month = '2024-12' and state = 'draft' limit 1) as unit from entity e join unit u on u.entity_id = e.id group by 1 order by 2 desc limit 1`,
    );
    const copies = Math.ceil(wanted / plant.n) - 1;
    for (const sql of moreUnits) await client.query(sql, [copies, plant.id]);
    for (const { from, to } of years) for (const sql of moreYears(from, to)) await client.query(sql, [plant.id]);
    const after = await one<Omit<Enterprise, 'plantId' | 'unitId'>>(
      client,
      `select (select count(*)::int from activity_cell) as cells, (select count(*)::int from unit) as units, (select count(*)::int from calculation) as calculations,
        (select count(distinct left(month, 4))::int from activity_cell) as years`,
    );
    await client.query('commit');
    await database.owner((owner) => owner.query('analyze'));
    return { ...after, plantId: plant.id, unitId: plant.unit };
  } finally {
    client.release();
    await database.close();
  }
}

const times = 'cross join generate_series(1, $1::int) n';
const ofPlant = 'x.unit_id in (select id from unit where entity_id = $2)';
const ofCells = `in (select x.id from activity_cell x where ${ofPlant})`;

/** The same evidence for the copied values. */
function usesCloned(where: string, copies: string): string {
  return `insert into evidence_use select (jsonb_populate_record(x, jsonb_build_object('object_id', ${copy('x.object_id')}))).* from evidence_use x ${copies} where ${where}`;
}

const moreUnits = [
  cloned('fuel_stream', `'unit_id', ${copy('x.unit_id')}`, ofPlant, times),
  cloned(
    'activity_datum',
    `'cell_id', ${copy('x.cell_id')}, 'supersedes', null`,
    `x.id in (select x.datum_id from activity_cell x where ${ofPlant})`,
    times,
  ),
  cloned(
    'activity_cell',
    `'unit_id', ${copy('x.unit_id')}, 'datum_id', ${copy('x.datum_id')}, 'fuel_stream_id', ${copy('x.fuel_stream_id')}`,
    ofPlant,
    times,
  ),
  usesCloned(`x.object_id ${ofCells}`, times),
  cloned(
    'calculation',
    `'subject_id', ${copy('x.subject_id')}, 'supersedes', null`,
    'x.subject_id in (select id from unit where entity_id = $2)',
    times,
  ),
  cloned('month_record', `'unit_id', ${copy('x.unit_id')}, 'calculation_id', ${copy('x.calculation_id')}`, ofPlant, times),
  // Last: what is copied above is found by the units that are there.
  cloned('unit', "'code', x.code || '-' || n", 'x.entity_id = $2', times),
];

function moreYears(from: number, to: number): string[] {
  const year = `cross join (values (${to})) as made(n)`;
  const mine = `x.unit_id in (select id from unit where entity_id = $1) and left(x.month, 4) = '${from}'`;
  const month = `'month', '${to}' || substr(x.month, 5)`;
  return [
    cloned(
      'activity_datum',
      `'cell_id', ${copy('x.cell_id')}, 'supersedes', null`,
      `x.id in (select x.datum_id from activity_cell x where ${mine})`,
      year,
    ),
    cloned('activity_cell', `'datum_id', ${copy('x.datum_id')}, ${month}`, mine, year),
    usesCloned(`x.object_id in (select x.id from activity_cell x where ${mine})`, year),
    cloned(
      'calculation',
      `'period', '${to}' || substr(x.period, 5), 'data_year', ${to}, 'supersedes', null, 'result', replace(x.result::text, '"${from}-', '"${to}-')::jsonb`,
      `x.subject_id in (select id from unit where entity_id = $1) and left(x.period, 4) = '${from}'`,
      year,
    ),
    cloned('month_record', `'calculation_id', ${copy('x.calculation_id')}, ${month}`, mine, year),
  ];
}
