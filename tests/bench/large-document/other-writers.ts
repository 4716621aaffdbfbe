import * as Y from 'yjs';
import { WebsocketProvider } from 'y-websocket';
import { MESSAGE } from '#protocol/messages';
import { BODY } from '#schema/schema';
import { signedInSocket, whenSynced } from '#tests/builders/stock-provider';
import type { Scene } from './scene';

/** Milliseconds between two letters of one person. */
const PAUSE = 400;

/** People who type at a steady pace, each in a paragraph of their own, all over the text. */
export class OtherWriters {
  readonly #timers: NodeJS.Timeout[] = [];

  private constructor(private readonly providers: readonly WebsocketProvider[]) {}

  static async arrive(url: string, { room, cookies }: Scene): Promise<OtherWriters> {
    const providers = await Promise.all(cookies.map((cookie) => join(url, room, cookie)));
    return new OtherWriters(providers);
  }

  begin(): void {
    this.providers.forEach(({ doc }, index) => {
      const paragraphs = doc.getXmlFragment(BODY).toArray().filter(isParagraph);
      const words = paragraphs[Math.floor(((index + 1) * paragraphs.length) / 11)]!.get(0) as Y.XmlText;
      this.#timers.push(setInterval(() => words.insert(0, 'e'), PAUSE));
    });
  }

  leave(): void {
    this.#timers.forEach(clearInterval);
    this.providers.forEach((provider) => provider.destroy());
  }
}

async function join(url: string, room: string, cookie: string): Promise<WebsocketProvider> {
  const provider = new WebsocketProvider(`${url.replace(/^http/, 'ws')}/sync`, room, new Y.Doc(), {
    WebSocketPolyfill: signedInSocket({ cookie, origin: url }),
    disableBc: true
  });
  // What else the server says is of no use here.
  for (const own of Object.values(MESSAGE)) provider.messageHandlers[own] ??= () => undefined;
  await whenSynced(provider);
  return provider;
}

function isParagraph(node: unknown): node is Y.XmlElement {
  return node instanceof Y.XmlElement && node.nodeName === 'paragraph' && node.get(0) instanceof Y.XmlText;
}
