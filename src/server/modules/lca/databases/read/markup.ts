import { SaxesParser } from 'saxes';
import type { Markup } from '../../../../../kernel/lca/formats/markup.ts';
import { brokenFile, refuseFile, tooDeep } from './refuse.ts';

const deepest = 100;
const mostCharacters = 20_000_000;
const pieceCharacters = 256 * 1024;

interface Open {
  readonly name: string;
  readonly attributes: Record<string, string>;
  readonly children: Markup[];
  text: string;
}

const local = (name: string): string => name.slice(name.indexOf(':') + 1);

/** Elements that are data sets: children of an EcoSpold file, or the root of an ILCD file. */
function isDataSet(name: string, depth: number): boolean {
  if (depth === 1) return name.endsWith('DataSet');
  return depth === 2 && (name === 'dataset' || name === 'activityDataset' || name === 'childActivityDataset');
}

export interface MarkupFile {
  readonly path: string;
  readonly xml: string;
}

/** The line where a document breaks off, counted in a second reading: keeping count in every reading would slow all of them. */
function placeOfFault(xml: string): number {
  const parser = new SaxesParser({ xmlns: false, position: true });
  let line = 1;
  let broken = false;
  parser.on('error', () => {
    if (!broken) line = parser.line;
    broken = true;
  });
  for (let at = 0; at < xml.length && !broken; at += pieceCharacters) parser.write(xml.slice(at, at + pieceCharacters));
  if (!broken) parser.close();
  return line;
}

/**
 * Hands every data set of an XML document on as a tree, one after another, so that a file of many is never in memory as a whole tree. Documents with a type
 * declaration are refused: entities are how XML is used against its reader, and no format read here has them.
 */
export function dataSetsIn({ path, xml }: MarkupFile, take: (element: Markup) => void): void {
  const parser = new SaxesParser({ xmlns: false, position: false });
  const open: Open[] = [];
  let depth = 0;
  let size = 0;
  parser.on('doctype', () => {
    throw refuseFile(
      `${path}：XML 含有文档类型声明（DOCTYPE 或 ENTITY），不予读取。请从来源软件导出不含该声明的文件。`,
      `${path}: the XML has a document type declaration (DOCTYPE or ENTITY), which is not read. Export it without one.`,
    );
  });
  parser.on('error', (fault) => {
    const at = placeOfFault(xml);
    throw brokenFile(
      `${path} 第 ${at} 行：XML 不完整或不合规范（${fault.message}）。请从原软件重新导出。`,
      `${path}, line ${at}: the XML is cut off or not well formed (${fault.message}). Export it again from where it comes.`,
    );
  });
  parser.on('opentag', (tag) => {
    depth += 1;
    if (depth > deepest) throw tooDeep(path, 'XML', deepest);
    const name = local(tag.name);
    if (open.length === 0 && !isDataSet(name, depth)) return;
    const attributes = Object.fromEntries(Object.entries(tag.attributes).map(([key, value]) => [local(key), String(value)]));
    open.push({ name, attributes, children: [], text: '' });
  });
  const write = (text: string): void => {
    const top = open.at(-1);
    if (!top) return;
    size += text.length;
    if (size > mostCharacters) {
      const most = mostCharacters / 1_000_000;
      throw refuseFile(
        `${path}：一个数据集的文字超过 ${most} 百万字。请检查文件或拆分后再导入。`,
        `${path}: the text of one data set has more than ${most} million characters. Check the file, or split it.`,
      );
    }
    top.text += text;
  };
  parser.on('text', write);
  parser.on('cdata', write);
  parser.on('closetag', () => {
    depth -= 1;
    const done = open.pop();
    if (!done) return;
    const element: Markup = { ...done, text: done.text.trim() };
    const parent = open.at(-1);
    if (parent) parent.children.push(element);
    else {
      size = 0;
      take(element);
    }
  });
  for (let at = 0; at < xml.length; at += pieceCharacters) parser.write(xml.slice(at, at + pieceCharacters));
  parser.close();
}
