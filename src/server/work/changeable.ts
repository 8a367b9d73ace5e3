/** The same value without read-only marks, at every depth. */
export type Changeable<T> = { -readonly [Key in keyof T]: Changeable<T[Key]> };

/** A copy for the wire, whose types know no `readonly`: the kernel's values are never handed out to be changed. */
export function changeable<T>(value: T): Changeable<T> {
  return structuredClone(value) as Changeable<T>;
}
