import type { PageLoad } from './$types';
import { suggestedWords } from '../../../../receipts/suggested';

export const load: PageLoad = async ({ data }) => ({
  ...data,
  Suggested: await suggestedWords(data.receipt ? [data.receipt] : [])
});
