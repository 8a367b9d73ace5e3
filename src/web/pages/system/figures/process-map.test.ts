import { describe, expect, test } from 'vitest';
import { layProcesses } from './process-map.ts';

const process = (id: string, next: string[] = [], kind = 'core') => ({ id, kind, next });
const at = (processes: ReturnType<typeof process>[], kinds = ['core', 'support']) =>
  layProcesses(processes, kinds).placed.map((one) => `${one.id} ${one.column},${one.row}`);

describe('the map of processes', () => {
  test('stands one right of the latest it follows, below each other in a column, lane by lane', () => {
    expect(at([process('a', ['b', 'c']), process('b', ['c']), process('c'), process('d'), process('s', ['c'], 'support')])).toEqual([
      ...['a 0,0', 'b 1,0', 'c 2,0', 'd 0,1', 's 0,2'],
    ]);
  });

  test('a ring of improvement ends, and its way back is drawn', () => {
    const ring = [process('plan', ['do']), process('do', ['check']), process('check', ['plan'])];
    expect(at(ring)).toEqual(['plan 0,0', 'do 1,0', 'check 2,0']);
    expect(layProcesses(ring, ['core']).edges.at(-1)).toEqual({ from: 'check', to: 'plan' });
  });

  test('what is named and not there is not drawn', () => {
    const { edges, columns, rows } = layProcesses([process('a', ['gone'])], ['core']);
    expect([edges.length, columns, rows]).toEqual([0, 1, 1]);
    expect(layProcesses([], ['core'])).toMatchObject({ columns: 0, rows: 0 });
  });
});
