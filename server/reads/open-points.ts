import { clauseName, type ClauseOutline } from '#domain/clause-state';
import type { Writer } from '#domain/comment-thread';
import type { ClauseId, MemberId, SpecificationId } from '#domain/ids';
import { waitingFirst, type OpenPoint, type PointPlace } from '#domain/open-point';
import type { Database } from '../db/database';
import { openPointsOn, type OpenPointRow } from '../db/open-points';
import { membersById } from '../db/people';
import type { ReadPassage } from '../documents/read-passage';

/** Questions and contradictions about a text, with where their words stand now. Those that wait first. */
export async function openPointsIn(
  db: Database,
  id: SpecificationId,
  text: { readonly readPassage: ReadPassage; readonly outline: readonly ClauseOutline[] }
): Promise<OpenPoint[]> {
  const rows = await openPointsOn(db, id);
  const writers = await writersOf(db, rows);
  return waitingFirst(rows.map((row) => pointOf(row, writers, text)));
}

type Text = Parameters<typeof openPointsIn>[2];
type Writers = ReadonlyMap<MemberId, Writer>;

async function writersOf(db: Database, rows: readonly OpenPointRow[]): Promise<Writers> {
  const ids = rows.flatMap(({ ownerId, raisedBy, resolvedBy }) => [
    ownerId,
    raisedBy,
    ...(resolvedBy ? [resolvedBy] : [])
  ]);
  const members = await membersById(db, [...new Set(ids)]);
  return new Map(
    members.map(({ memberId, name, group, organisation }) => [
      memberId,
      { memberId, name, group, organisation }
    ])
  );
}

function pointOf(row: OpenPointRow, writers: Writers, text: Text): OpenPoint {
  const { id, specificationId, kind, words, outside, raisedAt } = row;
  const first = { quote: row.quote, anchor: row.anchor, clause: named(row.clauseId, row.clauseName) };
  return {
    ...{ id, specificationId, kind, words, outside, raisedAt },
    place: placeNow(first, text),
    other: otherPlace(row, text),
    owner: writerOf(writers, row.ownerId),
    raisedBy: writerOf(writers, row.raisedBy),
    resolution: resolutionOf(row, writers)
  };
}

function otherPlace(row: OpenPointRow, text: Text): PointPlace | null {
  const { otherQuote: quote, otherAnchor: anchor, otherClauseId, otherClauseName } = row;
  return quote === null
    ? null
    : placeNow({ quote, anchor, clause: named(otherClauseId, otherClauseName) }, text);
}

/** Where the words stand now; the clause they stood in is all that is left once they are gone. */
function placeNow(
  { quote, anchor, clause }: { quote: string; anchor: unknown; clause: PointPlace['clause'] },
  { readPassage, outline }: Text
): PointPlace {
  const { range, wordsNow } = readPassage(anchor, quote);
  const here = range && outline.findLast(({ from }) => from <= range.from);
  return { quote, range, wordsNow, clause: here?.id ? named(here.id, clauseName(here)) : clause };
}

function named(id: ClauseId | null, name: string | null): PointPlace['clause'] {
  return id === null || name === null ? null : { id, name };
}

function resolutionOf(
  { resolution, resolvedBy, resolvedAt }: OpenPointRow,
  writers: Writers
): OpenPoint['resolution'] {
  if (resolution === null || resolvedBy === null || resolvedAt === null) return null;
  return { words: resolution, by: writerOf(writers, resolvedBy), at: resolvedAt };
}

function writerOf(writers: Writers, id: MemberId): Writer {
  const writer = writers.get(id);
  if (!writer) throw new Error('A question of somebody who is not a member.');
  return writer;
}
