import { deflateRawSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { readXlsx } from './read-xlsx.ts';

/** A zip by hand: local headers, directory, end record. */
function zip(parts: Readonly<Record<string, string>>): ArrayBuffer {
  const bodies: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const [name, text] of Object.entries(parts)) {
    const packed = deflateRawSync(Buffer.from(text));
    const common = Buffer.alloc(26);
    common.writeUInt16LE(8, 4);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(Buffer.byteLength(text), 18);
    common.writeUInt16LE(Buffer.byteLength(name), 22);
    const local = Buffer.concat([Buffer.from([0x50, 0x4b, 3, 4]), common, Buffer.from(name), packed]);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(at, 10);
    directory.push(Buffer.concat([Buffer.from([0x50, 0x4b, 1, 2, 20, 0]), common, tail, Buffer.from(name)]));
    bodies.push(local);
    at += local.length;
  }
  const list = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(directory.length, 10);
  end.writeUInt32LE(list.length, 12);
  end.writeUInt32LE(at, 16);
  return new Uint8Array(Buffer.concat([...bodies, list, end])).buffer;
}

const book = {
  'xl/workbook.xml': '<workbook><sheets><sheet name="7月 &amp; 8月" sheetId="1" r:id="rId4"/></sheets></workbook>',
  'xl/_rels/workbook.xml.rels': '<Relationships><Relationship Id="rId4" Type="x" Target="worksheets/sheet1.xml"/></Relationships>',
  'xl/sharedStrings.xml':
    '<sst><si><t>日期</t></si><si><r><t>入炉煤 </t></r><r><t xml:space="preserve">(t)</t></r><rPh><t>ruo</t></rPh></si></sst>',
  'xl/worksheets/sheet1.xml':
    '<worksheet><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="C1" t="s"><v>1</v></c></row><row r="3"><c r="A3" t="inlineStr"><is><t>2024-07-31</t></is></c><c r="B3" s="1"/><c r="C3"><f>SUM(1)</f><v>5379.68</v></c></row></sheetData></worksheet>',
};

describe('a look into an xlsx', () => {
  it('gives the stored values in their places', async () => {
    expect(await readXlsx(zip(book))).toEqual([
      {
        name: '7月 & 8月',
        cut: false,
        rows: [
          ['日期', '', '入炉煤 (t)'],
          ['', '', ''],
          ['2024-07-31', '', '5379.68'],
        ],
      },
    ]);
  });
  it('says when it stops', async () => {
    const long = `<worksheet><sheetData><row r="401"><c r="A401"><v>1</v></c></row></sheetData></worksheet>`;
    expect(await readXlsx(zip({ ...book, 'xl/worksheets/sheet1.xml': long }))).toMatchObject([{ cut: true, rows: [] }]);
  });
  it('gives nothing for what is no xlsx', async () => {
    expect(await readXlsx(new Uint8Array([1, 2, 3]).buffer)).toBeNull();
    expect(await readXlsx(zip({ 'a.txt': 'a' }))).toBeNull();
  });
});
