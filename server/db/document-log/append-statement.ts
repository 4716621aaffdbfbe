import { sql } from 'drizzle-orm';
import type { DocumentId } from '#domain/ids';
import { rowsOf, type Database } from '../database';
import type { Append, LogRow } from './document-log';

interface TimedRow extends LogRow {
  readonly storedAt?: Date;
}

export interface TimedAppend extends Omit<Append, 'rows'> {
  readonly rows: readonly TimedRow[];
}

/**
 * Appends to many documents in one statement, which is one commit, and answers the documents that took their rows: those
 * whose newest row is the one the append names. All rows of a document or none.
 *
 * The bytes of all rows travel as one parameter and are cut apart by the database: arrays of bytes would be written out
 * as text twice as long.
 *
 * `synced: false`: the answer does not wait until the commit is on the disk; the next commit that is synced takes it along.
 */
export async function appendRows(
  db: Database,
  appends: readonly TimedAppend[],
  { storedAt, lockedToo, synced = true }: { storedAt: Date; lockedToo: boolean; synced?: boolean }
): Promise<ReadonlySet<DocumentId>> {
  const { bytes, table } = parameters(appends, storedAt);
  const result: unknown = await db.execute(sql`
    with wanted as (
      select * from unnest(${arrayOf(appends.map(({ documentId }) => documentId))}::uuid[],
        ${arrayOf(appends.map(({ after }) => after))}::bigint[],
        ${arrayOf(appends.map(({ rows }) => rows.length))}::bigint[]) as w(id, after, count)
    ), held as (
      select document.id, w.after, w.count from document join wanted w on w.id = document.id
      where document.last_sequence = w.after and (${lockedToo} or document.locked_at is null)
      order by document.id for update of document
    ), moved as (
      update document set last_sequence = held.after + held.count from held where document.id = held.id
      returning document.id
    ), written as (
      insert into document_update (document_id, sequence, person_id, session_hash, bytes, stored_at)
      select r.id, r.sequence, r.person, nullif(r.session, ''), substring(${bytes}::bytea from r.start for r.length), r.at
      from unnest(${table.ids}::uuid[], ${table.sequences}::bigint[], ${table.persons}::uuid[], ${table.sessions}::text[],
        ${table.starts}::int[], ${table.lengths}::int[], ${table.moments}::timestamptz[])
        as r(id, sequence, person, session, start, length, at)
      where r.id in (select id from moved)
    )
    select id, set_config('synchronous_commit', case when ${synced} then current_setting('synchronous_commit') else 'off' end, true)
    from moved`);
  return new Set(rowsOf<{ id: DocumentId }>(result).map(({ id }) => id));
}

/** The rows of all appends, column by column, each an array written as PostgreSQL reads it. */
function parameters(appends: readonly TimedAppend[], storedAt: Date) {
  const all = appends.flatMap(({ documentId, after, rows }) =>
    rows.map((row, index) => ({ ...row, documentId, sequence: after + 1 + index }))
  );
  const lengths = all.map(({ bytes }) => bytes.length);
  let start = 1;
  const starts = lengths.map((length) => (start += length) - length);
  const table = {
    ids: arrayOf(all.map(({ documentId }) => documentId)),
    sequences: arrayOf(all.map(({ sequence }) => sequence)),
    persons: arrayOf(all.map(({ personId }) => personId)),
    sessions: arrayOf(all.map(({ sessionHash }) => sessionHash ?? '')),
    starts: arrayOf(starts),
    lengths: arrayOf(lengths),
    moments: arrayOf(all.map((row) => (row.storedAt ?? storedAt).toISOString()))
  };
  return { bytes: Buffer.concat(all.map(({ bytes }) => bytes)), table };
}

/** Ids, hashes, numbers and moments only: nothing in them needs more than quotes. */
function arrayOf(values: readonly (string | number)[]): string {
  return `{${values.map((value) => (typeof value === 'string' ? `"${value}"` : value)).join(',')}}`;
}
