import { SaxesParser } from 'saxes';
import type { Markup } from '../../../../../kernel/lca/formats/markup.ts';
import { brokenFile, refuseFile } from './refuse.ts';

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

/**
 * Hands every data set of an XML document on as a tree, one after another, so that a file of many is never in memory as a whole tree. Documents with a type
 * declaration are refused: entities are how XML is used against its reader, and no format read here has them.
 */
export function dataSetsIn(xml: string, take: (element: Markup) => void): void {
  const parser = new SaxesParser({ xmlns: false, position: false });
  const open: Open[] = [];
  let depth = 0;
  let size = 0;
  parser.on('doctype', () => {
    throw refuseFile('XML 含有文档类型声明（DOCTYPE），不予读取。', 'The XML has a document type declaration, which is not read.');
  });
  parser.on('error', (fault) => {
    throw brokenFile(`XML 不合规范：${fault.message}`, `The XML is not well formed: ${fault.message}`);
  });
  parser.on('opentag', (tag) => {
    depth += 1;
    if (depth > deepest) throw refuseFile('XML 嵌套过深。', 'The XML is nested too deeply.');
    const name = local(tag.name);
    if (open.length === 0 && !isDataSet(name, depth)) return;
    const attributes = Object.fromEntries(Object.entries(tag.attributes).map(([key, value]) => [local(key), String(value)]));
    open.push({ name, attributes, children: [], text: '' });
  });
  const write = (text: string): void => {
    const top = open.at(-1);
    if (!top) return;
    size += text.length;
    if (size > mostCharacters) throw refuseFile('一个数据集的文字过长。', 'The text of one data set is too long.');
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
