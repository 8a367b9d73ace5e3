import { describe, expect, it } from 'vitest';
import { did, emptyHistory, redo, stepLimit, undo } from './undo.ts';

describe('undo', () => {
  it('gives back the steps in reverse and forgets the undone ones when something new is done', () => {
    const both = did(did(emptyHistory<string>(), 'a'), 'b');
    const once = undo(both);
    expect(once?.step).toBe('b');
    const again = once && redo(once.history);
    expect(again?.step).toBe('b');
    expect(again?.history).toEqual(both);
    const other = once && did(once.history, 'c');
    expect(other && redo(other)).toBeNull();
    expect(other?.past).toEqual(['a', 'c']);
  });

  it('has nothing to give at its ends', () => {
    expect(undo(emptyHistory())).toBeNull();
    expect(redo(emptyHistory())).toBeNull();
  });

  it('keeps a bounded number of steps', () => {
    let history = emptyHistory<number>();
    for (let n = 0; n < stepLimit + 5; n += 1) history = did(history, n);
    expect(history.past).toHaveLength(stepLimit);
    expect(history.past.at(0)).toBe(5);
  });
});
