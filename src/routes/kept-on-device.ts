import type { PersonId } from '#domain/ids';
import type { KeptWords } from '#editor/draft-database';
import type { LocalDraft } from '#editor/local-drafts';
import { dropPage, sweepPages } from '#editor/kept-pages';
import { databaseName, localDraftNames } from '#editor/local-draft-names';

/**
 * What pages other than the editor's do with the drafts, and the editing pages, that this browser keeps. The code that reads them is large,
 * so it is loaded only where there is one.
 */

/** What is kept of one draft for a person who looks at it. */
export interface KeptText {
  /** Text waits here to be sent when the draft is opened. */
  readonly waiting: boolean;
  readonly words: readonly KeptWords[];
  dismiss(id: string): Promise<void>;
}

const NO_LONGER = 'You may no longer change this text, so this was not sent.';
/** How long what is just being saved may take to be written down as saved, in milliseconds. */
const SETTLING = 500;

/** Undefined when nothing is kept. Where the person may no longer edit, text that waits is turned into words to keep. */
export async function keptHere(
  person: PersonId,
  { href, mayEdit }: { readonly href: string; readonly mayEdit: boolean }
): Promise<KeptText | undefined> {
  if (!mayEdit) await dropPage(`${href}/edit`, person).catch(() => undefined);
  if (!(await keepsAny((personId) => personId === person))) return undefined;
  const [{ localDraftsOf, turnIntoWords }, { dismissWords }] = await Promise.all([
    import('#editor/local-drafts'),
    import('#editor/draft-database')
  ]);
  const draft = (await localDraftsOf(person)).find(({ about }) => about.href === href);
  if (!draft) return undefined;
  const dismiss = (id: string) => dismissWords(databaseName(draft), id);
  if (mayEdit) return { waiting: draft.unsent !== '', words: draft.keptWords, dismiss };
  return { waiting: false, words: await turnIntoWords(draft, NO_LONGER), dismiss };
}

/** Drafts of this person whose text stands nowhere but on this device. */
export async function unsentDrafts(person: PersonId): Promise<readonly LocalDraft[]> {
  if (!(await keepsAny((personId) => personId === person))) return [];
  const { localDraftsOf, hasUnsent } = await import('#editor/local-drafts');
  const unsent = async () => (await localDraftsOf(person)).filter(hasUnsent);
  if ((await unsent()).length === 0) return [];
  await new Promise((resolve) => setTimeout(resolve, SETTLING));
  return unsent();
}

/** This person has signed out: removes all that is kept of their drafts, and every page. */
export async function clearDevice(person: PersonId): Promise<void> {
  await signedOutHere();
  if (!(await keepsAny((personId) => personId === person))) return;
  const { removeDraftsOf } = await import('#editor/local-drafts');
  await removeDraftsOf(person);
}

/** Nobody is signed in here any more: no page may be shown without asking the server. */
export async function signedOutHere(): Promise<void> {
  await sweepPages(undefined, Date.now()).catch(() => undefined);
}

/** Removes what nobody needs here any more, of this person's drafts and of others'. */
export async function sweepDevice(person: PersonId): Promise<void> {
  await sweepPages(person, Date.now()).catch(() => undefined);
  if (!(await keepsAny(() => true))) return;
  const { sweepDrafts } = await import('#editor/local-drafts');
  await sweepDrafts(person, Date.now());
}

async function keepsAny(which: (personId: PersonId) => boolean): Promise<boolean> {
  const names = (await localDraftNames()) ?? [];
  return names.some(({ personId }) => which(personId));
}
