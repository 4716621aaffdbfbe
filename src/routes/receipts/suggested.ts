import type { Receipt } from '#server/reads/receipts-page';

/** What suggested wording is shown with: loaded where there is any. */
export async function suggestedWords(receipts: readonly Pick<Receipt, 'comments'>[]) {
  const isNeeded = receipts.some(({ comments }) => comments.some(({ suggestion }) => suggestion));
  return isNeeded ? (await import('$lib/ui/SuggestionWords.svelte')).default : undefined;
}
