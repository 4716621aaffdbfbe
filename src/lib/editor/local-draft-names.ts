import { isId, type DocumentId, type PersonId } from '#domain/ids';

/**
 * What this browser keeps of drafts: one IndexedDB database per person and document, so that one person's text is
 * never put before, or sent in the name of, another who uses the same browser.
 */
export interface LocalDraftName {
  readonly personId: PersonId;
  readonly documentId: DocumentId;
}

const PREFIX = 'concordat-';
/** Two ids of 36 letters with a hyphen between them. */
const ID_LENGTH = 36;

export function databaseName({ personId, documentId }: LocalDraftName): string {
  return `${PREFIX}${personId}-${documentId}`;
}

/** Undefined for a database that is none of ours. */
export function parseDatabaseName(name: string): LocalDraftName | undefined {
  if (!name.startsWith(PREFIX) || name[PREFIX.length + ID_LENGTH] !== '-') return undefined;
  const personId = name.slice(PREFIX.length, PREFIX.length + ID_LENGTH);
  const documentId = name.slice(PREFIX.length + ID_LENGTH + 1);
  return isId<'person'>(personId) && isId<'document'>(documentId) ? { personId, documentId } : undefined;
}

/**
 * Every draft of which this browser keeps something. Undefined where it cannot say: there nothing is ever kept, since
 * what cannot be found cannot be cleared either.
 */
export async function localDraftNames(): Promise<readonly LocalDraftName[] | undefined> {
  if (!canListDatabases()) return undefined;
  const databases = await indexedDB.databases().catch(() => undefined);
  return databases?.flatMap(({ name }) => {
    const parsed = name === undefined ? undefined : parseDatabaseName(name);
    return parsed ? [parsed] : [];
  });
}

export function canListDatabases(): boolean {
  return typeof indexedDB === 'object' && typeof indexedDB.databases === 'function';
}
