import type { DraftStatus } from './connection-state';

/** What the status line says in its own words; undefined where the words are the same for every page. */
export function statusWords(
  status: DraftStatus,
  facts: {
    readonly message: string | undefined;
    readonly keeps: boolean;
    readonly fromCopy: boolean;
  }
): string | undefined {
  switch (status) {
    case 'connecting':
    case 'saved':
    case 'saving':
    case 'read-only':
      return undefined;
    case 'offline':
      return offlineWords(facts);
    case 'signed-out':
      return `${facts.message ?? 'You are signed out.'} What you typed is ${whereKept(facts.keeps)}.`;
    case 'not-allowed':
    case 'held-back':
    case 'reload-needed':
      return facts.message;
  }
}

function offlineWords({ keeps, fromCopy }: { readonly keeps: boolean; readonly fromCopy: boolean }): string {
  const start = fromCopy ? 'Offline, showing what this device had.' : 'Offline.';
  const rest = `What you type is ${whereKept(keeps)} and sent when you are back.`;
  return keeps ? `${start} ${rest}` : `${start} ${rest} Closing the page would lose it.`;
}

function whereKept(keeps: boolean): string {
  return keeps ? 'kept on this device' : 'kept only on this page';
}
