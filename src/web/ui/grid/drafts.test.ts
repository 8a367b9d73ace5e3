import { describe, expect, it } from 'vitest';
import {
  cellKey,
  confirmed,
  type Drafts,
  edited,
  noDrafts,
  overtaken,
  postponed,
  refused,
  saveState,
  settled,
  splitKey,
  stuckCells,
  taken,
} from './drafts.ts';

const server: Record<string, { text: string; version: number }> = { 'a 1': { text: '10', version: 3 } };
const known = {
  textOf: (row: string, col: string) => server[`${row} ${col}`]?.text ?? '',
  versionOf: (row: string, col: string) => server[`${row} ${col}`]?.version ?? 0,
  faultOf: (_: string, text: string) => (text === 'x' ? 'not a number' : null),
};
const type = (drafts: Drafts, rowKey: string, colKey: string, text: string) => edited(drafts, [{ rowKey, colKey, text }], known);
const picture = (drafts: Drafts) => [...drafts].map(([key, d]) => `${key}:${d.text}:${d.state}:${d.seenVersion}`).join(' ');
const send = (drafts: Drafts) => {
  const result = taken(drafts);
  if (result === null) throw new Error('nothing to send');
  return result;
};

describe('typing', () => {
  it('waits to be saved, on top of the version seen', () => {
    expect(picture(type(noDrafts, 'a', '1', '11'))).toBe('1 a:11:waiting:3');
  });
  it('keeps what cannot be sent, with its reason, and does not send it', () => {
    const drafts = type(type(noDrafts, 'a', '1', 'x'), 'b', '1', '5');
    expect(drafts.get(cellKey('a', '1'))).toMatchObject({ state: 'invalid', why: 'not a number' });
    expect(send(drafts).batch.cells.map((c) => c.key)).toEqual(['1 b']);
    expect(saveState(type(noDrafts, 'a', '1', 'x'), false)).toBe('attention');
  });
  it('forgets a cell that is back at what the server holds', () => {
    expect(type(type(noDrafts, 'a', '1', '11'), 'a', '1', '10').size).toBe(0);
  });
  it('names cells so that the key can be read back', () => {
    expect(splitKey(cellKey('coal.C_ar', '2024-07'))).toEqual({ rowKey: 'coal.C_ar', colKey: '2024-07' });
  });
});

describe('saving', () => {
  it('sends once and clears what the server confirmed', () => {
    const { drafts, batch } = send(type(noDrafts, 'a', '1', '11'));
    expect(saveState(drafts, false)).toBe('saving');
    expect(taken(drafts)).toBeNull();
    expect(confirmed(drafts, batch, () => 4).size).toBe(0);
  });
  it('keeps what was typed while the older text was on its way', () => {
    const { drafts, batch } = send(type(noDrafts, 'a', '1', '11'));
    const later = confirmed(type(drafts, 'a', '1', '12'), batch, () => 4);
    expect(picture(later)).toBe('1 a:12:waiting:4');
  });
  it('sends the old value again when it was typed back while another was on its way', () => {
    const { drafts, batch } = send(type(noDrafts, 'a', '1', '11'));
    expect(picture(confirmed(type(drafts, 'a', '1', '10'), batch, () => 4))).toBe('1 a:10:waiting:4');
  });
  it('waits again when the server cannot be reached', () => {
    const { drafts, batch } = send(type(noDrafts, 'a', '1', '11'));
    const later = postponed(drafts, batch);
    expect(picture(later)).toBe('1 a:11:waiting:3');
    expect(saveState(later, true)).toBe('failed');
  });
});

describe('a no from the server', () => {
  const two = () => send(type(type(noDrafts, 'a', '1', '11'), 'b', '1', '5'));
  it('stays at the cells it names; the others wait again', () => {
    const { drafts, batch } = two();
    expect(picture(refused(drafts, batch, new Map([['1 b', 'too large']]), 'no'))).toBe('1 a:11:waiting:3 1 b:5:refused:0');
  });
  it('leaves the cells it names to somebody, and not those that wait', () => {
    const { drafts, batch } = two();
    expect(stuckCells(refused(drafts, batch, new Map([['1 b', 'too large']]), 'no'))).toEqual([{ rowKey: 'b', colKey: '1' }]);
  });
  it('stays at all cells when it names none', () => {
    const { drafts, batch } = two();
    expect([...refused(drafts, batch, new Map(), 'no').values()].every((d) => d.state === 'refused' && d.why === 'no')).toBe(true);
  });
});

describe('somebody else wrote first', () => {
  const { drafts, batch } = send(type(type(noDrafts, 'a', '1', '11'), 'b', '1', '5'));
  const later = overtaken(drafts, batch, (key) => (key === '1 a' ? 4 : 0), 'changed');
  it('asks about the cells that moved on and sends the others again', () => {
    expect(picture(later)).toBe('1 a:11:conflict:3 1 b:5:waiting:0');
  });
  it('writes mine on top of the new version', () => {
    expect(settled(later, '1 a', 'mine', 4).get('1 a')).toMatchObject({ state: 'waiting', seenVersion: 4, text: '11' });
  });
  it('takes theirs by dropping mine', () => {
    expect(settled(later, '1 a', 'theirs', 4).has('1 a')).toBe(false);
  });
});
