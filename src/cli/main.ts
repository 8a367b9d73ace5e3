import fs from 'node:fs';
import path from 'node:path';
import { terminalLanguage } from '../server/config.ts';
import { productFolder } from '../server/place.ts';
import { type CommandName, help, helpFor, isCommand } from './help.ts';
import { exitCode, explain, type Language, UsageError, type Voice, voiceOf } from './say.ts';

export interface Invocation {
  readonly words: readonly string[];
  readonly voice: Voice;
  /** Resolves when the pages are built; only `start` needs them. */
  readonly webReady: Promise<void>;
}

// Loaded when called: `calc` does not wait for the web server's libraries.
const runners: Readonly<Record<CommandName, (invocation: Invocation) => Promise<number>>> = {
  start: async (invocation) => (await import('./start.ts')).start(invocation),
  doctor: async (invocation) => (await import('./doctor.ts')).doctor(invocation),
  calc: async (invocation) => (await import('./calc.ts')).calc(invocation),
  methods: async (invocation) => (await import('./methods.ts')).methods(invocation),
  backup: async (invocation) => (await import('./backup.ts')).backup(invocation),
  restore: async (invocation) => (await import('./backup.ts')).restore(invocation),
  pack: async (invocation) => (await import('./pack.ts')).pack(invocation),
  witness: async (invocation) => (await import('./witness/command.ts')).witness(invocation),
  apikey: async (invocation) => (await import('./apikey.ts')).apikey(invocation),
};

export function programVersion(): string {
  const file = JSON.parse(fs.readFileSync(path.join(productFolder, 'package.json'), 'utf8')) as { version: string };
  return file.version;
}

/** Takes `--lang` out of the words, wherever it stands. */
function languageIn(words: readonly string[]): { language: Language; rest: readonly string[] } {
  const at = words.findIndex((word) => word === '--lang' || word.startsWith('--lang='));
  if (at === -1) return { language: terminalLanguage(), rest: words };
  const joined = words[at] !== '--lang';
  const said = joined ? words[at]?.slice('--lang='.length) : words[at + 1];
  if (said !== 'zh' && said !== 'en') throw new UsageError({ zh: '--lang 只能是 zh 或 en', en: '--lang is zh or en' });
  return { language: said, rest: words.filter((_word, i) => i !== at && (joined || i !== at + 1)) };
}

/** The command line: returns the exit code. `start` returns when the server has stopped. */
export async function run(argv: readonly string[], options: { webReady?: Promise<void> } = {}): Promise<number> {
  // `tanheng calc … | head`: the reader has enough.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(exitCode.ok);
    throw error;
  });
  let voice = voiceOf(terminalLanguage());
  try {
    const { language, rest } = languageIn(argv);
    voice = voiceOf(language);
    const [name = 'help', ...words] = rest;
    if (name === '--version' || name === '-v') {
      voice.put(programVersion());
      return exitCode.ok;
    }
    if (name === 'help' || name === '--help' || name === '-h') {
      const about = words[0];
      voice.say(about !== undefined && isCommand(about) ? helpFor(about) : help());
      return exitCode.ok;
    }
    if (!isCommand(name))
      throw new UsageError({ zh: `没有命令 ${name}。\n\n${help().zh}`, en: `There is no command ${name}.\n\n${help().en}` });
    if (words.includes('--help') || words.includes('-h')) {
      voice.say(helpFor(name));
      return exitCode.ok;
    }
    return await runners[name]({ words, voice, webReady: options.webReady ?? Promise.resolve() });
  } catch (error) {
    return explain(error, voice);
  }
}
