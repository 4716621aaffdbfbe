import type { PageLoad } from './$types';
import { suggestionPart } from '../suggestion-part';

export const load: PageLoad = async ({ data }) => ({ ...data, ...(await suggestionPart(data.threads)) });
