import { useState } from 'react';

export interface FilesInTurn {
  /** Name of the file that is being dealt with. */
  readonly busy: string | null;
  /** What stopped the last run; null when nothing did. */
  readonly problem: unknown;
  readonly takeAll: (files: readonly File[]) => void;
}

/** Deals with files one after another and stops at the first that fails. */
export function useFilesInTurn(take: (file: File) => Promise<void>): FilesInTurn {
  const [busy, setBusy] = useState<string | null>(null);
  const [problem, setProblem] = useState<unknown>(null);
  async function run(files: readonly File[]) {
    if (files.length === 0) return;
    setProblem(null);
    try {
      for (const file of files) {
        setBusy(file.name);
        await take(file);
      }
    } catch (fault) {
      setProblem(fault);
    } finally {
      setBusy(null);
    }
  }
  return { busy, problem, takeAll: (files) => void run(files) };
}
