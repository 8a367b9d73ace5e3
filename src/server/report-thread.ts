import { parentPort } from 'node:worker_threads';
import { present } from '../kernel/assert.ts';
import { answerRendering, type RenderAnswer, type RenderTask } from './modules/emission/index.ts';
import type { ThreadAnswer } from './work/threads.ts';

/** The thread that makes reports' files (work/threads.ts): a snapshot in, the bytes of a file out. */
const port = present(parentPort, 'this file runs as a thread');

function post(answer: ThreadAnswer<RenderAnswer>): void {
  port.postMessage(answer);
}

port.on('message', (task: RenderTask) => {
  answerRendering(task).then(
    (done) => post({ done }),
    (error: unknown) => post({ failed: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
  );
});
post({ ready: true });
