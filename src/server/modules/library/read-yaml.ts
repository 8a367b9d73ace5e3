import { readFileSync } from 'node:fs';
import { isNode, isPair, LineCounter, parseDocument, visit } from 'yaml';
import type { Finding } from '../../../kernel/finding.ts';
import { valueAhead } from './yaml-ahead.ts';

/** A reviewed YAML file as a plain value, with the line of every part of it. */
export interface YamlFile {
  /** Path as shown in findings, relative to the data folder. */
  readonly file: string;
  readonly value: unknown;
  readonly locate: (path: readonly (string | number)[]) => { readonly file: string; readonly line: number };
  /** Syntax errors; `value` is then not to be used. */
  readonly findings: readonly Finding[];
}

/** Reads one YAML file. A file that is no YAML gives findings with file and line, never an exception. */
export function readYamlFile(path: string, shown: string): YamlFile {
  return readYaml(readFileSync(path, 'utf8'), shown);
}

export function readYaml(text: string, file: string): YamlFile {
  const ahead = valueAhead(text);
  if (ahead === undefined) return parseYaml(text, file);
  let parsed: YamlFile | undefined;
  const locate: YamlFile['locate'] = (path) => {
    parsed ??= parseYaml(text, file);
    return parsed.locate(path);
  };
  return { file, value: ahead.value, locate, findings: [] };
}

function parseYaml(text: string, file: string): YamlFile {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, version: '1.2', schema: 'core' });
  const findings: Finding[] = document.errors.map((error) => ({
    code: 'yaml_syntax',
    severity: 'error',
    place: { file, line: error.linePos?.[0].line ?? 1 },
    text: { zh: `YAML 语法错误：${error.message.split('\n')[0]}`, en: `YAML syntax: ${error.message.split('\n')[0]}` },
    cure: {
      zh: '检查缩进、引号和冒号；含“: [ ] { } ,”的公式须加引号',
      en: 'Check indentation, quotes and colons; a formula with ": [ ] { } ," needs quotes',
    },
  }));
  // Only faults ask for lines, and nearly every file has none.
  let lineOf: Map<string, number> | undefined;
  const locate = (path: readonly (string | number)[]) => {
    lineOf ??= linesByPointer(document.contents, lines);
    for (let length = path.length; length > 0; length -= 1) {
      const line = lineOf.get(pointerOf(path.slice(0, length)));
      if (line !== undefined) return { file, line };
    }
    return { file, line: 1 };
  };
  return { file, value: findings.length === 0 ? document.toJS({ maxAliasCount: 1_000 }) : undefined, locate, findings };
}

function pointerOf(path: readonly (string | number)[]): string {
  return path.map(String).join('\u0001');
}

/** Line of each value by its path, from the key where there is one, so that a wrong value is found at its name. */
function linesByPointer(contents: unknown, lines: LineCounter): Map<string, number> {
  const found = new Map<string, number>();
  if (!isNode(contents)) return found;
  const places = new Map<unknown, readonly (string | number)[]>([[contents, []]]);
  visit(contents, (key, node, ancestors) => {
    const parent = ancestors.at(-1);
    const above = places.get(parent);
    if (isPair(node)) {
      const name = isNode(node.key) ? String(node.key.toJSON()) : String(node.key);
      const path = [...(above ?? []), name];
      places.set(node, path);
      const start = isNode(node.key) ? node.key.range?.[0] : undefined;
      if (start !== undefined) found.set(pointerOf(path), lines.linePos(start).line);
      return;
    }
    if (!isNode(node) || places.has(node) || key === 'key') return;
    const path = isPair(parent) ? above : typeof key === 'number' ? [...(above ?? []), key] : undefined;
    if (path === undefined) return;
    places.set(node, path);
    if (typeof key === 'number' && node.range) found.set(pointerOf(path), lines.linePos(node.range[0]).line);
  });
  return found;
}
