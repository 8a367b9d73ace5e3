import { parentPort } from 'node:worker_threads';
import { present } from '../kernel/assert.ts';
import { answerSimulation, type SimulationTask } from '../kernel/lca/simulation/apart.ts';
import type { BlockResult } from '../kernel/lca/simulation/simulation.ts';
import { Refusal } from '../kernel/refusal.ts';
import { answerDraw, type DrawAnswer, type DrawTask } from './modules/emission/index.ts';
import { answerRisk, type RiskAnswer, type RiskTask } from './modules/trading/index.ts';
import type { ThreadAnswer } from './work/threads.ts';

/** The thread that draws Monte Carlo samples of emissions, prices and product systems (work/threads.ts): numbers in, numbers out; it needs neither files nor database. */
const port = present(parentPort, 'this file runs as a thread');

type Task = DrawTask | RiskTask | SimulationTask;
type Answer = DrawAnswer | RiskAnswer | BlockResult[];

function answer(task: Task): Answer {
  if ('simulate' in task) return answerSimulation(task);
  return 'worst' in task || 'store' in task ? answerRisk(task) : answerDraw(task);
}

function post(answer: ThreadAnswer<Answer>): void {
  port.postMessage(answer);
}

port.on('message', (task: Task) => {
  try {
    post({ done: answer(task) });
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
