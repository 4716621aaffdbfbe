import { createServer } from 'node:http';
import { setPersistence, setupWSConnection } from '@y/websocket-server/utils';
import WebSocket from 'ws';
import { LeveldbPersistence } from 'y-leveldb';
import * as storedY from 'yjs';
import { applyUpdate } from './newer-yjs.mjs';

/** `@y/websocket-server` on PORT, storing in FOLDER when it is set. */
const writing = new Set();

if (process.env.FOLDER) {
  const level = new LeveldbPersistence(process.env.FOLDER);
  setPersistence({
    provider: level,
    async bindState(name, doc) {
      const stored = await level.getYDoc(name);
      const first = storedY.encodeStateAsUpdate(stored);
      doc.on('update', (update) => note(level.storeUpdate(name, update)));
      applyUpdate(doc, first);
    },
    writeState: async () => undefined
  });
  // What is still being written on a clean stop is kept, as it would be by anybody who cared to wait.
  process.once('SIGTERM', () => void Promise.all(writing).then(() => process.exit(0)));
}

function note(promise) {
  writing.add(promise);
  void promise.finally(() => writing.delete(promise));
}

const server = createServer();
const sockets = new WebSocket.Server({ server });
sockets.on('connection', setupWSConnection);
server.listen(Number(process.env.PORT), '127.0.0.1', () => console.log('listening-for-bench'));
