import { parentPort } from 'node:worker_threads';
import { present } from '../kernel/assert.ts';
import { Refusal } from '../kernel/refusal.ts';
import { answerLca, type LcaAnswer, type LcaTask } from './modules/lca/index.ts';
import type { ThreadAnswer } from './work/threads.ts';

/** The thread of life-cycle databases (work/threads.ts): reads files of others, builds and solves systems, writes exports. */
const port = present(parentPort, 'this file runs as a thread');

function post(answer: ThreadAnswer<LcaAnswer>): void {
  port.postMessage(answer);
}

port.on('message', (task: LcaTask) => {
  answerLca(task).then(
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
