import fs from 'node:fs';
import path from 'node:path';
import { parse, stringify } from 'yaml';
import { findKernelCalculation, kernelCalculations, openShelf, runCalculation } from '../server/modules/library/index.ts';
import { productFolder } from '../server/place.ts';
import type { Invocation } from './main.ts';
import { exitCode, findingLine, UsageError, type Voice } from './say.ts';
import { parseWords } from './words.ts';

function readInput(from: string | undefined): unknown {
  const source = from === undefined || from === '-' ? 0 : path.resolve(from);
  if (typeof source === 'string' && !fs.existsSync(source))
    throw new UsageError({ zh: `没有文件 ${source}`, en: `There is no file ${source}` });
  const text = fs.readFileSync(source, 'utf8');
  try {
    // JSON is YAML; the bounds keep a hostile file from growing while it is read.
    return parse(text, { maxAliasCount: 50, uniqueKeys: true });
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new UsageError({ zh: `输入不是有效的 YAML 或 JSON：${why}`, en: `The input is not valid YAML or JSON: ${why}` });
  }
}

function tell(result: ReturnType<typeof runCalculation>, voice: Voice): void {
  const { language } = voice;
  for (const { title, at, shown, unit, symbol } of result.outputs) {
    const where = Object.values(at).join(' ');
    voice.put(
      `${symbol.padEnd(18)} ${(shown ?? '—').padStart(18)} ${unit.padEnd(14)} ${title[language]}${where === '' ? '' : ` [${where}]`}`,
    );
  }
  for (const finding of result.findings) voice.put(findingLine(finding, language));
}

/** `tanheng calc`: a headless calculation by the same function as POST /api/v1/calculations/<name>. */
export async function calc({ words, voice }: Invocation): Promise<number> {
  const flags = { list: { type: 'boolean' }, example: { type: 'boolean' }, json: { type: 'boolean' }, yaml: { type: 'boolean' } } as const;
  const { values, positionals } = parseWords('calc', words, flags, { min: 0, max: 2 });
  const shelf = openShelf(path.join(productFolder, 'data'));
  if (values.list === true) {
    const items = [...shelf.methods, ...kernelCalculations].map(({ id, version, title }) => ({ name: id, version, title }));
    if (values.json === true) voice.put(JSON.stringify({ items }, null, 2));
    else for (const { name, title } of items) voice.put(`${name.padEnd(40)} ${title[voice.language]}`);
    return exitCode.ok;
  }
  const name = positionals[0];
  if (name === undefined) {
    throw new UsageError({
      zh: '请给出计算名称；tanheng calc --list 列出全部。',
      en: 'Name a calculation; "tanheng calc --list" shows all.',
    });
  }
  const own = findKernelCalculation(name);
  const example = own?.example ?? shelf.method(name)?.description.example;
  if (values.example === true && example !== undefined) {
    voice.put(values.json === true ? JSON.stringify(example, null, 2) : stringify(example));
    return exitCode.ok;
  }
  // A wrong name is told before the input is asked for.
  const result = runCalculation(shelf, name, (own ?? shelf.method(name)) === undefined ? null : readInput(positionals[1]));
  if (values.yaml === true) voice.put(stringify(result));
  else if (values.json === true || !process.stdout.isTTY) voice.put(JSON.stringify(result, null, 2));
  else tell(result, voice);
  return exitCode.ok;
}
