import type { Finding } from '../finding.ts';
import { Refusal } from '../refusal.ts';
import type { Text } from '../text.ts';
import { type SparseMatrix, sparseOf } from './sparse.ts';

/** What a row or column of a matrix stands for. */
export interface Label {
  readonly id: string;
  readonly name?: string | undefined;
  readonly unit?: string | undefined;
}

/**
 * A product system as matrices, in the directions of `SparseMatrix`: A products × processes, B elementary flows × processes, C indicators × elementary flows.
 * Rows and columns of A need not be in the same order.
 */
export interface LcaSystem {
  readonly a: SparseMatrix;
  readonly b: SparseMatrix;
  readonly c: SparseMatrix;
  readonly products: readonly Label[];
  readonly processes: readonly Label[];
  readonly flows: readonly Label[];
  readonly indicators: readonly Label[];
}

/** A matrix as somebody writes it down: labels, and entries by id or place (from 0), or lists of places and values, or full rows. */
export interface LabelledMatrix {
  readonly rows: readonly (string | Label)[];
  readonly columns: readonly (string | Label)[];
  readonly entries?: readonly (readonly [row: string | number, column: string | number, value: number])[] | undefined;
  readonly lists?:
    | { readonly rows: readonly number[]; readonly columns: readonly number[]; readonly values: readonly number[] }
    | undefined;
  readonly dense?: readonly (readonly number[])[] | undefined;
}

export interface WrittenSystem {
  readonly technosphere: LabelledMatrix;
  readonly biosphere?: LabelledMatrix | undefined;
  readonly characterisation?: LabelledMatrix | undefined;
}

const labelOf = (one: string | Label): Label => (typeof one === 'string' ? { id: one } : one);

function fault(code: string, path: string, text: Text, cure: Text): Finding {
  return { code, severity: 'error', place: { path }, text, cure };
}

/** Places of ids; those that stand twice are faults. */
function placesOf(labels: readonly Label[], path: string, faults: Finding[]): Map<string, number> {
  const places = new Map<string, number>();
  labels.forEach(({ id }, i) => {
    if (places.has(id)) {
      const text = { zh: `“${id}”出现两次`, en: `“${id}” stands twice` };
      faults.push(
        fault('label_twice', `${path}/${i}`, text, { zh: '每行每列用不同的标识', en: 'Give each row and column an id of its own' }),
      );
    } else places.set(id, i);
  });
  return places;
}

type Axis = ReadonlyMap<string, number>;

function placeOf(one: string | number, own: readonly Label[], axis: Axis): number | undefined {
  const id = typeof one === 'string' ? one : own[one]?.id;
  return id === undefined ? undefined : axis.get(id);
}

const mostFaults = 50;

/** The entries of a matrix by the places of the axes that all matrices share. */
function matrixOf(written: LabelledMatrix, path: string, rows: Axis, columns: Axis, faults: Finding[]): SparseMatrix {
  const ownRows = written.rows.map(labelOf);
  const ownColumns = written.columns.map(labelOf);
  const triplets: [number, number, number][] = [];
  const add = (row: string | number, column: string | number, value: number, at: string): void => {
    const [i, j] = [placeOf(row, ownRows, rows), placeOf(column, ownColumns, columns)];
    if (i !== undefined && j !== undefined) triplets.push([i, j, value]);
    else if (faults.length < mostFaults) {
      const unknown = i === undefined ? row : column;
      const text = {
        zh: `没有名为“${unknown}”的${i === undefined ? '行' : '列'}`,
        en: `There is no ${i === undefined ? 'row' : 'column'} “${unknown}”`,
      };
      const cure = { zh: '改正标识，或在行、列中补上它', en: 'Correct the id, or add it to the rows or columns' };
      faults.push(fault('label_unknown', at, text, cure));
    }
  };
  written.entries?.forEach(([row, column, value], k) => {
    add(row, column, value, `${path}/entries/${k}`);
  });
  if (written.lists) {
    const [rowAt, columnAt] = [ownRows.map(({ id }) => rows.get(id)), ownColumns.map(({ id }) => columns.get(id))];
    const { rows: ofRow, columns: ofColumn, values } = written.lists;
    for (const [k, value] of values.entries()) {
      const [i, j] = [rowAt[ofRow[k] ?? -1], columnAt[ofColumn[k] ?? -1]];
      if (i !== undefined && j !== undefined) triplets.push([i, j, value]);
      else add(ofRow[k] ?? '', ofColumn[k] ?? '', value, `${path}/lists/values/${k}`);
    }
  }
  written.dense?.forEach((values, i) => {
    if (values.length !== ownColumns.length || i >= ownRows.length) {
      const text = {
        zh: `该行有 ${values.length} 个数，而列有 ${ownColumns.length} 个`,
        en: `This row has ${values.length} numbers for ${ownColumns.length} columns`,
      };
      faults.push(
        fault('row_length', `${path}/dense/${i}`, text, {
          zh: '每行给出所有列的数',
          en: 'Give one number for every column, and no more rows than labels',
        }),
      );
    } else for (const [j, value] of values.entries()) if (value !== 0) add(i, j, value, `${path}/dense/${i}/${j}`);
  });
  return sparseOf(rows.size, columns.size, triplets);
}

/** @throws Refusal `invalid_input` with every label that stands twice or that nothing knows. */
export function readSystem({ technosphere, biosphere, characterisation }: WrittenSystem): LcaSystem {
  const faults: Finding[] = [];
  const [products, processes] = [technosphere.rows.map(labelOf), technosphere.columns.map(labelOf)];
  const flows = (biosphere?.rows ?? []).map(labelOf);
  const indicators = (characterisation?.rows ?? []).map(labelOf);
  const productAt = placesOf(products, '/technosphere/rows', faults);
  const processAt = placesOf(processes, '/technosphere/columns', faults);
  const flowAt = placesOf(flows, '/biosphere/rows', faults);
  const indicatorAt = placesOf(indicators, '/characterisation/rows', faults);
  const nothing: LabelledMatrix = { rows: [], columns: [] };
  const system = {
    a: matrixOf(technosphere, '/technosphere', productAt, processAt, faults),
    b: matrixOf(biosphere ?? nothing, '/biosphere', flowAt, processAt, faults),
    c: matrixOf(characterisation ?? nothing, '/characterisation', indicatorAt, flowAt, faults),
  };
  if (faults.length > 0) throw new Refusal('invalid_input', { findings: faults });
  return { ...system, products, processes, flows, indicators };
}
