import type { TestProject } from 'vitest/node';
import { unpackBrowser } from './browser.ts';
import { buildProduct, toldDemo, toldPlace } from './started-product.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Where the demonstration lies as it was told; each file starts a product on a copy of it. */
    readonly toldPlace: string;
  }
}

/** Once a run: the demonstration is told, so that every file may change a product of its own without waiting for the story. */
export async function setup(project: TestProject): Promise<() => void> {
  buildProduct();
  await unpackBrowser();
  const told = toldPlace();
  await toldDemo(told.place);
  project.provide('toldPlace', told.place);
  return told.remove;
}
