import fs from 'node:fs/promises';
import path from 'node:path';

/** Writes a file whole or not at all: what is there under the name is always complete. */
export async function writeWhole(file: string, content: Uint8Array | string, mode = 0o644): Promise<void> {
  await fs.mkdir(path.dirname(file), { recursive: true });
  const part = `${file}.part`;
  const handle = await fs.open(part, 'w', mode);
  try {
    await handle.writeFile(content);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await fs.rename(part, file);
}

/** The content of a file; null where there is none. */
export async function readIfThere(file: string): Promise<Buffer | null> {
  try {
    return await fs.readFile(file);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}
