import { WebSocket } from 'ws';
import type { WebsocketProvider } from 'y-websocket';

/** Who a y-websocket provider is, where there is no browser to send the cookie and the Origin. */
interface Visitor {
  readonly cookie: string;
  readonly origin: string;
}

/** A socket class for `WebSocketPolyfill`; `made` is called with every socket the provider opens. */
export function signedInSocket(
  { cookie, origin }: Visitor,
  made: (socket: WebSocket) => void = () => undefined
): typeof globalThis.WebSocket {
  class SignedInSocket extends WebSocket {
    constructor(url: string, protocols: string[]) {
      super(url, protocols, { headers: { cookie }, origin });
      made(this);
    }
  }
  return SignedInSocket as unknown as typeof globalThis.WebSocket;
}

/** Resolves when the provider has the server's text. */
export async function whenSynced(provider: WebsocketProvider): Promise<void> {
  if (provider.synced) return;
  await new Promise<void>((resolve) => {
    const note = (synced: boolean) => {
      if (!synced) return;
      provider.off('sync', note);
      resolve();
    };
    provider.on('sync', note);
  });
}
