import type * as decoding from 'lib0/decoding';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import { MESSAGE, readRefused, readSavedUpTo } from '#protocol/messages';
import { signedInSocket, whenSynced } from '#tests/builders/stock-provider';
import type { Cluster } from './cluster';

/** Signs in through this node, or through the proxy; answers the cookie. */
export async function signIn(cluster: Cluster, who: string, at = cluster.url): Promise<string> {
  const answer = await fetch(`${at}/sign-in`, {
    method: 'POST',
    redirect: 'manual',
    headers: { origin: cluster.url, accept: 'text/html', connection: 'close' },
    body: new URLSearchParams({ email: `${who}@wenmoor.example`, password: 'wenmoor-demo' })
  });
  const cookies = answer.headers.getSetCookie().map((cookie) => cookie.split(';')[0]);
  if (cookies.length === 0) throw new Error(`${who} could not sign in: ${answer.status}`);
  return cookies.join('; ');
}

/** The room of the demo's first specification. */
export async function roomOf(cluster: Cluster, cookie: string): Promise<string> {
  const answer = await fetch(`${cluster.url}/api/v1/specifications`, {
    headers: { cookie, connection: 'close' }
  });
  const { items } = (await answer.json()) as { items: { room: string }[] };
  return items[0]!.room;
}

/** Somebody who types, over y-websocket's own client: it comes back by itself, and sends what was not stored again. */
export class Typist {
  readonly doc = new Y.Doc();
  readonly provider: WebsocketProvider;
  /** Codes of refusals, in order. */
  readonly refusals: string[] = [];
  /** Why its sockets were closed, in order. */
  readonly closings: number[] = [];
  /** `performance.now()` of every time it was connected. */
  readonly connectedAt: number[] = [];
  /** The newest row of the log that it was told of. */
  sequence = 0;
  #typed = 0;

  constructor(
    origin: string,
    at: string,
    readonly name: string,
    { cookie, room }: { cookie: string; room: string }
  ) {
    const { closings } = this;
    const Socket = signedInSocket({ cookie, origin }, (socket) => {
      socket.on('error', () => undefined);
      socket.on('close', (code) => closings.push(code));
    });
    this.provider = new WebsocketProvider(`${at.replace('http', 'ws')}/sync`, room, this.doc, {
      WebSocketPolyfill: Socket,
      disableBc: true,
      maxBackoffTime: 500,
      connect: false
    });
    this.#listen();
    this.provider.connect();
  }

  /** One more paragraph that nobody else writes: "name-1", "name-2" … */
  type(): void {
    const paragraph = new Y.XmlElement('paragraph');
    paragraph.insert(0, [new Y.XmlText(`${this.name}-${(this.#typed += 1)};`)]);
    const body = this.doc.getXmlFragment('body');
    body.insert(body.length, [paragraph]);
  }

  /** How many it has typed, and of those of `of` that are in its document. */
  get typed(): number {
    return this.#typed;
  }

  words(): string[] {
    return (
      this.doc
        .getXmlFragment('body')
        .toString()
        .match(/[\w.]+-\d+;/g) ?? []
    );
  }

  get text(): string {
    return this.doc.getXmlFragment('body').toString();
  }

  async synced(): Promise<this> {
    await whenSynced(this.provider);
    return this;
  }

  /** Resolves as soon as its document fulfils the condition. */
  async until(condition: () => boolean): Promise<void> {
    if (condition()) return;
    await new Promise<void>((resolve) => {
      const note = () => {
        if (!condition()) return;
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

  #listen(): void {
    const { messageHandlers } = this.provider;
    messageHandlers[MESSAGE.savedUpTo] = (_encoder: unknown, decoder: decoding.Decoder) => {
      this.sequence = readSavedUpTo(decoder).sequence;
    };
    messageHandlers[MESSAGE.refused] = (_encoder: unknown, decoder: decoding.Decoder) => {
      this.refusals.push(readRefused(decoder).code);
    };
    this.provider.on('status', ({ status }: { status: string }) => {
      if (status === 'connected') this.connectedAt.push(performance.now());
    });
  }
}

/** Resolves when all have the same text, which holds every word that any of them typed. */
export async function agree(typists: readonly Typist[]): Promise<void> {
  const expected = typists.reduce((sum, { typed }) => sum + typed, 0);
  await Promise.all(typists.map((each) => each.until(() => new Set(each.words()).size >= expected)));
}
