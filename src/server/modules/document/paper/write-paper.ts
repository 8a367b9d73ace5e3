import type { Paper } from './model.ts';

/** A paper as a file. The libraries are loaded here only, and so in the thread of the reports only: one of them is 50 MB of native code. */
export async function writePaper(form: 'pdf' | 'docx', folder: string, paper: Paper): Promise<Uint8Array> {
  if (form === 'pdf') return (await import('./write-pdf.ts')).writePdf(folder, paper);
  return await (await import('./write-docx.ts')).writeDocx(paper);
}
