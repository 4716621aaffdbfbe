import { sql } from 'drizzle-orm';
import type { DocumentId, Id } from '#domain/ids';
import { rowsOf, type Database } from '../database';
import type { Append, LogRow } from './document-log';

interface TimedRow extends LogRow {
  readonly storedAt?: Date;
}

export interface TimedAppend extends Omit<Append, 'rows'> {
  readonly rows: readonly TimedRow[];
}

interface How {
  readonly storedAt: Date;
  readonly lockedToo: boolean;
  /** Whose the rows are, where several logs write to the tables. */
  readonly of?: Id<'log'> | null;
  readonly synced?: boolean;
}

/**
 * Appends to many documents in one statement, which is one commit. A document takes its rows when its newest row is the one
 * that the append names: all of them or none. "overtaken": others' rows stood there before; "refused": it is locked, it is another
 * log's turn, or somebody was quicker in this very moment.
 *
 * A document whose turn is another log's takes nothing; whoever appends ends their turn.
 *
 * The bytes of all rows travel as one parameter and are cut apart by the database: arrays of bytes would be written out
 * as text twice as long.
 *
 * `synced: false`: the answer does not wait until the commit is on the disk; the next commit that is synced takes it along.
 */
export async function appendRows(
  db: Database,
  appends: readonly TimedAppend[],
  { storedAt, lockedToo, of = null, synced = true }: How
): Promise<ReadonlyMap<DocumentId, 'stored' | 'overtaken' | 'refused'>> {
  const { bytes, table } = parameters(appends, storedAt);
  const result: unknown = await db.execute(sql`
    with wanted as (
      select * from unnest(${arrayOf(appends.map(({ documentId }) => documentId))}::uuid[],
        ${arrayOf(appends.map(({ after }) => after))}::bigint[],
        ${arrayOf(appends.map(({ rows }) => rows.length))}::bigint[]) as w(id, after, count)
    ), held as (
      select document.id, w.after, w.count from document join wanted w on w.id = document.id
      where document.last_sequence = w.after ${lockedToo ? sql`` : sql`and document.locked_at is null`}
        and (document.turn_of is null or document.turn_of = ${of}::uuid)
      order by document.id for no key update of document
    ), moved as (
      update document set last_sequence = held.after + held.count, turn_of = null from held where document.id = held.id
      returning document.id
    ), written as (
      insert into document_update (document_id, sequence, person_id, session_hash, bytes, stored_at)
      select r.id, r.sequence, r.person, nullif(r.session, ''), substring(${bytes}::bytea from r.start for r.length), r.at
      from unnest(${table.ids}::uuid[], ${table.sequences}::bigint[], ${table.persons}::uuid[], ${table.sessions}::text[],
        ${table.starts}::int[], ${table.lengths}::int[], ${table.moments}::timestamptz[])
        as r(id, sequence, person, session, start, length, at)
      where r.id in (select id from moved)
    )
    select document.id, case when moved.id is not null then 'stored'
        when document.last_sequence > w.after and document.locked_at is null then 'overtaken' else 'refused' end as answer
      ${synced ? sql`` : sql`, set_config('synchronous_commit', 'off', true)`}
    from wanted w join document on document.id = w.id left join moved on moved.id = w.id`);
  return new Map(rowsOf<AnswerRow>(result).map(({ id, answer }) => [id, answer]));
}

/** Whether every document took its rows. */
export function allStored(
  answers: Awaited<ReturnType<typeof appendRows>>,
  appends: readonly TimedAppend[]
): boolean {
  return appends.every(({ documentId }) => answers.get(documentId) === 'stored');
}

interface AnswerRow {
  readonly id: DocumentId;
  readonly answer: 'stored' | 'overtaken' | 'refused';
}

/**
 * From now on it is this log's turn to append, for a second; null: nobody's. Only when no other turn is under way. Nothing
 * is held meanwhile, so a node that dies in its turn holds the others up for that second at most; and no statement
 * holds more than one row, so two of them never wait for each other.
 */
export async function giveTurn(db: Database, documentId: DocumentId, to: Id<'log'> | null): Promise<void> {
  await db.execute(sql`update document set turn_of = ${to}::uuid, turn_until = now() + interval '1 second'
    where id = ${documentId} and (turn_of is null or turn_until < now())`);
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
