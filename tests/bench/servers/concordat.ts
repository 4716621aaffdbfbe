import { cpSync } from 'node:fs';
import { newFolder, removeFolder } from './data-folders';
import { concordatCommand } from './concordat-command';
import { concordatRoom } from './concordat-room';
import { serverNode } from './peer-packages';
import { prepareConcordat, type Prepared } from './prepared-concordat';
import { startServer } from './restartable-server';
import type { MeasuredServer } from './server';

/** Ours on the embedded database, under the same Node as everybody else. */
export const concordat = onEmbedded('ours', serverNode, () => undefined);

/** Ours under the Node that runs this command: the one the product is made for. */
export const concordatOwnNode = onEmbedded(
  `ours, Node ${process.versions.node.split('.', 1)[0]}`,
  () => process.execPath,
  () => (serverNode() === process.execPath ? 'it is the one that all servers run under' : undefined)
);

interface Template extends Prepared {
  readonly folder: string;
}

function onEmbedded(name: string, node: () => string, missing: () => string | undefined): MeasuredServer {
  let template: Promise<Template> | undefined;
  return {
    name,
    kind: 'ours',
    stores: true,
    missing,
    async start() {
      const prepared = await (template ??= prepare(node()));
      const folder = newFolder();
      cpSync(prepared.folder, folder, { recursive: true });
      return startServer({
        command: (port) => concordatCommand(node(), port, { DATA_DIR: folder }),
        room: (number, port) => concordatRoom(prepared, number, port),
        removeData: () => removeFolder(folder)
      });
    }
  };
}

/** Made once; every start gets a copy. */
async function prepare(node: string): Promise<Template> {
  const folder = newFolder();
  try {
    return { ...(await prepareConcordat(node, { DATA_DIR: folder })), folder };
  } catch (error) {
    await removeFolder(folder);
    throw error;
  }
}
