/** Where instants come from. The only other source of "now" is the demonstration's own clock, kept with its organization. */
export interface Clock {
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

export const systemClock: Clock = { now: () => Date.now() };

/** The demonstration's clock: the story's instant when it was set, and the real instant at which it was. */
export interface StoryClock {
  readonly clockAt: string | null;
  readonly clockSetAt: string | null;
}

/** ISO instant for one piece of work: the story's clock plus what has elapsed since it was set, or the real one. */
export function instantOf(clock: Clock, story: StoryClock | undefined): string {
  const real = clock.now();
  if (!story?.clockAt) return new Date(real).toISOString();
  const elapsed = story.clockSetAt ? Math.max(0, real - Date.parse(story.clockSetAt)) : 0;
  return new Date(Date.parse(story.clockAt) + elapsed).toISOString();
}
