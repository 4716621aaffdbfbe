import * as Y from 'yjs';
import type { PersonId } from '#domain/ids';
import {
  inTime,
  openDraftDatabase,
  readFacts,
  readUpdates,
  removeDraftDatabase,
  replaceByWords,
  wordsToKeep,
  type KeptFacts,
  type KeptWords
} from './draft-database';
import { databaseName, localDraftNames, type LocalDraftName } from './local-draft-names';
import { holdsMore } from './server-knowledge';
import { unsentText } from './unsent-text';

/** A draft of which this browser keeps something. */
export interface LocalDraft extends LocalDraftName {
  readonly about: NonNullable<KeptFacts['about']>;
  /** Text that is sent when the draft is opened again, one paragraph per line; empty when there is none. */
  readonly unsent: string;
  /** Text that was refused. */
  readonly keptWords: readonly KeptWords[];
  readonly openedAt: number;
}

const DAY = 24 * 60 * 60 * 1000;
/** How long another person's unsent text stays on a browser they share, in milliseconds. */
export const OTHERS_UNSENT = 7 * DAY;
/** How long one's own drafts stay when everything is saved, in milliseconds. */
export const OWN_SAVED = 30 * DAY;

/** What this browser keeps of one person's drafts. */
export async function localDraftsOf(personId: PersonId): Promise<LocalDraft[]> {
  const names = (await localDraftNames()) ?? [];
  return readAll(names.filter((name) => name.personId === personId));
}

/** Whether anything in there stands nowhere else. */
export function hasUnsent({ unsent, keptWords }: LocalDraft): boolean {
  return unsent !== '' || keptWords.length > 0;
}

/** For a draft that this person may no longer change: what waits becomes words, and the rest of the text goes. */
export async function turnIntoWords(draft: LocalDraft, message: string): Promise<readonly KeptWords[]> {
  const fresh = wordsToKeep(draft.unsent, message);
  const db = await openDraftDatabase(databaseName(draft));
  await replaceByWords(db, fresh).finally(() => db.close());
  return [...draft.keptWords, ...fresh];
}

/** Removes everything that this browser keeps of a person's drafts. */
export async function removeDraftsOf(personId: PersonId): Promise<void> {
  const names = (await localDraftNames()) ?? [];
  const own = names.filter((name) => name.personId === personId);
  await Promise.all(own.map((name) => removeDraftDatabase(databaseName(name)).catch(() => undefined)));
}

/**
 * Removes what nobody needs here: drafts of others in which everything is saved, at once, since many people may use
 * one computer; others' unsent text after a week; one's own saved drafts after a month.
 */
export async function sweepDrafts(personId: PersonId, now: number): Promise<void> {
  const names = (await localDraftNames()) ?? [];
  const others = names.filter((name) => name.personId !== personId);
  const old = await filterOld(
    names.filter((name) => name.personId === personId),
    now
  );
  const done = (await readAll([...others, ...old])).filter((draft) => isDone(draft, personId, now));
  await Promise.all(done.map((draft) => removeDraftDatabase(databaseName(draft)).catch(() => undefined)));
}

/** Without reading their text, which takes long when there are many. */
async function filterOld(names: readonly LocalDraftName[], now: number): Promise<LocalDraftName[]> {
  const openedAt = async (name: LocalDraftName) => {
    const db = await openDraftDatabase(databaseName(name));
    return (await inTime(readFacts(db)).finally(() => db.close())).openedAt ?? 0;
  };
  const times = await Promise.all(names.map((name) => openedAt(name).catch(() => now)));
  return names.filter((_name, index) => now - times[index]! > OWN_SAVED);
}

export function isDone(draft: LocalDraft, personId: PersonId, now: number): boolean {
  const age = now - draft.openedAt;
  if (draft.personId === personId) return !hasUnsent(draft) && age > OWN_SAVED;
  return !hasUnsent(draft) || age > OTHERS_UNSENT;
}

async function readAll(names: readonly LocalDraftName[]): Promise<LocalDraft[]> {
  const drafts = await Promise.all(names.map((name) => readDraft(name).catch(() => undefined)));
  return drafts.filter((draft) => draft !== undefined);
}

async function readDraft(name: LocalDraftName): Promise<LocalDraft> {
  const db = await openDraftDatabase(databaseName(name));
  try {
    const [facts, updates] = [await inTime(readFacts(db)), await inTime(readUpdates(db))];
    const about = facts.about ?? { title: 'A draft', href: '/specifications' };
    const { keptWords = [], openedAt = 0 } = facts;
    return { ...name, about, unsent: unsentOf(updates, facts.serverHas), keptWords, openedAt };
  } finally {
    db.close();
  }
}

function unsentOf(updates: readonly Uint8Array[], serverHas: KeptFacts['serverHas'] = new Map()): string {
  const ydoc = new Y.Doc();
  for (const update of updates) Y.applyUpdate(ydoc, update);
  // A draft has one root. Its name is not imported: the schema would bring the whole editor along.
  const [body] = ydoc.share.keys();
  const text =
    body !== undefined && holdsMore(ydoc, serverHas)
      ? unsentText(ydoc, ydoc.getXmlFragment(body), serverHas)
      : '';
  ydoc.destroy();
  return text;
}
