import { describe, expect, test } from 'vitest';
import { bytesOf, fromBase64, fromHex, fromUtf8, toBase64, toHex, utf8 } from './bytes.ts';
import { checkpointText, cosignatureOf, parseCheckpoint, parseCosignature, parseProof, proofText } from './checkpoint.ts';
import { formatNote, noteKeyId, noteKeyText, parseNote, parseNoteKey } from './note.ts';
import { sha256 } from './sha256.ts';
import { levelsOf, tilePath, tilesOfLevel } from './tiles.ts';

describe('bytes', () => {
  test.each([
    ['', ''],
    ['f', 'Zg=='],
    ['fo', 'Zm8='],
    ['foo', 'Zm9v'],
    ['foobar', 'Zm9vYmFy'],
  ])('RFC 4648 §10: %j', (text, encoded) => {
    expect(toBase64(bytesOf(text))).toBe(encoded);
    expect(fromBase64(encoded)).toEqual(bytesOf(text));
  });
  test.each(['Zg=', 'Zh==', 'Zm9v\n', 'Z-8=', 'Zg===', '=Zg='])('no other text of a value: %j', (text) =>
    expect(fromBase64(text)).toBeNull(),
  );
  test('UTF-8 of RFC 3629, and what is not well formed is refused', () => {
    const text = 'a ß 碳 😀 \u{10ffff}';
    const encoded = '6120c39f20e7a2b320f09f988020f48fbfbf';
    expect(toHex(bytesOf(text))).toBe(encoded);
    expect(fromUtf8(bytesOf(text))).toBe(text);
    expect(utf8('\ud800')).toBeNull();
    for (const wrong of ['c080', 'e08080', 'eda080', 'f4908080', 'e7a2', 'ff', '80'])
      expect(fromUtf8(fromHex(wrong) ?? new Uint8Array())).toBeNull();
  });
});

describe('signed notes', () => {
  // The note of C2SP signed-note, section Format.
  const example =
    'Ognuno sta solo sul cuor della terra\ntrafitto da un raggio di sole:\n\ned è subito sera.\n\n' +
    '— quasimodo.example/salvatore NnugSzTjtVAewIS+Z/iJhUPeFDkO/5QQ2i5ddnGITLlC+EhfLW9oJKONrMouFSQU0xMcXxj99ihAQwaqP3ZekRwNtIc=\n';

  test('are read and written to the byte; an empty line in the text is text', () => {
    const note = parseNote(bytesOf(example));
    expect(note?.text).toBe('Ognuno sta solo sul cuor della terra\ntrafitto da un raggio di sole:\n\ned è subito sera.\n');
    expect(note?.signatures.map((one) => [one.name, toHex(one.keyId), one.signature.length])).toEqual([
      ['quasimodo.example/salvatore', '367ba04b', 64],
    ]);
    expect(note && formatNote(note)).toBe(example);
  });

  test.each([
    ['no signature', 'text\n\n'],
    ['no empty line', 'text\n— a AAAAAAA=\n'],
    ['a name with a space', 'text\n\n— a b AAAAAAA=\n'],
    ['a name with a plus', 'text\n\n— a+b AAAAAAA=\n'],
    ['a signature line that is none', 'text\n\n— a AAAAAAA=\nmore\n'],
    ['a tab in the text', 'te\txt\n\n— a AAAAAAA=\n'],
    ['no signature after the key id', 'text\n\n— a AAAAAA==\n'],
    ['no line feed at the end', 'text\n\n— a AAAAAAA='],
  ])('%s is refused', (_, text) => expect(parseNote(bytesOf(text))).toBeNull());

  test('a key as text comes back, and its id is that of name, type and key', () => {
    const key = { name: 'example.com/foo', type: 1, publicKey: new Uint8Array(32).fill(7) };
    const text = noteKeyText(sha256, key);
    expect(parseNoteKey(sha256, text)).toEqual(key);
    // printf 'example.com/foo\n\001' with 32 bytes of 7 behind it | sha256sum
    const expected = '821fdd12';
    expect(toHex(noteKeyId(sha256, key.name, 1, key.publicKey))).toBe(expected);
    expect(parseNoteKey(sha256, text.replace('foo', 'fop'))).toBeNull();
  });
});

describe('checkpoints', () => {
  const root = fromBase64('CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=') ?? new Uint8Array();
  test('the example of C2SP tlog-cosignature', () => {
    const text = 'example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n';
    expect(parseCheckpoint(text)).toEqual({ origin: 'example.com/behind-the-sofa', size: 20_852_163, root });
    expect(checkpointText({ origin: 'example.com/behind-the-sofa', size: 20_852_163, root })).toBe(text);
  });
  test.each([
    'a\n01\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n',
    'a\n1\nAAAA\n',
    'a\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\nmore\n',
    '\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n',
    'a\n-1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n',
  ])('is strict: %j', (text) => expect(parseCheckpoint(text)).toBeNull());
  test('a cosignature holds its time in eight bytes', () => {
    const signature = new Uint8Array(64).fill(9);
    const bytes = cosignatureOf(1_679_315_147, signature);
    expect(toHex(bytes.slice(0, 8))).toBe('00000000641850cb');
    expect(parseCosignature(bytes)).toEqual({ seconds: 1_679_315_147, signature });
    expect(parseCosignature(bytes.slice(1))).toBeNull();
  });
  test('a proof travels as text', () => {
    const proof = { index: 73_894, hashes: [root, root], checkpoint: 'example.com/fancylog\n109482\nx\n\n— a AAAAAAA=\n' };
    expect(parseProof(proofText(proof))).toEqual(proof);
    expect(parseProof(proofText(proof).replace('@v1', '@v2'))).toBeNull();
    expect(parseProof(proofText(proof).replace('index 7', 'index 07'))).toBeNull();
  });
});

describe('tiles', () => {
  test('the example of C2SP tlog-tiles: 70,000 leaves', () => {
    const widths = (level: number) => tilesOfLevel(70_000, level).map((tile) => tile.width);
    expect(widths(0).filter((width) => width === 256)).toHaveLength(273);
    expect(widths(0).at(-1)).toBe(112);
    expect(widths(1)).toEqual([256, 17]);
    expect(widths(2)).toEqual([1]);
    expect(levelsOf(70_000)).toBe(3);
    expect([tilesOfLevel(256, 0).length, tilesOfLevel(256, 1).map((tile) => tile.width)]).toEqual([1, [1]]);
  });
  test.each([
    [{ level: 0, index: 1_234_067, width: 256 }, 'tile/0/x001/x234/067'],
    [{ level: 1, index: 0, width: 17 }, 'tile/1/000.p/17'],
    [{ level: 'entries' as const, index: 999, width: 256 }, 'tile/entries/999'],
    [{ level: 0, index: 1000, width: 1 }, 'tile/0/x001/000.p/1'],
  ])('%j', (tile, path) => expect(tilePath(tile)).toBe(path));
});
