import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const here = path.dirname(fileURLToPath(import.meta.url));

function folderOfPackage(from: string): string {
  for (let folder = from; ; folder = path.dirname(folder)) {
    if (fs.existsSync(path.join(folder, 'package.json')) && fs.existsSync(path.join(folder, 'data'))) return folder;
    if (folder === path.dirname(folder)) throw new Error(`no package.json above ${from}`);
  }
}

/** The folder of the product: package.json, data/, dist/. The same whether the code runs from src/ or as a bundle from dist/. */
export const productFolder = folderOfPackage(here);

/** Numbered SQL files: beside the source while developing and testing, copied beside the bundle by the build. */
export const migrationsFolder = here.startsWith(path.join(productFolder, 'dist'))
  ? path.join(here, 'migrations')
  : path.join(productFolder, 'src', 'server', 'db', 'migrations');

/** The built web pages. */
export const webFolder = path.join(productFolder, 'dist', 'web');

/** What runs in a thread of its own: a bundle beside the server's, also when the code itself runs from its sources (tests). */
export const calculationThread = path.join(productFolder, 'dist', 'server', 'calculation-thread.mjs');

/** What reads the files of imports. */
export const intakeThread = path.join(productFolder, 'dist', 'server', 'intake-thread.mjs');

/** What draws Monte Carlo samples. */
export const drawingThread = path.join(productFolder, 'dist', 'server', 'drawing-thread.mjs');

/** What makes the files of reports. */
export const reportThread = path.join(productFolder, 'dist', 'server', 'report-thread.mjs');

/** What reads life-cycle databases and solves systems of them. */
export const lcaThread = path.join(productFolder, 'dist', 'server', 'lca-thread.mjs');
