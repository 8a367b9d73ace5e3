import type { JobDefinition } from '../../src/server/work/jobs.ts';
import type { Persona, Plant } from './plant.ts';

/** A job as the worker runs it, in this process and with the person's rights; cancelled once `stopAt` is done. `seen`: the progress it told. */
export async function runJob(plant: Plant, job: JobDefinition, who: Persona, input: object, stopAt = Number.POSITIVE_INFINITY) {
  const seen: number[] = [];
  const result = await job.run({
    ...{ jobId: `${job.kind} ${JSON.stringify(input)} ${stopAt}`, actor: plant.actors[who], input, saved: undefined },
    breathe: () => {
      if (seen.some((done) => done >= stopAt)) throw new Error('cancelled');
    },
    progress: async (done: number) => void seen.push(done),
    checkpoint: async () => undefined,
    step: (command: Parameters<Plant['run']>[1], given: unknown) => plant.run(who, command, given),
    ask: (query: Parameters<Plant['ask']>[1], given: unknown) => plant.ask(who, query, given),
  } as unknown as Parameters<typeof job.run>[0]);
  return { result, seen };
}
