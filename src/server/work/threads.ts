import { Worker } from 'node:worker_threads';
import type { Finding } from '../../kernel/finding.ts';
import { Refusal, type RefusalCode } from '../../kernel/refusal.ts';
import type { Text } from '../../kernel/text.ts';

/** What a thread posts back: once `ready`, then one answer for each task. */
export type ThreadAnswer<Answer> =
  | { readonly ready: true }
  /** How far the task is, for who asked; more follows. */
  | { readonly note: ThreadNote }
  | { readonly done: Answer }
  | { readonly refused: RefusedFacts }
  | { readonly failed: string };

export interface ThreadNote {
  readonly done: number;
  readonly total: number;
  readonly of: string;
}

/** Who asks may hear how far it is, and may give up: the thread is then ended, and the signal's reason is the answer. */
export interface Watching {
  readonly heard?: (note: ThreadNote) => void;
  readonly signal?: AbortSignal;
}

/** A refusal as it crosses from a thread: classes do not. */
export interface RefusedFacts {
  readonly code: RefusalCode;
  readonly values: Readonly<Record<string, string>>;
  readonly findings: readonly Finding[];
  readonly detail: Text | undefined;
}

export interface ThreadsOptions {
  /** The bundle each thread runs. */
  readonly file: string;
  readonly data: unknown;
  readonly count: number;
  /** A task that takes longer, or needs more, is ended with its thread. */
  readonly seconds: number;
  readonly memoryMb: number;
  /** How many tasks may wait in all, and how many one caller may have there, computing included. */
  readonly waiting: number;
  readonly perCaller: number;
}

/** Threads for what would keep the server's only one busy. Made when first needed, one task at a time each. */
export interface Threads<Task, Answer> {
  /** The thread's answer, or the refusal it posted; `request_too_large` when it took too long or too much. */
  readonly ask: (caller: string, task: Task, watching?: Watching) => Promise<Answer>;
  /** Makes one thread ready before it is needed. */
  readonly warm: () => void;
  readonly stop: () => Promise<void>;
}

interface Asked<Task, Answer> {
  readonly caller: string;
  readonly task: Task;
  readonly watching: Watching;
  readonly done: (answer: Answer) => void;
  readonly fail: (error: unknown) => void;
}

interface Lane<Task, Answer> {
  readonly pool: Pool<Task, Answer>;
  worker: Worker | undefined;
  ready: boolean;
  busy: Asked<Task, Answer> | undefined;
  late: NodeJS.Timeout | undefined;
}

interface Pool<Task, Answer> {
  readonly options: ThreadsOptions;
  readonly queue: Asked<Task, Answer>[];
  readonly lanes: Lane<Task, Answer>[];
  stopped: boolean;
}

function tooLarge({ seconds, memoryMb }: ThreadsOptions): Refusal {
  return new Refusal('request_too_large', {
    detail: {
      zh: `这项计算超过了 ${seconds} 秒或 ${memoryMb} MB 的上限。请分成几次，或在本机用 tanheng calc 计算。`,
      en: `This calculation takes more than ${seconds} s or ${memoryMb} MB. Divide it, or run it with "tanheng calc" on your own machine.`,
    },
  });
}

const busyNow = () => new Refusal('too_many_requests', { values: { seconds: '5' } });

/** Frees the lane; what it was at. */
function end<T, A>(lane: Lane<T, A>): Asked<T, A> | undefined {
  const { busy } = lane;
  clearTimeout(lane.late);
  lane.busy = undefined;
  return busy;
}

/** Gives the lane's thread up; the next task makes another. */
function drop<T, A>(lane: Lane<T, A>): Worker | undefined {
  const { worker } = lane;
  lane.worker = undefined;
  lane.ready = false;
  worker?.removeAllListeners();
  worker?.on('error', () => {}); // what it may still say of its own end
  return worker;
}

function watch<T, A>(lane: Lane<T, A>): void {
  const { options } = lane.pool;
  lane.late = setTimeout(() => {
    const asked = end(lane);
    void drop(lane)?.terminate();
    asked?.fail(tooLarge(options));
    next(lane);
  }, options.seconds * 1000);
}

function hear<T, A>(lane: Lane<T, A>, answer: ThreadAnswer<A>): void {
  if ('ready' in answer) {
    lane.ready = true;
    if (lane.busy) watch(lane);
    return;
  }
  if ('note' in answer) {
    lane.busy?.watching.heard?.(answer.note);
    return;
  }
  const asked = end(lane);
  if ('done' in answer) asked?.done(answer.done);
  else if ('failed' in answer) asked?.fail(new Error(answer.failed));
  else {
    const { code, values, findings, detail } = answer.refused;
    asked?.fail(new Refusal(code, { values: { ...values }, findings, ...(detail ? { detail } : {}) }));
  }
  next(lane);
}

function broke<T, A>(lane: Lane<T, A>, error: unknown): void {
  const asked = end(lane);
  drop(lane);
  const spent = error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
  asked?.fail(spent ? tooLarge(lane.pool.options) : error);
  next(lane);
}

function made<T, A>(lane: Lane<T, A>): Worker {
  const { file, data, memoryMb } = lane.pool.options;
  const worker = new Worker(file, { workerData: data, resourceLimits: { maxOldGenerationSizeMb: memoryMb } });
  worker.on('message', (answer: ThreadAnswer<A>) => hear(lane, answer));
  worker.on('error', (error) => broke(lane, error));
  worker.on('exit', (code) => broke(lane, new Error(`the thread ended with code ${code}`)));
  worker.unref();
  lane.worker = worker;
  return worker;
}

function next<T, A>(lane: Lane<T, A>): void {
  if (lane.busy || lane.pool.stopped) return;
  const asked = lane.pool.queue.shift();
  if (!asked) return;
  lane.busy = asked;
  (lane.worker ?? made(lane)).postMessage(asked.task);
  if (lane.ready) watch(lane);
}

/** Takes a task back: out of the queue, or with the thread that is at it. */
function giveUp<T, A>(pool: Pool<T, A>, asked: Asked<T, A>): void {
  const waits = pool.queue.indexOf(asked);
  const lane = pool.lanes.find((one) => one.busy === asked);
  if (waits < 0 && !lane) return;
  asked.fail(asked.watching.signal?.reason);
  if (waits >= 0) pool.queue.splice(waits, 1);
  if (!lane) return;
  end(lane);
  void drop(lane)?.terminate();
  next(lane);
}

export function openThreads<Task, Answer>(options: ThreadsOptions): Threads<Task, Answer> {
  const pool: Pool<Task, Answer> = { options, queue: [], lanes: [], stopped: false };
  const { queue, lanes } = pool;
  for (let i = 0; i < options.count; i += 1) lanes.push({ pool, worker: undefined, ready: false, busy: undefined, late: undefined });
  return {
    ask: (caller, task, watching = {}) => {
      const mine = [...queue, ...lanes.flatMap((lane) => lane.busy ?? [])].filter((one) => one.caller === caller);
      if (pool.stopped || queue.length >= options.waiting || mine.length >= options.perCaller) return Promise.reject(busyNow());
      return new Promise((done, fail) => {
        const asked: Asked<Task, Answer> = { caller, task, watching, done, fail };
        queue.push(asked);
        watching.signal?.addEventListener('abort', () => giveUp(pool, asked), { once: true });
        const lane = lanes.find((one) => !one.busy && one.worker) ?? lanes.find((one) => !one.busy);
        if (lane) next(lane);
      });
    },
    warm: () => {
      const [lane] = lanes;
      if (lane && !lane.worker && !pool.stopped) made(lane);
    },
    stop: async () => {
      pool.stopped = true;
      const open = [...queue.splice(0), ...lanes.flatMap((lane) => end(lane) ?? [])];
      for (const asked of open) asked.fail(busyNow());
      await Promise.all(lanes.map((lane) => drop(lane)?.terminate()));
    },
  };
}
