import { refusals } from '../contract/refusals.ts';
import { Refusal } from '../kernel/refusal.ts';
import { fill, type Text } from '../kernel/text.ts';
import { StartRefusal } from '../server/start-refusal.ts';

export type Language = 'zh' | 'en';

/** How a command speaks: results to standard output, everything else to standard error. */
export interface Voice {
  readonly language: Language;
  readonly say: (text: Text) => void;
  readonly complain: (text: Text) => void;
  /** A result for a program: JSON or the text given, unchanged. */
  readonly put: (result: string) => void;
}

export function voiceOf(language: Language): Voice {
  return {
    language,
    say: (text) => process.stdout.write(`${text[language]}\n`),
    complain: (text) => process.stderr.write(`${text[language]}\n`),
    put: (result) => process.stdout.write(result.endsWith('\n') ? result : `${result}\n`),
  };
}

/** The call itself is wrong; exit code 2. */
export class UsageError extends Error {
  readonly text: Text;

  constructor(text: Text) {
    super(text.en);
    this.text = text;
  }
}

export const exitCode = { ok: 0, failed: 1, usage: 2 } as const;

/** A finding as the kernel or as the wire gives it. */
interface Told {
  readonly severity: string;
  readonly place: {
    readonly path?: string | undefined;
    readonly symbol?: string | undefined;
    readonly at?: Readonly<Record<string, string>> | undefined;
    readonly file?: string | undefined;
    readonly line?: number | undefined;
  };
  readonly text: Text;
  readonly cure?: Text | undefined;
}

function placeOf({ place }: Told): string {
  const at = Object.entries(place.at ?? {}).map(([name, value]) => `${name}=${value}`);
  const file = place.file === undefined ? [] : [place.line === undefined ? place.file : `${place.file}:${place.line}`];
  return [
    ...file,
    ...(place.path === undefined || place.path === '' ? [] : [place.path]),
    ...(place.symbol === undefined ? [] : [place.symbol]),
    ...at,
  ].join(' ');
}

export function findingLine(finding: Told, language: Language): string {
  const cure = finding.cure === undefined ? '' : ` ${finding.cure[language]}`;
  return `${finding.severity.toUpperCase()} ${placeOf(finding)}: ${finding.text[language]}${cure}`;
}

/** Says what went wrong in words; a stack only for what is our own mistake. Returns the exit code. */
export function explain(error: unknown, voice: Voice): number {
  if (error instanceof UsageError) {
    voice.complain(error.text);
    return exitCode.usage;
  }
  if (error instanceof StartRefusal) voice.complain(error.text);
  else if (error instanceof Refusal) {
    const { title, detail } = refusals[error.code];
    const why = fill(error.detail ?? detail, error.values);
    voice.complain({ zh: `${title.zh}：${why.zh}`, en: `${title.en}: ${why.en}` });
    for (const finding of error.findings) voice.complain({ zh: findingLine(finding, 'zh'), en: findingLine(finding, 'en') });
  } else process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  return exitCode.failed;
}
