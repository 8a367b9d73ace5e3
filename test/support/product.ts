import { inject } from 'vitest';
import { type OpenedProduct, type StartedProduct, startProduct } from './started-product.ts';

export interface Product extends StartedProduct {
  readonly close: () => Promise<void>;
}

/** The product of this run, with the demonstration loaded, its clock standing in its story. Shared: closing it is the run's own affair. */
export async function openProduct(): Promise<Product> {
  return { ...inject('startedProduct'), close: async () => {} };
}

/** A product of a test's own, for what would take the shared one away from the others. */
export async function openOwnProduct(): Promise<OpenedProduct> {
  return await startProduct(inject('databaseServer'));
}
