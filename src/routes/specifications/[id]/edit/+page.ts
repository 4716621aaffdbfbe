import { waitsForCode } from '$lib/ui/later';
import type { PageLoad } from './$types';
import { suggestionPart } from '../suggestion-part';

export const load: PageLoad = async ({ data }) => ({
  ...data,
  ...(await suggestionPart(data.threads)),
  PointList: data.openPoints.length > 0 ? (await import('$lib/ui/clause/PointList.svelte')).default : null,
  OwnStandings: data.own.items.length > 0 ? (await import('../OwnStandings.svelte')).default : null,
  CommentPanel: waitsForCode() ? undefined : (await import('$lib/ui/CommentPanel.svelte')).default
});
