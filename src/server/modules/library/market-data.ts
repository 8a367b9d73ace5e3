import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse as parseCsv } from 'csv-parse/sync';
import type { ReferencePrice } from '../../../kernel/emission/reference-price.ts';
import { readYamlFile } from './read-yaml.ts';

/** What an allocation plan gives for a MWh or a GJ of a class of units; decimal text. */
export interface Benchmark {
  readonly yearFrom: number;
  readonly yearTo: number;
  /** As in the publication: CONV_COAL_ABOVE_300MW and the like. */
  readonly unitClass: string;
  readonly electricity: string;
  readonly heat: string;
  readonly status: string;
  readonly source: string;
}

export interface MarketData {
  readonly prices: readonly ReferencePrice[];
  readonly benchmarks: readonly Benchmark[];
}

const folder = 'markets/cn-ets';

/** Reads the reference prices and benchmarks of the national ETS; what is not in the folder is empty. */
export function readMarketData(dataDir: string): MarketData {
  const read = <T>(name: string, of: (path: string) => T[]): T[] => {
    const path = join(dataDir, folder, name);
    return existsSync(path) ? of(path) : [];
  };
  return { prices: read('reference-prices.yaml', pricesOf), benchmarks: read('power-benchmarks.csv', benchmarksOf) };
}

function pricesOf(path: string): ReferencePrice[] {
  const { value } = readYamlFile(path, `${folder}/reference-prices.yaml`);
  const list = typeof value === 'object' && value !== null && 'prices' in value && Array.isArray(value.prices) ? value.prices : [];
  return list.map((row: Record<string, unknown>) => ({ day: String(row.day), price: String(row.price), source: String(row.source) }));
}

function benchmarksOf(path: string): Benchmark[] {
  const rows: Record<string, string>[] = parseCsv(readFileSync(path), { columns: true, bom: true });
  return rows.map((row) => ({
    yearFrom: Number(row.year_from),
    yearTo: Number(row.year_to),
    unitClass: row.unit_class ?? '',
    electricity: row.electricity_benchmark ?? '',
    heat: row.heat_benchmark ?? '',
    status: row.status ?? '',
    source: row.source ?? '',
  }));
}
