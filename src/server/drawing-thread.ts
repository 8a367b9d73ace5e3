import { parentPort } from 'node:worker_threads';
import { present } from '../kernel/assert.ts';
import { Refusal } from '../kernel/refusal.ts';
import { answerDraw, type DrawAnswer, type DrawTask } from './modules/emission/index.ts';
import { answerRisk, type RiskAnswer, type RiskTask } from './modules/trading/index.ts';
import type { ThreadAnswer } from './work/threads.ts';

/** The thread that draws Monte Carlo samples of emissions and of prices (work/threads.ts): numbers in, numbers out; it needs neither files nor database. */
const port = present(parentPort, 'this file runs as a thread');

function post(answer: ThreadAnswer<DrawAnswer | RiskAnswer>): void {
  port.postMessage(answer);
}

port.on('message', (task: DrawTask | RiskTask) => {
  try {
    post({ done: 'worst' in task || 'store' in task ? answerRisk(task) : answerDraw(task) });
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
