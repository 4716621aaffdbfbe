import { setTimeout } from 'node:timers/promises';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import { MESSAGE } from '#protocol/messages';
import { BODY } from '#schema/schema';
import { signedInSocket } from '#tests/builders/stock-provider';
import type { Place } from './plain-client';

/** What it has typed itself may become stored without anything reaching it here, so it looks again. Milliseconds. */
const AGAIN = 50;

/** A browser that stays through everything: it keeps its document, types on while the line is down, and comes back. */
export class StayingClient {
  readonly doc = new Y.Doc();
  readonly #provider: WebsocketProvider;

  constructor(readonly place: Place) {
    const { cookie, url: origin } = place;
    const Socket = signedInSocket({ cookie, origin }, (socket) => socket.on('error', () => undefined));
    const address = `${place.url.replace('http', 'ws').replace('localhost', '127.0.0.1')}/sync`;
    this.#provider = new WebsocketProvider(address, place.room, this.doc, {
      WebSocketPolyfill: Socket,
      disableBc: true,
      maxBackoffTime: 200
    });
    // Our own messages; the provider would complain of each on the console.
    for (const own of [MESSAGE.savedUpTo, MESSAGE.refused])
      this.#provider.messageHandlers[own] = () => undefined;
  }

  type(word: string): void {
    const paragraph = new Y.XmlElement('paragraph');
    paragraph.insert(0, [new Y.XmlText(word)]);
    const body = this.doc.getXmlFragment(BODY);
    body.insert(body.length, [paragraph]);
  }

  /** Everything it has typed is there for others, and everything they have is here. */
  async agreesWith(load: () => Promise<Y.Doc>): Promise<void> {
    for (;;) {
      // What is here is looked at last: it may have changed while the other was on its way.
      const there = text(await load());
      if (text(this.doc) === there) return;
      await setTimeout(AGAIN);
    }
  }

  close(): void {
    this.#provider.destroy();
    this.doc.destroy();
  }
}

function text(doc: Y.Doc): string {
  return doc.getXmlFragment(BODY).toString();
}
