import { readlinkSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import { PGlite, types } from '@electric-sql/pglite';
import { giveWay } from '../give-way';
import { CLOSE, READY, type Answer, type Question } from './embedded-messages';
import { PreparedStatements } from './prepared-statements';
import { durableStartParams, SyncedNodeFS } from './synced-files';

/**
 * The embedded database, in a thread of its own (started by embedded-client.ts). `workerData` is the folder. A
 * statement keeps its thread busy from a millisecond to a second, and here nobody types.
 */
const port = parentPort!;
yieldToTyping();
const pg = await PGlite.create({
  fs: new SyncedNodeFS(workerData as string),
  startParams: durableStartParams(),
  parsers: { [types.BYTEA]: bytesOf },
  serializers: { [types.BYTEA]: binary }
});

/** Moments and their like stay text: the driver reads them itself. The last five are arrays of them. */
const AS_TEXT = [
  types.TIMESTAMP,
  types.TIMESTAMPTZ,
  types.INTERVAL,
  types.DATE,
  1231,
  1115,
  1185,
  1187,
  1182
];
const parsers = Object.fromEntries(AS_TEXT.map((type) => [type, (value: string) => value]));
const statements = new PreparedStatements(pg, parsers);

/** The database writes bytes out as "\\x" and hexadecimal digits; PGlite would read them one by one in JavaScript. */
function bytesOf(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length / 2 - 1);
  Buffer.from(bytes.buffer).write(text.slice(2), 'hex');
  return bytes;
}

/** Bytes go in as they are: the protocol takes them, and PGlite hands them on, though its types say text. */
function binary(bytes: Uint8Array): string {
  return bytes as unknown as string;
}

/** Only Linux tells a thread its number. */
function yieldToTyping(): void {
  try {
    giveWay(Number(readlinkSync('/proc/thread-self').split('/').at(-1)));
  } catch {
    // Not Linux.
  }
}

async function answer(question: Question): Promise<Answer> {
  const { id } = question;
  try {
    const { rows, affectedRows } = await statements.run(question);
    return { id, rows, affectedRows };
  } catch (error) {
    const { name, message, stack, ...rest } = error as Error;
    return { id, error: { ...copyable(rest), name, message, stack } };
  }
}

function copyable(fields: object): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields).filter(([, value]) => ['string', 'number'].includes(typeof value))
  );
}

port.on('message', async (message: Question | typeof CLOSE) => {
  if (message !== CLOSE) return port.postMessage(await answer(message));
  await pg.close();
  port.close();
});
port.postMessage(READY);
