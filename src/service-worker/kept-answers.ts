import { isBuildKept } from '#editor/kept-build';
import { isInTime, KEEP_HEADER, PAGES_PREFIX, readTerms } from '#protocol/kept-page';

/** How long the server is waited for when a page is kept, in milliseconds: a bad line often neither answers nor fails. */
const PATIENCE = 6000;
/** What proxies answer when what stands behind them does not. */
const AWAY = [502, 503, 504];

/**
 * The server's answer, whatever it says. The page that is kept only when there is none: the network fails, does not
 * answer in time, or a proxy says that nobody is there.
 */
export async function pageOrKept(
  asked: Promise<Response>,
  kept: () => Promise<Response | undefined>,
  overdue: Promise<void> = after(PATIENCE)
): Promise<Response> {
  const answer = await Promise.race([asked.catch(() => undefined), overdue]);
  if (answer && !AWAY.includes(answer.status)) return answer;
  return (await kept()) ?? asked;
}

/** Nothing when its time is over, or when a file that it needs is not there. */
export async function keptPage(path: string, now: number): Promise<Response | undefined> {
  const page = await pageAt(path);
  const terms = readTerms(page?.headers.get(KEEP_HEADER) ?? null);
  return isInTime(terms, now) && (await isBuildKept(terms.build)) ? page : undefined;
}

export function keptFile(request: Request): Promise<Response | undefined> {
  return caches.match(request, { ignoreVary: true });
}

/** At most one person's pages are there at any time. */
async function pageAt(path: string): Promise<Response | undefined> {
  const name = (await caches.keys()).find((each) => each.startsWith(PAGES_PREFIX));
  return name === undefined ? undefined : (await caches.open(name)).match(path, { ignoreVary: true });
}

function after(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
