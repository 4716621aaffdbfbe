import * as Y from 'yjs';
import { isRefusal, refuse, type Refusal } from '#domain/refusal';
import { rewriteDraft, type Rewrite } from '../documents/rewrite-draft';
import type { Author } from './author-runs';
import type { RoomDocument, Stored } from './room-document';

/** What became of a change: the row of the log up to which the text is known to hold it. */
export interface ChangedText {
  readonly sequence: number;
  /** False: the text was like that already, and nothing was written. */
  readonly changed: boolean;
}

/** A change that waits for its turn in a room. */
export interface TextChange {
  readonly author: Author;
  readonly rewrite: Rewrite;
  resolve(answer: ChangedText | Refusal): void;
}

/** What the room has to show to its people, and the answer for who asked. */
interface Written extends Pick<Stored, 'missed' | 'rows'> {
  readonly answer: ChangedText | Refusal;
}

/**
 * Changes a text in a person's name, as their own editor would: under a client id of theirs, over the newest text,
 * through the gate, as a row of the log. The room's turn, so nothing comes in between on this node; what another node
 * writes meanwhile is merged as two people's edits are.
 */
export async function changeText(
  document: RoomDocument,
  { author, rewrite }: Pick<TextChange, 'author' | 'rewrite'>
): Promise<Written> {
  const { personId } = author.identity;
  const { clientId, missed } = await document.handOut(personId);
  if (clientId === undefined) return { answer: refuse('too-fast'), missed, rows: [] };
  const update = rewriteDraft(copyOf(document, clientId), rewrite);
  const written = await stored(document, author, update);
  await document.owners.giveBack({ clientId, personId });
  return { ...written, missed: [...missed, ...written.missed] };
}

function copyOf(document: RoomDocument, clientId: number): Y.Doc {
  const copy = new Y.Doc();
  Y.applyUpdate(copy, document.whole());
  copy.clientID = clientId;
  return copy;
}

async function stored(
  document: RoomDocument,
  author: Author,
  update: Uint8Array | null | Refusal
): Promise<Written> {
  if (isRefusal(update)) return { answer: update, missed: [], rows: [] };
  if (update === null)
    return { answer: { sequence: document.sequence, changed: false }, missed: [], rows: [] };
  const { outcomes, missed, rows } = await document.store([{ from: author, update }]);
  const outcome = outcomes[0]!;
  const { sequence } = document;
  return { answer: outcome.kind === 'refused' ? outcome.refusal : { sequence, changed: true }, missed, rows };
}
