/** Long work with pauses: whoever runs it decides what happens in them. */
export type Slices<T> = Generator<void, T>;

/** After so many lines there is a pause: some milliseconds. */
export const linesOfSlice = 5_000;

/** Without pauses. */
export function atOnce<T>(work: Slices<T>): T {
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
  }
}
