import { setTimeout as sleep } from 'node:timers/promises';
import { fill, type Text } from '../../kernel/text.ts';
import { type NoteKey, noteKeyText, noteKeyTypes, parseNoteKey } from '../../kernel/trust/note.ts';
import { readConfig } from '../../server/config.ts';
import { openDatabase } from '../../server/db/open.ts';
import { trustWitness } from '../../server/modules/journal/index.ts';
import { systemClock } from '../../server/work/clock.ts';
import { runCommand } from '../../server/work/run.ts';
import { actorFor } from '../acting.ts';
import type { Invocation } from '../main.ts';
import { exitCode, UsageError, type Voice } from '../say.ts';
import { parseWords } from '../words.ts';
import { newWitness, openWitness, readWatched, type WitnessFolder, writeWatched } from './folder.ts';
import { type Look, look, primitives, Unreachable } from './look.ts';

const text = { type: 'string' } as const;
const flags = { name: text, log: text, key: text, every: text, person: text, organization: text };

const noLogKey: Text = {
  zh: '--key 不是日志的公钥。请使用日志一方“操作日志”页给出的整行。',
  en: '--key is not the key of a log. Take the whole line from the page "Journal" of the side of the log.',
};

function logKey(line: string): NoteKey {
  const key = parseNoteKey(primitives.hash, line);
  if (key === null || key.type !== noteKeyTypes.ed25519) throw new UsageError(noLogKey);
  return key;
}

/** The log of this folder; told the first time, and the same ever after. */
async function watchedLog(witness: WitnessFolder, told: { log?: string | undefined; key?: string | undefined }) {
  const known = await readWatched(witness);
  const address = told.log?.replace(/\/+$/, '') ?? known?.address;
  const key = told.key ?? known?.key;
  if (address === undefined || key === undefined || !/^https?:\/\//.test(address)) {
    throw new UsageError({
      zh: '第一次运行需要 --log <服务器地址> 与 --key <日志公钥>。公钥请从不依赖该服务器的途径核对。',
      en: 'The first run needs --log <address of the server> and --key <key of the log>. Check the key by a way that does not depend on that server.',
    });
  }
  if (known !== null && known.key !== key) {
    throw new UsageError({
      zh: `这个目录见证的是另一个日志（${known.key}）。新的日志请用新的目录。`,
      en: `This folder witnesses another log (${known.key}). A new log takes a new folder.`,
    });
  }
  const parsed = logKey(key);
  if (known?.address !== address) await writeWatched(witness, { address, key });
  return { address, key: parsed };
}

const said: Readonly<Record<Look['judgement'], Text>> = {
  unchanged: { zh: '检查点未变（{size} 条），已联署。', en: 'The head has not changed ({size} entries); cosigned.' },
  grown: { zh: '已核对并联署检查点：{size} 条。', en: 'Checked and cosigned the head of {size} entries.' },
  unsigned: { zh: '拒绝：检查点不是该日志的密钥签发的。', en: 'Refused: the head is not signed by the key of this log.' },
  smaller: {
    zh: '拒绝：日志变短了（上次 {before} 条，现在 {size} 条）。可能恢复了旧备份，或删去了末尾。证据：{evidence}',
    en: 'Refused: the log is shorter than before ({before} entries then, {size} now): an older backup, or its end was cut. Evidence: {evidence}',
  },
  forked: {
    zh: '拒绝：同样 {size} 条，根却不同：日志对不同的人出示不同的历史。证据：{evidence}',
    en: 'Refused: {size} entries as before, but another root: the log shows two histories. Evidence: {evidence}',
  },
  unproved: {
    zh: '拒绝：{size} 条的日志不是上次 {before} 条的延续，先前的记录被改动。证据：{evidence}',
    en: 'Refused: the log of {size} entries does not go on from the {before} seen before; earlier entries were changed. Evidence: {evidence}',
  },
};

function tell(voice: Voice, found: Look): number {
  const values = Object.fromEntries(Object.entries(found).map(([name, value]) => [name, String(value)]));
  const isRefused = found.judgement !== 'unchanged' && found.judgement !== 'grown';
  (isRefused ? voice.complain : voice.say)(fill(said[found.judgement], values));
  return isRefused ? exitCode.failed : exitCode.ok;
}

/** Exit codes as of a verifier (trust.md T-16): 0 cosigned, 1 refused, 2 nothing can be said. */
const undecided = 2;

async function runWitness(
  voice: Voice,
  folder: string,
  told: { log?: string | undefined; key?: string | undefined; every?: string | undefined },
) {
  const every = told.every === undefined ? null : Number(told.every);
  if (every !== null && !(Number.isInteger(every) && every >= 1 && every <= 86_400))
    throw new UsageError({ zh: '--every 应为 1 到 86400 秒', en: '--every is 1 to 86400 seconds' });
  const witness = await openWitness(folder);
  const log = await watchedLog(witness, told);
  for (;;) {
    let code: number;
    try {
      code = tell(voice, await look(witness, log, systemClock.now()));
    } catch (error) {
      if (!(error instanceof Unreachable)) throw error;
      voice.complain({
        zh: `无法读取日志或提交联署：${error.message}`,
        en: `The log cannot be read, or takes no cosignature: ${error.message}`,
      });
      code = undecided;
    }
    if (every === null || code === exitCode.failed) return code;
    await sleep(every * 1000);
  }
}

async function trust(voice: Voice, publicKey: string, wish: { person: string | undefined; organization: string | undefined }) {
  const { databaseUrl, dataFolder } = readConfig();
  const database = await openDatabase({ databaseUrl, dataFolder, exclusive: false, purpose: 'witness' });
  try {
    const actor = await actorFor(database, wish, ['administrator']);
    const { name } = await runCommand({ db: database, clock: systemClock }, trustWitness, actor, { publicKey });
    voice.say({ zh: `已登记见证人 ${name}`, en: `The witness ${name} is trusted` });
    return exitCode.ok;
  } finally {
    await database.close();
  }
}

/** `tanheng witness new | run | trust` (trust.md T-07). */
export async function witness({ words, voice }: Invocation): Promise<number> {
  const { values, positionals } = parseWords('witness', words, flags, { min: 2, max: 2 });
  const [verb = '', subject = ''] = positionals;
  if (verb === 'run') return await runWitness(voice, subject, values);
  if (verb === 'trust') return await trust(voice, subject, { person: values.person, organization: values.organization });
  if (verb !== 'new' || values.name === undefined || !/^[^\s+]{1,200}$/u.test(values.name)) {
    throw new UsageError({
      zh: '用法：tanheng witness new <目录> --name <名称> · run <目录> · trust <公钥>。名称不含空格与加号，例如 verifier.example/w1',
      en: 'Usage: tanheng witness new <folder> --name <name> · run <folder> · trust <key>. A name has neither spaces nor plus signs, as verifier.example/w1',
    });
  }
  const made = await newWitness(subject, values.name);
  voice.complain({
    zh: '见证人的公钥，请交给日志一方登记：',
    en: 'The key of the witness; the side of the log takes it with "tanheng witness trust":',
  });
  voice.put(noteKeyText(primitives.hash, made.key));
  return exitCode.ok;
}
