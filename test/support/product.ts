import { inject } from 'vitest';
import type { StartedProduct } from './started-product.ts';

export interface Product extends StartedProduct {
  readonly close: () => Promise<void>;
}

/** The product of this run, with the demonstration loaded, its clock standing in its story. Shared: closing it is the run's own affair. */
export async function openProduct(): Promise<Product> {
  return { ...inject('startedProduct'), close: async () => {} };
}
