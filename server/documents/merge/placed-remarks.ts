import type * as Y from 'yjs';
import type { Clause } from '#schema/diff/changes';
import { clausesIn, nodesIn } from '#schema/diff/clauses';
import { nodeSize, textOf } from '#schema/document-json';
import { rangeAnchors, rangeReader, wordFinder, type Range } from '../anchor';
import { jsonFromDoc } from '../document-bytes';
import type { AnchoredRemark } from '../imported-draft';
import { passageText } from '../passage-text';
import { mergeReport } from './merge-report';

export interface PlacedRemarks {
  readonly remarks: readonly AnchoredRemark[];
  /** They are about clauses that the draft does not have. */
  readonly left: number;
}

/** What stands around a clause: its nodes and its heading's words, in ProseMirror positions. */
interface ClausePlace {
  readonly from: number;
  readonly to: number;
  readonly heading: Range | null;
}

const LONGEST_QUOTE = 2000;

/**
 * Remarks about the text of a file, tied to a draft that it was merged into: to the same words in the same clause, and where
 * these do not stand there to its heading. Both documents are only read.
 */
export function placedRemarks(draft: Y.Doc, file: Y.Doc, remarks: readonly AnchoredRemark[]): PlacedRemarks {
  if (remarks.length === 0) return { remarks: [], left: 0 };
  const [ours, theirs] = [jsonFromDoc(draft), jsonFromDoc(file)];
  const [here, there] = [placesOf(clausesIn(ours)), placesOf(clausesIn(theirs))];
  const same = new Map(mergeReport(ours, theirs).rows.map(({ now, was }) => [now, was]));
  const [rangeIn, find, anchorOf] = [
    rangeReader(file, passageText(file)),
    wordFinder(draft),
    rangeAnchors(draft, LONGEST_QUOTE)
  ];
  const placed = remarks.flatMap((remark): AnchoredRemark[] => {
    const range = rangeIn(remark.anchor);
    const index = range ? there.findLastIndex(({ from }) => from <= range.from) : -1;
    const clause = here[same.get(index) ?? -1];
    if (!range || !clause) return [];
    const near = clause.from + range.from - there[index]!.from;
    // A change that the draft did not take over is about the words that stand there still.
    for (const quote of [remark.quote, remark.wording?.before ?? '']) {
      const anchor = find(quote, { within: clause, near });
      if (anchor) return [{ ...remark, anchor, quote }];
    }
    const words = anchorOf(clause.heading ?? clause);
    return words ? [{ ...remark, ...words }] : [];
  });
  return { remarks: placed, left: remarks.length - placed.length };
}

function placesOf(clauses: readonly Clause[]): ClausePlace[] {
  let position = 0;
  return clauses.map((clause) => {
    const from = position;
    position += nodesIn(clause).reduce((size, node) => size + nodeSize(node), 0);
    const { heading } = clause;
    const words = heading && textOf(heading).trim() !== '';
    return { from, to: position, heading: words ? { from, to: from + nodeSize(heading) } : null };
  });
}
