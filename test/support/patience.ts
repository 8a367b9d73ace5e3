import os from 'node:os';

/** A bound on time, widened by how much busier than its cores the machine is: a test must not fail because somebody else computes. */
export function patiently(ms: number): number {
  return ms * Math.max(1, ((os.loadavg()[0] ?? 0) * 2) / os.availableParallelism());
}
