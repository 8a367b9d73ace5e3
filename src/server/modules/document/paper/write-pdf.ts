import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { NodeCompiler, PdfStandard } from '@myriaddreamin/typst-ts-node-compiler';
import type { Paper } from './model.ts';
import { paperForTemplate } from './paper-json.ts';

let compiler: NodeCompiler | undefined;

function compilerOf(folder: string): NodeCompiler {
  const fonts = path.dirname(createRequire(import.meta.url).resolve('@expo-google-fonts/noto-sans-sc/package.json'));
  compiler ??= NodeCompiler.create({
    workspace: folder,
    fontArgs: [{ fontPaths: [path.join(fonts, '400Regular'), path.join(fonts, '700Bold')] }],
  });
  return compiler;
}

/** A paper as PDF/A-2b. `folder` holds the template; the same paper gives the same bytes. */
export function writePdf(folder: string, paper: Paper): Uint8Array {
  const compile = compilerOf(folder);
  const template = readFileSync(path.join(folder, 'paper.typ'), 'utf8');
  try {
    return new Uint8Array(
      compile.pdf(
        { mainFileContent: template, inputs: { paper: paperForTemplate(paper) } },
        { pdfStandard: PdfStandard.A_2b, creationTimestamp: Math.floor(Date.parse(paper.createdAt) / 1000) },
      ),
    );
  } finally {
    compile.evictCache(10);
  }
}
