// The package brings no types of its own; this is the part of its interface that is used here.
declare module 'pg-copy-streams' {
  import type { Readable, Writable } from 'node:stream';
  import type { Submittable } from 'pg';

  export interface CopyToStream extends Readable, Submittable {
    readonly rowCount: number;
  }
  export interface CopyFromStream extends Writable, Submittable {
    readonly rowCount: number;
  }
  export function to(sql: string): CopyToStream;
  export function from(sql: string): CopyFromStream;
}
