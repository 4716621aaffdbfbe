import type { SummaryState } from './clause-state';
import { formatDate } from './dates';

/** A plain summary that is kept with a version, as far as its standing goes. */
export interface KeptStanding {
  readonly state: Exclude<SummaryState, 'none'>;
  /** Who had confirmed it last, and when; null when nobody had. */
  readonly confirmed: { readonly by: string; readonly at: Date } | null;
}

/** What has to be said with the plain words, wherever they are shown or saved without the page around them. */
export const PLAIN_HELPS = 'The plain version helps reading; the full text is what is signed.';
export const PLAIN_NOT_KEPT = 'Plain summaries were not kept with this version.';
export const NO_PLAIN = 'No clause had a plain summary when this version was frozen.';

/** How the summary stood to its clause when the version was frozen, in one sentence. */
export function keptStanding({ state, confirmed }: KeptStanding): string {
  const day = confirmed ? formatDate(confirmed.at) : '';
  switch (state) {
    case 'confirmed':
      return `${confirmed?.by ?? 'Somebody'} confirmed on ${day} that this says what the full text says.`;
    case 'stale':
      return `May be out of date: the full text had changed since ${confirmed?.by ?? 'somebody'} confirmed this on ${day}.`;
    case 'draft':
      return confirmed
        ? `Not confirmed: it had changed since ${confirmed.by} confirmed it on ${day}.`
        : 'Not confirmed: nobody had said yet that it says what the full text says.';
  }
}
