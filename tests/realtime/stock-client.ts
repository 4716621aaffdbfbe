import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import { signedInSocket, whenSynced } from '#tests/builders/stock-provider';
import { ORIGIN, type SyncPerson, type SyncWorld } from './sync-world';

/** y-websocket's own client, told nothing about our server but where it is. */
export class StockClient {
  readonly doc = new Y.Doc();
  readonly provider: WebsocketProvider;

  constructor(world: Pick<SyncWorld, 'url'>, person: Pick<SyncPerson, 'cookie'>, room: string) {
    this.provider = new WebsocketProvider(world.url, room, this.doc, {
      WebSocketPolyfill: signedInSocket({ cookie: person.cookie, origin: ORIGIN }),
      disableBc: true,
      maxBackoffTime: 100
    });
  }

  async synced(): Promise<this> {
    await whenSynced(this.provider);
    return this;
  }

  /** Resolves as soon as the document fulfils the condition. */
  async until(condition: (doc: Y.Doc) => boolean): Promise<void> {
    if (condition(this.doc)) return;
    await new Promise<void>((resolve) => {
      const note = () => {
        if (!condition(this.doc)) return;
        this.doc.off('update', note);
        resolve();
      };
      this.doc.on('update', note);
    });
  }

  close(): void {
    this.provider.destroy();
    this.doc.destroy();
  }
}
