import { serverNode } from './peer-packages';
import { startServer } from './restartable-server';
import type { MeasuredServer, Room } from './server';

/** A bare `ws` relay that parses and stores nothing: what every figure is compared with. */
export const relay: MeasuredServer = {
  name: 'relay',
  kind: 'relay',
  stores: false,
  missing: () => undefined,
  start: () =>
    startServer({
      command: (port) => ({
        node: serverNode(),
        args: ['tests/bench/servers/relay-process.js'],
        environment: { PORT: String(port) },
        ready: /listening-for-bench/
      }),
      room: plainRoom(false),
      removeData: () => Promise.resolve()
    })
};

/** A room that is named by the path alone, as y-websocket has it. */
export function plainRoom(answers: boolean) {
  return (number: number, port: number): Room => ({
    address: () => ({ port, path: `/room-${number}`, headers: {} }),
    prefix: new Uint8Array(),
    greeting: [],
    answers
  });
}
