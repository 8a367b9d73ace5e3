import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { zipOf } from '../../src/server/modules/document/index.ts';

/**
 * The generated system of bench/lca as files that an import reads: openLCA JSON-LD (a file for each process and flow) and matrices in CSV as lists of cells.
 * 21,000 processes with some 300,000 inputs and 350,000 elementary exchanges: a model of the size of ecoinvent, and nothing of it.
 */
interface Columns {
  readonly starts: Int32Array;
  readonly rows: Int32Array;
  readonly values: Float64Array;
  readonly sigma: Float64Array;
}

export interface Written {
  readonly jsonLd: Buffer;
  readonly matrices: Buffer;
  readonly processes: number;
  readonly inputs: number;
  readonly elementary: number;
}

const at = '2024-01-01T00:00:00Z';
const file = (name: string, content: object | string) => ({
  name,
  data: Buffer.from(typeof content === 'string' ? content : JSON.stringify(content), 'utf8'),
});
const lognormal = (mean: number, sigma: number) =>
  sigma === 0 ? {} : { uncertainty: { distributionType: 'LOG_NORMAL_DISTRIBUTION', geomMean: mean, geomSd: Math.exp(sigma) } };

function columnsIn(folder: string, name: string): Columns {
  const bytes = (what: string) => {
    const read = fs.readFileSync(path.join(folder, `${name}.${what}`));
    return read.buffer.slice(read.byteOffset, read.byteOffset + read.byteLength);
  };
  return {
    ...{ starts: new Int32Array(bytes('indptr.i32')), rows: new Int32Array(bytes('indices.i32')) },
    ...{ values: new Float64Array(bytes('data.f64')), sigma: new Float64Array(bytes('sigma.f64')) },
  };
}

export function writeDatabase(folder: string, n = 21_000): Written {
  execFileSync(process.execPath, ['bench/lca/generate.mjs', folder, '--n', String(n)], { stdio: 'ignore' });
  const [a, b] = [columnsIn(folder, 'A'), columnsIn(folder, 'B')];
  const flows = 1 + b.rows.reduce((most, row) => Math.max(most, row), 0);
  const counts = { processes: n, inputs: a.rows.length - n, elementary: b.rows.length };
  return { jsonLd: zipOf(jsonLdFiles(a, b, n, flows), at), matrices: zipOf(matrixFiles(a, b, n, flows), at), ...counts };
}

const gasOf = (flow: number): string => (flow === 0 ? 'Carbon dioxide, fossil' : flow === 1 ? 'Methane, fossil' : `Emission ${flow}`);

function* entries({ starts, rows, values, sigma }: Columns, column: number) {
  for (let k = starts[column] ?? 0; k < (starts[column + 1] ?? 0); k += 1)
    yield { row: rows[k] ?? 0, value: values[k] ?? 0, sigma: sigma[k] ?? 0 };
}

function jsonLdFiles(a: Columns, b: Columns, n: number, flows: number) {
  const kg = { '@type': 'Unit', '@id': 'unit-kg', name: 'kg' };
  const mass = { flowProperty: { '@type': 'FlowProperty', '@id': 'mass' }, conversionFactor: 1, isRefFlowProperty: true };
  const flow = (id: string, name: string, kind: string, category: string) =>
    file(`flows/${id}.json`, { '@type': 'Flow', '@id': id, name, flowType: kind, category, flowProperties: [mass] });
  const process = (column: number) => {
    const lines = [...entries(a, column)].map(({ row, value, sigma }) => ({
      ...{ isInput: row !== column && value < 0, isQuantitativeReference: row === column, isAvoidedProduct: row !== column && value > 0 },
      ...{ amount: Math.abs(value), flow: { '@type': 'Flow', '@id': `p-${row}`, name: `Product ${row}` }, unit: kg },
      ...(row === column ? {} : { defaultProvider: { '@type': 'Process', '@id': `a-${row}` } }),
      ...lognormal(Math.abs(value), sigma),
    }));
    const nature = [...entries(b, column)].map(({ row, value, sigma }) => ({
      ...{ isInput: false, amount: value, flow: { '@type': 'Flow', '@id': `e-${row}`, name: gasOf(row) }, unit: kg },
      ...lognormal(value, sigma),
    }));
    const exchanges = [...lines, ...nature].map((line, index) => ({ '@type': 'Exchange', internalId: index + 1, ...line }));
    return file(`processes/a-${column}.json`, {
      ...{
        '@type': 'Process',
        '@id': `a-${column}`,
        name: `market for product ${column}`,
        category: `sector ${column % 97}/group ${column % 13}`,
      },
      ...{ processType: 'UNIT_PROCESS', exchanges },
    });
  };
  return [
    file('openlca.json', { schemaVersion: 2 }),
    file('unit_groups/units.json', { '@id': 'units', name: 'Units of mass', units: [{ ...kg, conversionFactor: 1, isRefUnit: true }] }),
    file('flow_properties/mass.json', { '@id': 'mass', name: 'Mass', unitGroup: { '@id': 'units' } }),
    ...Array.from({ length: n }, (_, i) => flow(`p-${i}`, `Product ${i}`, 'PRODUCT_FLOW', 'products')),
    ...Array.from({ length: flows }, (_, i) => flow(`e-${i}`, gasOf(i), 'ELEMENTARY_FLOW', 'Elementary flows/Emission to air/unspecified')),
    ...Array.from({ length: n }, (_, i) => process(i)),
  ];
}

/** Requirements per unit of product: what a column takes, by what it makes. */
function matrixFiles(a: Columns, b: Columns, n: number, flows: number) {
  const cells = (of: Columns, keep: (row: number, column: number) => boolean, sign: number): string => {
    const lines = ['row,column,value'];
    for (let column = 0; column < n; column += 1)
      for (const { row, value } of entries(of, column)) if (keep(row, column)) lines.push(`${row},${column},${sign * value}`);
    return lines.join('\n');
  };
  const list = (head: string, count: number, line: (i: number) => string) =>
    [head, ...Array.from({ length: count }, (_, i) => line(i))].join('\n');
  return [
    file(
      'sectors.csv',
      list('index,id,name,unit,location', n, (i) => `${i},a-${i},market for product ${i},kg,GLO`),
    ),
    file(
      'flows.csv',
      list('index,id,flowable,context,unit', flows, (i) => `${i},e-${i},"${gasOf(i)}",air,kg`),
    ),
    file(
      'indicators.csv',
      list('index,id,code,name,unit', 1, () => '0,gwp,GHG,Greenhouse gases,kg CO2e'),
    ),
    file(
      'A.csv',
      cells(a, (row, column) => row !== column, -1),
    ),
    file(
      'B.csv',
      cells(b, () => true, 1),
    ),
    file('C.csv', 'row,column,value\n0,0,1\n0,1,29.8'),
  ];
}
