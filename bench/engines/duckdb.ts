import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import type { Totals } from '../measure.ts';
import { aggregateSql, rowsSql } from './sql.ts';

export interface Duck {
  readonly version: string;
  readonly threads: (count: number) => Promise<void>;
  readonly load: (folder: string) => Promise<void>;
  readonly aggregate: () => Promise<Totals>;
  readonly rows: () => Promise<void>;
  readonly close: () => void;
}

async function totals(connection: DuckDBConnection, sql: string): Promise<Totals> {
  const [row] = (await connection.runAndReadAll(sql)).getRows();
  const [kg, sd, n] = row ?? [];
  return { kg: Number(kg), sd: Number(sd), count: Number(n) };
}

export async function openDuck(): Promise<Duck> {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  const [[version] = []] = (await connection.runAndReadAll('select version()')).getRows();
  return {
    version: String(version),
    threads: async (count) => void (await connection.run(`set threads = ${count}`)),
    load: async (folder) => {
      for (const name of ['factor', 'unit', 'activity']) {
        await connection.run(`create or replace table ${name} as select * from read_csv('${folder}/${name}.csv')`);
      }
    },
    aggregate: () => totals(connection, aggregateSql),
    rows: async () => void (await connection.run(`create or replace table result as ${rowsSql}`)),
    close: () => {
      connection.closeSync();
      instance.closeSync();
    },
  };
}
