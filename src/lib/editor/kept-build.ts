import { buildCache } from '#protocol/kept-page';

/** Whether every file of a build is kept: they come all at once or not at all. */
export async function isBuildKept(build: string): Promise<boolean> {
  const name = buildCache(build);
  return (await caches.has(name)) && (await (await caches.open(name)).keys()).length > 0;
}
