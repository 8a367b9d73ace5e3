import type { TestProject } from 'vitest/node';
import { buildProduct, type StartedProduct, startProduct } from './started-product.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    readonly startedProduct: StartedProduct;
  }
}

/** Once a run: one started product that every e2e file shares; each signs in afresh and changes only what it made itself. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  buildProduct();
  const { close, ...product } = await startProduct();
  project.provide('startedProduct', product);
  return close;
}
