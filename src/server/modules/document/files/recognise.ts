import type { FileHandle } from 'node:fs/promises';
import { recogniseOffice } from './office.ts';
import { readPdfFacts } from './pdf-facts.ts';
import { checkJpeg, checkPng } from './picture.ts';
import { recogniseText } from './plain-text.ts';
import { damaged, type Recognised, refuseType } from './verdict.ts';
import { findZipEnd, readAt } from './zip-directory.ts';

/**
 * Tells what a file is by its content and refuses everything that is not one of the accepted kinds (security.md §1 row 5, F-04, F-07), also files that
 * are two things at once. The name given by the sender plays no part.
 */
export async function recognise(file: FileHandle, size: number): Promise<Recognised> {
  if (size === 0) throw refuseType('文件是空的。', 'The file is empty.');
  const start = await readAt(file, 0, 16);
  const begins = (hex: string) => start.toString('hex').startsWith(hex);
  if (begins('504b0304')) return { mediaType: await recogniseOffice(file, size) };
  if (begins('d0cf11e0a1b11ae1')) {
    throw refuseType(
      '这是旧版 Office 文件或加了密码的文件，请取消密码并另存为 .xlsx、.docx 或 PDF。',
      'An old Office format or a password-protected file; remove the password and save it as .xlsx, .docx or PDF.',
    );
  }
  const binary = begins('255044462d') ? 'pdf' : begins('89504e470d0a1a0a') ? 'png' : begins('ffd8ff') ? 'jpeg' : null;
  if (binary !== null && (await findZipEnd(file, size)) >= 0) {
    throw refuseType('文件同时也是压缩包，请重新导出。', 'The file is an archive at the same time; export it again.');
  }
  if (binary === 'pdf') {
    await checkPdf(file, size, start);
    return { mediaType: 'application/pdf', pdf: await readPdfFacts(file, size) };
  }
  if (binary === 'png') {
    await checkPng(file, size);
    return { mediaType: 'image/png' };
  }
  if (binary === 'jpeg') {
    await checkJpeg(file, size);
    return { mediaType: 'image/jpeg' };
  }
  return recogniseText(file, size);
}

/** PDF (ISO 32000): version in the first line, an end mark, and nothing but blanks behind it. */
async function checkPdf(file: FileHandle, size: number, start: Buffer): Promise<void> {
  const tailBytes = Math.min(size, 4096);
  const tail = (await readAt(file, size - tailBytes, tailBytes)).toString('latin1');
  const end = tail.lastIndexOf('%%EOF');
  if (!/^%PDF-[12]\.\d/.test(start.toString('latin1')) || end < 0) {
    throw damaged('PDF 不完整，请重新导出。', 'The PDF is incomplete; export it again.');
  }
  if (/[^\s\0]/.test(tail.slice(end + '%%EOF'.length))) {
    throw refuseType('PDF 结尾之后还有其他内容，请重新打印为 PDF。', 'Something stands behind the end of the PDF; print it to PDF again.');
  }
}
