import type { Text } from '../kernel/text.ts';

/** Thrown while starting, for a reason the operator can remove: place, cause and cure in both languages. Never a stack trace on the screen. */
export class StartRefusal extends Error {
  readonly text: Text;

  constructor(text: Text, options: { cause?: unknown } = {}) {
    super(text.en, options);
    this.name = 'StartRefusal';
    this.text = text;
  }
}
