import path from 'node:path';
import { openEvaluations, type ReadShelf, readShelf, type Shelf, shelfOf } from '../../src/server/modules/library/index.ts';
import { productFolder } from '../../src/server/place.ts';

let read: ReadShelf | undefined;

/** The product's own methods, read once for all test files that run in one process: parsing them costs half a second. */
export function productShelf(): ReadShelf {
  read ??= readShelf(path.join(productFolder, 'data'));
  return read;
}

/** A shelf of them with a memory of evaluations of its own. */
export const openProductShelf = (): Shelf => shelfOf(productShelf(), openEvaluations());
