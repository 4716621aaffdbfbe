import { newFolder, removeFolder } from './data-folders';
import { PEERS, peersMissing, serverNode } from './peer-packages';
import { plainRoom } from './relay';
import { startServer } from './restartable-server';
import type { MeasuredServer } from './server';

/** `@y/websocket-server`, in memory only. */
export const yWebsocket = yWebsocketServer('y-websocket', false);

/** The same with `y-leveldb`, bound as in the server's classic code. */
export const yWebsocketLevel = yWebsocketServer('y-websocket + leveldb', true);

/** It lost everything in a first try, far more than others have measured: more likely our binding than the peer. */
const UNPROVEN = 'its store is not bound here in a way that is proven to work';

function yWebsocketServer(name: string, stores: boolean): MeasuredServer {
  return {
    name,
    kind: 'peer',
    stores,
    missing: () => peersMissing() ?? (stores ? UNPROVEN : undefined),
    start() {
      const folder = newFolder();
      return startServer({
        command: (port) => ({
          node: serverNode(),
          args: [`${PEERS}/y-websocket-process.mjs`],
          environment: { PORT: String(port), ...(stores ? { FOLDER: folder } : {}) },
          ready: /listening-for-bench/
        }),
        room: plainRoom(true),
        removeData: () => removeFolder(folder)
      });
    }
  };
}
