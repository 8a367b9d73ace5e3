import { parentPort } from 'node:worker_threads';
import { present } from '../kernel/assert.ts';
import { Refusal } from '../kernel/refusal.ts';
import { answerDraw, type DrawAnswer, type DrawTask } from './modules/emission/index.ts';
import type { ThreadAnswer } from './work/threads.ts';

/** The thread that draws Monte Carlo samples (work/threads.ts): numbers in, numbers out; it needs neither files nor database. */
const port = present(parentPort, 'this file runs as a thread');

function post(answer: ThreadAnswer<DrawAnswer>): void {
  port.postMessage(answer);
}

port.on('message', (task: DrawTask) => {
  try {
    post({ done: answerDraw(task) });
  } catch (error) {
    if (error instanceof Refusal) {
      const { code, values, findings, detail } = error;
      post({ refused: { code, values, findings, detail } });
    } else {
      post({ failed: error instanceof Error ? (error.stack ?? error.message) : String(error) });
    }
  }
});
post({ ready: true });
