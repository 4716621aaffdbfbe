import { isSetUp } from '../auth/set-up';
import type { Tools } from '../runtime';
import { plantPartnership } from './demo/plant-partnership';
import { tellStory } from './demo/tell-story';

/** The same for every demo person; scripts may rely on it. */
export const DEMO_PASSWORD = 'wenmoor-demo';

const TWO_MONTHS = 60 * 86_400_000;

/** Loads the Wenmoor Vale demo into an empty database; leaves any other alone. */
export async function seedDemo(tools: Tools): Promise<void> {
  if (await isSetUp(tools.db)) return;
  const today = await tools.now(tools.db);
  const started = new Date(today.getTime() - TWO_MONTHS);
  started.setUTCHours(9, 0, 0, 0);
  const planted = await plantPartnership({ ...tools, now: async () => started }, DEMO_PASSWORD);
  await tellStory(tools, planted, today);
}
