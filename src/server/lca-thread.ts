import { parentPort } from 'node:worker_threads';
import { present } from '../kernel/assert.ts';
import { Refusal } from '../kernel/refusal.ts';
import { answerLca, type LcaAnswer, type LcaTask } from './modules/lca/index.ts';
import type { ThreadAnswer, ThreadNote } from './work/threads.ts';

/** The thread of life-cycle databases (work/threads.ts): reads files of others, builds and solves systems, writes exports. */
const port = present(parentPort, 'this file runs as a thread');

function post(answer: ThreadAnswer<LcaAnswer>): void {
  port.postMessage(answer, 'done' in answer ? handedOver(answer.done) : []);
}

/** What is large is handed over and not copied: the server's thread does nothing for it. */
function handedOver(answer: LcaAnswer): ArrayBuffer[] {
  if (!('packed' in answer)) return [];
  const { table, rest, processes, flows } = answer.packed;
  return [table, rest, ...processes, ...flows].map((one) => one.buffer);
}

/** Each percent once: more is not seen. */
function noting(): (note: ThreadNote) => void {
  let last = '';
  return (note) => {
    const now = `${note.of} ${Math.floor((100 * note.done) / Math.max(1, note.total))}`;
    if (now === last) return;
    last = now;
    post({ note });
  };
}

port.on('message', (task: LcaTask) => {
  answerLca(task, noting()).then(
    (done) => post({ done }),
    (error: unknown) => {
      if (error instanceof Refusal) {
        const { code, values, findings, detail } = error;
        post({ refused: { code, values, findings, detail } });
      } else post({ failed: error instanceof Error ? (error.stack ?? error.message) : String(error) });
    },
  );
});
post({ ready: true });
