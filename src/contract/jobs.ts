import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { id, instant, pageOf, pageQuery, text } from './values.ts';

/** Long work in the background: started, watched (ask again every second), cancelled, resumed after an interruption. */

export const jobState = z.enum(['queued', 'running', 'succeeded', 'failed', 'cancelled', 'interrupted']).meta({ id: 'JobState' });

export const job = z
  .object({
    id,
    kind: z.string(),
    title: text,
    state: jobState,
    done: z.int().meta({ description: 'Steps done so far.' }),
    total: z.int().nullable().meta({ description: 'Steps in all, where known.' }),
    message: text,
    attempt: z.int(),
    cancelRequested: z.boolean(),
    problem: z.object({ code: z.string(), text }).nullable(),
    result: z.json().nullable(),
    createdBy: id,
    createdByName: z.string(),
    createdAt: instant,
    changedAt: instant,
  })
  .meta({ id: 'Job' });

const jobParams = z.object({ jobId: id });

export const jobEndpoints = {
  listJobKinds: endpoint({
    name: 'jobs.listKinds',
    method: 'GET',
    path: '/api/v1/job-kinds',
    summary: { zh: '可启动的任务', en: 'Jobs that can be started' },
    access: { action: 'job.run' },
    reply: z.object({ items: z.array(z.object({ kind: z.string(), title: text, permitted: z.boolean() })) }),
  }),
  listJobs: endpoint({
    name: 'jobs.list',
    method: 'GET',
    path: '/api/v1/jobs',
    summary: { zh: '任务清单', en: 'Jobs, newest first' },
    access: { action: 'job.run' },
    query: z.strictObject({ ...pageQuery, state: jobState.optional() }),
    reply: pageOf(job).meta({ id: 'JobPage' }),
  }),
  readJob: endpoint({
    name: 'jobs.read',
    method: 'GET',
    path: '/api/v1/jobs/{jobId}',
    summary: { zh: '任务进度与结果', en: 'Progress and result of a job' },
    access: { action: 'job.run' },
    params: jobParams,
    reply: job,
    refusals: ['not_found'],
  }),
  startJob: endpoint({
    name: 'jobs.start',
    method: 'POST',
    path: '/api/v1/jobs',
    summary: { zh: '启动任务', en: 'Start a job' },
    access: { action: 'job.run' },
    body: z.strictObject({ kind: z.string().max(80), input: z.record(z.string(), z.json()).default({}) }),
    reply: job,
    status: 202,
    refusals: ['not_found', 'already_running'],
  }),
  cancelJob: endpoint({
    name: 'jobs.cancel',
    method: 'POST',
    path: '/api/v1/jobs/{jobId}/cancel',
    summary: { zh: '取消任务', en: 'Cancel a job' },
    access: { action: 'job.run' },
    params: jobParams,
    reply: job,
    refusals: ['not_found', 'job_not_cancellable'],
  }),
  resumeJob: endpoint({
    name: 'jobs.resume',
    method: 'POST',
    path: '/api/v1/jobs/{jobId}/resume',
    summary: { zh: '从断点继续任务', en: 'Resume a job from where it stood' },
    access: { action: 'job.run' },
    params: jobParams,
    reply: job,
    status: 202,
    refusals: ['not_found', 'job_not_resumable', 'already_running'],
  }),
} as const;
