import type { FileHandle } from 'node:fs/promises';
import { damaged, type Recognised, refuseType } from './verdict.ts';
import { BrokenZip, readAt, readZipDirectory, type ZipEntry } from './zip-directory.ts';

/** Archives of data sets have many small parts; what really comes out is counted by whoever unpacks them. */
const datasetLimits = { entries: 60_000, unpackedBytes: 600 * 1024 ** 2, ratio: 100 } as const;

/**
 * Tells files of data sets (life-cycle databases): an archive of JSON, XML or CSV, an XML file, or CSV text in any encoding. They are read by their own module only
 * and never shown in a page; names and limits of archives are looked at here.
 */
export async function recogniseDataset(file: FileHandle, size: number): Promise<Recognised> {
  if (size === 0) throw refuseType('文件是空的。请从原软件重新导出。', 'The file is empty. Export it again from where it comes.');
  const start = await readAt(file, 0, 4096);
  if (start.toString('hex', 0, 4) === '504b0304') {
    await checkArchive(file, size);
    return { mediaType: 'application/zip' };
  }
  if (/^(fffe|feff)/.test(start.toString('hex', 0, 2)))
    throw refuseType(
      '文件是 UTF-16 编码的文本。请另存为 UTF-8 编码后再上传。',
      'The file is text in UTF-16. Save it in UTF-8 and upload it again.',
    );
  const text = start.toString('latin1').replace(/^ï»¿/, '').trimStart();
  if (/<!DOCTYPE|<!ENTITY/i.test(text))
    throw refuseType(
      'XML 含有文档类型声明（DOCTYPE 或 ENTITY），不予读取。请从来源软件导出不含该声明的文件。',
      'The XML has a document type declaration (DOCTYPE or ENTITY), which is not read. Export it without one.',
    );
  if (/^<(\?xml\b|ecoSpold\b|[\w.:-]*DataSet\b)/.test(text)) return { mediaType: 'application/xml' };
  if (/^\{(SimaPro|CSV Format version)/.test(text)) return { mediaType: 'text/csv' };
  throw refuseType(
    '不是生命周期数据文件：应为 openLCA JSON-LD、EcoSpold、ILCD、矩阵的压缩包，EcoSpold XML 或 SimaPro CSV。',
    'No file of life-cycle data: archives of openLCA JSON-LD, EcoSpold, ILCD or matrices, EcoSpold XML and SimaPro CSV are.',
  );
}

/** Absolute, on a drive, or up and out: nothing is ever written under these names, and nobody honest writes them. */
const leadsOut = (name: string): boolean => /^[\\/]|^[a-z]:|(^|[\\/])\.\.([\\/]|$)|\0/i.test(name);

async function checkArchive(file: FileHandle, size: number): Promise<void> {
  let entries: ZipEntry[];
  try {
    entries = await readZipDirectory(file, size, datasetLimits.entries);
  } catch (fault) {
    if (!(fault instanceof BrokenZip)) throw fault;
    throw damaged(
      '压缩结构不完整或前后矛盾，请从原软件重新导出。',
      'The archive is damaged or contradicts itself; export it again from where it comes.',
    );
  }
  const declared = entries.reduce((sum, entry) => sum + entry.size, 0);
  if (entries.length > datasetLimits.entries || declared > datasetLimits.unpackedBytes || declared > size * datasetLimits.ratio) {
    throw refuseType(
      `解压后超过 ${datasetLimits.unpackedBytes / 1024 ** 2} MB、${datasetLimits.entries} 个条目或压缩比 ${datasetLimits.ratio}，可能是压缩炸弹。请拆分文件。`,
      `Unpacked it exceeds ${datasetLimits.unpackedBytes / 1024 ** 2} MB, ${datasetLimits.entries} entries or a ratio of ${datasetLimits.ratio}: it may be a zip bomb. Split the file.`,
    );
  }
  if (entries.some((entry) => entry.encrypted))
    throw refuseType('文件已加密，请取消密码后再上传。', 'The file is encrypted; remove the password and upload again.');
  if (entries.some((entry) => /\.(zip|7z|rar|gz|jar|exe|dll|js|vbs|html?|svg)$/i.test(entry.name)))
    throw refuseType(
      '压缩包内含另一个压缩包、程序或网页。请解开或取出后重新压缩。',
      'The file holds another archive, a program or a web page. Unpack it or take it out, and pack it again.',
    );
  const outside = entries.find((entry) => leadsOut(entry.name));
  if (outside) {
    const name = outside.name.slice(0, 200);
    throw refuseType(
      `压缩包内的文件名“${name}”指向压缩包之外。请用相对路径、不含“..”的文件名重新压缩。`,
      `The archive names a file outside itself: "${name}". Pack it again with relative names without "..".`,
    );
  }
  if (!entries.some((entry) => /\.(json|xml|spold|csv)$/i.test(entry.name)))
    throw refuseType(
      '压缩包内没有数据集文件（.json、.xml、.spold、.csv）。请从原软件导出数据集后再上传。',
      'The archive holds no data sets (.json, .xml, .spold, .csv). Export data sets from where they come.',
    );
}
