import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const folders = new Set<string>();

/** A temporary folder of this run. */
export function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'concordat-bench-'));
  folders.add(folder);
  return folder;
}

export async function removeFolder(folder: string): Promise<void> {
  rmSync(folder, { recursive: true, force: true });
  folders.delete(folder);
}

/** However a run ended: nothing of it stays behind. Servers must be gone before. */
export async function removeAllFolders(): Promise<void> {
  for (const folder of folders) await removeFolder(folder);
}
