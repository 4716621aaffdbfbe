import { waitsForCode } from '$lib/ui/later';
import type { PageLoad } from './$types';
import { suggestionPart } from '../suggestion-part';

export const load: PageLoad = async ({ data }) => ({
  ...data,
  ...(await suggestionPart(data.threads)),
  CommentPanel: waitsForCode() ? undefined : (await import('$lib/ui/CommentPanel.svelte')).default
});
