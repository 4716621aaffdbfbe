import * as Y from 'yjs';
import { BODY } from '#schema/schema';
import type { Room } from '../servers/server';
import { LightSocket } from './light-socket';
import { heardKind, step1, syncContent, toWire } from './room-messages';

export interface Opened {
  readonly doc: Y.Doc;
  /** From the connection attempt until the whole document was applied. Milliseconds. */
  readonly took: number;
  /** Bytes of all sync messages up to then. */
  readonly bytes: number;
  /** Whether the first answer lacked what later came: an editor would have shown an empty or old document. */
  readonly partialFirst: boolean;
}

const ANSWER_LIMIT = 20_000;

/**
 * Opens the room as a new browser would and reads until `complete` holds; once is enough when it is left out.
 * Undefined when the server does not get there within the limit (milliseconds), or sends what cannot be read.
 */
export async function openDocument(
  room: Room,
  complete: (doc: Y.Doc) => boolean = () => true,
  limit = ANSWER_LIMIT
): Promise<Opened | undefined> {
  const doc = new Y.Doc();
  doc.getXmlFragment(BODY);
  const before = performance.now();
  const socket = await LightSocket.open(room.address(0));
  const opened = new Promise<Opened | undefined>((resolve) => {
    let bytes = 0;
    let answers = 0;
    socket.onFrame = (frame) => {
      const kind = heardKind(frame, room.prefix.length);
      if (kind !== 'step2' && kind !== 'update') return;
      bytes += frame.length;
      if (!applies(doc, syncContent(frame, room.prefix.length))) return resolve(undefined);
      answers += 1;
      if ((kind === 'step2' || answers > 1) && complete(doc))
        resolve({ doc, took: performance.now() - before, bytes, partialFirst: answers > 1 });
    };
  });
  for (const message of room.greeting) socket.send(toWire(room, message));
  socket.send(step1(room, Y.encodeStateVector(doc)));
  const result = await within(limit, opened, socket);
  socket.close();
  return result;
}

/** False when the server sent what Yjs cannot read, which happens with a peer that is built on a newer Yjs. */
function applies(doc: Y.Doc, update: Uint8Array): boolean {
  try {
    Y.applyUpdate(doc, update);
    return true;
  } catch {
    return false;
  }
}

async function within<Result>(
  limit: number,
  result: Promise<Result>,
  socket: LightSocket
): Promise<Result | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => (timer = setTimeout(resolve, limit, undefined)));
  const answer = await Promise.race([result, late, socket.closed.then(() => undefined)]);
  clearTimeout(timer);
  return answer;
}

/** Asks again until the document is as it should be; undefined when it is not within the limit. */
export async function openWhenComplete(
  room: Room,
  complete: (doc: Y.Doc) => boolean,
  limit: number
): Promise<Y.Doc | undefined> {
  const end = performance.now() + limit;
  while (performance.now() < end) {
    const opened = await openDocument(room, undefined, end - performance.now());
    if (opened && complete(opened.doc)) return opened.doc;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return undefined;
}
