import { buffer } from 'node:stream/consumers';
import { Refusal } from '../../../../kernel/refusal.ts';
import type { Call } from '../../../work/route.ts';
import * as document from '../../document/index.ts';
import type { IntakeThreads, SheetTable } from '../../emission/index.ts';

/** Where statements lie, and the thread that reads files of others within its limits (10 s, 256 MB, 20 MB a file). */
export interface StatementFiles {
  readonly files: document.FileStore;
  readonly threads: IntakeThreads;
}

/** A stored xlsx or CSV as CSV text. @throws Refusal `not_found`, `file_type_refused`, `file_too_large`, `file_damaged`. */
export async function statementText(parts: StatementFiles, call: Call, sha256: string): Promise<string> {
  const answer = await answerOf(parts, call, sha256, 'text');
  if ('csv' in answer) return answer.csv;
  throw new TypeError('the thread answered another question');
}

/** The first sheet of a stored xlsx or CSV, cell by cell. @throws Refusal as above. */
export async function storedTable(parts: StatementFiles, call: Call, sha256: string): Promise<SheetTable> {
  const answer = await answerOf(parts, call, sha256, 'table');
  if ('lines' in answer) return answer;
  throw new TypeError('the thread answered another question');
}

/** CSV text, cell by cell, within the same limits. @throws Refusal as above. */
export async function tableOfText({ threads }: StatementFiles, call: Call, text: string): Promise<SheetTable> {
  const answer = await threads.ask(call.actor.personId, { ask: 'table', bytes: Buffer.from(text) });
  if ('lines' in answer) return answer;
  throw new TypeError('the thread answered another question');
}

async function answerOf({ files, threads }: StatementFiles, call: Call, sha256: string, ask: 'text' | 'table') {
  await call.ask(document.findFile, { sha256 });
  const { body } = await files.fetch(call.actor.organizationId, sha256, false);
  const bytes = Buffer.isBuffer(body) ? body : await buffer(body);
  try {
    return await threads.ask(call.actor.personId, ask === 'text' ? { ask, bytes } : { ask, bytes });
  } catch (error) {
    if (error instanceof Refusal && error.code === 'request_too_large') throw new Refusal('file_too_large', { detail: tooHard });
    throw error;
  }
}

const tooHard = {
  zh: '整个文件：读取超过 10 秒或 256 MB 内存，已停止，没有保存任何内容。请删去多余的工作表和格式后再导入。',
  en: 'The whole file: reading it took more than 10 s or 256 MB and was stopped; nothing was saved. Delete sheets and formats that are not needed.',
};
