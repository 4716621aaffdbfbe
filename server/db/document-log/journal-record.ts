import { crc32 } from 'node:zlib';
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import type { DocumentId, PersonId } from '#domain/ids';
import type { LogRow } from './document-log';

/** One row of the log as it waits in the journal. */
export interface JournalRecord extends LogRow {
  readonly documentId: DocumentId;
  readonly sequence: number;
  readonly storedAt: Date;
}

/** Length and checksum, 4 bytes each, big-endian. */
const HEAD = 8;

/** A record as it stands in a file: length, CRC-32, then the fields in lib0's encoding. */
export function encodeRecord(record: JournalRecord): Buffer {
  const body = encoding.encode((encoder) => {
    encoding.writeVarString(encoder, record.documentId);
    encoding.writeVarUint(encoder, record.sequence);
    encoding.writeVarString(encoder, record.personId);
    encoding.writeVarString(encoder, record.sessionHash ?? '');
    encoding.writeVarUint(encoder, record.storedAt.getTime());
    encoding.writeVarUint8Array(encoder, record.bytes);
  });
  const framed = Buffer.allocUnsafe(HEAD + body.length);
  framed.writeUInt32BE(body.length, 0);
  framed.writeUInt32BE(crc32(body), 4);
  framed.set(body, HEAD);
  return framed;
}

/**
 * Every whole record of a file. It ends at the first that is torn: that one was being written when the power went, so
 * nobody was told that it is stored.
 */
export function* decodeRecords(file: Buffer): Generator<JournalRecord> {
  let at = 0;
  while (at + HEAD <= file.length) {
    const end = at + HEAD + file.readUInt32BE(at);
    const body = file.subarray(at + HEAD, end);
    // A file system may have made the file longer and not filled it: zeros, whose checksum is zero.
    if (body.length === 0) return;
    if (end > file.length || crc32(body) !== file.readUInt32BE(at + 4)) return;
    yield decodeBody(body);
    at = end;
  }
}

function decodeBody(body: Buffer): JournalRecord {
  const decoder = decoding.createDecoder(body);
  return {
    documentId: decoding.readVarString(decoder) as DocumentId,
    sequence: decoding.readVarUint(decoder),
    personId: decoding.readVarString(decoder) as PersonId,
    sessionHash: decoding.readVarString(decoder) || null,
    storedAt: new Date(decoding.readVarUint(decoder)),
    bytes: decoding.readVarUint8Array(decoder).slice()
  };
}
