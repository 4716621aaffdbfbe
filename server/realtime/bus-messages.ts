import { createHmac, timingSafeEqual, type KeyObject } from 'node:crypto';
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { parseId, type Id } from '#domain/ids';
import { isRefusal } from '#domain/refusal';
import { decodePresence, encodePresence, type PresenceEntry } from '#protocol/presence-entries';
import { parseTopic, topicName, type Topic } from '#protocol/topics';
import type { Hint, NodeId } from './bus';

/**
 * A hint as it travels: byte 1 (the version of this layout), 16 bytes of seal, then the body: varString node,
 * varUint kind, the kind's own fields. The seal is HMAC-SHA-256 of the body, cut to 16 bytes: hints carry rows
 * that are shown to people at once, so being able to write to Redis must not be enough to make one.
 */
const VERSION = 1;
const SEAL = 16;

const KIND = {
  log: 0,
  presence: 1,
  'ask-presence': 2,
  alive: 3,
  topics: 4,
  'session-ended': 5,
  'rights-changed': 6,
  back: 7
} as const satisfies Record<Hint['kind'], number>;

const MOST_ROWS = 10_000;
const MOST_TOPICS = 1_000;
const SESSION_HASH = /^[0-9a-f]{64}$/;

export interface Message {
  readonly node: NodeId;
  readonly hint: Hint;
}

export function encodeMessage({ node, hint }: Message, key: KeyObject): Uint8Array {
  const body = encoding.encode((encoder) => {
    encoding.writeVarString(encoder, node);
    encoding.writeVarUint(encoder, KIND[hint.kind]);
    writeFields(encoder, hint);
  });
  return Buffer.concat([Uint8Array.of(VERSION), sealOf(body, key), body]);
}

/** Undefined when it is not one of ours: damaged, of another version, or sealed with another key. */
export function decodeMessage(bytes: Uint8Array, key: KeyObject): Message | undefined {
  const body = bytes.subarray(1 + SEAL);
  if (bytes[0] !== VERSION || body.length === 0) return undefined;
  if (!timingSafeEqual(bytes.subarray(1, 1 + SEAL), sealOf(body, key))) return undefined;
  try {
    const decoder = decoding.createDecoder(body);
    const message = readMessage(decoder);
    return decoder.pos === body.length ? message : undefined;
  } catch {
    return undefined;
  }
}

function sealOf(body: Uint8Array, key: KeyObject): Uint8Array {
  return createHmac('sha256', key).update(body).digest().subarray(0, SEAL);
}

function writeFields(encoder: encoding.Encoder, hint: Hint): void {
  switch (hint.kind) {
    case 'log':
      return writeLog(encoder, hint);
    case 'presence':
      encoding.writeVarString(encoder, hint.documentId);
      return encoding.writeVarUint8Array(encoder, encodePresence(hint.entries));
    case 'ask-presence':
      return encoding.writeVarString(encoder, hint.documentId);
    case 'topics':
      encoding.writeVarUint(encoder, hint.topics.length);
      for (const topic of hint.topics) encoding.writeVarString(encoder, topicName(topic));
      return;
    case 'session-ended':
      return encoding.writeVarString(encoder, hint.sessionHash);
    case 'alive':
    case 'back':
    case 'rights-changed':
      return;
  }
}

function writeLog(encoder: encoding.Encoder, hint: Extract<Hint, { kind: 'log' }>): void {
  encoding.writeVarString(encoder, hint.documentId);
  encoding.writeVarUint(encoder, hint.after);
  encoding.writeVarUint(encoder, hint.last);
  encoding.writeVarUint(encoder, hint.rows.length);
  for (const row of hint.rows) encoding.writeVarUint8Array(encoder, row);
}

function readMessage(decoder: decoding.Decoder): Message | undefined {
  const node = readId<'node'>(decoder);
  const kind = decoding.readVarUint(decoder);
  const hint = node && readHint(decoder, kind, node);
  return hint && { node, hint };
}

function readHint(decoder: decoding.Decoder, kind: number, node: NodeId): Hint | undefined {
  switch (kind) {
    case KIND.log:
      return readLog(decoder);
    case KIND.presence:
      return readPresence(decoder, node);
    case KIND['ask-presence']: {
      const documentId = readId<'document'>(decoder);
      return documentId && { kind: 'ask-presence', documentId };
    }
    case KIND.alive:
      return { kind: 'alive', node };
    case KIND.back:
      return { kind: 'back', node };
    case KIND.topics:
      return readTopics(decoder);
    case KIND['session-ended']: {
      const sessionHash = decoding.readVarString(decoder);
      return SESSION_HASH.test(sessionHash) ? { kind: 'session-ended', sessionHash } : undefined;
    }
    case KIND['rights-changed']:
      return { kind: 'rights-changed' };
    default:
      return undefined;
  }
}

/** Either every row from after+1 to last, or none of them. */
function readLog(decoder: decoding.Decoder): Hint | undefined {
  const documentId = readId<'document'>(decoder);
  const after = decoding.readVarUint(decoder);
  const last = decoding.readVarUint(decoder);
  const count = decoding.readVarUint(decoder);
  if (!documentId || last < after || count > MOST_ROWS || (count > 0 && count !== last - after))
    return undefined;
  const rows: Uint8Array[] = [];
  for (let read = 0; read < count; read += 1) rows.push(decoding.readVarUint8Array(decoder).slice());
  return { kind: 'log', documentId, after, last, rows };
}

function readPresence(decoder: decoding.Decoder, node: NodeId): Hint | undefined {
  const documentId = readId<'document'>(decoder);
  const entries: readonly PresenceEntry[] | undefined = decodePresence(decoding.readVarUint8Array(decoder));
  return documentId && entries && { kind: 'presence', documentId, node, entries };
}

function readTopics(decoder: decoding.Decoder): Hint | undefined {
  const count = decoding.readVarUint(decoder);
  if (count > MOST_TOPICS) return undefined;
  const topics: Topic[] = [];
  for (let read = 0; read < count; read += 1) {
    const topic = parseTopic(decoding.readVarString(decoder));
    if (!topic) return undefined;
    topics.push(topic);
  }
  return { kind: 'topics', topics };
}

function readId<Kind extends string>(decoder: decoding.Decoder): Id<Kind> | undefined {
  const id = parseId<Kind>(decoding.readVarString(decoder));
  return isRefusal(id) ? undefined : id;
}

/** Bytes of rows or presence in one message. Anything larger would hold up the hints behind it. */
const LARGEST = 64 * 1024;

/** What is sent in place of a hint that is too large: the same hint without its rows, or presence in several parts. */
export function inPieces(hint: Hint): readonly Hint[] {
  if (hint.kind === 'log') return [fits(hint.rows) ? hint : { ...hint, rows: [] }];
  return hint.kind === 'presence' ? presencePieces(hint) : [hint];
}

function fits(rows: readonly Uint8Array[]): boolean {
  return rows.length <= MOST_ROWS && rows.reduce((sum, { length }) => sum + length, 0) <= LARGEST;
}

function presencePieces(hint: Extract<Hint, { kind: 'presence' }>): readonly Hint[] {
  const pieces: PresenceEntry[][] = [[]];
  let size = 0;
  for (const entry of hint.entries) {
    size += entry.state.length;
    if (size > LARGEST / 2) {
      pieces.push([]);
      size = entry.state.length;
    }
    pieces.at(-1)!.push(entry);
  }
  return pieces.map((entries) => ({ ...hint, entries }));
}
