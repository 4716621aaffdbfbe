import { createReadStream, existsSync, readdirSync, renameSync, rmSync, rmdirSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import type { OpenDatabase } from '../database';
import { journalOf, openEmbedded } from '../embedded';
import { IN_ARCHIVE } from './backup-door';
import { BadArchive, readTar } from './tar';
import { JOURNAL_IN_ARCHIVE } from './take-backup';

/** Why nothing was put back; its message is what the person at the console reads. */
export class NotPutBack extends Error {}

/**
 * Makes the embedded database in `folder` from a backup. It is unpacked and opened beside it, looked at by `check`, and
 * only then put into place: whatever goes wrong, there is afterwards what was there before.
 */
export async function putBack<Report>(
  file: string,
  folder: string,
  check: (database: OpenDatabase) => Promise<Report>
): Promise<Report> {
  refuseIfThere(folder);
  const beside = `${folder}.restoring`;
  remove(beside);
  try {
    await unpack(file, beside);
    const report = await looked(beside, check);
    // Another process may have been faster.
    refuseIfThere(folder);
    renameSync(beside, folder);
    return report;
  } finally {
    remove(beside);
  }
}

function refuseIfThere(folder: string): void {
  for (const there of [folder, journalOf(folder)]) {
    if (!existsSync(there)) continue;
    if (readdirSync(there).length > 0)
      throw new NotPutBack(
        `There is data in ${there} already, so nothing was restored. Set DATA_DIR to another folder, or move that one away first.`
      );
    rmdirSync(there);
  }
}

async function unpack(file: string, beside: string): Promise<void> {
  if (!existsSync(file)) throw new NotPutBack(`There is no file ${file}.`);
  const names: Record<string, string> = { [IN_ARCHIVE]: beside, [JOURNAL_IN_ARCHIVE]: journalOf(beside) };
  const unpacking = `${beside}.archive`;
  try {
    await pipeline(createReadStream(file), createGunzip(), (tar: AsyncIterable<Buffer>) =>
      readTar(tar, unpacking, (path) => isOurs(path))
    );
    if (!existsSync(join(unpacking, IN_ARCHIVE, 'PG_VERSION'))) throw new BadArchive('It holds no database.');
    for (const [name, target] of Object.entries(names))
      if (existsSync(join(unpacking, name))) renameSync(join(unpacking, name), target);
  } catch (fault) {
    throw isDamage(fault) ? new NotPutBack(`${file} cannot be restored. ${sentence(fault)}`) : fault;
  } finally {
    rmSync(unpacking, { recursive: true, force: true });
  }
}

/** Below one of the two folders, by plain names: nothing leads out of them. */
function isOurs(path: string): boolean {
  return /^(database|database\.journal)\/(?:[\w-][\w.-]*\/)*(?:[\w-][\w.-]*)?$/.test(path);
}

/** What zlib says of a file that is no gzip, is cut off or was changed. */
function isDamage(fault: unknown): boolean {
  const { code } = fault as { code?: unknown };
  return fault instanceof BadArchive || (typeof code === 'string' && code.startsWith('Z_'));
}

function sentence(fault: unknown): string {
  return fault instanceof BadArchive ? fault.message : 'It is no backup, or it is damaged.';
}

async function looked<Report>(
  folder: string,
  check: (database: OpenDatabase) => Promise<Report>
): Promise<Report> {
  const database = await openEmbedded(folder);
  try {
    return await check(database);
  } finally {
    await database.close();
  }
}

function remove(folder: string): void {
  for (const gone of [folder, journalOf(folder)]) rmSync(gone, { recursive: true, force: true });
}
