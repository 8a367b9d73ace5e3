import { createHash } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { Readable } from 'node:stream';
import { crc32 } from 'node:zlib';
import ExcelJS from 'exceljs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Refusal } from '../../src/kernel/refusal.ts';
import { type FileStore, openFileStore } from '../../src/server/modules/document/index.ts';
import { patiently } from '../support/patience.ts';
import { type Entry, typesOf, wordFile, workbook, zipOf } from '../support/zip.ts';

const organization = '0197a111-0000-7000-8000-000000000001';
let folder: string;
let store: FileStore;
beforeAll(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'tanheng-files-'));
  store = openFileStore(folder);
});
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

const left = () => fs.readdirSync(folder, { recursive: true, withFileTypes: true }).filter((one) => one.isFile()).length;

/** Media type of what is taken in, or the code of the refusal. Nothing is kept. */
async function verdict(content: Buffer | string, largest?: number): Promise<string> {
  try {
    const received = await store.receive(organization, Readable.from([Buffer.from(content)]), largest);
    await received.drop();
    return received.charset ? `${received.mediaType} ${received.charset}` : received.mediaType;
  } catch (fault) {
    if (fault instanceof Refusal) return fault.code;
    throw fault;
  }
}

const pdf = (tail = '') =>
  Buffer.concat([Buffer.from('%PDF-1.7\n%\xe2\xe3\n', 'latin1'), Buffer.from(`1 0 obj<</Type/Catalog>>endobj\n%%EOF\n${tail}`)]);
function chunk(type: string, data: Buffer): Buffer {
  const [length, crc] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  crc.writeUInt32BE(crc32(Buffer.concat([Buffer.from(type), data])));
  return Buffer.concat([length, Buffer.from(type), data, crc]);
}
function png(width = 2, height = 2): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', header),
    chunk('IDAT', Buffer.of(1)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}
const jpeg = (width = 16) =>
  Buffer.concat([
    Buffer.from('ffd8ffe00010', 'hex'),
    Buffer.from('JFIF\0'),
    Buffer.from('010100000100010000', 'hex'),
    Buffer.from('ffc0000b08', 'hex'),
    Buffer.of(0, 16, width >> 8, width & 255, 1, 1, 0x11, 0),
    Buffer.from('ffda0008010100003f00aabbccffd9', 'hex'),
  ]);
const sheet = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const word = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
const zeros = (megabytes: number): Entry => ({ name: 'xl/worksheets/sheet1.xml', data: Buffer.alloc(megabytes * 1024 * 1024) });
const noise = (bytes: number) => {
  const data = Buffer.alloc(bytes);
  for (let i = 0, seed = 12345; i < bytes; i += 1) {
    seed = (seed * 1103515245 + 12345) & 0x7fffffff;
    data[i] = seed >> 16;
  }
  return data;
};

describe('what is kept', () => {
  test.each<[string, Buffer | string, string]>([
    ['PDF', pdf(), 'application/pdf'],
    ['xlsx', workbook(), sheet],
    [
      'docx with a hyperlink',
      wordFile({
        name: 'word/_rels/document.xml.rels',
        data: '<Relationship Type="http://x/relationships/hyperlink" Target="https://example.com" TargetMode="External"/>',
      }),
      word,
    ],
    [
      'xlsx with a zip comment',
      zipOf(
        [typesOf('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml'), { name: 'a.xml', data: '<a/>' }],
        'made by',
      ),
      sheet,
    ],
    ['xlsx with printer settings', workbook({ name: 'xl/printerSettings/printerSettings1.bin', data: 'x' }), sheet],
    ['PNG', png(), 'image/png'],
    ['JPEG', jpeg(), 'image/jpeg'],
    ['JPEG with what a phone appends', Buffer.concat([jpeg(), Buffer.from('SEFH trailer of the camera')]), 'image/jpeg'],
    ['CSV', '月份,煤量\n2024-01,182345.67\n', 'text/csv utf-8'],
    ['CSV with tabs', 'a\tb\n1\t2\n', 'text/csv utf-8'],
    ['text', '入炉煤化验记录\n收到基元素碳 0.5312\n', 'text/plain utf-8'],
    ['CSV in GB18030', Buffer.from('d4c2b7dd2cc3bac1bf0a312c320a', 'hex'), 'text/csv gb18030'],
    ['text with a byte order mark', '\uFEFF煤', 'text/plain utf-8'],
  ])('%s', async (_, content, expected) => {
    expect(await verdict(content)).toBe(expected);
  });

  test('what exceljs writes', async () => {
    const book = new ExcelJS.Workbook();
    book.addWorksheet('台账').addRow(['2024-01', 182345.67]);
    expect(await verdict(Buffer.from(await book.xlsx.writeBuffer()))).toBe(sheet);
  });
});

const external = (name: string, type: string): Entry => ({
  name,
  data: `<Relationships><Relationship Type="http://schemas/relationships/${type}" Target="https://evil.example/x" TargetMode="External"/></Relationships>`,
});
const nested = zipOf([{ name: 'inner.txt', data: 'x' }]);

describe('what is refused', () => {
  const type = 'file_type_refused';
  const broken = 'file_damaged';
  test.each<[string, Buffer | string, string]>([
    ['nothing at all', '', type],
    ['a zip bomb by its declared size', workbook(zeros(80)), type],
    ['a zip bomb by its ratio', workbook(zeros(20)), type],
    ['a zip bomb whose headers lie', workbook({ ...zeros(80), size: 1000 }), type],
    ['more bytes than declared', workbook({ name: 'a.xml', data: noise(5_000), size: 100 }), broken],
    ['201 entries', workbook(...Array.from({ length: 200 }, (_, n) => ({ name: `xl/s${n}.xml`, data: 'x' }))), type],
    ['overlapping entries', workbook({ name: 'a.xml', data: 'x', offset: 0 }), broken],
    ['macros by part', workbook({ name: 'xl/vbaProject.bin', data: 'x' }), type],
    ['macros by content type', zipOf([typesOf('application/vnd.ms-excel.sheet.macroEnabled.main+xml')]), type],
    ['Excel 4 macros', workbook({ name: 'xl/macrosheets/sheet1.xml', data: '<x/>' }), type],
    ['a template', zipOf([typesOf('application/vnd.openxmlformats-officedocument.spreadsheetml.template.main+xml')]), type],
    [
      'Excel and Word at once',
      zipOf([
        typesOf(
          'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml',
          'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml',
        ),
      ]),
      type,
    ],
    ['an encrypted entry', workbook({ name: 'a.xml', data: 'x', flags: 1 }), type],
    ['a nested zip by name', workbook({ name: 'xl/a.zip', data: 'x' }), type],
    ['a nested zip by content', workbook({ name: 'xl/media/image1.png', data: nested, stored: true }), type],
    ['a nested gzip', workbook({ name: 'xl/media/x.dat', data: Buffer.from('1f8b0800000000', 'hex') }), type],
    ['an embedded document', wordFile({ name: 'word/embeddings/sheet.bin', data: 'x' }), type],
    [
      'an OLE object under an innocent name',
      workbook({ name: 'xl/media/image1.emf', data: Buffer.from('d0cf11e0a1b11ae100', 'hex') }),
      type,
    ],
    ['a program', workbook({ name: 'xl/media/image1.png', data: 'MZ\x90\0' }), type],
    ['ActiveX', workbook({ name: 'xl/activeX/activeX1.xml', data: '<x/>' }), type],
    ['a link to another workbook', workbook({ name: 'xl/externalLinks/externalLink1.xml', data: '<x/>' }), type],
    ['a template fetched from outside', wordFile(external('word/_rels/settings.xml.rels', 'attachedTemplate')), type],
    ['a picture fetched from outside', workbook(external('xl/drawings/_rels/drawing1.xml.rels', 'image')), type],
    ['a path that climbs', workbook({ name: '../../etc/passwd', data: 'x' }), type],
    ['an absolute path', workbook({ name: '/etc/passwd', data: 'x' }), type],
    ['a Windows path', workbook({ name: 'C:\\x.xml', data: 'x' }), type],
    ['a NUL in a name', workbook({ name: 'a\0.xml', data: 'x' }), type],
    ['one name twice', workbook({ name: 'xl/Workbook.xml', data: 'x' }), type],
    ['two names for one entry', workbook({ name: 'a.xml', data: 'x', localName: 'b.xml' }), broken],
    ['a wrong checksum', workbook({ name: 'a.xml', data: 'xyz', crc: 1 }), broken],
    ['an unknown way of packing', workbook({ name: 'a.xml', data: 'xyz', method: 12, stored: true }), broken],
    ['a plain zip', nested, type],
    ['something in front of the zip', Buffer.concat([Buffer.from('#!/bin/sh\n'), workbook()]), type],
    ['a truncated workbook', workbook().subarray(0, 200), broken],
    ['an old Excel file', Buffer.from('d0cf11e0a1b11ae10000', 'hex'), type],
    ['SVG', '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', type],
    ['SVG behind a declaration', '<?xml version="1.0"?>\n<svg/>', type],
    ['HTML', '<!doctype html><script>alert(1)</script>', type],
    ['HTML behind blanks and a mark', '\uFEFF \n\t<html></html>', type],
    ['HTML behind a line of text', 'a,b\n<script>alert(1)</script>\n', type],
    ['XML with entities', '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>', type],
    ['RTF', '{\\rtf1 hello}', type],
    ['PostScript', '%!PS-Adobe-3.0\n', type],
    ['a script', '#!/bin/sh\nrm -rf /\n', type],
    ['the EICAR test file', 'X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*', type],
    ['UTF-16', Buffer.from('fffe41004200', 'hex'), type],
    ['text with NUL', 'a,b\0c\n', type],
    ['text in neither encoding', Buffer.from('41ff42c3280a', 'hex'), type],
    ['noise', noise(4096), type],
    ['GIF', 'GIF89a\x01\x00\x01\x00', type],
    ['a program', Buffer.from('7f454c46020101', 'hex'), type],
    ['PDF without an end', '%PDF-1.7\n1 0 obj', broken],
    ['PDF and zip at once', Buffer.concat([pdf(), nested]), type],
    ['PDF and HTML at once', pdf('<script>alert(1)</script>'), type],
    ['PDF behind something else', Buffer.concat([Buffer.from('GIF89a'), pdf()]), type],
    ['PNG and zip at once', Buffer.concat([png(), nested]), type],
    ['PNG and HTML at once', Buffer.concat([png(), Buffer.from('<html>')]), broken],
    ['a truncated PNG', png().subarray(0, 40), broken],
    ['a PNG of 10^9 pixels', png(100_000, 10_000), broken],
    ['JPEG and zip at once', Buffer.concat([jpeg(), nested]), type],
    ['a JPEG without end', jpeg().subarray(0, -2), broken],
    ['a JPEG of 30,000 pixels a side', jpeg(30_000), broken],
  ])('%s', async (_, content, code) => {
    expect(await verdict(content)).toBe(code);
  });

  test('too large, and a broken-off upload; nothing is left of any of them', async () => {
    expect(await verdict('a'.repeat(2000), 1999)).toBe('file_too_large');
    const broken = new Readable({
      read() {
        this.push('half a file');
        this.destroy(new Error('connection lost'));
      },
    });
    await expect(store.receive(organization, broken)).rejects.toThrow('connection lost');
    expect(left()).toBe(0);
  });

  test('the scanner’s word counts', async () => {
    const scanned = openFileStore(folder, async (file) => !fs.readFileSync(file, 'utf8').includes('virus'));
    await expect(scanned.receive(organization, Readable.from(['a virus']))).rejects.toMatchObject({ code: 'file_type_refused' });
    expect(left()).toBe(0);
  });
});

describe('what is kept stays what it was', () => {
  const content = Buffer.from('月份,煤量\n1,2\n');
  const sha256 = createHash('sha256').update(content).digest('hex');
  const place = () => path.join(folder, organization, sha256.slice(0, 2), sha256.slice(2, 4), sha256);
  const keep = async () => {
    const received = await store.receive(organization, Readable.from([content]));
    await received.keep();
    await received.drop();
    return received;
  };

  test('named by its content, readable by nobody else, gone for other organizations', async () => {
    expect((await keep()).sha256).toBe(sha256);
    expect(fs.statSync(place()).mode & 0o077).toBe(0);
    const { body, charset } = await store.fetch(organization, sha256, true);
    expect([body, charset]).toEqual([content, 'utf-8']);
    const other = organization.replace(/1$/, '2');
    await expect(store.fetch(other, sha256, false)).rejects.toMatchObject({ code: 'file_damaged' });
    await expect(store.fetch('../..', sha256, false)).rejects.toThrow('organization');
    await expect(store.fetch(organization, '../../../etc/passwd', false)).rejects.toThrow('SHA-256');
  });

  test('one changed byte is noticed; storing the content again heals it', async () => {
    await keep();
    fs.writeFileSync(place(), Buffer.from('月份,煤量\n1,3\n'));
    expect(await store.verify(organization, sha256, content.length)).toBe('changed');
    await expect(store.fetch(organization, sha256, false)).rejects.toMatchObject({ code: 'file_damaged' });
    await keep();
    expect(await store.verify(organization, sha256, content.length)).toBe('intact');
    fs.rmSync(place());
    expect(await store.verify(organization, sha256, content.length)).toBe('missing');
  });
});

test('the server stays responsive while ten bombs and a large text are looked at', async () => {
  const bomb = workbook({ ...zeros(60), size: 60 * 1024 * 1024 });
  const honest = workbook({ name: 'xl/worksheets/sheet1.xml', data: Buffer.concat(Array.from({ length: 40 }, () => noise(1024 * 1024))) });
  const large = Buffer.alloc(60 * 1024 * 1024, '2024-01,182345.67,0.5312\n');
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  const started = performance.now();
  const verdicts = await Promise.all([...Array.from({ length: 10 }, () => verdict(bomb)), verdict(honest), verdict(large)]);
  const took = performance.now() - started;
  delay.disable();
  expect(verdicts.slice(0, 10).every((v) => v === 'file_type_refused')).toBe(true);
  expect(verdicts.slice(10)).toEqual([sheet, 'text/csv utf-8']);
  console.log(
    `took ${Math.round(took)} ms; event loop p99 ${(delay.percentile(99) / 1e6).toFixed(0)} ms, longest ${(delay.max / 1e6).toFixed(0)} ms`,
  );
  expect(delay.percentile(99) / 1e6).toBeLessThan(patiently(100));
});
