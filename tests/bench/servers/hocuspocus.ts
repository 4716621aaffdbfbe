import * as encoding from 'lib0/encoding';
import { namePrefix } from '../clients/room-messages';
import { newFolder, removeFolder } from './data-folders';
import { hasNewerNode, PEERS, peersMissing, serverNode } from './peer-packages';
import { startServer } from './restartable-server';
import type { MeasuredServer, Room } from './server';

/** Hocuspocus 3 with its SQLite extension, or the same queries on node:sqlite where that was not compiled. */
export const hocuspocus3 = hocuspocus('Hocuspocus 3.4', '3');

/** Hocuspocus 4 with its database extension on node:sqlite, the SQLite extension's own queries. */
export const hocuspocus4 = hocuspocus('Hocuspocus 4.7', '4');

const AUTH = 2;
const TOKEN = 0;

function hocuspocus(name: string, version: '3' | '4'): MeasuredServer {
  return {
    name,
    kind: 'peer',
    stores: true,
    missing: () => peersMissing() ?? (hasNewerNode() ? undefined : 'it needs Node 22 or newer'),
    start() {
      const folder = newFolder();
      return startServer({
        command: (port) => ({
          node: serverNode(),
          args: [`${PEERS}/hocuspocus-process.mjs`],
          environment: { PORT: String(port), FOLDER: folder, VERSION: version },
          ready: /listening-for-bench/
        }),
        room,
        removeData: () => removeFolder(folder)
      });
    }
  };
}

function room(number: number, port: number): Room {
  return {
    address: () => ({ port, path: '/', headers: {} }),
    prefix: namePrefix(`room-${number}`),
    greeting: [signIn()],
    answers: true
  };
}

/** It serves nobody who has not sent a token, whatever the token. */
function signIn(): Uint8Array {
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, AUTH);
    encoding.writeVarUint(encoder, TOKEN);
    encoding.writeVarString(encoder, 'anybody');
  });
}
