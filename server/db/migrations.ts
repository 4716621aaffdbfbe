import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The migrations folder, found upwards from this file: beside `server/` in a checkout, beside `build/` once built. */
export function migrationsFolder(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'drizzle', 'meta', '_journal.json'))) {
    const parent = dirname(folder);
    if (parent === folder) throw new Error('The drizzle/ folder is missing beside the program.');
    folder = parent;
  }
  return join(folder, 'drizzle');
}
