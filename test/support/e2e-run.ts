import type { TestProject } from 'vitest/node';
import { unpackBrowser } from './browser.ts';
import { buildProduct, demoTemplate } from './started-product.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** A data folder in which the demonstration lies; each file starts a product on a copy of it. */
    readonly demoTemplate: string;
  }
}

/** Once a run: the demonstration is told, so that every file may change a product of its own without waiting for the story. */
export async function setup(project: TestProject): Promise<() => void> {
  buildProduct();
  await unpackBrowser();
  const template = await demoTemplate();
  project.provide('demoTemplate', template.folder);
  return template.remove;
}
