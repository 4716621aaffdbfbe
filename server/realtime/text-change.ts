import * as Y from 'yjs';
import type { PersonId } from '#domain/ids';
import { isRefusal, refuse, type Refusal } from '#domain/refusal';
import type { Author } from './author-runs';
import type { Edit } from './live-document';
import type { RoomDocument, Stored } from './room-document';

/** What became of a change: the row of the log up to which the text is known to hold it. */
export interface ChangedText {
  readonly sequence: number;
  /** False: the text was like that already, and nothing was written. */
  readonly changed: boolean;
}

/** Makes an edit in a copy of the newest text and answers its update; null when there is nothing to change. */
export type Write = (copy: Y.Doc) => Uint8Array | null | Refusal;

/** What one person's edit is. */
export interface Part {
  readonly author: Author;
  /** Under an id that is used for nothing else: nobody who reads the text is to find its author by other words of theirs. */
  readonly apart?: boolean;
  readonly write: Write;
}

/** A change that waits for its turn in a room: edits that are stored together or not at all, each over the one before. */
export interface TextChange {
  readonly parts: readonly Part[];
  resolve(answer: ChangedText | Refusal): void;
}

/** What the room has to show to its people, and the answer for who asked. */
interface Written extends Pick<Stored, 'missed' | 'rows'> {
  readonly answer: ChangedText | Refusal;
}

/**
 * Changes a text in people's names, as their own editors would: each under a client id of theirs, over the newest text,
 * through the gate, as a row of the log. The room's turn, so nothing comes in between on this node; what another node
 * writes meanwhile is merged as two people's edits are.
 */
export async function changeText(
  document: RoomDocument,
  { parts }: Pick<TextChange, 'parts'>
): Promise<Written> {
  const { ids, missed } = await handedOut(document, parts);
  const written =
    ids.length === parts.length
      ? await stored(document, editsOf(document, parts, ids))
      : { answer: refuse('too-fast'), missed: [], rows: [] };
  for (const [index, clientId] of ids.entries()) {
    const part = parts[index]!;
    if (!part.apart) await document.owners.giveBack({ clientId, personId: personOf(part) });
  }
  return { ...written, missed: [...missed, ...written.missed] };
}

const personOf = ({ author }: Part): PersonId => author.identity.personId;

/** A client id for each part in order; fewer when somebody may have no more of them. */
async function handedOut(
  document: RoomDocument,
  parts: readonly Part[]
): Promise<{ ids: number[]; missed: Uint8Array[] }> {
  const [ids, missed]: [number[], Uint8Array[]] = [[], []];
  for (const part of parts) {
    const handed = part.apart
      ? { clientId: await document.owners.handOut(personOf(part)), missed: [] }
      : await document.handOut(personOf(part));
    missed.push(...handed.missed);
    if (handed.clientId === undefined) break;
    ids.push(handed.clientId);
  }
  return { ids, missed };
}

function editsOf(document: RoomDocument, parts: readonly Part[], ids: readonly number[]): Edit[] | Refusal {
  const copy = new Y.Doc();
  Y.applyUpdate(copy, document.whole());
  const edits: Edit[] = [];
  for (const [index, { author, write }] of parts.entries()) {
    copy.clientID = ids[index]!;
    const update = write(copy);
    if (isRefusal(update)) return update;
    if (update) edits.push({ from: author, update });
  }
  return edits;
}

async function stored(document: RoomDocument, edits: readonly Edit[] | Refusal): Promise<Written> {
  if (isRefusal(edits)) return { answer: edits, missed: [], rows: [] };
  if (edits.length === 0)
    return { answer: { sequence: document.sequence, changed: false }, missed: [], rows: [] };
  const { outcomes, missed, rows } = await document.store(edits, 'together');
  const refused = outcomes.find((outcome) => outcome.kind === 'refused');
  const { sequence } = document;
  return { answer: refused?.refusal ?? { sequence, changed: true }, missed, rows };
}
