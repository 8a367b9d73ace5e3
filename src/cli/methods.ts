import fs from 'node:fs';
import path from 'node:path';
import { openShelf } from '../server/modules/library/index.ts';
import { productFolder } from '../server/place.ts';
import type { Invocation } from './main.ts';
import { exitCode, findingLine, UsageError } from './say.ts';
import { parseWords } from './words.ts';

/** `tanheng methods check [folder]`: the check that runs when the server starts, for those who write methods. */
export async function methods({ words, voice }: Invocation): Promise<number> {
  const { positionals, values } = parseWords('methods', words, { json: { type: 'boolean' } }, { min: 1, max: 2 });
  if (positionals[0] !== 'check')
    throw new UsageError({ zh: '用法：tanheng methods check [目录]', en: 'Usage: tanheng methods check [folder]' });
  const folder = path.resolve(positionals[1] ?? path.join(productFolder, 'data'));
  if (!fs.existsSync(path.join(folder, 'methods'))) {
    throw new UsageError({ zh: `${folder} 中没有 methods 目录`, en: `There is no folder "methods" in ${folder}` });
  }
  const { methods: loaded, findings } = openShelf(folder);
  if (values.json === true) voice.put(JSON.stringify({ methods: loaded.map(({ id }) => id), findings }, null, 2));
  else {
    for (const finding of findings) voice.put(findingLine(finding, voice.language));
    voice.say({
      zh: `${loaded.length} 个方法，${findings.length} 条提示`,
      en: `${loaded.length} methods, ${findings.length} findings`,
    });
  }
  return findings.some((finding) => finding.severity === 'error') ? exitCode.failed : exitCode.ok;
}
