import { browser } from '$app/environment';
import { waitsForCode } from '$lib/ui/later';
import type { PageLoad, PageServerData } from './$types';
import { suggestionPart } from './suggestion-part';

/**
 * What few texts have, and layouts that few ask for, is loaded only where it is shown, the forms for comments a moment after the
 * page: the server shows them like everything else.
 */
export const load: PageLoad = async ({ data }) => ({
  ...data,
  ...(await suggestionPart(data.threads)),
  EasyRead: data.reading.easy ? (await import('./EasyRead.svelte')).default : null,
  AroundText: data.around ? (await import('./AroundText.svelte')).default : null,
  ConsultationPromise: data.consultation ? (await import('./ConsultationPromise.svelte')).default : null,
  ImportNote: data.imported ? (await import('./ImportNote.svelte')).default : null,
  OpenPoints: data.openPoints.length > 0 ? (await import('$lib/ui/clause/PointList.svelte')).default : null,
  OwnStandings: data.own.items.length > 0 ? (await import('./OwnStandings.svelte')).default : null,
  LostSummaries: isAnyLost(data) ? (await import('./LostSummaries.svelte')).default : null,
  ...(await later()),
  askingForms: formsAreClosed() ? undefined : await import('$lib/ui/asking-forms')
});

/** The server shows these whole, and they begin to work a moment after the page. */
async function later() {
  if (waitsForCode()) return { CommentPanel: undefined, SaveCopy: undefined };
  const [comments, copy] = await Promise.all([
    import('$lib/ui/CommentPanel.svelte'),
    import('$lib/ui/SaveCopy.svelte')
  ]);
  return { CommentPanel: comments.default, SaveCopy: copy.default };
}

function isAnyLost({ reading, summaries }: Pick<PageServerData, 'reading' | 'summaries'>): boolean {
  return reading.view !== 'full' && summaries.some(({ gone }) => gone);
}

/** Nobody has opened a form yet, in which something may be typed by now. On the server no form may be left out. */
function formsAreClosed(): boolean {
  return browser && !document.querySelector('details[open] textarea');
}
