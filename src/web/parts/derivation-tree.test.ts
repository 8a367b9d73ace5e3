import { describe, expect, it } from 'vitest';
import type { DerivationNode } from '../../kernel/derivation.ts';
import { idAt, indexNodes, linesOf, openAtOnce, opening, ownIndexes, parentOf, pathOf, treeMove } from './derivation-tree.ts';

const title = { zh: '', en: '' };
const input = (id: string, at = {}): DerivationNode => ({ kind: 'input', id, symbol: id, at, title, value: '1', shown: '1', unit: 't' });
const step = (id: string, uses: string[], at = {}): DerivationNode => ({
  kind: 'step',
  id,
  symbol: id,
  at,
  title,
  value: '1',
  shown: '1',
  unit: 't',
  formula: '',
  substituted: '',
  uses,
});
const months = ['01', '02', '03'].flatMap((m) => [input(`FC${m}`), input('OF'), step(`E${m}`, [`FC${m}`, 'OF', 'OF'])]);
const year = indexNodes([...months, step('E', ['E01', 'E02', 'E03']), step('S', ['E'])]);

describe('derivation tree', () => {
  it('lists what a value rests on, each once', () => {
    expect(year.below('E01').map((n) => n.id)).toEqual(['FC01', 'OF']);
    expect(year.below('FC01')).toEqual([]);
    expect(year.weight('E')).toBe(7);
  });

  it('opens a small subtree down to its inputs', () => {
    expect(opening(year, 'S').map(idAt)).toEqual(['S', 'E', 'E01', 'E02', 'E03']);
  });

  it('opens a large one by one level, and on where there is only one way', () => {
    const leaves = Array.from({ length: openAtOnce + 5 }, (_, i) => input(`x${i}`));
    const large = indexNodes([
      ...leaves,
      step(
        'sum',
        leaves.map((n) => n.id),
      ),
      step('top', ['sum']),
    ]);
    expect(opening(large, 'top')).toEqual(['top', 'top › sum']);
  });

  it('gives the visible lines with level and position', () => {
    const lines = linesOf(year, 'E', new Set(['E', 'E › E02']));
    expect(lines.map((l) => `${l.level}${l.node.id}`)).toEqual(['1E', '2E01', '2E02', '3FC02', '3OF', '2E03']);
    expect(lines[2]).toMatchObject({ position: 2, siblings: 3, open: true, hasBelow: true });
    expect(linesOf(year, 'unknown', new Set())).toEqual([]);
  });

  const lines = linesOf(year, 'E', new Set(['E', 'E › E02']));
  const keys: [string, string, string | null, boolean][] = [
    ['E', 'ArrowDown', 'E › E01', false],
    ['E › E01', 'ArrowUp', 'E', false],
    ['E › E01', 'ArrowRight', 'E › E01', true],
    ['E › E02', 'ArrowRight', 'E › E02 › FC02', false],
    ['E › E02', 'ArrowLeft', 'E › E02', true],
    ['E › E02 › FC02', 'ArrowLeft', 'E › E02', false],
    ['E › E02 › FC02', 'ArrowRight', null, false],
    ['E', 'End', 'E › E03', false],
    ['E › E03', 'Home', 'E', false],
    ['E', 'x', null, false],
  ];
  it.each(keys)('at %s, %s', (at, key, to, toggle) => {
    expect(treeMove(lines, at, key)).toEqual(to === null ? null : { to, toggle });
  });

  it('names a place by its path', () => {
    expect(pathOf('E', 'E01')).toBe('E › E01');
    expect(parentOf('E › E01 › FC01')).toBe('E › E01');
    expect(parentOf('E')).toBeNull();
    expect(idAt('E')).toBe('E');
  });

  it('tells a node from its neighbours by what the parent does not have', () => {
    const parent = step('E', [], { unit: '1' });
    expect(ownIndexes(step('E_m', [], { unit: '1', month: '2024-07' }), parent, new Map())).toEqual(['2024-07']);
    expect(ownIndexes(step('E_m', [], { unit: '1', coal: 'coal' }), null, new Map([['unit=1', 'Unit 1']]))).toEqual(['Unit 1', 'coal']);
  });
});
