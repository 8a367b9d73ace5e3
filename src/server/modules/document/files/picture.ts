import type { FileHandle } from 'node:fs/promises';
import { damaged } from './verdict.ts';
import { readAt } from './zip-directory.ts';

const longestSide = 20_000;
const mostPixels = 120_000_000;

function brokenPicture() {
  return damaged(
    '图片不完整或其后附有其他内容，请重新导出图片。',
    'The picture is incomplete or something else follows it; export it again.',
  );
}

function checkSize(width: number, height: number): void {
  if (width === 0 || height === 0 || width > longestSide || height > longestSide || width * height > mostPixels) {
    throw damaged(
      '图片尺寸异常（边长至多 20000 像素，总计至多 1.2 亿像素）。',
      'The picture’s size is out of bounds (20,000 pixels a side, 120 million in all).',
    );
  }
}

/** PNG (ISO/IEC 15948): walks the chunks; IHDR first, IEND last, nothing behind. */
export async function checkPng(file: FileHandle, size: number): Promise<void> {
  let at = 8;
  for (let first = true; ; first = false) {
    const head = await readAt(file, at, first ? 16 : 8);
    if (head.length < 8) throw brokenPicture();
    const [length, type] = [head.readUInt32BE(0), head.toString('latin1', 4, 8)];
    if (first && (type !== 'IHDR' || head.length < 16)) throw brokenPicture();
    if (first) checkSize(head.readUInt32BE(8), head.readUInt32BE(12));
    at += 12 + length;
    if (at > size || !/^[A-Za-z]{4}$/.test(type)) throw brokenPicture();
    if (type === 'IEND') break;
  }
  if (at !== size) throw brokenPicture();
}

/** JPEG (ITU-T T.81): walks the segments to the first scan; an end marker must follow. Cameras append data of their own, so that is let through. */
export async function checkJpeg(file: FileHandle, size: number): Promise<void> {
  let at = 2;
  let sized = false;
  for (let segments = 0; segments < 2_000; segments += 1) {
    const head = await readAt(file, at, 9);
    if (head.length < 9 || head[0] !== 0xff) throw brokenPicture();
    const marker = head[1] ?? 0;
    const frame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (frame) checkSize(head.readUInt16BE(7), head.readUInt16BE(5));
    sized = sized || frame;
    if (marker === 0xda) break;
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    at += 2 + head.readUInt16BE(2);
  }
  if (!sized || !(await endsAfter(file, at, size))) throw brokenPicture();
}

async function endsAfter(file: FileHandle, from: number, size: number): Promise<boolean> {
  const block = 1024 * 1024;
  for (let at = from; at < size; at += block - 1) {
    if ((await readAt(file, at, Math.min(block, size - at))).includes(Buffer.of(0xff, 0xd9))) return true;
  }
  return false;
}
