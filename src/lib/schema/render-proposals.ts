import { escapeHtml } from './escape-html';
import type { ShownProposals } from './render-context';

interface LeftOut {
  readonly kind: 'left-out';
  readonly from: number;
  readonly to: number;
}

interface PutIn {
  readonly kind: 'put-in';
  readonly at: number;
  readonly words: string;
  /** Who proposes them. */
  readonly by: string;
}

/** What somebody proposes: words to be left out of the text, or words to be put in at a place. */
export type Proposal = LeftOut | PutIn;

/** Proposals for one rendering of one text; they may overlap. Words to be put in are shown once, where two texts meet too. */
export function shownProposals(proposals: readonly Proposal[]): ShownProposals {
  const leftOut = proposals.filter((each) => each.kind === 'left-out');
  const waiting = new Set(proposals.filter((each) => each.kind === 'put-in'));
  const putInAt = (place: number): string => {
    const here = [...waiting].filter(({ at }) => at === place);
    here.forEach((each) => waiting.delete(each));
    return here.map(putIn).join('');
  };
  return {
    cuts: (from, to) =>
      proposals
        .flatMap((each) => (each.kind === 'put-in' ? [each.at] : [each.from, each.to]))
        .filter((cut) => cut > from && cut < to),
    shown(html, from, to) {
      const isStruck = leftOut.some((each) => each.from <= from && each.to >= to);
      const words = isStruck ? `<del class="left-out">${html}</del>` : html;
      return `${putInAt(from)}${words}${putInAt(to)}`;
    }
  };
}

function putIn({ words, by }: PutIn): string {
  const begin = `<span class="nhsuk-u-visually-hidden"> (suggested by ${escapeHtml(by)}: </span>`;
  const end = '<span class="nhsuk-u-visually-hidden">) </span>';
  return `<ins class="put-in">${begin}${escapeHtml(words)}${end}</ins>`;
}
