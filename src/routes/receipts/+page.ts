import type { PageLoad } from './$types';
import { suggestedWords } from './suggested';

export const load: PageLoad = async ({ data }) => ({
  ...data,
  Suggested: await suggestedWords(data.receipts)
});
