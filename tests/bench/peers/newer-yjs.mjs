import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';

/**
 * The very module that `@y/websocket-server` imports as `yjs`; beside it there is the older one that everybody else
 * uses. `createRequire` alone would give its CommonJS twin, which is another copy.
 */
const server = createRequire(createRequire(import.meta.url).resolve('@y/websocket-server/package.json'));
const manifest = server.resolve('yjs/package.json');
const { exports } = JSON.parse(readFileSync(manifest, 'utf8'));
const Y = await import(pathToFileURL(join(dirname(manifest), exports['.'].import)).href);

export const applyUpdate = Y.applyUpdate;
