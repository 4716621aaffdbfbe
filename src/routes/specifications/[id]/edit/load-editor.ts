/** The editor, and all that only it needs: larger than all the rest of the page, and loaded here and nowhere else. */
export async function loadEditor() {
  const [session, passage, clause, names, pages, access, notice, words] = await Promise.all([
    import('#editor/draft-session'),
    import('#editor/selected-passage'),
    import('#editor/clause-at-caret'),
    import('#editor/local-draft-names'),
    import('#editor/kept-pages'),
    import('./why-refused'),
    import('./StoppedNotice.svelte'),
    import('$lib/ui/KeptWords.svelte')
  ]);
  return {
    DraftSession: session.DraftSession,
    selectedPassage: passage.selectedPassage,
    sentenceAtCaret: passage.sentenceAtCaret,
    clauseAtCaret: clause.clauseAtCaret,
    databaseName: names.databaseName,
    keepPage: pages.keepPage,
    whyRefused: access.whyRefused,
    // Here at once: when they are needed a newer build may have taken the place of this one.
    StoppedNotice: notice.default,
    KeptWords: words.default
  };
}
